// A plan's id is a hash of what it was made from, so writing one that is there
// already changes nothing but, when it is published again, its place in the
// order of publication. That order, not a clock, says which plan of a level is
// in force: the last.

#include <string.h>

#include "store/connection.h"
#include "store/store_city.h"

enum plan_state { PLAN_ABSENT, PLAN_DRAFT, PLAN_PUBLISHED };

// Runs a statement whose one parameter is the plan's id.
static enum status run_on_plan(struct store *store, const char *sql,
                               const char *id, struct error *err)
{
    struct insert *insert = NULL;
    enum status status = store_insert(store, sql, &insert, err);
    if (status != STATUS_OK)
        return status;
    insert_text(insert, 1, id);
    status = insert_row(insert, err);
    insert_end(insert);
    return status;
}

struct wanted {
    const char *id;
    enum plan_state state;
};

static void take_state(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    struct wanted *wanted = into;
    if (strcmp((const char *)sqlite3_column_text(row, 0), wanted->id) == 0)
        wanted->state =
            sqlite3_column_int(row, 1) != 0 ? PLAN_PUBLISHED : PLAN_DRAFT;
}

static enum status add_row(struct store *store, const struct plan *plan,
                           struct error *err)
{
    struct insert *insert = NULL;
    enum status status =
        store_insert(store,
                     "INSERT INTO plan (id, level, method, made_from, made_at,"
                     " based_on, options, year, grade)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     &insert, err);
    if (status != STATUS_OK)
        return status;
    insert_text(insert, 1, plan->id);
    insert_text(insert, 2, level_name(plan->level));
    insert_text(insert, 3, plan->method);
    insert_text(insert, 4, plan->made_from);
    insert_text(insert, 5, plan->made_at);
    insert_text(insert, 6, plan->based_on);
    insert_text(insert, 7, plan->options);
    if (plan->year != 0) {
        insert_int(insert, 8, plan->year);
        insert_int(insert, 9, plan->grade);
    }
    status = insert_row(insert, err);
    insert_end(insert);
    return status;
}

static void bind_zone(struct insert *row, const void *items, size_t i)
{
    const struct plan *plan = items;
    insert_text(row, 1, plan->id);
    insert_text(row, 2, plan->zones.items[i].school_id);
    insert_area(row, 3, &plan->zones.items[i].area);
}

static enum status add_plan(struct store *store, const struct plan *plan,
                            struct error *err)
{
    enum status status = add_row(store, plan, err);
    if (status == STATUS_OK)
        status = insert_rows(store,
                             "INSERT INTO zone (plan_id, school_id, geom)"
                             " VALUES (?, ?, GeomFromWKB(?, SRID))",
                             bind_zone, plan, plan->zones.count, err);
    return status;
}

enum status store_write_plan(struct store *store, const struct plan *plan,
                             struct error *err)
{
    struct wanted wanted = {plan->id, PLAN_ABSENT};
    enum status status =
        store_each(store, "SELECT id, published_order IS NOT NULL FROM plan",
                   take_state, NULL, &wanted, err);
    if (status == STATUS_OK && wanted.state == PLAN_DRAFT)
        status = run_on_plan(store, "DELETE FROM zone WHERE plan_id = ?",
                             plan->id, err);
    if (status == STATUS_OK && wanted.state == PLAN_DRAFT)
        status =
            run_on_plan(store, "DELETE FROM plan WHERE id = ?", plan->id, err);
    if (status == STATUS_OK && wanted.state != PLAN_PUBLISHED)
        status = add_plan(store, plan, err);
    if (status == STATUS_OK && plan->is_published)
        status = run_on_plan(
            store,
            "UPDATE plan SET published_order ="
            " (SELECT ifnull(max(published_order), 0) + 1 FROM plan)"
            " WHERE id = ?",
            plan->id, err);
    return status;
}

static void take_plan(sqlite3_stmt *row, struct arena *arena, void *list)
{
    enum level level;
    if (!level_parse((const char *)sqlite3_column_text(row, 1), &level))
        return;
    *plan_list_add(list, arena) = (struct plan){
        .id = store_text(row, 0, arena),
        .level = level,
        .method = store_text(row, 2, arena),
        .made_from = store_text(row, 3, arena),
        .made_at = store_text(row, 4, arena),
        .is_published = true,
        .year = sqlite3_column_int64(row, 5),
        .grade = sqlite3_column_int64(row, 6),
        .based_on = store_text(row, 7, arena),
        .options = store_text(row, 8, arena),
    };
}

static void take_zone(sqlite3_stmt *row, struct arena *arena, void *into)
{
    struct plan_list *plans = into;
    const char *plan_id = (const char *)sqlite3_column_text(row, 0);
    for (size_t i = 0; i < plans->count; i++)
        if (strcmp(plans->items[i].id, plan_id) == 0)
            *zone_list_add(&plans->items[i].zones, arena) = (struct zone){
                .school_id = store_text(row, 1, arena),
                .area = store_area(row, 2, arena),
            };
}

#define IN_FORCE                                                               \
    "SELECT max(published_order) FROM plan"                                    \
    " WHERE published_order IS NOT NULL GROUP BY level"

enum status store_read_plans(struct store *store, struct arena *arena,
                             struct plan_list *plans, struct error *err)
{
    *plans = (struct plan_list){0};
    enum status status =
        store_each(store,
                   "SELECT id, level, method, made_from, made_at, year,"
                   " grade, based_on, options FROM plan"
                   " WHERE published_order IN (" IN_FORCE ") ORDER BY id",
                   take_plan, arena, plans, err);
    if (status == STATUS_OK)
        status = store_each(store,
                            "SELECT plan_id, school_id, AsBinary(zone.geom)"
                            "  FROM zone JOIN plan ON plan.id = plan_id"
                            " WHERE published_order IN (" IN_FORCE
                            ") ORDER BY school_id",
                            take_zone, arena, plans, err);
    return status;
}
