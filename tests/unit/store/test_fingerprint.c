#include "store/store_fingerprint.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "scratch.h"

// What a change of each table of a city must show in. A new table needs a row
// here, and, if anything public is made from it, a line in store_fingerprint.c.
enum part { BASE, PLANS, REST, NOTHING };

static const struct {
    const char *table;
    enum part part;
    const char *change;
} CHANGES[] = {
    {"city", BASE, "UPDATE city SET name = 'x'"},
    {"junction", BASE, "INSERT INTO junction (id) VALUES (7)"},
    {"street", BASE,
     "INSERT INTO street (id, way_id, from_junction, to_junction)"
     " VALUES (1, 1, 7, 7)"},
    {"turn_restriction", BASE,
     "INSERT INTO turn_restriction (kind, from_way, via_junction, to_way)"
     " VALUES ('no_u_turn', 1, 7, 1)"},
    {"school", BASE,
     "INSERT INTO school (id, name, levels) VALUES ('s', 'S', 'primary')"},
    {"school_grounds", BASE,
     "INSERT INTO school_grounds (school_id) VALUES ('s')"},
    {"gate", BASE, "INSERT INTO gate (school_id, number) VALUES ('s', 1)"},
    {"seats", BASE, "INSERT INTO seats VALUES ('s', 2026, 1, 35)"},
    {"ward", BASE,
     "INSERT INTO ward (id, name, source) VALUES ('w', 'W', 'file')"},
    {"base_area", BASE,
     "INSERT INTO base_area (kind, class) VALUES ('water', 'river')"},
    {"base_line", BASE,
     "INSERT INTO base_line (kind, class) VALUES ('rail', 'rail')"},
    {"place", BASE, "INSERT INTO place (kind, name) VALUES ('town', 'T')"},
    {"address", BASE, "INSERT INTO address (number) VALUES ('1/2')"},
    {"boundary", BASE, "INSERT INTO boundary VALUES (5, 6, 'Q', NULL)"},
    {"boundary_part", BASE,
     "INSERT INTO boundary_part (relation_id, admin_level, name)"
     " VALUES (5, 6, 'Q')"},
    {"added_street", BASE,
     "INSERT INTO added_street (made_at) VALUES ('2026-01-01T00:00:00Z')"},
    {"added_gate", BASE,
     "INSERT INTO added_gate (school_id, made_at)"
     " VALUES ('s', '2026-01-01T00:00:00Z')"},
    {"unit", BASE, "INSERT INTO unit (id, name) VALUES ('u', 'U')"},
    {"plan", NOTHING, // a draft
     "INSERT INTO plan (id, level, method, made_from, made_at)"
     " VALUES ('p', 'primary', 'nearest', '', '')"},
    {"zone", NOTHING,
     "INSERT INTO zone (plan_id, school_id) VALUES ('p', 's')"},
    {"plan_unit", NOTHING, "INSERT INTO plan_unit VALUES ('p', 'u', 's', 0)"},
    {"plan_step", NOTHING,
     "INSERT INTO plan_step VALUES ('p', 1, 'u', NULL, 's', 0)"},
    {"plan", PLANS, "UPDATE plan SET published_order = 1"},
    {"zone", PLANS, "UPDATE zone SET school_id = 't'"},
    {"capacity", PLANS,
     "INSERT INTO capacity (school_id, year, rooms) VALUES ('s', 2026, 10)"},
    {"enrolment", PLANS, "INSERT INTO enrolment VALUES ('s', 2026, 1, 30)"},
    {"population", REST,
     "INSERT INTO population (ward_id, year, people) VALUES ('w', 2026, 9)"},
    {"unit_entrants", REST,
     "INSERT INTO unit_entrants VALUES ('u', 2026, 1, 8, 'file')"},
    {"draw", REST,
     "INSERT INTO draw (year, grade, commitment, committed_at)"
     " VALUES (2026, 1, 'c', '')"},
    {"cut_off", PLANS,
     "INSERT INTO cut_off (year, grade, school_id, programme, seats, is_full,"
     " method, round_id) VALUES (2026, 1, 's', '', 35, 1, 'stable', 'r')"},
    {"housing", REST,
     "INSERT INTO housing (homes, year, pupils_per_home) VALUES (1, 2027, "
     "0.2)"},
    {"site", REST, "INSERT INTO site (id, max_rooms) VALUES ('a', 10)"},
    {"indicator", REST,
     "INSERT INTO indicator (code, name_vi, name_en, unit, better)"
     " VALUES ('i', 'I', 'I', '%', 'more')"},
    {"indicator_value", REST,
     "INSERT INTO indicator_value VALUES ('i', 2026, '', '', 1.0)"},
    {"forecast_run", PLANS,
     "INSERT INTO forecast_run VALUES (1, 'f', '', 2025, 5, 'm', 'v', '')"},
    // Their numbers belong to the run's id, a hash of what they came from.
    {"forecast_value", NOTHING, ""},
    {"forecast_rooms", NOTHING, ""},
    {"forecast_room_rate", NOTHING, ""},
    {"site_plan", REST,
     "INSERT INTO site_plan VALUES ('q', '', 'primary', 2026, 1, 1, 1, NULL, "
     "'',"
     " 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0)"},
    {"site_plan_choice", NOTHING, ""},
    {"import_log", NOTHING,
     "INSERT INTO import_log (what, file, checksum, report)"
     " VALUES ('osm', 'f', 'c', 'r')"},
};

#define N_CHANGES (sizeof CHANGES / sizeof *CHANGES)

static void need(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        fail_msg("%s", err->text);
}

static struct store *new_city(struct scratch *scratch)
{
    struct error err;
    struct store *store;
    struct city_info info = {.name = "C", .crs = "EPSG:9210"};
    const char *path = scratch_path(scratch, "city.sqlite");
    need(store_create(path, &info, &err), &err);
    need(store_open(path, STORE_WRITE, &store, &err), &err);
    return store;
}

static void every_change_of_a_table_shows_in_its_part_alone(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = new_city(scratch);
    struct store_fingerprint before, after;
    struct error err;
    need(store_read_fingerprint(store, &before, &err), &err);
    for (size_t i = 0; i < N_CHANGES; i++) {
        need(store_run(store, CHANGES[i].change, &err), &err);
        need(store_read_fingerprint(store, &after, &err), &err);
        bool changes[] = {strcmp(before.base, after.base) != 0,
                          strcmp(before.plans, after.plans) != 0,
                          strcmp(before.rest, after.rest) != 0};
        for (int part = BASE; part <= REST; part++)
            if (changes[part] != ((int)CHANGES[i].part == part))
                fail_msg("%s: part %d", CHANGES[i].table, part);
        before = after;
    }
    store_close(store);
    scratch_free(scratch);
}

static void take_name(sqlite3_stmt *row, struct arena *arena, void *into)
{
    size_t *n_unknown = into;
    const char *name = store_text(row, 0, arena);
    for (size_t i = 0; i < N_CHANGES; i++)
        if (strcmp(CHANGES[i].table, name) == 0)
            return;
    fprintf(stderr, "the table %s is not in the list above\n", name);
    ++*n_unknown;
}

// A file without our tables is what SpatiaLite alone makes; what is there more
// is ours.
static void every_table_of_a_city_is_in_the_list(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = new_city(scratch);
    struct error err;
    size_t n_unknown = 0;
    need(store_each(store,
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                    " AND name NOT LIKE 'idx!_%' ESCAPE '!'"
                    " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                    " AND name NOT LIKE 'spatial%' AND name NOT LIKE 'geom%'"
                    " AND name NOT LIKE 'views!_%' ESCAPE '!'"
                    " AND name NOT LIKE 'virts!_%' ESCAPE '!'"
                    " AND name NOT LIKE 'data!_licenses' ESCAPE '!'"
                    " AND name NOT IN ('ElementaryGeometries', 'KNN', 'KNN2',"
                    "  'SpatialIndex', 'sql_statements_log')",
                    take_name, arena, &n_unknown, &err),
         &err);
    CHECK_INT(n_unknown, 0);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void a_commit_of_another_changes_the_data_version(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *writer = new_city(scratch);
    struct store *reader;
    struct error err;
    int64_t before, same, after;
    need(store_open(store_path(writer), STORE_READ, &reader, &err), &err);
    need(store_data_version(reader, &before, &err), &err);
    need(store_data_version(reader, &same, &err), &err);
    need(store_run(writer, "UPDATE city SET name = 'D'", &err), &err);
    need(store_data_version(reader, &after, &err), &err);
    CHECK_INT(before, same);
    CHECK(before != after);
    store_close(reader);
    store_close(writer);
    scratch_free(scratch);
}

static struct store_tally tally_of(struct store *store)
{
    struct store_tally tally;
    struct error err;
    need(store_begin_reading(store, &err), &err);
    need(store_read_tally(store, &tally, &err), &err);
    store_rollback(store);
    return tally;
}

static void edit_draft(struct store *writer)
{
    struct error err;
    need(store_run(writer, "UPDATE plan SET edits = edits + 1 WHERE id = 'p'",
                   &err),
         &err);
}

// What is committed beside an edit, and whether all is still of drafts.
static void only_edits_of_drafts_are_passed_over(void **state)
{
    static const char *const OTHERS[] = {
        "UPDATE city SET name = 'E'",
        "INSERT INTO plan (id, level, method, made_from, made_at)"
        " VALUES ('q', 'primary', 'nearest', '', '')",
        "DELETE FROM plan WHERE id = 'q'",
        "UPDATE plan SET published_order = 1 WHERE id = 'p'",
    };
    struct scratch *scratch = scratch_new();
    struct store *writer = new_city(scratch);
    struct store *reader;
    struct error err;
    need(store_run(writer,
                   "INSERT INTO plan (id, level, method, made_from, made_at)"
                   " VALUES ('p', 'primary', 'nearest', '', '')",
                   &err),
         &err);
    need(store_open(store_path(writer), STORE_READ, &reader, &err), &err);
    struct store_tally before = tally_of(reader);
    CHECK(!store_tally_is_of_drafts(before, tally_of(reader)));
    for (int i = 0; i < 5; i++) {
        edit_draft(writer);
        CHECK(store_tally_is_of_drafts(before, tally_of(reader)));
    }
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        before = tally_of(reader);
        edit_draft(writer);
        need(store_run(writer, OTHERS[i], &err), &err);
        edit_draft(writer);
        CHECK(!store_tally_is_of_drafts(before, tally_of(reader)));
    }
    store_close(reader);
    store_close(writer);
    scratch_free(scratch);
}

static void counts_of_commits_that_wrap_around_are_told_apart(void **state)
{
    struct store_tally before = {UINT32_MAX, 7}, after = {1, 9};
    CHECK(store_tally_is_of_drafts(before, after));
    CHECK(!store_tally_is_of_drafts(after, before));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_change_of_a_table_shows_in_its_part_alone),
        TEST(every_table_of_a_city_is_in_the_list),
        TEST(a_commit_of_another_changes_the_data_version),
        TEST(only_edits_of_drafts_are_passed_over),
        TEST(counts_of_commits_that_wrap_around_are_told_apart),
    };
    return RUN_TESTS(tests);
}
