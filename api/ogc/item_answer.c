#include "ogc/feature_row.h"
#include "ogc/items_answer.h"

struct item {
    const struct ogc_request *ogc;
    const struct ogc_collection *collection;
    const struct ogc_view *view;
    struct reply *reply;
    bool is_found;
};

static struct ogc_link_list item_links(const struct item *item)
{
    struct ogc_link_list links = {0};
    const struct ogc_request *ogc = item->ogc;
    ogc_link_add_self(ogc, &links, OGC_TYPE_GEOJSON);
    ogc_link_add(
        ogc, &links, "collection", OGC_TYPE_JSON,
        item->collection->title[ogc->language],
        arena_format(ogc->arena, "/collections/%s", item->collection->name));
    return links;
}

static void item_json(const struct item *item,
                      const struct store_value *columns)
{
    struct json_writer json = json_into(&item->reply->body);
    struct ogc_link_list links = item_links(item);
    json_begin_object(&json);
    feature_row_json(&json, item->collection, item->view, item->ogc->arena,
                     columns);
    ogc_links_write(&json, &links);
    json_end_object(&json);
    item->reply->content_type = OGC_TYPE_GEOJSON;
    feature_row_name_crs(item->ogc, item->view, item->reply);
}

static void item_html(const struct item *item,
                      const struct store_value *columns)
{
    const struct ogc_request *ogc = item->ogc;
    struct text_buffer *body = &item->reply->body;
    struct ogc_link_list links = item_links(item);
    const char *const trail[] = {ogc_say(ogc, "Dữ liệu mở", "Open data"),
                                 "",
                                 ogc_say(ogc, "Bộ dữ liệu", "Collections"),
                                 "/collections",
                                 item->collection->title[ogc->language],
                                 arena_format(ogc->arena,
                                              "/collections/%s/items",
                                              item->collection->name),
                                 NULL};
    html_begin(ogc, body, request_path_text(ogc->http, "item"), trail);
    feature_table_html(ogc, body, item->collection, columns);
    html_links(ogc, body, &links);
    html_end(body);
}

static enum status take_item(const struct store_value *columns,
                             size_t n_columns, void *into, struct error *err)
{
    struct item *item = into;
    (void)n_columns, (void)err;
    if (item->ogc->format == OGC_HTML)
        item_html(item, columns);
    else
        item_json(item, columns);
    item->is_found = true;
    return STATUS_OK;
}

// An id that is no number is none of a collection whose ids are.
static bool add_id(struct sql_text *sql, const struct ogc_property *property,
                   const char *id)
{
    int64_t number;
    sql_add(sql, " AND ");
    ogc_property_value(property, sql);
    sql_add(sql, " = ");
    if (property->kind == PROPERTY_TEXT) {
        sql_value_text(sql, id);
        return true;
    }
    bool is_number = text_parse_int64(id, &number);
    if (is_number)
        sql_value_int(sql, number);
    return is_number;
}

enum status item_answer_write(const struct ogc_request *ogc,
                              struct store *store,
                              const struct ogc_collection *collection,
                              const struct ogc_view *view, const char *id,
                              struct reply *reply, struct error *err)
{
    struct item item = {ogc, collection, view, reply, false};
    struct sql_text sql = {.arena = ogc->arena};
    enum status status = STATUS_OK;
    feature_row_columns(collection, &sql);
    ogc_collection_rows(collection, &sql);
    if (add_id(&sql, collection->properties, id)) {
        sql_add(&sql, " LIMIT 1");
        status = sql_ask(&sql, store, take_item, &item, err);
    }
    sql_text_free(&sql);
    if (status == STATUS_OK && !item.is_found)
        return error_set(err, STATUS_NOT_FOUND,
                         "there is no feature \"%.80s\" in %s", id,
                         collection->name);
    return status;
}
