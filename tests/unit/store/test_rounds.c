#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "check.h"
#include "scratch.h"
#include "store/connection.h"
#include "store/store_cut_offs.h"
#include "store/store_draw.h"
#include "store/store_pupils.h"

static const struct city_info TOWN = {.name = "Thị trấn Thử",
                                      .crs = "EPSG:9210"};

// What the last call that failed said.
static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

// A town with both its files open.
struct town {
    struct scratch *scratch;
    struct arena *arena;
    struct store *city;
    struct store *children;
};

static int open_town(void **state)
{
    struct town *town = calloc(1, sizeof *town);
    town->scratch = scratch_new();
    town->arena = arena_new();
    const char *path = scratch_path(town->scratch, "town.sqlite");
    MUST(store_create(path, &TOWN, &err));
    MUST(store_open(path, STORE_WRITE, &town->city, &err));
    MUST(store_open_private(path, &town->children, &err));
    *state = town;
    return 0;
}

static int close_town(void **state)
{
    struct town *town = *state;
    store_close(town->city);
    store_close(town->children);
    arena_free(town->arena);
    scratch_free(town->scratch);
    free(town);
    return 0;
}

static int64_t number(struct store *store, const char *sql)
{
    int64_t found = -1;
    MUST(connection_number(store, sql, -1, &found, &err));
    return found;
}

static struct round_record small_round(const char *id)
{
    static struct round_place places[] = {
        {"p2", "B", "integrated", 12345, 1, 0},
        {"p1", NULL, NULL, UINT32_MAX, UINT32_MAX, 1},
        {"p3", "A", NULL, 0, 0, 2}};
    static struct round_pool pools[] = {
        {"B", "integrated", 1, 1, 77, 1, "Khác", 12345, 8750, 0},
        {"A", NULL, 2, 1, NUMBER_UNKNOWN, 0, "Trong phường", 0, NUMBER_UNKNOWN,
         2},
        {"B", NULL, 0, 0, 0, NUMBER_UNKNOWN, NULL, NUMBER_UNKNOWN,
         NUMBER_UNKNOWN, NUMBER_UNKNOWN}};
    return (struct round_record){.entry = {.id = id,
                                           .level = LEVEL_PRIMARY,
                                           .grade = 1,
                                           .year = 2026,
                                           .method = "optimal",
                                           .objective = "tail",
                                           .rules_name = "Lớp 1",
                                           .rules_version = "2026-1",
                                           .rules_checksum = "aa",
                                           .rules = "name: Lớp 1\n",
                                           .network_checksum = "bb",
                                           .made_from = "a test",
                                           .made_at = "2026-06-01T00:00:00Z",
                                           .summary = "{}"},
                                 .places = {places, 3, 3},
                                 .pools = {pools, 3, 3}};
}

static enum status write_round(struct town *town,
                               const struct round_record *record)
{
    MUST(store_begin(town->children, &err));
    enum status status = store_write_round(town->children, record, &err);
    if (status != STATUS_OK) {
        store_rollback(town->children);
        return status;
    }
    MUST(store_commit(town->children, &err));
    return STATUS_OK;
}

static void a_round_comes_back_in_order(void **state)
{
    struct town *town = *state;
    struct round_record record = small_round("r1");
    struct round_record back;
    MUST(write_round(town, &record));
    MUST(store_read_round(town->children, town->arena, "r1", &back, &err));
    CHECK_TEXT(back.entry.rules, "name: Lớp 1\n");
    CHECK_TEXT(back.entry.objective, "tail");
    CHECK_INT(back.entry.level, LEVEL_PRIMARY);
    CHECK(!back.entry.is_published && !back.entry.is_in_force);
    CHECK_INT(back.places.count, 3);
    CHECK_TEXT(back.places.items[0].pupil_id, "p1");
    CHECK(back.places.items[0].school_id == NULL);
    CHECK_INT(back.places.items[0].way_cm, UINT32_MAX);
    CHECK_INT(back.places.items[0].group, UINT32_MAX);
    CHECK_INT(back.places.items[0].lot, 1);
    CHECK_TEXT(back.places.items[1].programme, "integrated");
    CHECK_INT(back.places.items[1].way_cm, 12345);
    CHECK(back.places.items[2].programme == NULL);
    CHECK_INT(back.pools.count, 3);
    CHECK_TEXT(back.pools.items[0].school_id, "A");
    CHECK(back.pools.items[0].price == NUMBER_UNKNOWN);
    CHECK(back.pools.items[1].programme == NULL);
    CHECK(back.pools.items[1].last_cm == NUMBER_UNKNOWN);
    CHECK_TEXT(back.pools.items[2].programme, "integrated");
    CHECK_INT(back.pools.items[2].last_score_milli, 8750);
}

static void a_draft_is_replaced_or_removed(void **state)
{
    struct town *town = *state;
    struct round_record record = small_round("r1");
    MUST(write_round(town, &record));
    record.places.count = 1;
    MUST(write_round(town, &record));
    CHECK_INT(number(town->children, "SELECT count(*) FROM round"), 1);
    CHECK_INT(number(town->children, "SELECT count(*) FROM placement"), 1);
    MUST(store_remove_round(town->children, "r1", &err));
    CHECK_INT(number(town->children, "SELECT count(*) FROM round_pool"), 0);
    CHECK_INT(store_remove_round(town->children, "r1", &err), STATUS_NOT_FOUND);
    CHECK(strstr(err.text, "there is no round \"r1\"") != NULL);
}

static void a_published_round_never_changes_whoever_writes(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE round SET summary = '{\"mean_m\": 1}'",
        "UPDATE round SET published_order = NULL",
        "DELETE FROM round",
        "INSERT INTO placement (round, pupil_id, lot) VALUES (1, 'p9', 9)",
        "INSERT OR REPLACE INTO placement (round, pupil_id, lot)"
        " VALUES (1, 'p1', 9)",
        "UPDATE placement SET school_id = 'A'",
        "DELETE FROM placement",
        "INSERT INTO round_pool (round, school_id, programme, seats, placed)"
        " VALUES (1, 'C', '', 1, 1)",
        "UPDATE round_pool SET last_cm = 1",
        "DELETE FROM round_pool",
    };
    struct town *town = *state;
    struct round_record record = small_round("r1");
    char before[33];
    char after[33];
    static const char ALL[] = "SELECT * FROM round JOIN placement JOIN"
                              " round_pool";
    MUST(write_round(town, &record));
    MUST(store_publish_round(town->children, "r1", &err));
    MUST(store_checksum(town->children, ALL, before, &err));
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        CHECK(store_run(town->children, CHANGES[i], &err) != STATUS_OK);
        CHECK(strstr(err.text, "a published round never changes") != NULL);
    }
    CHECK_INT(write_round(town, &record), STATUS_STATE);
    CHECK_TEXT(err.text, "round \"r1\" is published, and a published round "
                         "never changes");
    MUST(store_checksum(town->children, ALL, after, &err));
    CHECK_TEXT(before, after);
}

static void
the_round_published_last_is_in_force_for_its_grade_and_year(void **state)
{
    struct town *town = *state;
    struct round_entry_list rounds;
    struct round_record first = small_round("r1");
    struct round_record second = small_round("r2");
    struct round_record next_year = small_round("r0");
    second.entry.made_at = "2026-06-02T00:00:00Z";
    next_year.entry.year = 2027;
    MUST(write_round(town, &next_year));
    MUST(write_round(town, &second));
    MUST(write_round(town, &first));
    MUST(store_publish_round(town->children, "r1", &err));
    MUST(store_publish_round(town->children, "r2", &err));
    MUST(store_publish_round(town->children, "r0", &err));
    MUST(store_list_rounds(town->children, town->arena, &rounds, &err));
    CHECK_INT(rounds.count, 3);
    CHECK_TEXT(rounds.items[0].id, "r1");
    CHECK(rounds.items[0].is_published && !rounds.items[0].is_in_force);
    CHECK_TEXT(rounds.items[1].id, "r2");
    CHECK(rounds.items[1].is_in_force);
    CHECK(rounds.items[2].is_in_force);
    MUST(store_publish_round(town->children, "r1", &err));
    MUST(store_list_rounds(town->children, town->arena, &rounds, &err));
    CHECK(rounds.items[0].is_in_force && !rounds.items[1].is_in_force);
    CHECK_INT(store_publish_round(town->children, "r9", &err),
              STATUS_NOT_FOUND);
}

static void two_hundred_thousand_placements_come_back(void **state)
{
    struct town *town = *state;
    struct round_record record = small_round("big");
    struct round_record back;
    size_t n = 200000;
    record.places = (struct round_place_list){
        arena_array(town->arena, struct round_place, n), n, n};
    for (size_t i = 0; i < n; i++)
        record.places.items[i] = (struct round_place){
            .pupil_id = arena_format(town->arena, "079%09zu", i),
            .school_id = arena_format(town->arena, "79%04zu", i % 781),
            .way_cm = (uint32_t)(i * 7),
            .lot = (uint32_t)(n - i)};
    MUST(write_round(town, &record));
    MUST(store_read_round(town->children, town->arena, "big", &back, &err));
    CHECK_INT(back.places.count, n);
    for (size_t i = 0; i < n; i += 997) {
        CHECK_TEXT(back.places.items[i].pupil_id,
                   record.places.items[i].pupil_id);
        CHECK_TEXT(back.places.items[i].school_id,
                   record.places.items[i].school_id);
        CHECK_INT(back.places.items[i].way_cm, i * 7);
        CHECK_INT(back.places.items[i].lot, n - i);
    }
}

static void cut_offs_of_few_children_are_withheld(void **state)
{
    struct town *town = *state;
    struct cut_off_list published;
    struct round_record record = small_round("r1");
    struct round_pool pools[] = {
        {"A", NULL, 4, 4, 0, 1, "Khác", 90000, NUMBER_UNKNOWN, 3},
        {"B", NULL, 5, 5, 0, 1, "Khác", 80000, 7250, 3},
        {"C", NULL, 9, 0, 0, NUMBER_UNKNOWN, NULL, NUMBER_UNKNOWN,
         NUMBER_UNKNOWN, NUMBER_UNKNOWN}};
    record.pools = (struct round_pool_list){pools, 3, 3};
    MUST(store_write_cut_offs(town->city, &record, &err));
    MUST(store_write_cut_offs(town->city, &record, &err));
    MUST(store_read_cut_offs(town->city, town->arena, &published, &err));
    CHECK_INT(published.count, 3);
    struct cut_off *few = &published.items[0];
    CHECK(!few->is_full && few->placed == NUMBER_UNKNOWN);
    CHECK(few->last_cm == NUMBER_UNKNOWN && few->last_group_name == NULL);
    struct cut_off *enough = &published.items[1];
    CHECK_INT(enough->placed, 5);
    CHECK_INT(enough->last_cm, 80000);
    CHECK_INT(enough->last_score_milli, 7250);
    CHECK_TEXT(enough->last_group_name, "Khác");
    CHECK_TEXT(enough->round_id, "r1");
    CHECK_INT(published.items[2].placed, 0);
    CHECK(!published.items[2].is_full);
}

static const struct draw_record DRAW = {.year = 2026,
                                        .grade = 1,
                                        .commitment = "c0ffee",
                                        .committed_at = "2026-05-01T00:00:00Z",
                                        .seed = "5eed",
                                        .revealed_at = "2026-07-01T00:00:00Z"};

static void a_draw_is_committed_to_and_revealed_once(void **state)
{
    struct town *town = *state;
    struct draw_record found;
    struct draw_record other = DRAW;
    other.commitment = "dead";
    CHECK_INT(store_find_draw(town->city, town->arena, 2026, 1, &found, &err),
              STATUS_NOT_FOUND);
    CHECK_INT(store_reveal_draw(town->city, &DRAW, &err), STATUS_NOT_FOUND);
    MUST(store_commit_draw(town->city, &DRAW, &err));
    MUST(store_commit_draw(town->city, &DRAW, &err));
    CHECK_INT(store_commit_draw(town->city, &other, &err), STATUS_STATE);
    MUST(store_find_draw(town->city, town->arena, 2026, 1, &found, &err));
    CHECK_TEXT(found.commitment, "c0ffee");
    CHECK(found.seed == NULL && found.revealed_at == NULL);
    MUST(store_reveal_draw(town->city, &DRAW, &err));
    CHECK_INT(store_reveal_draw(town->city, &DRAW, &err), STATUS_STATE);
    MUST(store_find_draw(town->city, town->arena, 2026, 1, &found, &err));
    CHECK_TEXT(found.seed, "5eed");
    CHECK(store_run(town->city, "UPDATE draw SET seed = 'x'", &err) !=
          STATUS_OK);
    CHECK(store_run(town->city, "UPDATE draw SET commitment = 'x'", &err) !=
          STATUS_OK);
    CHECK(store_run(town->city, "DELETE FROM draw", &err) != STATUS_OK);
}

static void a_seed_is_kept_from_the_day_it_is_drawn(void **state)
{
    struct town *town = *state;
    struct draw_record found;
    MUST(store_keep_draw(town->children, &DRAW, &err));
    CHECK_INT(store_keep_draw(town->children, &DRAW, &err), STATUS_STATE);
    CHECK_TEXT(err.text, "grade 1 in 2026 has a draw already");
    MUST(store_find_kept_draw(town->children, town->arena, 2026, 1, &found,
                              &err));
    CHECK_TEXT(found.seed, "5eed");
    CHECK_TEXT(found.committed_at, "2026-05-01T00:00:00Z");
    CHECK(store_run(town->children, "DELETE FROM draw", &err) != STATUS_OK);
    CHECK(store_run(town->children, "UPDATE draw SET seed = 'x'", &err) !=
          STATUS_OK);
    CHECK_INT(store_find_kept_draw(town->children, town->arena, 2026, 6, &found,
                                   &err),
              STATUS_NOT_FOUND);
}

static void a_family_s_wishes_are_replaced_as_a_whole(void **state)
{
    struct town *town = *state;
    struct wish_list back;
    struct wish first[] = {
        {"p1", 1, "A"}, {"p1", 2, "B"}, {"p1", 3, "C"}, {"p2", 1, "A"}};
    struct wish later[] = {{"p1", 2, "A"}, {"p1", 1, "B"}};
    MUST(store_write_wishes(town->children, first, 4, &err));
    MUST(store_write_wishes(town->children, later, 2, &err));
    MUST(store_read_wishes(town->children, town->arena, &back, &err));
    CHECK_INT(back.count, 3);
    CHECK_TEXT(back.items[0].school_id, "B");
    CHECK_TEXT(back.items[1].school_id, "A");
    CHECK_TEXT(back.items[2].pupil_id, "p2");
}

static void what_is_known_of_a_pupil_comes_back(void **state)
{
    struct town *town = *state;
    struct pupil_list back;
    struct pupil pupil = {.id = "p1",
                          .home = {600000, 1190000},
                          .grade = 10,
                          .year = 2026,
                          .birth_year = 2011,
                          .sibling_school = "A",
                          .work_ward_id = "26734",
                          .programme = "integrated",
                          .score_milli = 41750};
    MUST(store_write_pupils(town->children, &pupil, 1, &err));
    MUST(store_read_pupils(town->children, town->arena, &back, &err));
    CHECK_TEXT(back.items[0].sibling_school, "A");
    CHECK_TEXT(back.items[0].work_ward_id, "26734");
    CHECK_TEXT(back.items[0].programme, "integrated");
    CHECK_INT(back.items[0].score_milli, 41750);
    CHECK_NEAR(back.items[0].home.y_m, 1190000, 0);
}

// A private file as the first version's schema made it, with one child.
static void make_first_version(const char *path)
{
    struct schema_text first[] = {{NULL, NULL}, {NULL, NULL}};
    struct store *store = NULL;
    for (const struct schema_text *text = SCHEMA_TEXTS; text->name; text++)
        if (strcmp(text->name, "private_001") == 0)
            first[0] = *text;
    unlink(path);
    MUST(connection_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                         &store, &err));
    store->srid = 9210;
    MUST(store_run(store,
                   "SELECT InitSpatialMetaData(1, 'NONE');"
                   "INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid,"
                   " proj4text) VALUES (9210, 'epsg', 9210, '+proj=tmerc')",
                   &err));
    MUST(store_begin(store, &err));
    MUST(schema_apply(store, first, "private", 0, &err));
    MUST(store_run(store,
                   "PRAGMA application_id = 1212370993;"
                   "INSERT INTO pupil (id, name, grade, year, sibling_of, geom)"
                   " VALUES ('p1', 'An', 1, 2026, 'p0',"
                   "  MakePoint(600000, 1190000, 9210))",
                   &err));
    MUST(store_commit(store, &err));
    CHECK_INT(number(store, "PRAGMA application_id"), PRIVATE_FILE_MARK);
    store_close(store);
}

static void children_of_an_older_file_come_along(void **state)
{
    struct town *town = *state;
    struct pupil_list back;
    store_close(town->children);
    make_first_version(scratch_path(town->scratch, "town.private.sqlite"));
    MUST(store_open_private(scratch_path(town->scratch, "town.sqlite"),
                            &town->children, &err));
    CHECK_INT(number(town->children, "PRAGMA user_version"),
              schema_newest(SCHEMA_TEXTS, "private"));
    MUST(store_read_pupils(town->children, town->arena, &back, &err));
    CHECK_INT(back.count, 1);
    CHECK_TEXT(back.items[0].name, "An");
    CHECK_TEXT(back.items[0].sibling_of, "p0");
    CHECK_NEAR(back.items[0].home.x_m, 600000, 0);
    CHECK(back.items[0].score_milli == NUMBER_UNKNOWN);
    CHECK(back.items[0].programme == NULL);
}

#define TOWN_TEST(name)                                                        \
    cmocka_unit_test_setup_teardown(name, open_town, close_town)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(a_round_comes_back_in_order),
        TOWN_TEST(a_draft_is_replaced_or_removed),
        TOWN_TEST(a_published_round_never_changes_whoever_writes),
        TOWN_TEST(the_round_published_last_is_in_force_for_its_grade_and_year),
        TOWN_TEST(two_hundred_thousand_placements_come_back),
        TOWN_TEST(cut_offs_of_few_children_are_withheld),
        TOWN_TEST(a_draw_is_committed_to_and_revealed_once),
        TOWN_TEST(a_seed_is_kept_from_the_day_it_is_drawn),
        TOWN_TEST(a_family_s_wishes_are_replaced_as_a_whole),
        TOWN_TEST(what_is_known_of_a_pupil_comes_back),
        TOWN_TEST(children_of_an_older_file_come_along),
    };
    return RUN_TESTS(tests);
}
