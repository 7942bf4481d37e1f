// Where a collection lies is worked out when it is asked for: from the R*Tree
// where all rows count, else from the geometries' own boxes.

#include "ogc/html_page.h"
#include "ogc/ogc_answers.h"

static enum status take_box(const struct store_value *columns, size_t n_columns,
                            void *into, struct error *err)
{
    struct box_m *box = into;
    (void)n_columns, (void)err;
    if (columns[0].kind != STORE_VALUE_NULL)
        *box =
            box_joined(*box, (struct box_m){columns[0].real, columns[1].real,
                                            columns[2].real, columns[3].real});
    return STATUS_OK;
}

static void add_index_boxes(const struct ogc_collection *collection,
                            struct sql_text *sql)
{
    for (size_t i = 0;
         i < OGC_MOST_INDEXES && collection->indexes[i].layer != NULL; i++) {
        sql_add(sql, i == 0 ? "" : " UNION ALL ");
        sql_add(sql, "SELECT min(xmin), min(ymin), max(xmax), max(ymax)"
                     " FROM idx_");
        sql_add(sql, collection->indexes[i].layer);
        sql_add(sql, "_geom");
    }
}

static void add_own_box(const struct ogc_request *ogc,
                        const struct ogc_collection *collection,
                        struct sql_text *sql)
{
    const char *geometry = collection->geometry;
    sql_add(sql, arena_format(ogc->arena,
                              "SELECT min(MbrMinX(%s)), min(MbrMinY(%s)),"
                              " max(MbrMaxX(%s)), max(MbrMaxY(%s))",
                              geometry, geometry, geometry, geometry));
    ogc_collection_rows(collection, sql);
}

static enum status collection_box(const struct ogc_request *ogc,
                                  struct store *store,
                                  const struct ogc_collection *collection,
                                  struct box_m *box, struct error *err)
{
    struct sql_text sql = {.arena = ogc->arena};
    *box = BOX_EMPTY;
    if (collection->where == NULL)
        add_index_boxes(collection, &sql);
    else
        add_own_box(ogc, collection, &sql);
    enum status status = sql_ask(&sql, store, take_box, box, err);
    sql_text_free(&sql);
    return status;
}

const struct tile_set *ogc_tile_set(const struct ogc_request *ogc,
                                    const struct ogc_collection *collection)
{
    return collection->tile_set == NULL
               ? NULL
               : tile_service_set(ogc->service->version->tiles,
                                  collection->tile_set);
}

static struct ogc_link_list
collection_links(const struct ogc_request *ogc,
                 const struct ogc_collection *collection)
{
    struct ogc_link_list links = {0};
    const char *path =
        arena_format(ogc->arena, "/collections/%s", collection->name);
    const char *items = arena_format(ogc->arena, "%s/items", path);
    ogc_link_add_self(ogc, &links, OGC_TYPE_JSON);
    ogc_link_add(ogc, &links, "items", OGC_TYPE_GEOJSON,
                 ogc_say(ogc, "Các đối tượng, GeoJSON", "Features as GeoJSON"),
                 arena_format(ogc->arena, "%s?f=json", items));
    ogc_link_add(ogc, &links, "items", OGC_TYPE_HTML,
                 ogc_say(ogc, "Các đối tượng, HTML", "Features as HTML"),
                 arena_format(ogc->arena, "%s?f=html", items));
    ogc_link_add(ogc, &links, OGC_REL "queryables", OGC_TYPE_SCHEMA,
                 ogc_say(ogc, "Thuộc tính để lọc", "Queryables"),
                 arena_format(ogc->arena, "%s/queryables", path));
    if (ogc_tile_set(ogc, collection) != NULL)
        ogc_link_add(ogc, &links, OGC_REL "tilesets-vector", OGC_TYPE_JSON,
                     ogc_say(ogc, "Mảnh bản đồ vector", "Vector tiles"),
                     arena_format(ogc->arena, "%s/tiles", path));
    return links;
}

static void write_extent(struct json_writer *json, struct ogc_box box)
{
    json_key(json, "extent");
    json_begin_object(json);
    json_key(json, "spatial");
    json_begin_object(json);
    json_key(json, "bbox");
    json_begin_array(json);
    json_begin_array(json);
    for (size_t i = 0; i < 4; i++)
        json_number(json, i < 2 ? box.low[i] : box.high[i - 2], 7);
    json_end_array(json);
    json_end_array(json);
    json_key_text(json, "crs", OGC_CRS84);
    json_end_object(json);
    json_end_object(json);
}

static void write_crs_list(struct json_writer *json,
                           const struct ogc_crs_list *list)
{
    json_key(json, "crs");
    json_begin_array(json);
    for (size_t i = 0; i < list->count; i++)
        json_text(json, list->items[i].uri);
    json_end_array(json);
}

// What telling of a collection needs.
struct telling {
    const struct ogc_request *ogc;
    struct query_context *context;
    struct store *store;
    struct ogc_view degrees;
};

static enum status begin_telling(const struct ogc_request *ogc,
                                 struct query_context *context,
                                 struct store *store, struct telling *telling,
                                 struct error *err)
{
    *telling = (struct telling){ogc, context, store, {0}};
    return ogc_view_open(context, ogc->arena, "crs", NULL, &telling->degrees,
                         err);
}

static enum status write_collection(const struct telling *telling,
                                    const struct ogc_collection *collection,
                                    struct json_writer *json, struct error *err)
{
    const struct ogc_request *ogc = telling->ogc;
    struct box_m box;
    struct ogc_crs_list list;
    struct ogc_link_list links = collection_links(ogc, collection);
    enum status status =
        collection_box(ogc, telling->store, collection, &box, err);
    if (status != STATUS_OK)
        return status;
    ogc_crs_list_make(telling->context, ogc->arena, &list);
    json_begin_object(json);
    json_key_text(json, "id", collection->name);
    json_key_text(json, "title", collection->title[ogc->language]);
    json_key_text(json, "description", collection->description[ogc->language]);
    if (!box_is_empty(box))
        write_extent(json, ogc_view_box(&telling->degrees, box));
    json_key_text(json, "itemType", "feature");
    write_crs_list(json, &list);
    json_key_text(json, "storageCrs", list.storage_uri);
    ogc_links_write(json, &links);
    json_end_object(json);
    return STATUS_OK;
}

static enum status write_all(const struct telling *telling, struct reply *reply,
                             struct error *err)
{
    struct json_writer json = json_into(&reply->body);
    struct ogc_link_list links = {0};
    struct ogc_crs_list list;
    enum status status = STATUS_OK;
    ogc_crs_list_make(telling->context, telling->ogc->arena, &list);
    ogc_link_add_self(telling->ogc, &links, OGC_TYPE_JSON);
    json_begin_object(&json);
    ogc_links_write(&json, &links);
    write_crs_list(&json, &list);
    json_key(&json, "collections");
    json_begin_array(&json);
    for (const struct ogc_collection *collection = OGC_COLLECTIONS;
         collection->name != NULL && status == STATUS_OK; collection++)
        status = write_collection(telling, collection, &json, err);
    json_end_array(&json);
    json_end_object(&json);
    return status;
}

static void all_html(const struct ogc_request *ogc, struct reply *reply)
{
    const char *const trail[] = {ogc_say(ogc, "Dữ liệu mở", "Open data"), "",
                                 NULL};
    const char *const headings[] = {ogc_say(ogc, "Bộ dữ liệu", "Collection"),
                                    ogc_say(ogc, "Nội dung", "What it is"),
                                    NULL};
    html_begin(ogc, &reply->body, ogc_say(ogc, "Bộ dữ liệu", "Collections"),
               trail);
    html_begin_table(&reply->body, headings);
    for (const struct ogc_collection *collection = OGC_COLLECTIONS;
         collection->name != NULL; collection++) {
        html_begin_row(&reply->body);
        html_cell_link(&reply->body,
                       arena_format(ogc->arena, "%s/collections/%s", ogc->base,
                                    collection->name),
                       collection->title[ogc->language]);
        html_cell(&reply->body, collection->description[ogc->language]);
        html_end_row(&reply->body);
    }
    html_end_table(&reply->body);
    html_end(&reply->body);
}

enum status collections_answer_write(const struct ogc_request *ogc,
                                     struct query_context *context,
                                     struct store *store, struct reply *reply,
                                     struct error *err)
{
    struct telling telling;
    enum status status = begin_telling(ogc, context, store, &telling, err);
    if (status != STATUS_OK)
        return status;
    if (ogc->format == OGC_JSON)
        return write_all(&telling, reply, err);
    all_html(ogc, reply);
    return STATUS_OK;
}

static void properties_html(const struct ogc_request *ogc,
                            const struct ogc_collection *collection,
                            struct text_buffer *page)
{
    const char *const headings[] = {ogc_say(ogc, "Thuộc tính", "Property"),
                                    ogc_say(ogc, "Nội dung", "What it is"),
                                    NULL};
    html_begin_table(page, headings);
    for (const struct ogc_property *property = collection->properties;
         property->name != NULL; property++) {
        html_begin_row(page);
        html_cell(page, property->name);
        html_cell(page, property->title[ogc->language]);
        html_end_row(page);
    }
    html_end_table(page);
}

static void begin_collection_page(const struct ogc_request *ogc,
                                  const struct ogc_collection *collection,
                                  struct text_buffer *page)
{
    const char *const trail[] = {ogc_say(ogc, "Dữ liệu mở", "Open data"), "",
                                 ogc_say(ogc, "Bộ dữ liệu", "Collections"),
                                 "/collections", NULL};
    html_begin(ogc, page, collection->title[ogc->language], trail);
    html_paragraph(page, collection->description[ogc->language]);
}

enum status collection_answer_write(const struct ogc_request *ogc,
                                    struct query_context *context,
                                    struct store *store,
                                    const struct ogc_collection *collection,
                                    struct reply *reply, struct error *err)
{
    struct telling telling;
    enum status status = begin_telling(ogc, context, store, &telling, err);
    if (status != STATUS_OK)
        return status;
    if (ogc->format == OGC_JSON) {
        struct json_writer json = json_into(&reply->body);
        return write_collection(&telling, collection, &json, err);
    }
    struct ogc_link_list links = collection_links(ogc, collection);
    begin_collection_page(ogc, collection, &reply->body);
    html_links(ogc, &reply->body, &links);
    properties_html(ogc, collection, &reply->body);
    html_end(&reply->body);
    return STATUS_OK;
}

// Queryables ----------------------------------------------------------------

void property_schema_write(struct json_writer *json,
                           const struct ogc_property *property)
{
    static const char *const TYPES[] = {"string", "integer", "number",
                                        "boolean", "string"};
    json_key_text(json, "type", TYPES[property->kind]);
    if (property->kind == PROPERTY_INSTANT)
        json_key_text(json, "format", "date-time");
}

static const char *geometry_format(const struct ogc_collection *collection)
{
    const char *type = collection->geometry_type;
    if (type == NULL)
        return "geometry-any";
    if (type[0] == 'P')
        return "geometry-point";
    return type[0] == 'L' ? "geometry-linestring" : "geometry-multipolygon";
}

static void write_queryables(const struct ogc_request *ogc,
                             const struct ogc_collection *collection,
                             struct json_writer *json)
{
    json_key(json, "properties");
    json_begin_object(json);
    json_key(json, OGC_GEOMETRY);
    json_begin_object(json);
    json_key_text(json, "title", ogc_say(ogc, "Hình học", "Geometry"));
    json_key_text(json, "format", geometry_format(collection));
    json_key_text(json, "x-ogc-role", "primary-geometry");
    json_end_object(json);
    for (const struct ogc_property *property = collection->properties;
         property->name != NULL; property++) {
        json_key(json, property->name);
        json_begin_object(json);
        json_key_text(json, "title", property->title[ogc->language]);
        property_schema_write(json, property);
        if (property == collection->properties)
            json_key_text(json, "x-ogc-role", "id");
        json_end_object(json);
    }
    json_end_object(json);
}

void queryables_answer_write(const struct ogc_request *ogc,
                             const struct ogc_collection *collection,
                             struct reply *reply)
{
    if (ogc->format == OGC_HTML) {
        begin_collection_page(ogc, collection, &reply->body);
        properties_html(ogc, collection, &reply->body);
        html_end(&reply->body);
        return;
    }
    struct json_writer json = json_into(&reply->body);
    json_begin_object(&json);
    json_key_text(&json, "$schema",
                  "https://json-schema.org/draft/2020-12/schema");
    json_key_text(&json, "$id",
                  arena_format(ogc->arena, "%s/collections/%s/queryables",
                               ogc->base, collection->name));
    json_key_text(&json, "type", "object");
    json_key_text(&json, "title", collection->title[ogc->language]);
    json_key_text(&json, "description", collection->description[ogc->language]);
    write_queryables(ogc, collection, &json);
    json_key(&json, "additionalProperties");
    json_bool(&json, false);
    json_end_object(&json);
    reply->content_type = OGC_TYPE_SCHEMA;
}
