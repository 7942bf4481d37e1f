// A forecast has a number for its rows to refer to, and the rows are written in
// the order of their keys where the caller has them so: a quarter of a million
// of them go to the end of one tree, in about half a second.
//
// What is not known is NULL in the file; in memory, below 0.

#include "store/store_forecasts.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "store/connection.h"

static const char *const SUBJECTS[] = {"school", "ward", "city"};

const char *forecast_subject_name(enum forecast_subject subject)
{
    assert(subject <= FORECAST_CITY);
    return SUBJECTS[subject];
}

static enum forecast_subject subject_of(sqlite3_stmt *row, int column)
{
    const char *name = (const char *)sqlite3_column_text(row, column);
    for (int subject = FORECAST_SCHOOL; subject < FORECAST_CITY; subject++)
        if (strcmp(SUBJECTS[subject], name) == 0)
            return (enum forecast_subject)subject;
    return FORECAST_CITY;
}

// The numbers of a room_need, in the order of their columns.
static const size_t COUNTS[] = {
    offsetof(struct room_need, n_schools),
    offsetof(struct room_need, n_unknown),
    offsetof(struct room_need, classes),
    offsetof(struct room_need, rooms_needed),
    offsetof(struct room_need, needed_unknown),
    offsetof(struct room_need, rooms_low80),
    offsetof(struct room_need, rooms_high80),
    offsetof(struct room_need, rooms),
    offsetof(struct room_need, classes_possible),
    offsetof(struct room_need, shortage),
    offsetof(struct room_need, surplus),
    offsetof(struct room_need, missing_for_two_sessions),
    offsetof(struct room_need, n_two_sessions),
    offsetof(struct room_need, n_large),
    offsetof(struct room_need, n_small),
    offsetof(struct room_need, n_area_known),
};
static const size_t REALS[] = {
    offsetof(struct room_need, places),
    offsetof(struct room_need, overflow_chance),
    offsetof(struct room_need, n_overflowing),
    offsetof(struct room_need, class_size),
    offsetof(struct room_need, m2_per_pupil),
};
#define N_COUNTS ((int)(sizeof COUNTS / sizeof *COUNTS))
#define N_REALS ((int)(sizeof REALS / sizeof *REALS))
#define NEED_COLUMNS                                                           \
    "n_schools, n_unknown, classes, rooms_needed, needed_unknown,"             \
    " rooms_low80, rooms_high80, rooms, classes_possible, shortage, surplus,"  \
    " missing_for_two_sessions, n_two_sessions, n_large, n_small,"             \
    " n_area_known, places, overflow_chance, n_overflowing, class_size,"       \
    " m2_per_pupil"

static void bind_need(struct insert *row, int from,
                      const struct room_need *need)
{
    for (int i = 0; i < N_COUNTS; i++) {
        int32_t count =
            *(const int32_t *)(const void *)((const char *)need + COUNTS[i]);
        if (count >= 0)
            insert_int(row, from + i, count);
    }
    for (int i = 0; i < N_REALS; i++) {
        double real =
            *(const double *)(const void *)((const char *)need + REALS[i]);
        if (real >= 0)
            insert_real(row, from + N_COUNTS + i, real);
    }
}

static struct room_need need_of(sqlite3_stmt *row, int from)
{
    struct room_need need = {0};
    for (int i = 0; i < N_COUNTS; i++)
        *(int32_t *)(void *)((char *)&need + COUNTS[i]) =
            sqlite3_column_type(row, from + i) == SQLITE_NULL
                ? -1
                : sqlite3_column_int(row, from + i);
    for (int i = 0; i < N_REALS; i++)
        *(double *)(void *)((char *)&need + REALS[i]) =
            sqlite3_column_type(row, from + N_COUNTS + i) == SQLITE_NULL
                ? -1
                : sqlite3_column_double(row, from + N_COUNTS + i);
    return need;
}

// The rows of a run, each with the run's number before.
struct of_run {
    int64_t run;
    const void *items;
};

static void bind_subject(struct insert *row, int from,
                         enum forecast_subject subject, const char *id)
{
    insert_text(row, from, SUBJECTS[subject]);
    insert_text(row, from + 1, id == NULL ? "" : id);
}

#define RANGE_COLUMNS "median, low50, high50, low80, high80, low95, high95"

static void bind_range(struct insert *row, int from,
                       const struct forecast_range *range)
{
    insert_real(row, from, (double)range->median);
    insert_real(row, from + 1, (double)range->low50);
    insert_real(row, from + 2, (double)range->high50);
    insert_real(row, from + 3, (double)range->low80);
    insert_real(row, from + 4, (double)range->high80);
    insert_real(row, from + 5, (double)range->low95);
    insert_real(row, from + 6, (double)range->high95);
}

static struct forecast_range range_of(sqlite3_stmt *row, int from)
{
    return (struct forecast_range){
        .median = (float)sqlite3_column_double(row, from),
        .low50 = (float)sqlite3_column_double(row, from + 1),
        .high50 = (float)sqlite3_column_double(row, from + 2),
        .low80 = (float)sqlite3_column_double(row, from + 3),
        .high80 = (float)sqlite3_column_double(row, from + 4),
        .low95 = (float)sqlite3_column_double(row, from + 5),
        .high95 = (float)sqlite3_column_double(row, from + 6),
    };
}

// Writing -------------------------------------------------------------------

static void bind_value(struct insert *row, const void *items, size_t i)
{
    const struct of_run *of = items;
    const struct forecast_value *value =
        (const struct forecast_value *)of->items + i;
    insert_int(row, 1, of->run);
    bind_subject(row, 2, value->subject, value->id);
    insert_int(row, 4, value->grade);
    insert_int(row, 5, value->year);
    bind_range(row, 6, &value->pupils);
}

static void bind_rooms(struct insert *row, const void *items, size_t i)
{
    const struct of_run *of = items;
    const struct forecast_rooms *rooms =
        (const struct forecast_rooms *)of->items + i;
    insert_int(row, 1, of->run);
    bind_subject(row, 2, rooms->subject, rooms->id);
    insert_text(row, 4, level_name(rooms->level));
    insert_int(row, 5, rooms->year);
    bind_range(row, 6, &rooms->need.pupils);
    bind_need(row, 13, &rooms->need);
}

static void bind_rate(struct insert *row, const void *items, size_t i)
{
    const struct of_run *of = items;
    const struct forecast_room_rate *rate =
        (const struct forecast_room_rate *)of->items + i;
    insert_int(row, 1, of->run);
    insert_text(row, 2, rate->ward_id == NULL ? "" : rate->ward_id);
    insert_int(row, 3, rate->year);
    insert_real(row, 4, rate->rooms_per_10000);
}

static void bind_entry(struct insert *row, const void *items, size_t i)
{
    const struct forecast_entry *entry =
        (const struct forecast_entry *)items + i;
    insert_text(row, 1, entry->id);
    insert_text(row, 2, entry->made_at);
    insert_int(row, 3, entry->origin);
    insert_int(row, 4, entry->n_years);
    insert_text(row, 5, entry->method);
    insert_text(row, 6, entry->version);
    insert_text(row, 7, entry->made_from);
}

// Drops the runs that are over the count, and that of the same id, with all
// their rows.
static enum status drop_runs(struct store *store, const char *id,
                             struct error *err)
{
    static const char *const DROPS[] = {
        "DELETE FROM forecast_value WHERE run IN (%s)",
        "DELETE FROM forecast_rooms WHERE run IN (%s)",
        "DELETE FROM forecast_room_rate WHERE run IN (%s)",
        "DELETE FROM forecast_run WHERE number IN (%s)",
    };
    char *runs = sqlite3_mprintf(
        "SELECT number FROM forecast_run WHERE id = %Q OR number <="
        " (SELECT max(number) FROM forecast_run) - %d",
        id, FORECASTS_KEPT - 1);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof DROPS / sizeof *DROPS; i++) {
        char *sql = sqlite3_mprintf(DROPS[i], runs);
        if (status == STATUS_OK)
            status = store_run(store, sql, err);
        sqlite3_free(sql);
    }
    sqlite3_free(runs);
    return status;
}

static enum status write_rows(struct store *store, int64_t run,
                              const struct forecast_record *record,
                              struct error *err)
{
    struct of_run values = {run, record->values.items};
    struct of_run rooms = {run, record->rooms.items};
    struct of_run rates = {run, record->rates.items};
    enum status status = insert_rows(
        store,
        "INSERT INTO forecast_value (run, subject, subject_id, grade, year,"
        " " RANGE_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?)",
        bind_value, &values, record->values.count, err);
    if (status == STATUS_OK)
        status = insert_rows(store,
                             "INSERT INTO forecast_rooms (run, subject,"
                             " subject_id, level, year, " RANGE_COLUMNS
                             ", " NEED_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?,"
                             " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                             " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             bind_rooms, &rooms, record->rooms.count, err);
    if (status == STATUS_OK)
        status = insert_rows(
            store, "INSERT INTO forecast_room_rate VALUES (?, ?, ?, ?)",
            bind_rate, &rates, record->rates.count, err);
    return status;
}

enum status store_write_forecast(struct store *store,
                                 const struct forecast_record *record,
                                 struct error *err)
{
    int64_t run;
    enum status status = drop_runs(store, record->entry.id, err);
    if (status == STATUS_OK)
        status = insert_rows(store,
                             "INSERT INTO forecast_run (number, id, made_at,"
                             " origin, n_years, method, version, made_from)"
                             " VALUES ((SELECT ifnull(max(number), 0) + 1"
                             " FROM forecast_run), ?, ?, ?, ?, ?, ?, ?)",
                             bind_entry, &record->entry, 1, err);
    if (status == STATUS_OK)
        status = connection_number(
            store, "SELECT max(number) FROM forecast_run", 1, &run, err);
    if (status == STATUS_OK)
        status = write_rows(store, run, record, err);
    return status;
}

// Reading -------------------------------------------------------------------

static void take_entry(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *forecast_entry_list_add(list, arena) = (struct forecast_entry){
        .id = store_text(row, 0, arena),
        .made_at = store_text(row, 1, arena),
        .origin = sqlite3_column_int64(row, 2),
        .n_years = sqlite3_column_int64(row, 3),
        .method = store_text(row, 4, arena),
        .version = store_text(row, 5, arena),
        .made_from = store_text(row, 6, arena),
    };
}

#define ENTRIES                                                                \
    "SELECT id, made_at, origin, n_years, method, version, made_from"          \
    "  FROM forecast_run"

enum status store_read_forecasts(struct store *store, struct arena *arena,
                                 struct forecast_entry_list *entries,
                                 struct error *err)
{
    *entries = (struct forecast_entry_list){0};
    return store_each(store, ENTRIES " ORDER BY number DESC", take_entry, arena,
                      entries, err);
}

static void take_value(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *forecast_value_list_add(list, arena) = (struct forecast_value){
        .subject = subject_of(row, 0),
        .id = store_optional_text(row, 1, arena),
        .grade = sqlite3_column_int64(row, 2),
        .year = sqlite3_column_int64(row, 3),
        .pupils = range_of(row, 4),
    };
}

static void take_rooms(sqlite3_stmt *row, struct arena *arena, void *list)
{
    struct forecast_rooms *rooms = forecast_rooms_list_add(list, arena);
    rooms->subject = subject_of(row, 0);
    rooms->id = store_optional_text(row, 1, arena);
    level_parse((const char *)sqlite3_column_text(row, 2), &rooms->level);
    rooms->year = sqlite3_column_int64(row, 3);
    rooms->need = need_of(row, 11);
    rooms->need.pupils = range_of(row, 4);
}

static void take_rate(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *forecast_room_rate_list_add(list, arena) = (struct forecast_room_rate){
        .ward_id = store_optional_text(row, 0, arena),
        .year = sqlite3_column_int64(row, 1),
        .rooms_per_10000 = sqlite3_column_double(row, 2),
    };
}

// "SELECT … FROM …" of the run and, where `where` says so, of the subject.
static enum status read_of_run(struct store *store, const char *select,
                               const char *run_id, const char *where,
                               store_row_fn *take_row, struct arena *arena,
                               void *list, struct error *err)
{
    char *sql = sqlite3_mprintf("%s WHERE run = (SELECT number"
                                " FROM forecast_run WHERE id = %Q) AND %s"
                                " ORDER BY 1, 2, 3, 4",
                                select, run_id, where);
    enum status status = store_each(store, sql, take_row, arena, list, err);
    sqlite3_free(sql);
    return status;
}

// The condition on rows by subject, and the one on rates; NULL: only values
// are read.
struct conditions {
    char *subject;
    char *rate;
};

static struct conditions conditions_of(const struct forecast_question *question)
{
    if (question->only_totals)
        return (struct conditions){
            sqlite3_mprintf("grade = %d", FORECAST_ALL_GRADES), NULL};
    if (question->only_places)
        return (struct conditions){sqlite3_mprintf("subject <> 'school'"),
                                   sqlite3_mprintf("1")};
    if (!question->of_one)
        return (struct conditions){sqlite3_mprintf("1"), sqlite3_mprintf("1")};
    const char *id = question->subject_id == NULL ? "" : question->subject_id;
    return (struct conditions){
        sqlite3_mprintf("subject = %Q AND subject_id = %Q",
                        SUBJECTS[question->subject], id),
        question->subject == FORECAST_SCHOOL
            ? sqlite3_mprintf("0")
            : sqlite3_mprintf("ward_id = %Q", id)};
}

static enum status find_entry(struct store *store, struct arena *arena,
                              const char *id, struct forecast_entry *entry,
                              struct error *err)
{
    struct forecast_entry_list entries;
    enum status status = store_read_forecasts(store, arena, &entries, err);
    for (size_t i = 0; i < entries.count && status == STATUS_OK; i++)
        if (id == NULL || strcmp(entries.items[i].id, id) == 0) {
            *entry = entries.items[i];
            return STATUS_OK;
        }
    if (status != STATUS_OK)
        return status;
    if (id == NULL)
        return error_set(err, STATUS_NOT_FOUND, "%s has no forecast yet",
                         store_path(store));
    return error_set(err, STATUS_NOT_FOUND, "there is no forecast \"%.60s\"",
                     id);
}

#define SELECT_ROOMS                                                           \
    "SELECT subject, subject_id, level, year, " RANGE_COLUMNS                  \
    ", " NEED_COLUMNS " FROM forecast_rooms"

static enum status read_rows(struct store *store, struct arena *arena,
                             const struct conditions *where,
                             struct forecast_record *record, struct error *err)
{
    const char *id = record->entry.id;
    enum status status = read_of_run(
        store,
        "SELECT subject, subject_id, grade, year, " RANGE_COLUMNS
        "  FROM forecast_value",
        id, where->subject, take_value, arena, &record->values, err);
    if (status != STATUS_OK || where->rate == NULL)
        return status;
    status = read_of_run(store, SELECT_ROOMS, id, where->subject, take_rooms,
                         arena, &record->rooms, err);
    if (status == STATUS_OK)
        status =
            read_of_run(store,
                        "SELECT ward_id, year, rooms_per_10000, run"
                        "  FROM forecast_room_rate",
                        id, where->rate, take_rate, arena, &record->rates, err);
    return status;
}

enum status store_read_forecast(struct store *store, struct arena *arena,
                                const struct forecast_question *question,
                                struct forecast_record *record,
                                struct error *err)
{
    *record = (struct forecast_record){0};
    enum status status =
        find_entry(store, arena, question->id, &record->entry, err);
    if (status != STATUS_OK)
        return status;
    struct conditions where = conditions_of(question);
    status = read_rows(store, arena, &where, record, err);
    sqlite3_free(where.subject);
    sqlite3_free(where.rate);
    return status;
}

enum status store_read_school_rooms(struct store *store, struct arena *arena,
                                    const char *forecast_id, enum level level,
                                    int64_t year,
                                    struct forecast_rooms_list *rooms,
                                    struct error *err)
{
    *rooms = (struct forecast_rooms_list){0};
    char *where =
        sqlite3_mprintf("subject = 'school' AND level = %Q AND year = %lld",
                        level_name(level), (long long)year);
    enum status status = read_of_run(store, SELECT_ROOMS, forecast_id, where,
                                     take_rooms, arena, rooms, err);
    sqlite3_free(where);
    return status;
}
