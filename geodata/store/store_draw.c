// Each write first asks what is there, for the sake of a clear sentence; the
// schema's keys and triggers keep the promise whoever writes.

#include "store/store_draw.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/connection.h"

static void take_draw(sqlite3_stmt *row, struct arena *arena, void *into)
{
    *(struct draw_record *)into = (struct draw_record){
        .year = sqlite3_column_int64(row, 0),
        .grade = sqlite3_column_int64(row, 1),
        .commitment = store_text(row, 2, arena),
        .committed_at = store_text(row, 3, arena),
        .seed = store_text(row, 4, arena),
        .revealed_at = store_text(row, 5, arena),
    };
}

static enum status find_draw(struct store *store, struct arena *arena,
                             const char *columns, int64_t year, int64_t grade,
                             struct draw_record *draw, struct error *err)
{
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT year, grade, commitment, %s FROM draw"
             " WHERE year = %lld AND grade = %lld",
             columns, (long long)year, (long long)grade);
    *draw = (struct draw_record){0};
    enum status status = store_each(store, sql, take_draw, arena, draw, err);
    if (status == STATUS_OK && draw->commitment == NULL)
        status =
            error_set(err, STATUS_NOT_FOUND,
                      "%s: there is no draw for grade %lld in %lld",
                      store_path(store), (long long)grade, (long long)year);
    return status;
}

enum status store_find_kept_draw(struct store *private_store,
                                 struct arena *arena, int64_t year,
                                 int64_t grade, struct draw_record *draw,
                                 struct error *err)
{
    return find_draw(private_store, arena, "made_at, seed, NULL", year, grade,
                     draw, err);
}

enum status store_find_draw(struct store *city_store, struct arena *arena,
                            int64_t year, int64_t grade,
                            struct draw_record *draw, struct error *err)
{
    return find_draw(city_store, arena, "committed_at, seed, revealed_at", year,
                     grade, draw, err);
}

static void bind_kept(struct insert *row, const void *items, size_t i)
{
    const struct draw_record *draw = (const struct draw_record *)items + i;
    insert_int(row, 1, draw->year);
    insert_int(row, 2, draw->grade);
    insert_text(row, 3, draw->commitment);
    insert_text(row, 4, draw->committed_at);
    insert_text(row, 5, draw->seed);
}

static void bind_commitment(struct insert *row, const void *items, size_t i)
{
    const struct draw_record *draw = (const struct draw_record *)items + i;
    insert_int(row, 1, draw->year);
    insert_int(row, 2, draw->grade);
    insert_text(row, 3, draw->commitment);
    insert_text(row, 4, draw->committed_at);
}

static void bind_seed(struct insert *row, const void *items, size_t i)
{
    const struct draw_record *draw = (const struct draw_record *)items + i;
    insert_text(row, 1, draw->seed);
    insert_text(row, 2, draw->revealed_at);
    insert_int(row, 3, draw->year);
    insert_int(row, 4, draw->grade);
}

static enum status refuse_second(const struct draw_record *draw,
                                 const char *what, struct error *err)
{
    return error_set(err, STATUS_STATE, "grade %lld in %lld has %s already",
                     (long long)draw->grade, (long long)draw->year, what);
}

enum status store_keep_draw(struct store *private_store,
                            const struct draw_record *draw, struct error *err)
{
    struct draw_record before;
    struct arena *arena = arena_new();
    enum status status = store_find_kept_draw(private_store, arena, draw->year,
                                              draw->grade, &before, err);
    arena_free(arena);
    if (status == STATUS_OK)
        return refuse_second(draw, "a draw", err);
    if (status != STATUS_NOT_FOUND)
        return status;
    return insert_rows(private_store,
                       "INSERT INTO draw (year, grade, commitment, made_at,"
                       " seed) VALUES (?, ?, ?, ?, ?)",
                       bind_kept, draw, 1, err);
}

enum status store_commit_draw(struct store *city_store,
                              const struct draw_record *draw, struct error *err)
{
    struct draw_record before;
    struct arena *arena = arena_new();
    enum status status = store_find_draw(city_store, arena, draw->year,
                                         draw->grade, &before, err);
    bool is_same =
        status == STATUS_OK && text_same(before.commitment, draw->commitment);
    arena_free(arena);
    if (is_same)
        return STATUS_OK;
    if (status == STATUS_OK)
        return refuse_second(draw, "another commitment", err);
    if (status != STATUS_NOT_FOUND)
        return status;
    return insert_rows(city_store,
                       "INSERT INTO draw (year, grade, commitment,"
                       " committed_at) VALUES (?, ?, ?, ?)",
                       bind_commitment, draw, 1, err);
}

enum status store_reveal_draw(struct store *city_store,
                              const struct draw_record *draw, struct error *err)
{
    struct draw_record before;
    struct arena *arena = arena_new();
    enum status status = store_find_draw(city_store, arena, draw->year,
                                         draw->grade, &before, err);
    if (status == STATUS_OK && before.seed != NULL)
        status = refuse_second(draw, "a seed that is revealed", err);
    arena_free(arena);
    if (status != STATUS_OK)
        return status;
    return insert_rows(city_store,
                       "UPDATE draw SET seed = ?, revealed_at = ?"
                       " WHERE year = ? AND grade = ?",
                       bind_seed, draw, 1, err);
}
