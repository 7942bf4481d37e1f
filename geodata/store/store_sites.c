// Sites are a layer and replaced as one. A plan of siting is a row with what it
// measures before and after, and a row for each choice.

#include "store/store_sites.h"

#include <string.h>

#include "store/connection.h"

static void insert_known(struct insert *row, int parameter, double value)
{
    if (value >= 0)
        insert_real(row, parameter, value);
}

static double known_real(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL
               ? -1
               : sqlite3_column_double(row, column);
}

static void bind_site(struct insert *row, const void *items, size_t i)
{
    const struct site *site = (const struct site *)items + i;
    insert_text(row, 1, site->id);
    insert_text(row, 2, site->name);
    insert_known(row, 3, site->area_m2);
    insert_int(row, 4, site->max_rooms);
    insert_known(row, 5, site->cost);
    insert_point(row, 6, site->at);
}

enum status store_write_sites(struct store *store, const struct site *sites,
                              size_t n_sites, struct error *err)
{
    return layer_replace(store, "site", NULL,
                         "INSERT INTO site (id, name, area_m2, max_rooms,"
                         " cost, geom)"
                         " VALUES (?, ?, ?, ?, ?, GeomFromWKB(?, SRID))",
                         bind_site, sites, n_sites, err);
}

static void take_site(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *site_list_add(list, arena) = (struct site){
        .id = store_text(row, 0, arena),
        .name = store_text(row, 1, arena),
        .area_m2 = known_real(row, 2),
        .max_rooms = sqlite3_column_int64(row, 3),
        .cost = known_real(row, 4),
        .at = store_point(row, 5),
    };
}

enum status store_read_sites(struct store *store, struct arena *arena,
                             struct site_list *sites, struct error *err)
{
    *sites = (struct site_list){0};
    return store_each(store,
                      "SELECT id, name, area_m2, max_rooms, cost,"
                      " AsBinary(geom) FROM site ORDER BY id",
                      take_site, arena, sites, err);
}

// Plans ---------------------------------------------------------------------

static void bind_measures(struct insert *row, int from,
                          const struct siting_measures *measures)
{
    insert_int(row, from, (int64_t)measures->seated);
    insert_int(row, from + 1, (int64_t)measures->over_cap);
    insert_int(row, from + 2, (int64_t)measures->unseated);
    insert_int(row, from + 3, (int64_t)measures->way_cm);
}

static void bind_plan(struct insert *row, const void *items, size_t i)
{
    const struct site_plan *plan = (const struct site_plan *)items + i;
    insert_text(row, 1, plan->id);
    insert_text(row, 2, plan->made_at);
    insert_text(row, 3, level_name(plan->level));
    insert_int(row, 4, plan->year);
    insert_int(row, 5, plan->n_new);
    insert_int(row, 6, plan->n_rooms);
    insert_int(row, 7, plan->cap_cm);
    insert_text(row, 8, plan->forecast_id);
    insert_text(row, 9, plan->made_from);
    insert_int(row, 10, (int64_t)plan->after.pupils);
    bind_measures(row, 11, &plan->before);
    bind_measures(row, 15, &plan->after);
    insert_real(row, 19, plan->after.cost);
    insert_int(row, 20, plan->bound_outside);
    insert_real(row, 21, plan->gap);
}

struct of_plan {
    const char *plan_id;
    const struct site_plan_choice *choices;
};

static void bind_choice(struct insert *row, const void *items, size_t i)
{
    const struct of_plan *of = items;
    const struct site_plan_choice *choice = &of->choices[i];
    insert_text(row, 1, of->plan_id);
    insert_int(row, 2, (int64_t)i + 1);
    insert_text(row, 3, choice->is_site ? "site" : "school");
    insert_text(row, 4, choice->place_id);
    insert_int(row, 5, choice->rooms);
    insert_int(row, 6, choice->seated_more);
    insert_int(row, 7, choice->way_cm_less);
}

enum status store_write_site_plan(struct store *store,
                                  const struct site_plan *plan,
                                  struct error *err)
{
    struct of_plan of = {plan->id, plan->choices.items};
    char *forget = sqlite3_mprintf(
        "DELETE FROM site_plan_choice WHERE plan_id = %Q", plan->id);
    enum status status = store_run(store, forget, err);
    sqlite3_free(forget);
    if (status == STATUS_OK)
        status = insert_rows(store,
                             "INSERT OR REPLACE INTO site_plan VALUES (?, ?, ?,"
                             " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                             " ?, ?)",
                             bind_plan, plan, 1, err);
    if (status == STATUS_OK)
        status = insert_rows(store,
                             "INSERT INTO site_plan_choice"
                             " VALUES (?, ?, ?, ?, ?, ?, ?)",
                             bind_choice, &of, plan->choices.count, err);
    return status;
}

static struct siting_measures measures_of(sqlite3_stmt *row, int from)
{
    return (struct siting_measures){
        .pupils = (uint64_t)sqlite3_column_int64(row, 9),
        .seated = (uint64_t)sqlite3_column_int64(row, from),
        .over_cap = (uint64_t)sqlite3_column_int64(row, from + 1),
        .unseated = (uint64_t)sqlite3_column_int64(row, from + 2),
        .way_cm = (uint64_t)sqlite3_column_int64(row, from + 3)};
}

static void take_plan(sqlite3_stmt *row, struct arena *arena, void *list)
{
    struct site_plan *plan = site_plan_list_add(list, arena);
    *plan = (struct site_plan){
        .id = store_text(row, 0, arena),
        .made_at = store_text(row, 1, arena),
        .year = sqlite3_column_int64(row, 3),
        .n_new = sqlite3_column_int64(row, 4),
        .n_rooms = sqlite3_column_int64(row, 5),
        .cap_cm = sqlite3_column_int64(row, 6),
        .forecast_id = store_text(row, 7, arena),
        .made_from = store_text(row, 8, arena),
        .before = measures_of(row, 10),
        .after = measures_of(row, 14),
        .bound_outside = sqlite3_column_int64(row, 19),
        .gap = sqlite3_column_double(row, 20),
    };
    plan->after.cost = sqlite3_column_double(row, 18);
    level_parse(store_text(row, 2, arena), &plan->level);
}

static void take_choice(sqlite3_stmt *row, struct arena *arena, void *into)
{
    const struct site_plan_list *plans = into;
    const char *plan_id = store_text(row, 0, arena);
    for (size_t p = 0; p < plans->count; p++) {
        struct site_plan *plan = &plans->items[p];
        if (strcmp(plan->id, plan_id) != 0)
            continue;
        *site_plan_choice_list_add(&plan->choices, arena) =
            (struct site_plan_choice){
                .is_site = sqlite3_column_int(row, 1) != 0,
                .place_id = store_text(row, 2, arena),
                .rooms = sqlite3_column_int64(row, 3),
                .seated_more = sqlite3_column_int64(row, 4),
                .way_cm_less = sqlite3_column_int64(row, 5)};
    }
}

enum status store_read_site_plans(struct store *store, struct arena *arena,
                                  struct site_plan_list *plans,
                                  struct error *err)
{
    *plans = (struct site_plan_list){0};
    enum status status = store_each(
        store,
        "SELECT id, made_at, level, year, n_new, n_rooms, cap_cm, forecast_id,"
        " made_from, pupils, seated_before, over_cap_before, unseated_before,"
        " way_cm_before, seated_after, over_cap_after, unseated_after,"
        " way_cm_after, cost, bound_outside, gap"
        " FROM site_plan ORDER BY made_at DESC, id",
        take_plan, arena, plans, err);
    if (status != STATUS_OK)
        return status;
    return store_each(store,
                      "SELECT plan_id, place = 'site', place_id, rooms,"
                      " seated_more, way_cm_less FROM site_plan_choice"
                      " ORDER BY plan_id, rank",
                      take_choice, arena, plans, err);
}
