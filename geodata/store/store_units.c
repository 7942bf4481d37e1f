// Units are a layer and are replaced as one. What belongs to a plan is
// replaced per plan; that a published plan stays as it is, is a rule of the
// schema (triggers), so that no program can forget it.

#include "store/store_units.h"

#include "store/connection.h"

static void bind_unit(struct insert *row, const void *items, size_t i)
{
    const struct planning_unit *unit = (const struct planning_unit *)items + i;
    insert_text(row, 1, unit->id);
    insert_text(row, 2, unit->name);
    insert_text(row, 3, unit->ward_id);
    insert_text(row, 4, unit->source == NULL ? "file" : unit->source);
    insert_area(row, 5, &unit->area);
}

enum status store_write_units(struct store *store,
                              const struct planning_unit *units, size_t n_units,
                              struct error *err)
{
    enum status status =
        layer_replace(store, "unit", NULL,
                      "INSERT INTO unit (id, name, ward_id, source, geom)"
                      " VALUES (?, ?, ?, ?, GeomFromWKB(?, SRID))",
                      bind_unit, units, n_units, err);
    if (status == STATUS_OK)
        status = store_run(store,
                           "DELETE FROM unit_entrants"
                           " WHERE unit_id NOT IN (SELECT id FROM unit)",
                           err);
    return status;
}

static void take_unit(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *planning_unit_list_add(list, arena) = (struct planning_unit){
        .id = store_text(row, 0, arena),
        .name = store_text(row, 1, arena),
        .ward_id = store_text(row, 2, arena),
        .source = store_text(row, 3, arena),
        .area = store_area(row, 4, arena),
    };
}

enum status store_read_units(struct store *store, struct arena *arena,
                             struct planning_unit_list *units,
                             struct error *err)
{
    *units = (struct planning_unit_list){0};
    return store_each(store,
                      "SELECT id, name, ward_id, source, AsBinary(geom)"
                      "  FROM unit ORDER BY id",
                      take_unit, arena, units, err);
}

static void bind_entrants(struct insert *row, const void *items, size_t i)
{
    const struct unit_entrants *entrants =
        (const struct unit_entrants *)items + i;
    insert_text(row, 1, entrants->unit_id);
    insert_int(row, 2, entrants->year);
    insert_int(row, 3, entrants->grade);
    insert_int(row, 4, entrants->entrants);
    insert_text(row, 5, entrants->source);
}

enum status store_write_unit_entrants(struct store *store,
                                      const struct unit_entrants *rows,
                                      size_t n_rows, struct error *err)
{
    return insert_rows(store,
                       "INSERT OR REPLACE INTO unit_entrants (unit_id, year,"
                       " grade, entrants, source) VALUES (?, ?, ?, ?, ?)",
                       bind_entrants, rows, n_rows, err);
}

static void take_entrants(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *unit_entrants_list_add(list, arena) = (struct unit_entrants){
        .unit_id = store_text(row, 0, arena),
        .year = sqlite3_column_int64(row, 1),
        .grade = sqlite3_column_int64(row, 2),
        .entrants = sqlite3_column_int64(row, 3),
        .source = store_text(row, 4, arena),
    };
}

enum status store_read_unit_entrants(struct store *store, struct arena *arena,
                                     int64_t year, int64_t grade,
                                     struct unit_entrants_list *rows,
                                     struct error *err)
{
    *rows = (struct unit_entrants_list){0};
    const char *sql = arena_format(
        arena,
        "SELECT unit_id, year, grade, entrants, source FROM unit_entrants"
        " WHERE grade = %lld AND year = ifnull(nullif(%lld, 0),"
        "       (SELECT max(year) FROM unit_entrants WHERE grade = %lld))"
        " ORDER BY unit_id",
        (long long)grade, (long long)year, (long long)grade);
    return store_each(store, sql, take_entrants, arena, rows, err);
}

// Runs a statement on one plan, whose id stands in it as %Q.
static enum status run_of_plan(struct store *store, const char *fmt,
                               const char *plan_id, struct error *err)
{
    char *sql = sqlite3_mprintf(fmt, plan_id);
    enum status status = store_run(store, sql, err);
    sqlite3_free(sql);
    return status;
}

static enum status each_of_plan(struct store *store, const char *fmt,
                                const char *plan_id, store_row_fn *take_row,
                                struct arena *arena, void *list,
                                struct error *err)
{
    char *sql = sqlite3_mprintf(fmt, plan_id);
    enum status status = store_each(store, sql, take_row, arena, list, err);
    sqlite3_free(sql);
    return status;
}

struct of_plan {
    const char *plan_id;
    const void *items;
};

static void bind_plan_unit(struct insert *row, const void *items, size_t i)
{
    const struct of_plan *of = items;
    const struct plan_unit *unit = (const struct plan_unit *)of->items + i;
    insert_text(row, 1, of->plan_id);
    insert_text(row, 2, unit->unit_id);
    insert_text(row, 3, unit->school_id);
    insert_int(row, 4, unit->is_locked);
}

enum status store_write_plan_units(struct store *store, const char *plan_id,
                                   const struct plan_unit *units, size_t n,
                                   struct error *err)
{
    struct of_plan of = {plan_id, units};
    enum status status = run_of_plan(
        store, "DELETE FROM plan_unit WHERE plan_id = %Q", plan_id, err);
    if (status != STATUS_OK)
        return status;
    return insert_rows(store,
                       "INSERT INTO plan_unit (plan_id, unit_id, school_id,"
                       " is_locked) VALUES (?, ?, ?, ?)",
                       bind_plan_unit, &of, n, err);
}

enum status store_change_plan_units(struct store *store, const char *plan_id,
                                    const struct plan_unit *units, size_t n,
                                    struct error *err)
{
    struct of_plan of = {plan_id, units};
    return insert_rows(store,
                       "INSERT OR REPLACE INTO plan_unit (plan_id, unit_id,"
                       " school_id, is_locked) VALUES (?, ?, ?, ?)",
                       bind_plan_unit, &of, n, err);
}

static void bind_plan_step(struct insert *row, const void *items, size_t i)
{
    const struct of_plan *of = items;
    const struct plan_step *step = (const struct plan_step *)of->items + i;
    insert_text(row, 1, of->plan_id);
    insert_int(row, 2, step->step);
    insert_text(row, 3, step->unit_id);
    insert_text(row, 4, step->from_school_id);
    insert_text(row, 5, step->to_school_id);
    insert_int(row, 6, step->is_undone);
}

enum status store_write_plan_steps(struct store *store, const char *plan_id,
                                   int64_t from_step,
                                   const struct plan_step *steps, size_t n,
                                   struct error *err)
{
    struct of_plan of = {plan_id, steps};
    char *sql = sqlite3_mprintf(
        "DELETE FROM plan_step WHERE plan_id = %Q AND step >= %lld", plan_id,
        (long long)from_step);
    enum status status = store_run(store, sql, err);
    sqlite3_free(sql);
    if (status != STATUS_OK)
        return status;
    return insert_rows(store,
                       "INSERT INTO plan_step (plan_id, step, unit_id,"
                       " from_school_id, to_school_id, is_undone)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       bind_plan_step, &of, n, err);
}

static void take_plan_unit(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *plan_unit_list_add(list, arena) = (struct plan_unit){
        .unit_id = store_text(row, 0, arena),
        .school_id = store_text(row, 1, arena),
        .is_locked = sqlite3_column_int(row, 2) != 0,
    };
}

enum status store_read_plan_units(struct store *store, struct arena *arena,
                                  const char *plan_id,
                                  struct plan_unit_list *units,
                                  struct error *err)
{
    *units = (struct plan_unit_list){0};
    return each_of_plan(store,
                        "SELECT unit_id, school_id, is_locked FROM plan_unit"
                        " WHERE plan_id = %Q ORDER BY unit_id",
                        plan_id, take_plan_unit, arena, units, err);
}

static void take_plan_step(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *plan_step_list_add(list, arena) = (struct plan_step){
        .step = sqlite3_column_int64(row, 0),
        .unit_id = store_text(row, 1, arena),
        .from_school_id = store_text(row, 2, arena),
        .to_school_id = store_text(row, 3, arena),
        .is_undone = sqlite3_column_int(row, 4) != 0,
    };
}

enum status store_read_plan_steps(struct store *store, struct arena *arena,
                                  const char *plan_id,
                                  struct plan_step_list *steps,
                                  struct error *err)
{
    *steps = (struct plan_step_list){0};
    return each_of_plan(store,
                        "SELECT step, unit_id, from_school_id, to_school_id,"
                        " is_undone FROM plan_step WHERE plan_id = %Q"
                        " ORDER BY step, unit_id",
                        plan_id, take_plan_step, arena, steps, err);
}
