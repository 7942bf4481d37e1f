#include "store/plan_list.h"

#include <sodium.h>
#include <string.h>

#include "store/connection.h"

static void take_entry(sqlite3_stmt *row, struct arena *arena, void *list)
{
    enum level level;
    if (!level_parse((const char *)sqlite3_column_text(row, 1), &level))
        return;
    *plan_entry_list_add(list, arena) = (struct plan_entry){
        .id = store_text(row, 0, arena),
        .level = level,
        .method = store_text(row, 2, arena),
        .made_from = store_text(row, 3, arena),
        .made_at = store_text(row, 4, arena),
        .n_zones = (size_t)sqlite3_column_int64(row, 5),
        .is_published = sqlite3_column_int(row, 6) != 0,
        .is_in_force = sqlite3_column_int(row, 7) != 0,
        .year = sqlite3_column_int64(row, 8),
        .grade = sqlite3_column_int64(row, 9),
        .based_on = store_text(row, 10, arena),
        .options = store_text(row, 11, arena),
        .edits = sqlite3_column_int64(row, 12),
    };
}

// Levels are stored by name; the list goes by age.
static int by_level(const struct plan_entry *a, const struct plan_entry *b)
{
    return (a->level > b->level) - (a->level < b->level);
}

static void sort_by_level(struct plan_entry_list *plans)
{
    for (size_t i = 1; i < plans->count; i++)
        for (size_t j = i;
             j > 0 && by_level(&plans->items[j - 1], &plans->items[j]) > 0;
             j--) {
            struct plan_entry swapped = plans->items[j];
            plans->items[j] = plans->items[j - 1];
            plans->items[j - 1] = swapped;
        }
}

// How many zones a plan has: for that all its units are read.
#define ZONES_COUNTED                                                          \
    "ifnull(nullif((SELECT count(DISTINCT school_id) FROM plan_unit"           \
    "                WHERE plan_id = plan.id), 0),"                            \
    "       (SELECT count(*) FROM zone WHERE plan_id = plan.id))"
#define ZONES_NOT_COUNTED "0"

// Plans for which `where` holds.
static enum status list_plans(struct store *store, struct arena *arena,
                              const char *n_zones, const char *where,
                              struct plan_entry_list *plans, struct error *err)
{
    char *sql = sqlite3_mprintf(
        "SELECT id, level, method, made_from, made_at, %s,"
        " published_order IS NOT NULL,"
        " published_order = (SELECT max(published_order) FROM plan AS other"
        "                     WHERE other.level = plan.level),"
        " year, grade, based_on, options, edits"
        " FROM plan WHERE %s ORDER BY made_at, id",
        n_zones, where);
    *plans = (struct plan_entry_list){0};
    enum status status = store_each(store, sql, take_entry, arena, plans, err);
    sqlite3_free(sql);
    if (status == STATUS_OK)
        sort_by_level(plans);
    return status;
}

enum status store_list_plans(struct store *store, struct arena *arena,
                             struct plan_entry_list *plans, struct error *err)
{
    return list_plans(store, arena, ZONES_COUNTED, "true", plans, err);
}

static enum status list_named(struct store *store, struct arena *arena,
                              const char *n_zones, const char *fmt,
                              const char *id, struct plan_entry_list *plans,
                              struct error *err)
{
    char *where = sqlite3_mprintf(fmt, id, id);
    enum status status = list_plans(store, arena, n_zones, where, plans, err);
    sqlite3_free(where);
    return status;
}

static enum status read_named(struct store *store, struct arena *arena,
                              const char *n_zones, const char *id,
                              struct plan_entry *plan, struct error *err)
{
    struct plan_entry_list plans;
    enum status status =
        list_named(store, arena, n_zones, "id = %Q", id, &plans, err);
    if (status == STATUS_OK && plans.count == 0)
        status =
            error_set(err, STATUS_NOT_FOUND, "there is no plan \"%s\"", id);
    if (status == STATUS_OK)
        *plan = plans.items[0];
    return status;
}

enum status store_read_plan_entry(struct store *store, struct arena *arena,
                                  const char *id, struct plan_entry *plan,
                                  struct error *err)
{
    return read_named(store, arena, ZONES_COUNTED, id, plan, err);
}

enum status store_read_plan_head(struct store *store, struct arena *arena,
                                 const char *id, struct plan_entry *plan,
                                 struct error *err)
{
    return read_named(store, arena, ZONES_NOT_COUNTED, id, plan, err);
}

// How much of an id names a plan.
#define SHORTEST_BEGINNING 4

enum status store_find_plan(struct store *store, struct arena *arena,
                            const char *id, const struct plan_entry **plan,
                            struct error *err)
{
    struct plan_entry_list plans;
    bool is_beginning = strlen(id) >= SHORTEST_BEGINNING;
    enum status status =
        list_named(store, arena, ZONES_COUNTED,
                   is_beginning ? "substr(id, 1, length(%Q)) = %Q" : "id = %Q",
                   id, &plans, err);
    if (status != STATUS_OK)
        return status;
    if (plans.count == 0)
        return error_set(err, STATUS_NOT_FOUND, "%s: there is no plan \"%s\"",
                         store->path, id);
    if (plans.count > 1)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s: %zu plans begin with \"%s\"; give more of the id",
                         store->path, plans.count, id);
    *plan = &plans.items[0];
    return STATUS_OK;
}

const struct plan_entry *plan_in_force(const struct plan_entry_list *plans,
                                       enum level level)
{
    for (size_t i = 0; i < plans->count; i++)
        if (plans->items[i].is_in_force && plans->items[i].level == level)
            return &plans->items[i];
    return NULL;
}

static void take_id(sqlite3_stmt *row, struct arena *arena, void *into)
{
    const char **id = into;
    *id = store_text(row, 0, arena);
}

enum status store_find_plan_in_force(struct store *store, struct arena *arena,
                                     enum level level, const char **id,
                                     struct error *err)
{
    char *sql = sqlite3_mprintf(
        "SELECT id FROM plan WHERE level = %Q AND published_order IS NOT NULL"
        " ORDER BY published_order DESC LIMIT 1",
        level_name(level));
    *id = NULL;
    enum status status = store_each(store, sql, take_id, arena, id, err);
    sqlite3_free(sql);
    return status;
}

// Runs a statement whose one parameter is the plan's id.
static enum status run_on_plan(struct store *store, const char *sql,
                               const char *id, struct error *err)
{
    struct insert *update = NULL;
    enum status status = store_insert(store, sql, &update, err);
    if (status != STATUS_OK)
        return status;
    insert_text(update, 1, id);
    status = insert_row(update, err);
    insert_end(update);
    if (status == STATUS_OK && sqlite3_changes(store->db) == 0)
        status = error_set(err, STATUS_NOT_FOUND, "%s: there is no plan \"%s\"",
                           store->path, id);
    return status;
}

enum status store_mark_edited(struct store *store, const char *id,
                              int64_t edits, bool moves_units,
                              struct error *err)
{
    char *sql = sqlite3_mprintf(
        "UPDATE plan SET edits = edits + 1%s"
        " WHERE id = %Q AND edits = %lld AND published_order IS NULL",
        moves_units ? ", method = 'edited'" : "", id, (long long)edits);
    enum status status = store_run(store, sql, err);
    sqlite3_free(sql);
    if (status == STATUS_OK && sqlite3_changes(store->db) == 0)
        status = error_set(err, STATUS_STATE,
                           "plan %s was changed by someone else meanwhile", id);
    return status;
}

static enum status refuse_published(struct store *store, const char *id,
                                    struct error *err)
{
    struct arena *scratch = arena_new();
    struct plan_entry plan;
    enum status status = store_read_plan_head(store, scratch, id, &plan, err);
    if (status == STATUS_OK && plan.is_published)
        status = error_set(err, STATUS_STATE,
                           "plan %s is published and stays; only drafts can be "
                           "removed",
                           id);
    arena_free(scratch);
    return status;
}

// Rows that hang on a plan, before the plan.
enum status store_delete_plan(struct store *store, const char *id,
                              struct error *err)
{
    static const char *const FROM[] = {"zone", "plan_unit", "plan_step"};
    enum status status = refuse_published(store, id, err);
    for (size_t i = 0; i < 3 && status == STATUS_OK; i++) {
        char *sql =
            sqlite3_mprintf("DELETE FROM %s WHERE plan_id = %Q", FROM[i], id);
        status = store_run(store, sql, err);
        sqlite3_free(sql);
    }
    if (status == STATUS_OK)
        status = run_on_plan(store, "DELETE FROM plan WHERE id = ?", id, err);
    return status;
}

enum status store_publish_plan(struct store *store, const char *id,
                               struct error *err)
{
    return run_on_plan(store,
                       "UPDATE plan SET published_order ="
                       " (SELECT ifnull(max(published_order), 0) + 1 FROM plan)"
                       " WHERE id = ?",
                       id, err);
}

enum status store_zoning_checksum(struct store *store, char hex[33],
                                  struct error *err)
{
    static const char *const ALL[] = {
        "SELECT id, levels, geom FROM school ORDER BY id",
        "SELECT school_id, geom FROM school_grounds ORDER BY school_id",
        "SELECT school_id, number, geom FROM gate ORDER BY school_id, number",
        "SELECT school_id, geom FROM added_gate ORDER BY fid",
        "SELECT source, id, geom FROM ward ORDER BY source, id",
    };
    return connection_checksum(store, ALL, 5, hex, err);
}

void store_text_checksum(const char *text, char hex[33])
{
    unsigned char bytes[16];
    crypto_generichash(bytes, sizeof bytes, (const unsigned char *)text,
                       strlen(text), NULL, 0);
    sodium_bin2hex(hex, 33, bytes, sizeof bytes);
}
