// A round's rows are bound to it by a number of the file's own, so that the
// 200,000 placements of a city repeat a small integer and not a hash. They
// come in order of pupil or not, as the caller has them; read they are sorted
// by the table's key.
//
// Whether a round is published is looked at here for the sake of a clear
// sentence; that nothing of a published round changes is the schema's promise.

#include "store/store_rounds.h"

#include <stdio.h>
#include <string.h>

#include "store/connection.h"

// A round's entry with its number in the file; number 0 if there is none.
struct numbered {
    const char *id; // the one wanted
    int64_t number;
    struct round_entry entry;
};

static struct round_entry take_entry(sqlite3_stmt *row, struct arena *arena)
{
    struct round_entry entry = {
        .id = store_text(row, 1, arena),
        .grade = sqlite3_column_int64(row, 3),
        .year = sqlite3_column_int64(row, 4),
        .method = store_text(row, 5, arena),
        .objective = store_text(row, 6, arena),
        .rules_name = store_text(row, 7, arena),
        .rules_version = store_text(row, 8, arena),
        .rules_checksum = store_text(row, 9, arena),
        .rules = store_text(row, 10, arena),
        .network_checksum = store_text(row, 11, arena),
        .made_from = store_text(row, 12, arena),
        .made_at = store_text(row, 13, arena),
        .summary = store_text(row, 14, arena),
        .is_published = sqlite3_column_int(row, 15) != 0,
        .is_in_force = sqlite3_column_int(row, 16) != 0,
    };
    if (!level_parse((const char *)sqlite3_column_text(row, 2), &entry.level))
        entry.level = level_of_grade((int)entry.grade);
    return entry;
}

static void take_listed(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *round_entry_list_add(list, arena) = take_entry(row, arena);
}

static void take_wanted(sqlite3_stmt *row, struct arena *arena, void *into)
{
    struct numbered *wanted = into;
    if (strcmp((const char *)sqlite3_column_text(row, 1), wanted->id) != 0)
        return;
    wanted->number = sqlite3_column_int64(row, 0);
    wanted->entry = take_entry(row, arena);
}

static const char ALL_ROUNDS[] =
    "SELECT number, id, level, grade, year, method, objective, rules_name,"
    " rules_version, rules_checksum, rules, network_checksum, made_from,"
    " made_at, summary, published_order IS NOT NULL,"
    " published_order = (SELECT max(published_order) FROM round AS other"
    "                     WHERE other.grade = round.grade"
    "                       AND other.year = round.year)"
    " FROM round ORDER BY year, grade, made_at, number";

// Rounds are few, so the wanted one is found among all.
static enum status find_round(struct store *store, struct arena *arena,
                              struct numbered *wanted, struct error *err)
{
    enum status status =
        store_each(store, ALL_ROUNDS, take_wanted, arena, wanted, err);
    if (status == STATUS_OK && wanted->number == 0)
        status = error_set(err, STATUS_NOT_FOUND, "there is no round \"%.64s\"",
                           wanted->id);
    return status;
}

static enum status remove_draft(struct store *store,
                                const struct numbered *round, struct error *err)
{
    static const char *const TABLES[] = {"placement WHERE round",
                                         "round_pool WHERE round",
                                         "round WHERE number"};
    enum status status = STATUS_OK;
    if (round->entry.is_published)
        return error_set(err, STATUS_STATE,
                         "round \"%.64s\" is published, and a published round "
                         "never changes",
                         round->id);
    for (size_t i = 0; i < 3 && status == STATUS_OK; i++) {
        char sql[100];
        snprintf(sql, sizeof sql, "DELETE FROM %s = %lld", TABLES[i],
                 (long long)round->number);
        status = store_run(store, sql, err);
    }
    return status;
}

enum status store_remove_round(struct store *private_store, const char *id,
                               struct error *err)
{
    struct arena *arena = arena_new();
    struct numbered round = {.id = id};
    enum status status = find_round(private_store, arena, &round, err);
    if (status == STATUS_OK)
        status = remove_draft(private_store, &round, err);
    arena_free(arena);
    return status;
}

// Writing ---------------------------------------------------------------------

struct numbered_record {
    int64_t number;
    const struct round_record *record;
};

static void bind_entry(struct insert *row, const void *items, size_t i)
{
    const struct round_entry *entry = (const struct round_entry *)items + i;
    insert_text(row, 1, entry->id);
    insert_text(row, 2, level_name(entry->level));
    insert_int(row, 3, entry->grade);
    insert_int(row, 4, entry->year);
    insert_text(row, 5, entry->method);
    insert_text(row, 6, entry->objective);
    insert_text(row, 7, entry->rules_name);
    insert_text(row, 8, entry->rules_version);
    insert_text(row, 9, entry->rules_checksum);
    insert_text(row, 10, entry->rules);
    insert_text(row, 11, entry->network_checksum);
    insert_text(row, 12, entry->made_from);
    insert_text(row, 13, entry->made_at);
    insert_text(row, 14, entry->summary);
}

static void bind_place(struct insert *row, const void *items, size_t i)
{
    const struct numbered_record *round = items;
    const struct round_place *place = &round->record->places.items[i];
    insert_int(row, 1, round->number);
    insert_text(row, 2, place->pupil_id);
    insert_int(row, 7, place->lot);
    if (place->school_id == NULL)
        return;
    insert_text(row, 3, place->school_id);
    insert_text(row, 4, place->programme);
    insert_int(row, 5, place->way_cm);
    insert_int(row, 6, place->group);
}

static void bind_pool(struct insert *row, const void *items, size_t i)
{
    const struct numbered_record *round = items;
    const struct round_pool *pool = &round->record->pools.items[i];
    insert_int(row, 1, round->number);
    insert_text(row, 2, pool->school_id);
    insert_text(row, 3, pool->programme == NULL ? "" : pool->programme);
    insert_int(row, 4, pool->seats);
    insert_int(row, 5, pool->placed);
    insert_number(row, 6, pool->price);
    insert_number(row, 7, pool->last_group);
    insert_text(row, 8, pool->last_group_name);
    insert_number(row, 9, pool->last_cm);
    insert_number(row, 10, pool->last_score_milli);
    insert_number(row, 11, pool->last_lot);
}

static enum status add_round(struct store *store,
                             const struct round_record *record,
                             struct error *err)
{
    struct numbered_record round = {.record = record};
    enum status status = insert_rows(
        store,
        "INSERT INTO round (id, level, grade, year, method, objective,"
        " rules_name, rules_version, rules_checksum, rules, network_checksum,"
        " made_from, made_at, summary)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bind_entry, &record->entry, 1, err);
    round.number = sqlite3_last_insert_rowid(store->db);
    if (status == STATUS_OK)
        status = insert_rows(
            store,
            "INSERT INTO placement (round, pupil_id, school_id, programme,"
            " way_cm, group_number, lot) VALUES (?, ?, ?, ?, ?, ?, ?)",
            bind_place, &round, record->places.count, err);
    if (status == STATUS_OK)
        status = insert_rows(
            store,
            "INSERT INTO round_pool (round, school_id, programme, seats,"
            " placed, price, last_group, last_group_name, last_cm,"
            " last_score_milli, last_lot)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            bind_pool, &round, record->pools.count, err);
    return status;
}

enum status store_write_round(struct store *private_store,
                              const struct round_record *record,
                              struct error *err)
{
    enum status status =
        store_remove_round(private_store, record->entry.id, err);
    if (status == STATUS_OK || status == STATUS_NOT_FOUND)
        status = add_round(private_store, record, err);
    return status;
}

// Reading ---------------------------------------------------------------------

static uint32_t take_uint32(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? UINT32_MAX
               : (uint32_t)sqlite3_column_int64(row, column);
}

static void take_place(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *round_place_list_add(list, arena) = (struct round_place){
        .pupil_id = store_text(row, 0, arena),
        .school_id = store_text(row, 1, arena),
        .programme = store_text(row, 2, arena),
        .way_cm = take_uint32(row, 3),
        .group = take_uint32(row, 4),
        .lot = take_uint32(row, 5),
    };
}

static void take_pool(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *round_pool_list_add(list, arena) = (struct round_pool){
        .school_id = store_text(row, 0, arena),
        .programme = store_optional_text(row, 1, arena),
        .seats = sqlite3_column_int64(row, 2),
        .placed = sqlite3_column_int64(row, 3),
        .price = store_number(row, 4),
        .last_group = store_number(row, 5),
        .last_group_name = store_text(row, 6, arena),
        .last_cm = store_number(row, 7),
        .last_score_milli = store_number(row, 8),
        .last_lot = store_number(row, 9),
    };
}

// The rows of one round in a table, in order of its key.
static enum status each_of(struct store *store, const char *columns_from,
                           int64_t number, store_row_fn *take_row,
                           struct arena *arena, void *list, struct error *err)
{
    char sql[240];
    snprintf(sql, sizeof sql, "SELECT %s WHERE round = %lld ORDER BY 1, 2",
             columns_from, (long long)number);
    return store_each(store, sql, take_row, arena, list, err);
}

static enum status read_pools(struct store *store, struct arena *arena,
                              int64_t number, struct round_record *record,
                              struct error *err)
{
    return each_of(store,
                   "school_id, programme, seats, placed, price, last_group,"
                   " last_group_name, last_cm, last_score_milli, last_lot"
                   " FROM round_pool",
                   number, take_pool, arena, &record->pools, err);
}

enum status store_read_round_pools(struct store *private_store,
                                   struct arena *arena, const char *id,
                                   struct round_record *record,
                                   struct error *err)
{
    struct numbered round = {.id = id};
    enum status status = find_round(private_store, arena, &round, err);
    *record = (struct round_record){.entry = round.entry};
    return status == STATUS_OK
               ? read_pools(private_store, arena, round.number, record, err)
               : status;
}

enum status store_read_round(struct store *private_store, struct arena *arena,
                             const char *id, struct round_record *record,
                             struct error *err)
{
    struct numbered round = {.id = id};
    enum status status = find_round(private_store, arena, &round, err);
    *record = (struct round_record){.entry = round.entry};
    if (status == STATUS_OK)
        status = each_of(private_store,
                         "pupil_id, school_id, programme, way_cm,"
                         " group_number, lot FROM placement",
                         round.number, take_place, arena, &record->places, err);
    if (status == STATUS_OK)
        status = read_pools(private_store, arena, round.number, record, err);
    return status;
}

enum status store_read_round_entry(struct store *private_store,
                                   struct arena *arena, const char *id,
                                   struct round_entry *entry, struct error *err)
{
    struct numbered round = {.id = id};
    enum status status = find_round(private_store, arena, &round, err);
    *entry = round.entry;
    return status;
}

enum status store_count_places(struct store *private_store, const char *id,
                               const char *school_id, bool is_unplaced,
                               int64_t *n, struct error *err)
{
    char *at = school_id == NULL
                   ? sqlite3_mprintf("")
                   : sqlite3_mprintf(" AND school_id = %Q", school_id);
    char *sql = sqlite3_mprintf(
        "SELECT count(*) FROM placement"
        " WHERE round = (SELECT number FROM round WHERE id = %Q)%s%s",
        id, at, is_unplaced ? " AND school_id IS NULL" : "");
    enum status status = connection_number(private_store, sql, 0, n, err);
    sqlite3_free(sql);
    sqlite3_free(at);
    return status;
}

enum status store_list_rounds(struct store *private_store, struct arena *arena,
                              struct round_entry_list *rounds,
                              struct error *err)
{
    *rounds = (struct round_entry_list){0};
    return store_each(private_store, ALL_ROUNDS, take_listed, arena, rounds,
                      err);
}

enum status store_publish_round(struct store *private_store, const char *id,
                                struct error *err)
{
    struct arena *arena = arena_new();
    struct numbered round = {.id = id};
    enum status status = find_round(private_store, arena, &round, err);
    arena_free(arena);
    if (status != STATUS_OK)
        return status;
    char sql[160];
    snprintf(sql, sizeof sql,
             "UPDATE round SET published_order ="
             " (SELECT ifnull(max(published_order), 0) + 1 FROM round)"
             " WHERE number = %lld",
             (long long)round.number);
    return store_run(private_store, sql, err);
}
