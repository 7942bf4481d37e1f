#include <string.h>

#include "check.h"
#include "scratch.h"
#include "store/plan_list.h"
#include "store/store_city.h"
#include "store/store_units.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

struct town {
    struct scratch *scratch;
    struct arena *arena;
    struct store *store;
};

static int open_town(void **state)
{
    static struct town town;
    static const struct city_info INFO = {.name = "Thị trấn Thử",
                                          .crs = "EPSG:9210"};
    town.scratch = scratch_new();
    town.arena = arena_new();
    const char *path = scratch_path(town.scratch, "town.sqlite");
    MUST(store_create(path, &INFO, &err));
    MUST(store_open(path, STORE_WRITE, &town.store, &err));
    *state = &town;
    return 0;
}

static int close_town(void **state)
{
    struct town *town = *state;
    store_close(town->store);
    arena_free(town->arena);
    scratch_free(town->scratch);
    return 0;
}

static void write_units(struct town *town, const char *const *ids, size_t n)
{
    struct point_m corners[] = {
        {600000, 1190000}, {600100, 1190000}, {600000, 1190100}};
    struct planning_unit *units =
        arena_array(town->arena, struct planning_unit, n);
    for (size_t i = 0; i < n; i++)
        units[i] = (struct planning_unit){
            .id = ids[i],
            .name = ids[i],
            .area = area_of_ring(town->arena, corners, 3),
            .source = i == 0 ? "streets" : NULL};
    MUST(store_begin(town->store, &err));
    MUST(store_write_units(town->store, units, n, &err));
    MUST(store_commit(town->store, &err));
}

static void units_come_back_with_their_source(void **state)
{
    struct town *town = *state;
    struct planning_unit_list units;
    const char *ids[] = {"u2", "u1"};
    write_units(town, ids, 2);
    MUST(store_read_units(town->store, town->arena, &units, &err));
    CHECK_INT(units.count, 2);
    CHECK_TEXT(units.items[0].id, "u1");
    CHECK_TEXT(units.items[0].source, "file");
    CHECK_TEXT(units.items[1].source, "streets");
    CHECK_NEAR(area_m2(&units.items[1].area), 5000, 1e-6);
}

static void entrants_are_read_by_year_and_grade(void **state)
{
    struct town *town = *state;
    const char *ids[] = {"u1", "u2"};
    struct unit_entrants rows[] = {{"u2", 2026, 1, 7, "file"},
                                   {"u1", 2026, 1, 5, "pupils"},
                                   {"u1", 2025, 1, 4, "file"},
                                   {"u1", 2026, 6, 3, "file"}};
    struct unit_entrants_list read;
    write_units(town, ids, 2);
    MUST(store_write_unit_entrants(town->store, rows, 4, &err));
    rows[0].entrants = 8;
    MUST(store_write_unit_entrants(town->store, rows, 1, &err));

    MUST(store_read_unit_entrants(town->store, town->arena, 0, 1, &read, &err));
    CHECK_INT(read.count, 2);
    CHECK_TEXT(read.items[0].unit_id, "u1");
    CHECK_INT(read.items[0].entrants, 5);
    CHECK_TEXT(read.items[0].source, "pupils");
    CHECK_INT(read.items[1].entrants, 8);
    MUST(store_read_unit_entrants(town->store, town->arena, 2025, 1, &read,
                                  &err));
    CHECK_INT(read.count, 1);
    CHECK_INT(read.items[0].entrants, 4);
    MUST(
        store_read_unit_entrants(town->store, town->arena, 0, 10, &read, &err));
    CHECK_INT(read.count, 0);

    // Units that go take their entrants along.
    write_units(town, &ids[1], 1);
    MUST(store_read_unit_entrants(town->store, town->arena, 0, 1, &read, &err));
    CHECK_INT(read.count, 1);
}

static struct plan draft_of_first_grade(void)
{
    return (struct plan){.id = "it's a plan",
                         .level = LEVEL_PRIMARY,
                         .method = "units",
                         .made_from = "a test",
                         .made_at = "2026-03-01T00:00:00Z",
                         .year = 2026,
                         .grade = 1,
                         .based_on = "last year's",
                         .options = "{}"};
}

static void a_plan_keeps_its_units_locks_and_steps(void **state)
{
    struct town *town = *state;
    struct plan plan = draft_of_first_grade();
    struct plan_unit units[] = {{"u2", NULL, false}, {"u1", "s1", true}};
    struct plan_step steps[] = {{2, "u1", NULL, "s1", false},
                                {1, "u1", "s9", NULL, true},
                                {1, "u0", "s9", "s1", true}};
    struct plan_unit_list read_units;
    struct plan_step_list read_steps;
    struct plan_entry_list entries;
    MUST(store_write_plan(town->store, &plan, &err));
    MUST(store_write_plan_units(town->store, plan.id, units, 2, &err));
    MUST(store_write_plan_units(town->store, "another", units, 1, &err));
    MUST(store_write_plan_units(town->store, plan.id, units, 2, &err));
    MUST(store_write_plan_steps(town->store, plan.id, 1, steps, 3, &err));

    MUST(store_read_plan_units(town->store, town->arena, plan.id, &read_units,
                               &err));
    CHECK_INT(read_units.count, 2);
    CHECK_TEXT(read_units.items[0].unit_id, "u1");
    CHECK_TEXT(read_units.items[0].school_id, "s1");
    CHECK(read_units.items[0].is_locked);
    CHECK(read_units.items[1].school_id == NULL);
    MUST(store_read_plan_steps(town->store, town->arena, plan.id, &read_steps,
                               &err));
    CHECK_INT(read_steps.count, 3);
    CHECK_TEXT(read_steps.items[0].unit_id, "u0");
    CHECK(read_steps.items[1].to_school_id == NULL);
    CHECK(!read_steps.items[2].is_undone);

    MUST(store_list_plans(town->store, town->arena, &entries, &err));
    CHECK_INT(entries.count, 1);
    CHECK_INT(entries.items[0].year, 2026);
    CHECK_INT(entries.items[0].grade, 1);
    CHECK_TEXT(entries.items[0].based_on, "last year's");
    CHECK_TEXT(entries.items[0].options, "{}");
    CHECK(!entries.items[0].is_published);
}

static void units_and_steps_of_a_draft_change_one_by_one(void **state)
{
    struct town *town = *state;
    struct plan plan = draft_of_first_grade();
    struct plan_unit units[] = {{"u1", "s1", false}, {"u2", NULL, false}};
    struct plan_unit moved = {"u2", "s1", true};
    struct plan_step steps[] = {{1, "u1", NULL, "s1", false},
                                {2, "u2", NULL, "s1", false},
                                {3, "u2", "s1", NULL, true}};
    struct plan_step newer = {2, "u1", "s1", "s2", false};
    struct plan_unit_list read_units;
    struct plan_step_list read_steps;
    struct plan_entry entry;
    MUST(store_write_plan(town->store, &plan, &err));
    MUST(store_write_plan_units(town->store, plan.id, units, 2, &err));
    MUST(store_write_plan_steps(town->store, plan.id, 1, steps, 3, &err));
    MUST(store_change_plan_units(town->store, plan.id, &moved, 1, &err));
    MUST(store_write_plan_steps(town->store, plan.id, 2, &newer, 1, &err));

    MUST(store_read_plan_units(town->store, town->arena, plan.id, &read_units,
                               &err));
    CHECK_INT(read_units.count, 2);
    CHECK(!read_units.items[0].is_locked);
    CHECK_TEXT(read_units.items[1].school_id, "s1");
    CHECK(read_units.items[1].is_locked);
    MUST(store_read_plan_steps(town->store, town->arena, plan.id, &read_steps,
                               &err));
    CHECK_INT(read_steps.count, 2);
    CHECK_TEXT(read_steps.items[1].to_school_id, "s2");
    MUST(
        store_read_plan_entry(town->store, town->arena, plan.id, &entry, &err));
    CHECK_INT(entry.n_zones, 1); // nothing is drawn yet
    MUST(store_read_plan_head(town->store, town->arena, plan.id, &entry, &err));
    CHECK_TEXT(entry.id, plan.id);
    CHECK_INT(entry.n_zones, 0); // not counted
}

static void edits_of_a_draft_are_counted(void **state)
{
    struct town *town = *state;
    struct plan plan = draft_of_first_grade();
    struct plan_entry entry;
    MUST(store_write_plan(town->store, &plan, &err));
    MUST(store_mark_edited(town->store, plan.id, 0, false, &err));
    MUST(
        store_read_plan_entry(town->store, town->arena, plan.id, &entry, &err));
    CHECK_INT(entry.edits, 1);
    CHECK_TEXT(entry.method, "units");
    MUST(store_mark_edited(town->store, plan.id, 1, true, &err));
    MUST(
        store_read_plan_entry(town->store, town->arena, plan.id, &entry, &err));
    CHECK_INT(entry.edits, 2);
    CHECK_TEXT(entry.method, "edited");
    CHECK_INT(store_mark_edited(town->store, plan.id, 1, true, &err),
              STATUS_STATE);
    MUST(store_publish_plan(town->store, plan.id, &err));
    CHECK_INT(store_mark_edited(town->store, plan.id, 2, true, &err),
              STATUS_STATE);
}

static void a_draft_can_be_removed_and_a_published_plan_not(void **state)
{
    struct town *town = *state;
    struct plan plan = draft_of_first_grade();
    struct plan_unit unit = {"u1", "s1", false};
    struct plan_step step = {1, "u1", "s1", NULL, false};
    struct plan_entry_list entries;
    struct plan_unit_list units;
    struct plan_step_list steps;
    MUST(store_write_plan(town->store, &plan, &err));
    MUST(store_write_plan_units(town->store, plan.id, &unit, 1, &err));
    MUST(store_write_plan_steps(town->store, plan.id, 1, &step, 1, &err));
    MUST(store_delete_plan(town->store, plan.id, &err));
    MUST(store_list_plans(town->store, town->arena, &entries, &err));
    CHECK_INT(entries.count, 0);
    MUST(
        store_read_plan_units(town->store, town->arena, plan.id, &units, &err));
    CHECK_INT(units.count, 0);
    MUST(
        store_read_plan_steps(town->store, town->arena, plan.id, &steps, &err));
    CHECK_INT(steps.count, 0);
    CHECK_INT(store_delete_plan(town->store, plan.id, &err), STATUS_NOT_FOUND);

    MUST(store_write_plan(town->store, &plan, &err));
    MUST(store_publish_plan(town->store, plan.id, &err));
    CHECK_INT(store_delete_plan(town->store, plan.id, &err), STATUS_STATE);
    CHECK_TEXT(err.text, "plan it's a plan is published and stays; only drafts "
                         "can be removed");
}

static void a_published_plan_is_not_changed(void **state)
{
    struct town *town = *state;
    struct plan plan = draft_of_first_grade();
    struct plan_unit unit = {"u1", "s1", false};
    struct plan_step step = {1, "u1", "s1", NULL, false};
    struct plan_unit_list read;
    MUST(store_write_plan(town->store, &plan, &err));
    MUST(store_write_plan_units(town->store, plan.id, &unit, 1, &err));
    MUST(store_publish_plan(town->store, plan.id, &err));
    unit.school_id = "s2";
    CHECK_INT(store_write_plan_units(town->store, plan.id, &unit, 1, &err),
              STATUS_IO);
    CHECK(strstr(err.text, "a published plan is not changed") != NULL);
    CHECK_INT(store_write_plan_steps(town->store, plan.id, 1, &step, 1, &err),
              STATUS_IO);
    MUST(store_read_plan_units(town->store, town->arena, plan.id, &read, &err));
    CHECK_INT(read.count, 1);
    CHECK_TEXT(read.items[0].school_id, "s1");
}

#define TOWN_TEST(name)                                                        \
    cmocka_unit_test_setup_teardown(name, open_town, close_town)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(units_come_back_with_their_source),
        TOWN_TEST(entrants_are_read_by_year_and_grade),
        TOWN_TEST(a_plan_keeps_its_units_locks_and_steps),
        TOWN_TEST(units_and_steps_of_a_draft_change_one_by_one),
        TOWN_TEST(edits_of_a_draft_are_counted),
        TOWN_TEST(a_draft_can_be_removed_and_a_published_plan_not),
        TOWN_TEST(a_published_plan_is_not_changed),
    };
    return RUN_TESTS(tests);
}
