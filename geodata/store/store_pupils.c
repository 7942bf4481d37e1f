// Wishes are taken as a whole: a family that hands in two where it had three
// means two. So all that a named pupil had goes before any of the new ones
// comes.

#include "store/store_pupils.h"

#include "store/connection.h"

static void bind_pupil(struct insert *row, const void *items, size_t i)
{
    const struct pupil *pupil = (const struct pupil *)items + i;
    insert_text(row, 1, pupil->id);
    insert_text(row, 2, pupil->name);
    insert_int(row, 3, pupil->grade);
    insert_int(row, 4, pupil->year);
    insert_number(row, 5, pupil->birth_year);
    insert_text(row, 6, pupil->ward_id);
    insert_text(row, 7, pupil->address);
    insert_text(row, 8, pupil->previous_school);
    insert_text(row, 9, pupil->sibling_of);
    insert_text(row, 10, pupil->sibling_school);
    insert_text(row, 11, pupil->work_ward_id);
    insert_text(row, 12, pupil->programme);
    insert_number(row, 13, pupil->score_milli);
    insert_point(row, 14, pupil->home);
}

// Rows are replaced with the index away, as triggers do not run for rows that
// OR REPLACE removes.
enum status store_write_pupils(struct store *private_store,
                               const struct pupil *rows, size_t n_rows,
                               struct error *err)
{
    return layer_replace(
        private_store, "pupil", "0",
        "INSERT OR REPLACE INTO pupil (id, name, grade, year, birth_year,"
        " ward_id, address, previous_school, sibling_of, sibling_school,"
        " work_ward_id, programme, score_milli, geom)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " GeomFromWKB(?, SRID))",
        bind_pupil, rows, n_rows, err);
}

static void take_pupil(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *pupil_list_add(list, arena) = (struct pupil){
        .id = store_text(row, 0, arena),
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
        .home = store_point(row, 13),
    };
}

enum status store_read_pupils(struct store *private_store, struct arena *arena,
                              struct pupil_list *rows, struct error *err)
{
    *rows = (struct pupil_list){0};
    return store_each(private_store,
                      "SELECT id, name, grade, year, birth_year, ward_id,"
                      " address, previous_school, sibling_of, sibling_school,"
                      " work_ward_id, programme, score_milli, AsBinary(geom)"
                      "  FROM pupil ORDER BY id",
                      take_pupil, arena, rows, err);
}

static void take_pupil_ward(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *pupil_ward_list_add(list, arena) = (struct pupil_ward){
        .id = store_text(row, 0, arena), .ward_id = store_text(row, 1, arena)};
}

enum status store_read_pupil_wards(struct store *private_store,
                                   struct arena *arena,
                                   struct pupil_ward_list *rows,
                                   struct error *err)
{
    *rows = (struct pupil_ward_list){0};
    return store_each(private_store,
                      "SELECT id, ward_id FROM pupil ORDER BY id",
                      take_pupil_ward, arena, rows, err);
}

static void bind_wisher(struct insert *row, const void *items, size_t i)
{
    insert_text(row, 1, ((const struct wish *)items + i)->pupil_id);
}

static void bind_wish(struct insert *row, const void *items, size_t i)
{
    const struct wish *wish = (const struct wish *)items + i;
    insert_text(row, 1, wish->pupil_id);
    insert_int(row, 2, wish->rank);
    insert_text(row, 3, wish->school_id);
}

enum status store_write_wishes(struct store *private_store,
                               const struct wish *rows, size_t n_rows,
                               struct error *err)
{
    enum status status =
        insert_rows(private_store, "DELETE FROM wish WHERE pupil_id = ?",
                    bind_wisher, rows, n_rows, err);
    if (status == STATUS_OK)
        status = insert_rows(private_store,
                             "INSERT INTO wish (pupil_id, rank, school_id)"
                             " VALUES (?, ?, ?)",
                             bind_wish, rows, n_rows, err);
    return status;
}

static void take_wish(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *wish_list_add(list, arena) = (struct wish){
        .pupil_id = store_text(row, 0, arena),
        .rank = sqlite3_column_int64(row, 1),
        .school_id = store_text(row, 2, arena),
    };
}

enum status store_read_wishes(struct store *private_store, struct arena *arena,
                              struct wish_list *rows, struct error *err)
{
    *rows = (struct wish_list){0};
    return store_each(private_store,
                      "SELECT pupil_id, rank, school_id FROM wish"
                      " ORDER BY pupil_id, rank",
                      take_wish, arena, rows, err);
}
