#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/random.h"
#include "check.h"
#include "office/plan_desk.h"
#include "scratch.h"
#include "unit_city.h"
#include "zoning/plan_copy.h"
#include "zoning/plan_publish.h"
#include "zoning/plan_subject.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

#define VERSION "0123456789abcdef0123456789abcdef"

struct town {
    struct scratch *scratch;
    struct arena *arena;
    const char *path;
    char plan_id[33];
    struct city_version version;
    struct plan_desks *desks;
    struct store *store; // as someone else has it open
};

static int open_town(void **state)
{
    static struct town town;
    struct unit_city_plan plan = {
        .seed = 7, .wide = 12, .high = 10, .n_schools = 6};
    town = (struct town){.scratch = scratch_new(), .arena = arena_new()};
    town.path = scratch_path(town.scratch, "city.sqlite");
    MUST(unit_city_write(town.path, &plan, town.plan_id, &err));
    town.version.stores = store_pool_new(town.path, STORE_POOL_CITY);
    town.version.id = VERSION;
    town.desks = plan_desks_new(town.path, 1);
    MUST(store_open(town.path, STORE_WRITE, &town.store, &err));
    MUST(store_run(town.store, "PRAGMA synchronous = OFF", &err));
    *state = &town;
    return 0;
}

static int close_town(void **state)
{
    struct town *town = *state;
    plan_desks_free(town->desks);
    store_pool_free((struct store_pool *)(uintptr_t)town->version.stores);
    store_close(town->store);
    arena_free(town->arena);
    scratch_free(town->scratch);
    return 0;
}

// Comes back until the desk is open.
static enum status take(struct town *town, const char *plan_id,
                        struct plan_on_desk *taken, struct error *why)
{
    const struct timespec pause = {.tv_nsec = 2000000};
    for (;;) {
        enum status status =
            plan_desks_take(town->desks, &town->version, plan_id, taken, why);
        if (status != STATUS_OK || taken->plan != NULL)
            return status;
        nanosleep(&pause, NULL);
    }
}

static struct desk_plan *must_take(struct town *town,
                                   struct plan_on_desk *taken)
{
    MUST(take(town, town->plan_id, taken, &err));
    return taken->plan;
}

// Writes a stroke as the office does.
static enum status keep(struct town *town, struct desk_plan *plan,
                        struct error *why)
{
    enum status status = store_begin(town->store, why);
    if (status == STATUS_OK)
        status = plan_draft_write(&plan->draft, town->store, why);
    if (status == STATUS_OK)
        status = store_commit(town->store, why);
    store_rollback(town->store);
    return status;
}

static void check_same(const struct plan_measures *a,
                       const struct plan_measures *b, size_t n_schools)
{
    CHECK_INT(a->sums.entrants, b->sums.entrants);
    CHECK_INT(a->sums.unzoned, b->sums.unzoned);
    CHECK_INT(a->sums.over_seats, b->sums.over_seats);
    CHECK_INT(a->sums.over_cap, b->sums.over_cap);
    CHECK_INT(a->sums.way_cm, b->sums.way_cm);
    CHECK_INT(a->sums.moved, b->sums.moved);
    CHECK_INT(a->sums.n_pieces, b->sums.n_pieces);
    CHECK_INT(a->mean_way_cm, b->mean_way_cm);
    CHECK_INT(a->farthest_cm, b->farthest_cm);
    for (size_t s = 0; s < n_schools; s++) {
        CHECK_INT(a->rows[s].entrants, b->rows[s].entrants);
        CHECK_INT(a->rows[s].n_pieces, b->rows[s].n_pieces);
        CHECK_INT(a->rows[s].n_units, b->rows[s].n_units);
    }
}

// What is in memory, against reading the city and the plan from the file.
static void check_against_file(struct town *town, const struct desk_plan *plan)
{
    struct arena *arena = arena_new();
    struct plan_subject subject;
    MUST(plan_subject_read(town->store, arena, town->plan_id, 1, NULL, &subject,
                           &err));
    struct plan_answer answer = desk_plan_answer(plan);
    size_t n_units = subject.zoning.units.count;
    CHECK_INT(subject.plan.edits, plan->plan.edits);
    CHECK(memcmp(subject.school, answer.school,
                 n_units * sizeof *answer.school) == 0);
    check_same(&answer.measures, &subject.measures,
               subject.zoning.schools.count);
    arena_free(arena);
}

static void a_desk_is_opened_in_the_background(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken;
    MUST(plan_desks_take(town->desks, &town->version, town->plan_id, &taken,
                         &err));
    CHECK(taken.plan == NULL);
    struct desk_plan *plan = must_take(town, &taken);
    CHECK(plan->is_draft);
    check_against_file(town, plan);
    plan_desks_put(town->desks, &taken, false);
}

static void a_plan_that_is_not_there_is_named(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken;
    CHECK_INT(take(town, "none", &taken, &err), STATUS_NOT_FOUND);
    CHECK_TEXT(err.text, "there is no plan \"none\"");
}

// A model of a draft: who has which school, and what was done.
#define MOST_STEPS 1000
struct model {
    uint32_t school[MOST_STEPS + 1][120];
    size_t n_done, n_all;
};

static void model_move(struct model *model, const uint32_t *units, size_t n,
                       uint32_t school)
{
    memcpy(model->school[model->n_done + 1], model->school[model->n_done],
           sizeof *model->school);
    model->n_all = ++model->n_done;
    for (size_t i = 0; i < n; i++)
        model->school[model->n_done][units[i]] = school;
}

static enum status any_edit(struct desk_plan *plan, struct model *model,
                            struct random *random, struct arena *arena,
                            struct stroke *stroke)
{
    uint32_t what = random_below(random, 10);
    if (what == 0) {
        model->n_done -= model->n_done > 0;
        return desk_plan_undo(plan, arena, stroke, &err);
    }
    if (what == 1) {
        model->n_done += model->n_done < model->n_all;
        return desk_plan_redo(plan, arena, stroke, &err);
    }
    uint32_t units[20], n = 1 + random_below(random, 20);
    uint32_t school = random_below(random, 7);
    for (uint32_t i = 0; i < n; i++)
        units[i] = random_below(random, 120);
    if (school == 6)
        school = ZONE_NO_SCHOOL;
    enum status status =
        desk_plan_move(plan, arena, units, n, school, stroke, &err);
    if (status == STATUS_OK)
        model_move(model, units, n, school);
    return status;
}

static void check_stroke(const struct desk_plan *plan,
                         const struct stroke *stroke,
                         const uint32_t before[120])
{
    const uint32_t *now = zone_draft_schools(plan->zones);
    size_t n = 0;
    for (uint32_t u = 0; u < 120; u++)
        if (before[u] != now[u])
            CHECK_INT(stroke->diff.units[n++], u);
    CHECK_INT(stroke->diff.n_units, n);
    CHECK(memcmp(stroke->before.school, before, 120 * sizeof *before) == 0);
    struct zone_measures plain = zone_measure(&plan->zoning.problem, before);
    CHECK(stroke->before.measures.sums.cost == plain.cost);
    plain = zone_measure(&plan->zoning.problem, now);
    CHECK(desk_plan_answer(plan).measures.sums.cost == plain.cost);
    CHECK_INT(desk_plan_answer(plan).measures.sums.n_pieces, plain.n_pieces);
}

static void a_thousand_strokes_are_as_in_a_model_and_in_the_file(void **state)
{
    struct town *town = *state;
    struct random random = random_from(11);
    struct model *model = arena_array(town->arena, struct model, 1);
    for (int i = 0; i < 1000; i++) {
        struct arena *arena = arena_new();
        struct plan_on_desk taken;
        struct stroke stroke;
        struct desk_plan *plan = must_take(town, &taken);
        if (i == 0)
            memcpy(model->school[0], zone_draft_schools(plan->zones),
                   sizeof *model->school);
        uint32_t before[120];
        memcpy(before, zone_draft_schools(plan->zones), sizeof before);
        if (any_edit(plan, model, &random, arena, &stroke) == STATUS_OK) {
            MUST(keep(town, plan, &err));
            desk_plan_note_stroke(plan, &stroke);
            check_stroke(plan, &stroke, before);
        }
        CHECK(memcmp(zone_draft_schools(plan->zones),
                     model->school[model->n_done], sizeof *model->school) == 0);
        CHECK_INT(plan_draft_n_done(&plan->draft), model->n_done);
        CHECK_INT(plan_draft_n_undone(&plan->draft),
                  model->n_all - model->n_done);
        if (i % 100 == 99)
            check_against_file(town, plan);
        // Now and then another server goes on with it.
        plan_desks_put(town->desks, &taken, i % 37 == 0);
        arena_free(arena);
    }
}

static void what_others_changed_is_read_anew_and_not_written_over(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken, other;
    struct stroke stroke;
    uint32_t unit = 3;
    struct plan_desks *second = plan_desks_new(town->path, 1);
    struct town there = *town;
    there.desks = second;
    struct desk_plan *ours = must_take(town, &taken);
    uint32_t to = zone_draft_schools(ours->zones)[unit] == 0 ? 1 : 0;
    struct desk_plan *theirs = must_take(&there, &other);
    MUST(desk_plan_move(theirs, town->arena, &unit, 1, to, &stroke, &err));
    MUST(keep(town, theirs, &err));
    plan_desks_put(second, &other, false);

    uint32_t mine = 4;
    MUST(desk_plan_move(ours, town->arena, &mine, 1, ZONE_NO_SCHOOL, &stroke,
                        &err));
    CHECK_INT(keep(town, ours, &err), STATUS_STATE);
    CHECK(strstr(err.text, "was changed by someone else meanwhile") != NULL);
    plan_desks_put(town->desks, &taken, true);
    ours = must_take(town, &taken);
    CHECK_INT(zone_draft_schools(ours->zones)[unit], to);
    CHECK(zone_draft_schools(ours->zones)[mine] != ZONE_NO_SCHOOL);
    check_against_file(town, ours);
    plan_desks_put(town->desks, &taken, false);
    plan_desks_free(second);
}

static void those_who_lag_behind_are_told_what_changed(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken;
    struct desk_plan *plan = must_take(town, &taken);
    int64_t first = plan->plan.edits;
    uint32_t strokes[][2] = {{5, 9}, {9, 2}}, *units;
    struct stroke stroke;
    size_t n;
    for (int i = 0; i < 2; i++) {
        uint32_t school = 3 + (uint32_t)i;
        MUST(desk_plan_move(plan, town->arena, strokes[i], 2, school, &stroke,
                            &err));
        MUST(keep(town, plan, &err));
        desk_plan_note_stroke(plan, &stroke);
    }
    CHECK(desk_plan_changed_since(plan, town->arena, first, &units, &n));
    CHECK_INT(n, 3);
    CHECK_INT(units[0], 2);
    CHECK_INT(units[2], 9);
    CHECK(desk_plan_changed_since(plan, town->arena, first + 1, &units, &n));
    CHECK_INT(n, 2);
    CHECK(desk_plan_changed_since(plan, town->arena, first + 2, &units, &n));
    CHECK_INT(n, 0);
    CHECK(!desk_plan_changed_since(plan, town->arena, first + 3, &units, &n));
    CHECK(!desk_plan_changed_since(plan, town->arena, first - 1, &units, &n));
    plan_desks_put(town->desks, &taken, false);
}

static void a_locked_unit_stays_until_it_is_unlocked(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken;
    struct desk_plan *plan = must_take(town, &taken);
    uint32_t unit = 17;
    const char *id = plan->zoning.units.items[unit].id;
    uint32_t to = (zone_draft_schools(plan->zones)[unit] + 1) % 6;
    struct stroke stroke;
    for (int locked = 1; locked >= 0; locked--) {
        MUST(store_begin(town->store, &err));
        MUST(plan_units_lock(town->store, town->arena, &plan->plan, &id, 1,
                             locked, &err));
        MUST(store_commit(town->store, &err));
        desk_plan_note_locks(plan, &unit, 1, locked);
        enum status status =
            desk_plan_move(plan, town->arena, &unit, 1, to, &stroke, &err);
        CHECK_INT(status, locked ? STATUS_STATE : STATUS_OK);
        if (locked)
            CHECK_TEXT(err.text, "unit \"u00017\" is locked; unlock it first");
    }
    MUST(keep(town, plan, &err));
    desk_plan_note_stroke(plan, &stroke);
    check_against_file(town, plan);
    plan_desks_put(town->desks, &taken, false);
}

static void a_published_plan_can_be_looked_at_only(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken;
    MUST(store_begin(town->store, &err));
    MUST(plan_publish(town->store, town->arena, town->plan_id, 1, &err));
    CHECK_INT(plan_publish(town->store, town->arena, town->plan_id, 1, &err),
              STATUS_STATE);
    CHECK(strstr(err.text, "is in force already") != NULL);
    MUST(store_commit(town->store, &err));
    struct desk_plan *plan = must_take(town, &taken);
    CHECK(!plan->is_draft);
    CHECK_INT(desk_plan_check_draft(plan, &err), STATUS_STATE);
    CHECK(strstr(err.text, "is published and never changes") != NULL);
    CHECK_INT(plan->rows.count, 120);
    check_against_file(town, plan);
    plan_desks_put(town->desks, &taken, false);

    const char *copy;
    MUST(store_begin(town->store, &err));
    MUST(plan_copy(town->store, town->arena, town->plan_id,
                   "2026-03-02T00:00:00Z", &copy, &err));
    MUST(store_commit(town->store, &err));
    MUST(take(town, copy, &taken, &err));
    CHECK(taken.plan->is_draft);
    CHECK_TEXT(taken.plan->since, town->plan_id);
    CHECK_INT(desk_plan_answer(taken.plan).measures.sums.moved, 0);
    plan_desks_put(town->desks, &taken, false);
}

static void a_city_that_has_changed_is_read_anew(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken;
    uint64_t before = must_take(town, &taken)->zoning.entrants;
    plan_desks_put(town->desks, &taken, false);
    MUST(store_run(town->store,
                   "UPDATE unit_entrants SET entrants = entrants + 1", &err));
    town->version.id = "fedcba9876543210fedcba9876543210";
    struct desk_plan *plan = must_take(town, &taken);
    CHECK_INT(plan->zoning.entrants, before + 120);
    check_against_file(town, plan);
    plan_desks_put(town->desks, &taken, false);
}

static void what_the_city_lacks_is_told_and_tried_again(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken;
    MUST(store_run(town->store, "UPDATE seats SET grade = 6", &err));
    CHECK_INT(take(town, town->plan_id, &taken, &err), STATUS_STATE);
    CHECK(strstr(err.text, "has no public school of level primary with seats"));
    MUST(store_run(town->store, "UPDATE seats SET grade = 1", &err));
    must_take(town, &taken);
    plan_desks_put(town->desks, &taken, false);
}

#define N_PAINTERS 3
#define STROKES_EACH 40

static void *paint(void *context)
{
    struct town *town = context;
    struct error why;
    struct store *store = NULL;
    struct arena *arena = arena_new();
    struct random random = random_from((uint64_t)(uintptr_t)&why);
    if (store_open(town->path, STORE_WRITE, &store, &why) != STATUS_OK)
        return "cannot open";
    struct town mine = *town;
    mine.store = store;
    const char *failed = NULL;
    for (int i = 0; i < STROKES_EACH && failed == NULL; i++) {
        struct plan_on_desk taken;
        struct stroke stroke;
        uint32_t unit = random_below(&random, 120);
        if (take(&mine, mine.plan_id, &taken, &why) != STATUS_OK)
            return "cannot take";
        if (desk_plan_move(taken.plan, arena, &unit, 1,
                           random_below(&random, 6), &stroke,
                           &why) == STATUS_OK) {
            failed = keep(&mine, taken.plan, &why) == STATUS_OK
                         ? NULL
                         : "cannot be kept";
            desk_plan_note_stroke(taken.plan, &stroke);
        }
        plan_desks_put(mine.desks, &taken, failed != NULL);
    }
    store_close(store);
    arena_free(arena);
    return (void *)(uintptr_t)failed;
}

static void who_paint_at_once_do_not_undo_each_other(void **state)
{
    struct town *town = *state;
    struct plan_on_desk taken;
    pthread_t painters[N_PAINTERS];
    for (int i = 0; i < N_PAINTERS; i++)
        CHECK_INT(pthread_create(&painters[i], NULL, paint, town), 0);
    for (int i = 0; i < N_PAINTERS; i++) {
        void *failed;
        pthread_join(painters[i], &failed);
        CHECK(failed == NULL);
    }
    struct desk_plan *plan = must_take(town, &taken);
    CHECK_INT(plan_draft_n_done(&plan->draft), plan->plan.edits);
    check_against_file(town, plan);
    plan_desks_put(town->desks, &taken, false);
}

#define TOWN_TEST(name)                                                        \
    cmocka_unit_test_setup_teardown(name, open_town, close_town)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(a_desk_is_opened_in_the_background),
        TOWN_TEST(a_plan_that_is_not_there_is_named),
        TOWN_TEST(a_thousand_strokes_are_as_in_a_model_and_in_the_file),
        TOWN_TEST(what_others_changed_is_read_anew_and_not_written_over),
        TOWN_TEST(those_who_lag_behind_are_told_what_changed),
        TOWN_TEST(a_locked_unit_stays_until_it_is_unlocked),
        TOWN_TEST(a_published_plan_can_be_looked_at_only),
        TOWN_TEST(a_city_that_has_changed_is_read_anew),
        TOWN_TEST(what_the_city_lacks_is_told_and_tried_again),
        TOWN_TEST(who_paint_at_once_do_not_undo_each_other),
    };
    return RUN_TESTS(tests);
}
