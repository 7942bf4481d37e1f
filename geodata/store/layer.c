// SpatiaLite keeps an R*Tree in the table idx_LAYER_geom up to date by
// triggers; others check each geometry's type and note the time of the last
// change. Row by row they take eight times as long as the rows themselves. So
// the index and the triggers are dropped before many rows are written;
// CreateSpatialIndex makes all of them again, all within the caller's
// transaction. What is written in between is of the right type, as store_insert
// binds it.

#include <stdio.h>

#include "store/connection.h"

static enum status ask(struct store *store, const char *sql, struct error *err)
{
    int64_t answer;
    enum status status = connection_number(store, sql, 0, &answer, err);
    if (status == STATUS_OK && answer != 1)
        return error_set(err, STATUS_IO, "%s: SpatiaLite refused %s",
                         store->path, sql);
    return status;
}

static enum status drop_index(struct store *store, const char *layer,
                              struct error *err)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT DisableSpatialIndex('%s', 'geom')",
             layer);
    enum status status = ask(store, sql, err);
    if (status != STATUS_OK)
        return status;
    snprintf(sql, sizeof sql, "DROP TABLE idx_%s_geom", layer);
    return store_run(store, sql, err);
}

static enum status has_index(struct store *store, const char *layer, bool *has,
                             struct error *err)
{
    char sql[200];
    int64_t found;
    snprintf(sql, sizeof sql,
             "SELECT spatial_index_enabled FROM geometry_columns"
             " WHERE f_table_name = '%s'",
             layer);
    enum status status = connection_number(store, sql, 0, &found, err);
    *has = found == 1;
    return status;
}

// ggi: is the geometry's type right; tmi, tmu, tmd: when was the last change.
static enum status drop_triggers(struct store *store, const char *layer,
                                 struct error *err)
{
    static const char *const TRIGGERS[] = {"ggi", "tmi", "tmu", "tmd"};
    char sql[200];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < 4 && status == STATUS_OK; i++) {
        snprintf(sql, sizeof sql, "DROP TRIGGER IF EXISTS %s_%s_geom",
                 TRIGGERS[i], layer);
        status = store_run(store, sql, err);
    }
    return status;
}

enum status layer_clear(struct store *store, const char *layer,
                        const char *where, struct error *err)
{
    char sql[200];
    bool has;
    enum status status = has_index(store, layer, &has, err);
    if (status == STATUS_OK && has)
        status = drop_index(store, layer, err);
    if (status == STATUS_OK)
        status = drop_triggers(store, layer, err);
    if (status != STATUS_OK)
        return status;
    snprintf(sql, sizeof sql, "DELETE FROM %s WHERE %s", layer,
             where == NULL ? "1" : where);
    return store_run(store, sql, err);
}

enum status layer_index(struct store *store, const char *layer,
                        struct error *err)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT CreateSpatialIndex('%s', 'geom')", layer);
    return ask(store, sql, err);
}

enum status layer_replace(struct store *store, const char *layer,
                          const char *where, const char *sql,
                          bind_row_fn *bind_row, const void *items, size_t n,
                          struct error *err)
{
    enum status status = layer_clear(store, layer, where, err);
    if (status == STATUS_OK)
        status = insert_rows(store, sql, bind_row, items, n, err);
    if (status == STATUS_OK)
        status = layer_index(store, layer, err);
    return status;
}
