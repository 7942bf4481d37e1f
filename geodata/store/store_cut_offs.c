#include "store/store_cut_offs.h"

#include <stdio.h>

#include "store/connection.h"

static void bind_cut_off(struct insert *row, const void *items, size_t i)
{
    const struct round_record *record = items;
    const struct round_pool *pool = &record->pools.items[i];
    insert_int(row, 1, record->entry.year);
    insert_int(row, 2, record->entry.grade);
    insert_text(row, 3, pool->school_id);
    insert_text(row, 4, pool->programme == NULL ? "" : pool->programme);
    insert_int(row, 5, pool->seats);
    insert_text(row, 12, record->entry.method);
    insert_text(row, 13, record->entry.id);
    bool is_withheld = pool->placed > 0 && pool->placed < CUT_OFF_LEAST_PLACED;
    insert_int(row, 7, !is_withheld && pool->placed >= pool->seats);
    if (is_withheld)
        return; // the rest stays NULL
    insert_int(row, 6, pool->placed);
    insert_number(row, 8, pool->last_group);
    insert_text(row, 9, pool->last_group_name);
    insert_number(row, 10, pool->last_cm);
    insert_number(row, 11, pool->last_score_milli);
}

enum status store_write_cut_offs(struct store *city_store,
                                 const struct round_record *record,
                                 struct error *err)
{
    char sql[100];
    snprintf(sql, sizeof sql,
             "DELETE FROM cut_off WHERE year = %lld AND grade = %lld",
             (long long)record->entry.year, (long long)record->entry.grade);
    enum status status = store_run(city_store, sql, err);
    if (status == STATUS_OK)
        status = insert_rows(
            city_store,
            "INSERT INTO cut_off (year, grade, school_id, programme, seats,"
            " placed, is_full, last_group, last_group_name, last_cm,"
            " last_score_milli, method, round_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            bind_cut_off, record, record->pools.count, err);
    return status;
}

static void take_cut_off(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *cut_off_list_add(list, arena) = (struct cut_off){
        .year = sqlite3_column_int64(row, 0),
        .grade = sqlite3_column_int64(row, 1),
        .school_id = store_text(row, 2, arena),
        .programme = store_optional_text(row, 3, arena),
        .seats = sqlite3_column_int64(row, 4),
        .placed = store_number(row, 5),
        .is_full = sqlite3_column_int(row, 6) != 0,
        .last_group = store_number(row, 7),
        .last_group_name = store_text(row, 8, arena),
        .last_cm = store_number(row, 9),
        .last_score_milli = store_number(row, 10),
        .method = store_text(row, 11, arena),
        .round_id = store_text(row, 12, arena),
    };
}

enum status store_read_cut_offs(struct store *city_store, struct arena *arena,
                                struct cut_off_list *cut_offs,
                                struct error *err)
{
    *cut_offs = (struct cut_off_list){0};
    return store_each(city_store,
                      "SELECT year, grade, school_id, programme, seats,"
                      " placed, is_full, last_group, last_group_name, last_cm,"
                      " last_score_milli, method, round_id FROM cut_off"
                      " ORDER BY year, grade, school_id, programme",
                      take_cut_off, arena, cut_offs, err);
}
