// Plain reading. Seats are those of the very grade and year; rooms are the
// newest ones known by then, since they are counted less often.

#include "placing/placing_facts.h"

#include <inttypes.h>

#include "store/plan_list.h"
#include "store/store_draw.h"

static void take_seats(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *round_seats_list_add(list, arena) =
        (struct round_seats){.school_id = store_text(row, 0, arena),
                             .seats = sqlite3_column_int64(row, 1)};
}

static enum status read_seats(struct store *city,
                              const struct placing_question *question,
                              struct arena *arena,
                              struct round_seats_list *seats, struct error *err)
{
    const char *sql = arena_format(arena,
                                   "SELECT school_id, seats FROM seats"
                                   " WHERE year = %" PRId64 " AND grade = %d"
                                   " ORDER BY school_id",
                                   question->year, question->rules->grade);
    return store_each(city, sql, take_seats, arena, seats, err);
}

static void take_rooms(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *round_rooms_list_add(list, arena) =
        (struct round_rooms){.school_id = store_text(row, 0, arena),
                             .rooms = sqlite3_column_int64(row, 1),
                             .sessions = sqlite3_column_int64(row, 2)};
}

static enum status read_rooms(struct store *city,
                              const struct placing_question *question,
                              struct arena *arena,
                              struct round_rooms_list *rooms, struct error *err)
{
    const char *sql = arena_format(
        arena,
        "SELECT school_id, rooms, ifnull(sessions, 1) FROM capacity c"
        " WHERE rooms IS NOT NULL"
        "   AND year = (SELECT max(year) FROM capacity newest"
        "                WHERE newest.school_id = c.school_id"
        "                  AND newest.rooms IS NOT NULL"
        "                  AND newest.year <= %" PRId64 ")"
        " ORDER BY school_id",
        question->year);
    return store_each(city, sql, take_rooms, arena, rooms, err);
}

// The kept seed, if one was drawn.
static enum status read_seed(struct store *pupils,
                             const struct placing_question *question,
                             struct arena *arena, struct placing_facts *facts,
                             struct error *err)
{
    struct draw_record draw;
    enum status status = store_find_kept_draw(
        pupils, arena, question->year, question->rules->grade, &draw, err);
    if (status == STATUS_NOT_FOUND)
        return STATUS_OK;
    if (status != STATUS_OK)
        return status;
    facts->has_seed = draw_parse(draw.seed, facts->seed.bytes);
    if (!facts->has_seed)
        return error_set(err, STATUS_STATE,
                         "%s keeps a seed that is not 64 hex digits",
                         store_path(pupils));
    return STATUS_OK;
}

enum status placing_facts_read(struct store *city, struct store *pupils,
                               const struct placing_question *question,
                               struct arena *arena, struct placing_facts *facts,
                               struct error *err)
{
    *facts = (struct placing_facts){0};
    enum status status = store_read_pupils(pupils, arena, &facts->pupils, err);
    if (status == STATUS_OK)
        status = store_read_wishes(pupils, arena, &facts->wishes, err);
    if (status == STATUS_OK)
        status = store_read_schools(city, arena, &facts->schools, err);
    if (status == STATUS_OK)
        status = store_read_wards(city, arena, &facts->wards, err);
    if (status == STATUS_OK)
        status = read_seats(city, question, arena, &facts->seats, err);
    if (status == STATUS_OK)
        status = read_rooms(city, question, arena, &facts->rooms, err);
    if (status == STATUS_OK)
        status = read_seed(pupils, question, arena, facts, err);
    return status;
}

// A named thing and the rows it is.
struct thing {
    const char *name;
    bool is_private;
    const char *sql;
};

enum status placing_facts_checksums(struct store *city, struct store *pupils,
                                    const struct placing_question *question,
                                    struct arena *arena, const char **text,
                                    struct error *err)
{
    int64_t year = question->year;
    int grade = question->rules->grade;
    const struct thing things[] = {
        {"pupils", true,
         arena_format(arena,
                      "SELECT id, birth_year, ward_id, previous_school,"
                      " sibling_of, sibling_school, work_ward_id, programme,"
                      " score_milli, geom FROM pupil WHERE year = %" PRId64
                      " AND grade = %d ORDER BY id",
                      year, grade)},
        {"wishes", true,
         arena_format(arena,
                      "SELECT w.pupil_id, w.rank, w.school_id FROM wish w"
                      " JOIN pupil p ON p.id = w.pupil_id"
                      " WHERE p.year = %" PRId64
                      " AND p.grade = %d ORDER BY w.pupil_id, w.rank",
                      year, grade)},
        {"draw", true,
         arena_format(arena,
                      "SELECT seed FROM draw WHERE year = %" PRId64
                      " AND grade = %d",
                      year, grade)},
        {"seats", false,
         arena_format(arena,
                      "SELECT school_id, seats FROM seats WHERE year = %" PRId64
                      " AND grade = %d ORDER BY school_id",
                      year, grade)},
        {"rooms", false,
         arena_format(arena,
                      "SELECT school_id, year, rooms, sessions FROM capacity"
                      " WHERE year <= %" PRId64 " ORDER BY school_id, year",
                      year)},
        {"kinds", false, "SELECT id, kind FROM school ORDER BY id"},
    };
    char hex[33];
    *text = arena_format(arena, "year %" PRId64 " rules %s", year,
                         question->rules->checksum);
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        enum status status = store_checksum(
            things[i].is_private ? pupils : city, things[i].sql, hex, err);
        if (status != STATUS_OK)
            return status;
        *text = arena_format(arena, "%s %s %s", *text, things[i].name, hex);
    }
    enum status status = store_zoning_checksum(city, hex, err);
    if (status == STATUS_OK)
        *text = arena_format(arena, "%s map %s", *text, hex);
    return status;
}
