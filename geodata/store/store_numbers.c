// INSERT OR REPLACE on the tables' keys is the whole of "rows of the same key
// are replaced".

#include "store/store_numbers.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "store/connection.h"

static void bind_capacity(struct insert *row, const void *items, size_t i)
{
    const struct capacity *capacity = (const struct capacity *)items + i;
    insert_text(row, 1, capacity->school_id);
    insert_int(row, 2, capacity->year);
    insert_number(row, 3, capacity->rooms);
    insert_number(row, 4, capacity->class_cap);
    insert_number(row, 5, capacity->sessions);
    if (capacity->area_m2 >= 0)
        insert_real(row, 6, capacity->area_m2);
}

enum status store_write_capacity(struct store *store,
                                 const struct capacity *rows, size_t n_rows,
                                 struct error *err)
{
    return insert_rows(store,
                       "INSERT OR REPLACE INTO capacity (school_id, year,"
                       " rooms, class_cap, sessions, area_m2)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       bind_capacity, rows, n_rows, err);
}

static void take_capacity(sqlite3_stmt *row, struct arena *arena, void *list)
{
    bool has_area = sqlite3_column_type(row, 5) != SQLITE_NULL;
    *capacity_list_add(list, arena) = (struct capacity){
        .school_id = store_text(row, 0, arena),
        .year = sqlite3_column_int64(row, 1),
        .rooms = store_number(row, 2),
        .class_cap = store_number(row, 3),
        .sessions = store_number(row, 4),
        .area_m2 = has_area ? sqlite3_column_double(row, 5) : -1,
    };
}

enum status store_read_capacity(struct store *store, struct arena *arena,
                                struct capacity_list *rows, struct error *err)
{
    *rows = (struct capacity_list){0};
    return store_each(store,
                      "SELECT school_id, year, rooms, class_cap, sessions,"
                      " area_m2 FROM capacity ORDER BY school_id, year",
                      take_capacity, arena, rows, err);
}

static void bind_seats(struct insert *row, const void *items, size_t i)
{
    const struct school_seats *seats = (const struct school_seats *)items + i;
    insert_text(row, 1, seats->school_id);
    insert_int(row, 2, seats->year);
    insert_int(row, 3, seats->grade);
    insert_int(row, 4, seats->seats);
}

enum status store_write_seats(struct store *store,
                              const struct school_seats *rows, size_t n_rows,
                              struct error *err)
{
    return insert_rows(store,
                       "INSERT OR REPLACE INTO seats (school_id, year, grade,"
                       " seats) VALUES (?, ?, ?, ?)",
                       bind_seats, rows, n_rows, err);
}

static void take_seats(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *school_seats_list_add(list, arena) = (struct school_seats){
        .school_id = store_text(row, 0, arena),
        .year = sqlite3_column_int(row, 1),
        .grade = sqlite3_column_int(row, 2),
        .seats = sqlite3_column_int(row, 3),
    };
}

enum status store_read_seats(struct store *store, struct arena *arena,
                             struct school_seats_list *seats, struct error *err)
{
    *seats = (struct school_seats_list){0};
    return store_each(store,
                      "SELECT school_id, year, grade, seats FROM seats s"
                      " WHERE grade IN (0, 1, 6, 10)"
                      "   AND year = (SELECT max(year) FROM seats newest"
                      "                WHERE newest.school_id = s.school_id"
                      "                  AND newest.grade = s.grade)"
                      " ORDER BY school_id, grade",
                      take_seats, arena, seats, err);
}

enum status store_read_seats_of(struct store *store, struct arena *arena,
                                int64_t year, int64_t grade,
                                struct school_seats_list *seats,
                                struct error *err)
{
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT school_id, year, grade, seats FROM seats"
             " WHERE year = %lld AND grade = %lld ORDER BY school_id",
             (long long)year, (long long)grade);
    *seats = (struct school_seats_list){0};
    return store_each(store, sql, take_seats, arena, seats, err);
}

static void bind_enrolment(struct insert *row, const void *items, size_t i)
{
    const struct enrolment *enrolment = (const struct enrolment *)items + i;
    insert_text(row, 1, enrolment->school_id);
    insert_int(row, 2, enrolment->year);
    insert_int(row, 3, enrolment->grade);
    insert_int(row, 4, enrolment->pupils);
}

enum status store_write_enrolment(struct store *store,
                                  const struct enrolment *rows, size_t n_rows,
                                  struct error *err)
{
    return insert_rows(store,
                       "INSERT OR REPLACE INTO enrolment (school_id, year,"
                       " grade, pupils) VALUES (?, ?, ?, ?)",
                       bind_enrolment, rows, n_rows, err);
}

// Rows of a school follow one another, so that its id is copied once.
static void take_enrolment(sqlite3_stmt *row, struct arena *arena, void *into)
{
    struct enrolment_list *rows = into;
    const char *id = (const char *)sqlite3_column_text(row, 0);
    const char *last =
        rows->count == 0 ? "" : rows->items[rows->count - 1].school_id;
    *enrolment_list_add(rows, arena) = (struct enrolment){
        .school_id = strcmp(last, id) == 0 ? last : arena_text(arena, id),
        .year = sqlite3_column_int64(row, 1),
        .grade = sqlite3_column_int64(row, 2),
        .pupils = sqlite3_column_int64(row, 3),
    };
}

enum status store_read_enrolment(struct store *store, struct arena *arena,
                                 struct enrolment_list *rows, struct error *err)
{
    *rows = (struct enrolment_list){0};
    return store_each(store,
                      "SELECT school_id, year, grade, pupils FROM enrolment"
                      " ORDER BY school_id, year, grade",
                      take_enrolment, arena, rows, err);
}

enum status store_read_newest_enrolment(struct store *store,
                                        struct arena *arena,
                                        struct enrolment_list *rows,
                                        struct error *err)
{
    *rows = (struct enrolment_list){0};
    return store_each(store,
                      "SELECT school_id, year, grade, pupils FROM enrolment"
                      " WHERE year = (SELECT max(year) FROM enrolment)"
                      " ORDER BY school_id, grade",
                      take_enrolment, arena, rows, err);
}

static void bind_population(struct insert *row, const void *items, size_t i)
{
    const struct population *population = (const struct population *)items + i;
    insert_text(row, 1, population->ward_id);
    insert_int(row, 2, population->year);
    insert_number(row, 3, population->age);
    insert_int(row, 4, population->people);
}

enum status store_write_population(struct store *store,
                                   const struct population *rows, size_t n_rows,
                                   struct error *err)
{
    return insert_rows(store,
                       "INSERT OR REPLACE INTO population (ward_id, year, age,"
                       " people) VALUES (?, ?, ?, ?)",
                       bind_population, rows, n_rows, err);
}

static void take_population(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *population_list_add(list, arena) = (struct population){
        .ward_id = store_text(row, 0, arena),
        .year = sqlite3_column_int64(row, 1),
        .age = store_number(row, 2),
        .people = sqlite3_column_int64(row, 3),
    };
}

enum status store_read_population(struct store *store, struct arena *arena,
                                  struct population_list *rows,
                                  struct error *err)
{
    *rows = (struct population_list){0};
    return store_each(store,
                      "SELECT ward_id, year, age, people FROM population"
                      " ORDER BY ward_id, year, age",
                      take_population, arena, rows, err);
}

enum status store_log_import(struct store *store, const char *what,
                             const char *file, const char *checksum,
                             const char *report, struct error *err)
{
    struct insert *insert = NULL;
    enum status status =
        store_insert(store,
                     "INSERT INTO import_log (what, file, checksum, report)"
                     " VALUES (?, ?, ?, ?)",
                     &insert, err);
    if (status != STATUS_OK)
        return status;
    insert_text(insert, 1, what);
    insert_text(insert, 2, file);
    insert_text(insert, 3, checksum);
    insert_text(insert, 4, report);
    status = insert_row(insert, err);
    insert_end(insert);
    return status;
}

enum status store_file_checksum(const char *path, char hex[33],
                                struct error *err)
{
    unsigned char bytes[64 * 1024];
    unsigned char digest[16];
    crypto_generichash_state state;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return error_set(err, STATUS_IO, "cannot open %s: %s", path,
                         strerror(errno));
    crypto_generichash_init(&state, NULL, 0, sizeof digest);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        crypto_generichash_update(&state, bytes, n);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return error_set(err, STATUS_IO, "cannot read %s", path);
    crypto_generichash_final(&state, digest, sizeof digest);
    sodium_bin2hex(hex, 33, digest, sizeof digest);
    return STATUS_OK;
}
