#include "ogc/ogc_collection.h"

#include <stdlib.h>
#include <string.h>

#include "forecast/indicators.h"
#include "search/fold.h"

enum status ogc_collection_find(const char *name,
                                const struct ogc_collection **collection,
                                struct error *err)
{
    const struct ogc_collection *found = OGC_COLLECTIONS;
    while (found->name != NULL && strcmp(found->name, name) != 0)
        found++;
    if (found->name == NULL)
        return error_set(err, STATUS_NOT_FOUND,
                         "there is no collection \"%.60s\"", name);
    *collection = found;
    return STATUS_OK;
}

const struct ogc_property *
ogc_collection_property(const struct ogc_collection *collection,
                        const char *name)
{
    const struct ogc_property *property = collection->properties;
    while (property->name != NULL && strcmp(property->name, name) != 0)
        property++;
    return property->name == NULL ? NULL : property;
}

size_t ogc_key_count(const struct ogc_collection *collection)
{
    size_t n = 0;
    while (n < OGC_MOST_KEYS && collection->keys[n].sql != NULL)
        n++;
    return n;
}

void ogc_collection_rows(const struct ogc_collection *collection,
                         struct sql_text *sql)
{
    sql_add(sql, " FROM ");
    sql_add(sql, collection->from);
    sql_add(sql, " WHERE ");
    sql_add(sql, collection->where == NULL ? "1" : collection->where);
}

static void add_near(const struct ogc_index *index, struct box_m box,
                     struct sql_text *sql)
{
    sql_add(sql, "SELECT ");
    sql_add(sql, index->held == NULL ? "pkid" : index->held);
    sql_add(sql, " FROM idx_");
    sql_add(sql, index->layer);
    sql_add(sql, "_geom WHERE xmax >= ");
    sql_value_real(sql, box.min_x_m);
    sql_add(sql, " AND xmin <= ");
    sql_value_real(sql, box.max_x_m);
    sql_add(sql, " AND ymax >= ");
    sql_value_real(sql, box.min_y_m);
    sql_add(sql, " AND ymin <= ");
    sql_value_real(sql, box.max_y_m);
}

// One list where layers tell of the same thing, so that SQLite can go through
// the list rather than through all rows.
void ogc_collection_near(const struct ogc_collection *collection,
                         struct box_m box, struct sql_text *sql)
{
    const char *row = NULL;
    sql_add(sql, "(");
    for (size_t i = 0;
         i < OGC_MOST_INDEXES && collection->indexes[i].layer != NULL; i++) {
        const struct ogc_index *index = &collection->indexes[i];
        bool goes_on = row != NULL && strcmp(row, index->row) == 0;
        sql_add(sql, row == NULL ? "" : goes_on ? " UNION ALL " : ") OR ");
        if (!goes_on) {
            sql_add(sql, index->row);
            sql_add(sql, " IN (");
        }
        add_near(index, box, sql);
        row = index->row;
    }
    sql_add(sql, "))");
}

void ogc_property_value(const struct ogc_property *property,
                        struct sql_text *sql)
{
    if (property->sql == NULL) {
        sql_add(sql, "t.");
        sql_add(sql, property->name);
    } else {
        sql_add(sql, property->sql);
    }
}

static char *may_count_children(struct arena *arena, const char *unit)
{
    return arena_text(arena, indicator_may_count_children(unit) ? "1" : "0");
}

enum status ogc_collection_prepare(struct store *store, struct error *err)
{
    enum status status =
        store_know_function(store, "hocgan_casei", fold_case, err);
    if (status == STATUS_OK)
        status = store_know_function(store, "hocgan_accenti", fold_marks, err);
    if (status == STATUS_OK)
        status = store_know_function(store, "hocgan_may_count_children",
                                     may_count_children, err);
    return status;
}
