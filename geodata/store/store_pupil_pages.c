// A page begins behind the last id of the one before, so that it stays right
// when children come or go in between, and the last page costs what the first
// does.

#include "store/store_pupil_pages.h"

#include <stdlib.h>

#include "base/text.h"
#include "store/connection.h"

#define COLUMNS                                                                \
    "SELECT p.id, p.name, p.grade, p.year, p.birth_year, p.ward_id, "          \
    "p.address,"                                                               \
    " p.previous_school, p.sibling_of, p.sibling_school, p.work_ward_id,"      \
    " p.programme, p.score_milli, AsBinary(p.geom),"                           \
    " r.id, q.school_id, q.programme, q.way_cm, q.group_number, q.lot"         \
    "  FROM pupil p"                                                           \
    "  LEFT JOIN round r ON r.grade = p.grade AND r.year = p.year AND "
#define IN_FORCE                                                               \
    "r.published_order = (SELECT max(published_order) FROM round o"            \
    " WHERE o.grade = p.grade AND o.year = p.year)"
#define PLACES                                                                 \
    "  LEFT JOIN placement q ON q.round = r.number AND q.pupil_id = p.id"      \
    " WHERE 1"

static uint32_t measure(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? UINT32_MAX
               : (uint32_t)sqlite3_column_int64(row, column);
}

static struct round_place take_place(sqlite3_stmt *row, const char *pupil_id,
                                     struct arena *arena)
{
    return (struct round_place){.pupil_id = pupil_id,
                                .school_id = store_text(row, 15, arena),
                                .programme = store_text(row, 16, arena),
                                .way_cm = measure(row, 17),
                                .group = measure(row, 18),
                                .lot = measure(row, 19)};
}

static void take_row(sqlite3_stmt *row, struct arena *arena, void *into)
{
    struct placed_pupil *taken = placed_pupil_list_add(into, arena);
    *taken = (struct placed_pupil){
        .pupil = {.id = store_text(row, 0, arena),
                  .name = store_text(row, 1, arena),
                  .grade = sqlite3_column_int64(row, 2),
                  .year = sqlite3_column_int64(row, 3),
                  .birth_year = store_number(row, 4),
                  .ward_id = store_text(row, 5, arena),
                  .address = store_text(row, 6, arena),
                  .previous_school = store_text(row, 7, arena),
                  .sibling_of = store_text(row, 8, arena),
                  .sibling_school = store_text(row, 9, arena),
                  .work_ward_id = store_text(row, 10, arena),
                  .programme = store_text(row, 11, arena),
                  .score_milli = store_number(row, 12),
                  .home = store_point(row, 13)}};
    // A child that came after the round was made has no place in it.
    bool is_in_round = sqlite3_column_type(row, 19) != SQLITE_NULL;
    if (is_in_round) {
        taken->round_id = store_text(row, 14, arena);
        taken->place = take_place(row, taken->pupil.id, arena);
    }
}

// Texts stand in the SQL as SQLite quotes them itself (%Q).
static void add_sql(struct text_buffer *sql, const char *fmt, const char *text)
{
    char *part = sqlite3_mprintf(fmt, text);
    text_add_string(sql, part);
    sqlite3_free(part);
}

static void add_wards(struct text_buffer *sql,
                      const struct pupil_filter *filter)
{
    if (filter->has_all_wards)
        return;
    text_add_string(sql, " AND (p.ward_id IS NULL OR p.ward_id IN (''");
    for (size_t i = 0; i < filter->n_wards; i++)
        add_sql(sql, ", %Q", filter->ward_ids[i]);
    text_add_string(sql, "))");
}

static void begin_sql(struct text_buffer *sql, const char *round_id)
{
    text_add_string(sql, COLUMNS);
    if (round_id == NULL)
        text_add_string(sql, IN_FORCE);
    else
        add_sql(sql, "r.id = %Q", round_id);
    text_add_string(sql, PLACES);
}

static void add_filter(struct text_buffer *sql,
                       const struct pupil_filter *filter)
{
    if (filter->after != NULL)
        add_sql(sql, " AND p.id > %Q", filter->after);
    if (filter->grade != NUMBER_UNKNOWN)
        text_add_format(sql, " AND p.grade = %lld", (long long)filter->grade);
    if (filter->year != NUMBER_UNKNOWN)
        text_add_format(sql, " AND p.year = %lld", (long long)filter->year);
    if (filter->school_id != NULL)
        add_sql(sql, " AND q.school_id = %Q", filter->school_id);
    if (filter->is_unplaced)
        text_add_string(sql, " AND q.lot IS NOT NULL AND q.school_id IS NULL");
    add_wards(sql, filter);
    text_add_format(sql, " ORDER BY p.id LIMIT %zu", filter->limit);
}

enum status store_page_pupils(struct store *private_store, struct arena *arena,
                              const struct pupil_filter *filter,
                              struct placed_pupil_list *page, struct error *err)
{
    struct text_buffer sql = {0};
    *page = (struct placed_pupil_list){0};
    begin_sql(&sql, filter->round_id);
    add_filter(&sql, filter);
    enum status status =
        store_each(private_store, sql.bytes, take_row, arena, page, err);
    text_buffer_free(&sql);
    return status;
}

enum status store_find_pupil(struct store *private_store, struct arena *arena,
                             const char *id, const char *round_id,
                             struct placed_pupil *found, struct error *err)
{
    struct text_buffer sql = {0};
    struct placed_pupil_list one = {0};
    begin_sql(&sql, round_id);
    add_sql(&sql, " AND p.id = %Q", id);
    enum status status =
        store_each(private_store, sql.bytes, take_row, arena, &one, err);
    text_buffer_free(&sql);
    if (status == STATUS_OK && one.count == 0)
        status = error_set(err, STATUS_NOT_FOUND,
                           "there is no pupil with this code");
    if (status == STATUS_OK)
        *found = one.items[0];
    return status;
}

enum status store_move_pupil(struct store *private_store, const char *id,
                             struct point_m home, const char *address,
                             struct error *err)
{
    struct insert *move = NULL;
    enum status status =
        store_insert(private_store,
                     "UPDATE pupil SET geom = GeomFromWKB(?1, SRID),"
                     " address = ifnull(?2, address) WHERE id = ?3",
                     &move, err);
    if (status != STATUS_OK)
        return status;
    insert_point(move, 1, home);
    insert_text(move, 2, address);
    insert_text(move, 3, id);
    status = insert_row(move, err);
    insert_end(move);
    if (status == STATUS_OK && sqlite3_changes(private_store->db) == 0)
        status = error_set(err, STATUS_NOT_FOUND,
                           "there is no pupil with this code");
    return status;
}
