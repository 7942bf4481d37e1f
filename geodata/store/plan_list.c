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

enum status store_list_plans(struct store *store, struct arena *arena,
                             struct plan_entry_list *plans, struct error *err)
{
    *plans = (struct plan_entry_list){0};
    enum status status = store_each(
        store,
        "SELECT id, level, method, made_from, made_at,"
        " (SELECT count(*) FROM zone WHERE plan_id = plan.id),"
        " published_order IS NOT NULL,"
        " published_order = (SELECT max(published_order) FROM plan AS other"
        "                     WHERE other.level = plan.level),"
        " year, grade, based_on, options"
        " FROM plan ORDER BY made_at, id",
        take_entry, arena, plans, err);
    if (status == STATUS_OK)
        sort_by_level(plans);
    return status;
}

// How much of an id names a plan.
#define SHORTEST_BEGINNING 4

enum status store_find_plan(struct store *store, struct arena *arena,
                            const char *id, const struct plan_entry **plan,
                            struct error *err)
{
    struct plan_entry_list plans;
    enum status status = store_list_plans(store, arena, &plans, err);
    if (status != STATUS_OK)
        return status;
    size_t n = 0, length = strlen(id);
    for (size_t i = 0; i < plans.count; i++)
        if (strcmp(plans.items[i].id, id) == 0 ||
            (length >= SHORTEST_BEGINNING &&
             strncmp(plans.items[i].id, id, length) == 0)) {
            *plan = &plans.items[i];
            n++;
        }
    if (n == 0)
        return error_set(err, STATUS_NOT_FOUND, "%s: there is no plan \"%s\"",
                         store->path, id);
    if (n > 1)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s: %zu plans begin with \"%s\"; give more of the id",
                         store->path, n, id);
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
                              struct error *err)
{
    return run_on_plan(store, "UPDATE plan SET method = 'edited' WHERE id = ?",
                       id, err);
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
        "SELECT source, id, geom FROM ward ORDER BY source, id",
    };
    return connection_checksum(store, ALL, 4, hex, err);
}

void store_text_checksum(const char *text, char hex[33])
{
    unsigned char bytes[16];
    crypto_generichash(bytes, sizeof bytes, (const unsigned char *)text,
                       strlen(text), NULL, 0);
    sodium_bin2hex(hex, 33, bytes, sizeof bytes);
}
