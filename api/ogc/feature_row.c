#include "ogc/feature_row.h"

#include <math.h>

#include "base/text.h"
#include "ogc/geometry_json.h"

#define DECIMALS 6

void feature_row_columns(const struct ogc_collection *collection,
                         struct sql_text *sql)
{
    sql_add(sql, "SELECT ");
    for (size_t i = 0; i < ogc_key_count(collection); i++) {
        sql_add(sql, collection->keys[i].sql);
        sql_add(sql, ", ");
    }
    sql_add(sql, "AsBinary(");
    sql_add(sql, collection->geometry);
    sql_add(sql, ")");
    for (const struct ogc_property *property = collection->properties;
         property->name != NULL; property++) {
        sql_add(sql, ", ");
        ogc_property_value(property, sql);
    }
}

static const struct store_value *
properties_of(const struct ogc_collection *collection,
              const struct store_value *columns)
{
    return columns + ogc_key_count(collection) + 1;
}

static const char *value_text(struct arena *arena,
                              const struct store_value *value)
{
    switch (value->kind) {
    case STORE_VALUE_INT:
        return arena_format(arena, "%lld", (long long)value->integer);
    case STORE_VALUE_REAL:
        return arena_format(arena, "%.*g", 12, value->real);
    case STORE_VALUE_TEXT:
        return arena_text_n(arena, value->text, value->n_text);
    case STORE_VALUE_NULL:
    case STORE_VALUE_BYTES:
        break;
    }
    return "";
}

const char *feature_row_path(struct arena *arena,
                             const struct ogc_collection *collection,
                             const struct store_value *columns)
{
    const char *id = value_text(arena, properties_of(collection, columns));
    return arena_format(arena, "/collections/%s/items/%s", collection->name,
                        text_url_part(arena, id));
}

static void write_value(struct json_writer *json, enum property_kind kind,
                        const struct store_value *value)
{
    if (value->kind == STORE_VALUE_INT && kind == PROPERTY_BOOLEAN)
        json_bool(json, value->integer != 0);
    else if (value->kind == STORE_VALUE_INT)
        json_int(json, value->integer);
    else if (value->kind == STORE_VALUE_REAL && isfinite(value->real))
        json_number(json, value->real, DECIMALS);
    else if (value->kind == STORE_VALUE_TEXT)
        json_text(json, value->text);
    else
        json_nothing(json);
}

void feature_row_json(struct json_writer *json,
                      const struct ogc_collection *collection,
                      const struct ogc_view *view, struct arena *scratch,
                      const struct store_value *columns)
{
    const struct ogc_property *property = collection->properties;
    const struct store_value *value = properties_of(collection, columns);
    const struct store_value *wkb = value - 1;
    json_key_text(json, "type", "Feature");
    json_key(json, "id");
    write_value(json, property->kind, value);
    json_key(json, "geometry");
    geometry_json_write(json, view, scratch, wkb->text, wkb->n_text);
    json_key(json, "properties");
    json_begin_object(json);
    while ((++property)->name != NULL) {
        json_key(json, property->name);
        write_value(json, property->kind, ++value);
    }
    json_end_object(json);
}

void feature_row_name_crs(const struct ogc_request *ogc,
                          const struct ogc_view *view, struct reply *reply)
{
    reply_header(reply, "Content-Crs",
                 arena_format(ogc->arena, "<%s>", view->uri));
}

static const char *shown(const struct ogc_request *ogc, struct arena *arena,
                         enum property_kind kind,
                         const struct store_value *value)
{
    if (kind == PROPERTY_BOOLEAN && value->kind == STORE_VALUE_INT)
        return value->integer != 0 ? ogc_say(ogc, "có", "yes")
                                   : ogc_say(ogc, "không", "no");
    return value_text(arena, value);
}

void feature_row_html(const struct ogc_request *ogc, struct text_buffer *page,
                      const struct ogc_collection *collection,
                      struct arena *scratch, const struct store_value *columns)
{
    const struct ogc_property *property = collection->properties;
    const struct store_value *value = properties_of(collection, columns);
    html_begin_row(page);
    html_cell_link(page,
                   arena_format(scratch, "%s%s", ogc->base,
                                feature_row_path(scratch, collection, columns)),
                   value_text(scratch, value));
    while ((++property)->name != NULL)
        html_cell(page, shown(ogc, scratch, property->kind, ++value));
    html_end_row(page);
}

void feature_table_html(const struct ogc_request *ogc, struct text_buffer *page,
                        const struct ogc_collection *collection,
                        const struct store_value *columns)
{
    const struct store_value *value = properties_of(collection, columns);
    const char *const headings[] = {ogc_say(ogc, "Thuộc tính", "Property"),
                                    ogc_say(ogc, "Giá trị", "Value"), NULL};
    html_begin_table(page, headings);
    for (const struct ogc_property *property = collection->properties;
         property->name != NULL; property++, value++) {
        html_begin_row(page);
        html_cell(page, property->title[ogc->language]);
        html_cell(page, shown(ogc, ogc->arena, property->kind, value));
        html_end_row(page);
    }
    html_end_table(page);
}
