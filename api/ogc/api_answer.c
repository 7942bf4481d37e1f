// The document is made from the collections, so that it lists exactly what
// there is. A list of operations comes first; JSON and page are two ways of
// writing it.

#include <stdio.h>
#include <string.h>

#include "ogc/html_page.h"
#include "ogc/items_question.h"
#include "ogc/ogc_answers.h"

/// One address and what it answers.
struct api_operation {
    const char *path;
    const char *id;
    const char *title;
    const char *type;       ///< of its answer, beside HTML
    const char *schema;     ///< of that, among the components; NULL: bytes
    const char *parameters; ///< among the components, separated by spaces
    const struct ogc_collection *filtered; ///< its properties are parameters
    bool may_lack;                         ///< 404 is one of its answers
};
LIST_DECLARE(api_operation);

static void add(const struct ogc_request *ogc, struct api_operation_list *list,
                struct api_operation operation)
{
    *api_operation_list_add(list, ogc->arena) = operation;
}

static const char *joined(const struct ogc_request *ogc, const char *a,
                          const char *b)
{
    return arena_format(ogc->arena, "%s%s", a, b);
}

static void add_start(const struct ogc_request *ogc,
                      struct api_operation_list *list)
{
    add(ogc, list,
        (struct api_operation){"/", "getLandingPage",
                               ogc_say(ogc, "Trang đầu", "Landing page"),
                               OGC_TYPE_JSON, "landingPage", "f", NULL, false});
    add(ogc, list,
        (struct api_operation){
            "/conformance", "getConformance",
            ogc_say(ogc, "Tiêu chuẩn đáp ứng", "Conformance"), OGC_TYPE_JSON,
            "confClasses", "f", NULL, false});
    add(ogc, list,
        (struct api_operation){"/api", "getApi",
                               ogc_say(ogc, "Tài liệu này", "This document"),
                               OGC_TYPE_OPENAPI, "object", "f", NULL, false});
    add(ogc, list,
        (struct api_operation){"/collections", "getCollections",
                               ogc_say(ogc, "Bộ dữ liệu", "Collections"),
                               OGC_TYPE_JSON, "collections", "f", NULL, false});
}

// The three addresses of a tile set at `path`; `of` makes their ids unique.
static void add_tiles(const struct ogc_request *ogc,
                      struct api_operation_list *list, const char *path,
                      const char *of)
{
    const char *title = ogc_say(ogc, "Mảnh bản đồ vector", "Vector tiles");
    add(ogc, list,
        (struct api_operation){joined(ogc, path, "/tiles"),
                               joined(ogc, of, ".getTileSetsList"), title,
                               OGC_TYPE_JSON, "object", "f", NULL, false});
    add(ogc, list,
        (struct api_operation){joined(ogc, path, "/tiles/{tileMatrixSetId}"),
                               joined(ogc, of, ".getTileSet"), title,
                               OGC_TYPE_JSON, "object", "tileMatrixSetId f",
                               NULL, true});
    add(ogc, list,
        (struct api_operation){
            joined(ogc, path,
                   "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"),
            joined(ogc, of, ".getTile"), title, OGC_TYPE_MVT, NULL,
            "tileMatrixSetId tileMatrix tileRow tileCol f-tile", NULL, true});
}

static void add_collection(const struct ogc_request *ogc,
                           struct api_operation_list *list,
                           const struct ogc_collection *collection)
{
    const char *name = collection->name;
    const char *title = collection->title[ogc->language];
    const char *path = joined(ogc, "/collections/", name);
    add(ogc, list,
        (struct api_operation){path, joined(ogc, name, ".getCollection"), title,
                               OGC_TYPE_JSON, "collection", "f", NULL, false});
    add(ogc, list,
        (struct api_operation){joined(ogc, path, "/queryables"),
                               joined(ogc, name, ".getQueryables"),
                               ogc_say(ogc, "Thuộc tính để lọc", "Queryables"),
                               OGC_TYPE_SCHEMA, "object", "f", NULL, false});
    add(ogc, list,
        (struct api_operation){joined(ogc, path, "/items"),
                               joined(ogc, name, ".getFeatures"), title,
                               OGC_TYPE_GEOJSON, "featureCollectionGeoJSON",
                               ITEMS_PARAMETERS " f", collection, false});
    add(ogc, list,
        (struct api_operation){joined(ogc, path, "/items/{featureId}"),
                               joined(ogc, name, ".getFeature"), title,
                               OGC_TYPE_GEOJSON, "featureGeoJSON",
                               "featureId crs f", NULL, true});
    if (ogc_tile_set(ogc, collection) != NULL)
        add_tiles(ogc, list, path, name);
}

static struct api_operation_list operations(const struct ogc_request *ogc)
{
    struct api_operation_list list = {0};
    const char *grids = ogc_say(ogc, "Lưới mảnh bản đồ", "Tiling schemes");
    add_start(ogc, &list);
    for (const struct ogc_collection *collection = OGC_COLLECTIONS;
         collection->name != NULL; collection++)
        add_collection(ogc, &list, collection);
    add_tiles(ogc, &list, "", "dataset");
    add(ogc, &list,
        (struct api_operation){"/tileMatrixSets", "getTileMatrixSetsList",
                               grids, OGC_TYPE_JSON, "object", "f", NULL,
                               false});
    add(ogc, &list,
        (struct api_operation){"/tileMatrixSets/{tileMatrixSetId}",
                               "getTileMatrixSet", grids, OGC_TYPE_JSON,
                               "object", "tileMatrixSetId f", NULL, true});
    return list;
}

static void write_reference(struct json_writer *json, const char *kind,
                            const char *name, size_t n)
{
    char path[120];
    snprintf(path, sizeof path, "#/components/%s/%.*s", kind, (int)n, name);
    json_key_text(json, "$ref", path);
}

static void write_property_parameter(const struct ogc_request *ogc,
                                     struct json_writer *json,
                                     const struct ogc_property *property)
{
    json_begin_object(json);
    json_key_text(json, "name", property->name);
    json_key_text(json, "in", "query");
    json_key_text(json, "description", property->title[ogc->language]);
    json_key(json, "schema");
    json_begin_object(json);
    property_schema_write(json, property);
    json_end_object(json);
    json_end_object(json);
}

static void write_parameters(const struct ogc_request *ogc,
                             struct json_writer *json,
                             const struct api_operation *operation)
{
    json_key(json, "parameters");
    json_begin_array(json);
    for (const char *at = operation->parameters; *at != '\0';) {
        size_t n = strcspn(at, " ");
        json_begin_object(json);
        write_reference(json, "parameters", at, n);
        json_end_object(json);
        at += n + (at[n] == ' ');
    }
    if (operation->filtered != NULL)
        for (const struct ogc_property *property =
                 operation->filtered->properties;
             property->name != NULL; property++)
            write_property_parameter(ogc, json, property);
    json_end_array(json);
}

static void write_content(struct json_writer *json, const char *type,
                          const char *schema)
{
    json_key(json, type);
    json_begin_object(json);
    json_key(json, "schema");
    json_begin_object(json);
    if (schema == NULL) {
        json_key_text(json, "type", "string");
        json_key_text(json, "format", "binary");
    } else {
        write_reference(json, "schemas", schema, strlen(schema));
    }
    json_end_object(json);
    json_end_object(json);
}

static void write_refusal(struct json_writer *json, const char *status,
                          const char *name)
{
    json_key(json, status);
    json_begin_object(json);
    write_reference(json, "responses", name, strlen(name));
    json_end_object(json);
}

static void write_responses(struct json_writer *json,
                            const struct api_operation *operation)
{
    bool is_tile = operation->schema == NULL;
    json_key(json, "responses");
    json_begin_object(json);
    json_key(json, "200");
    json_begin_object(json);
    json_key_text(json, "description", operation->title);
    json_key(json, "content");
    json_begin_object(json);
    write_content(json, operation->type, operation->schema);
    if (!is_tile)
        write_content(json, OGC_TYPE_HTML, "page");
    json_end_object(json);
    json_end_object(json);
    if (is_tile)
        write_refusal(json, "204", "Empty");
    write_refusal(json, "400", "BadRequest");
    if (operation->may_lack)
        write_refusal(json, "404", "NotFound");
    json_end_object(json);
}

static void write_operation(const struct ogc_request *ogc,
                            struct json_writer *json,
                            const struct api_operation *operation)
{
    json_key(json, operation->path);
    json_begin_object(json);
    json_key(json, "get");
    json_begin_object(json);
    json_key_text(json, "operationId", operation->id);
    json_key_text(json, "summary", operation->title);
    write_parameters(ogc, json, operation);
    write_responses(json, operation);
    json_end_object(json);
    json_end_object(json);
}

static void write_info(const struct ogc_request *ogc, struct json_writer *json)
{
    json_key_text(json, "openapi", "3.0.3");
    json_key(json, "info");
    json_begin_object(json);
    json_key_text(json, "title",
                  arena_format(ogc->arena, "Học Gần · %s",
                               ogc->service->version->city->info.name));
    json_key_text(json, "version", HOCGAN_VERSION);
    json_key_text(json, "description", "OGC API - Features, Tiles");
    json_end_object(json);
    json_key(json, "servers");
    json_begin_array(json);
    json_begin_object(json);
    json_key_text(json, "url", ogc->base);
    json_end_object(json);
    json_end_array(json);
}

static const char *title(const struct ogc_request *ogc)
{
    return ogc_say(ogc, "Tài liệu giao diện", "Documentation");
}

static void write_html(const struct ogc_request *ogc, struct reply *reply,
                       const struct api_operation_list *list)
{
    const char *const trail[] = {ogc_say(ogc, "Dữ liệu mở", "Open data"), "",
                                 NULL};
    const char *const headings[] = {"GET", ogc_say(ogc, "Nội dung", "Answer"),
                                    ogc_say(ogc, "Tham số", "Parameters"),
                                    NULL};
    struct ogc_link_list links = {0};
    ogc_link_add_self(ogc, &links, OGC_TYPE_OPENAPI);
    html_begin(ogc, &reply->body, title(ogc), trail);
    html_begin_table(&reply->body, headings);
    for (size_t i = 0; i < list->count; i++) {
        const struct api_operation *operation = &list->items[i];
        html_begin_row(&reply->body);
        html_cell(&reply->body, joined(ogc, "/ogc", operation->path));
        html_cell(&reply->body, operation->title);
        html_cell(&reply->body, operation->parameters);
        html_end_row(&reply->body);
    }
    html_end_table(&reply->body);
    html_links(ogc, &reply->body, &links);
    html_end(&reply->body);
}

void api_answer_write(const struct ogc_request *ogc, struct reply *reply)
{
    struct api_operation_list list = operations(ogc);
    if (ogc->format == OGC_HTML) {
        write_html(ogc, reply, &list);
        return;
    }
    struct json_writer json = json_into(&reply->body);
    json_begin_object(&json);
    write_info(ogc, &json);
    json_key(&json, "paths");
    json_begin_object(&json);
    for (size_t i = 0; i < list.count; i++)
        write_operation(ogc, &json, &list.items[i]);
    json_end_object(&json);
    api_components_write(&json);
    json_end_object(&json);
    reply->content_type = OGC_TYPE_OPENAPI;
}
