// Two queries in one view of the file: how many fit, and a page of them in the
// order of their keys, one more than is sent so that we know whether there is a
// next page. Rows are written as they come; what a geometry needs is forgotten
// after its row.

#include "ogc/items_answer.h"

#include "ogc/feature_row.h"
#include "ogc/page_token.h"

struct page {
    const struct ogc_request *ogc;
    const struct items_question *question;
    struct reply *reply;
    struct json_writer json;
    struct arena *scratch;
    int64_t n_matched;
    int64_t n_written;
    const char *last;  ///< where the page ends
    const char *token; ///< the same once there is a row after it
};

static enum status take_count(const struct store_value *columns,
                              size_t n_columns, void *into, struct error *err)
{
    (void)n_columns, (void)err;
    *(int64_t *)into = columns[0].integer;
    return STATUS_OK;
}

static enum status count_rows(const struct page *page, struct store *store,
                              int64_t *count, struct error *err)
{
    struct sql_text sql = {.arena = page->ogc->arena};
    // LIMIT keeps the inner query one that SQLite reads in place; counted at
    // once, tables put together would first be made row by row.
    sql_add(&sql, "SELECT count(*) FROM (SELECT ");
    sql_add(&sql, page->question->collection->keys[0].sql);
    ogc_collection_rows(page->question->collection, &sql);
    sql_join(&sql, &page->question->condition);
    sql_add(&sql, " LIMIT -1)");
    enum status status = sql_ask(&sql, store, take_count, count, err);
    sql_text_free(&sql);
    return status;
}

static void write_row(struct page *page, const struct store_value *columns)
{
    const struct items_question *question = page->question;
    if (page->ogc->format == OGC_HTML) {
        feature_row_html(page->ogc, &page->reply->body, question->collection,
                         page->scratch, columns);
    } else {
        json_begin_object(&page->json);
        feature_row_json(&page->json, question->collection, &question->view,
                         page->scratch, columns);
        json_end_object(&page->json);
    }
    arena_reset(page->scratch);
}

static enum status take_row(const struct store_value *columns, size_t n_columns,
                            void *into, struct error *err)
{
    struct page *page = into;
    (void)n_columns, (void)err;
    if (page->n_written == page->question->limit) {
        page->token = page->last;
        return STATUS_OK;
    }
    page->n_written++;
    if (page->n_written == page->question->limit)
        page->last = page_token_format(page->ogc->arena,
                                       page->question->collection, columns);
    write_row(page, columns);
    return STATUS_OK;
}

static void add_order(const struct ogc_collection *collection,
                      struct sql_text *sql)
{
    for (size_t i = 0; i < ogc_key_count(collection); i++) {
        sql_add(sql, i == 0 ? " ORDER BY " : ", ");
        sql_add(sql, collection->keys[i].sql);
    }
}

static enum status write_rows(struct page *page, struct store *store,
                              struct error *err)
{
    const struct items_question *question = page->question;
    struct sql_text sql = {.arena = page->ogc->arena};
    feature_row_columns(question->collection, &sql);
    ogc_collection_rows(question->collection, &sql);
    sql_join(&sql, &question->condition);
    sql_join(&sql, &question->after);
    add_order(question->collection, &sql);
    sql_add(&sql, " LIMIT ");
    sql_value_int(&sql, question->limit + 1);
    page->scratch = arena_new();
    enum status status = sql_ask(&sql, store, take_row, page, err);
    arena_free(page->scratch);
    sql_text_free(&sql);
    return status;
}

static struct ogc_link_list page_links(const struct page *page)
{
    struct ogc_link_list links = {0};
    const struct ogc_request *ogc = page->ogc;
    const struct ogc_collection *collection = page->question->collection;
    ogc_link_add_self(ogc, &links, OGC_TYPE_GEOJSON);
    if (page->token != NULL)
        ogc_link_add_next(ogc, &links, OGC_TYPE_GEOJSON, page->token);
    ogc_link_add(ogc, &links, "collection", OGC_TYPE_JSON,
                 collection->title[ogc->language],
                 arena_format(ogc->arena, "/collections/%s", collection->name));
    return links;
}

static enum status write_json(struct page *page, struct store *store,
                              struct error *err)
{
    struct json_writer *json = &page->json;
    json_begin_object(json);
    json_key_text(json, "type", "FeatureCollection");
    json_key_int(json, "numberMatched", page->n_matched);
    json_key(json, "features");
    json_begin_array(json);
    enum status status = write_rows(page, store, err);
    json_end_array(json);
    json_key_int(json, "numberReturned", page->n_written);
    struct ogc_link_list links = page_links(page);
    ogc_links_write(json, &links);
    json_end_object(json);
    page->reply->content_type = OGC_TYPE_GEOJSON;
    feature_row_name_crs(page->ogc, &page->question->view, page->reply);
    return status;
}

static const char **property_titles(const struct ogc_request *ogc,
                                    const struct ogc_collection *collection)
{
    size_t n = 0;
    while (collection->properties[n].name != NULL)
        n++;
    const char **titles = arena_array(ogc->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        titles[i] = collection->properties[i].title[ogc->language];
    return titles;
}

static enum status write_html(struct page *page, struct store *store,
                              struct error *err)
{
    const struct ogc_request *ogc = page->ogc;
    const struct ogc_collection *collection = page->question->collection;
    struct text_buffer *body = &page->reply->body;
    const char *const trail[] = {
        ogc_say(ogc, "Dữ liệu mở", "Open data"),
        "",
        ogc_say(ogc, "Bộ dữ liệu", "Collections"),
        "/collections",
        collection->title[ogc->language],
        arena_format(ogc->arena, "/collections/%s", collection->name),
        NULL};
    html_begin(ogc, body, collection->title[ogc->language], trail);
    html_paragraph(body,
                   arena_format(ogc->arena,
                                ogc_say(ogc, "Có tất cả %lld.", "%lld in all."),
                                (long long)page->n_matched));
    html_begin_table(body, property_titles(ogc, collection));
    enum status status = write_rows(page, store, err);
    html_end_table(body);
    struct ogc_link_list links = page_links(page);
    html_links(ogc, body, &links);
    html_end(body);
    return status;
}

enum status items_answer_write(const struct ogc_request *ogc,
                               struct store *store,
                               const struct items_question *question,
                               struct reply *reply, struct error *err)
{
    struct page page = {.ogc = ogc,
                        .question = question,
                        .reply = reply,
                        .json = json_into(&reply->body)};
    enum status status = count_rows(&page, store, &page.n_matched, err);
    if (status != STATUS_OK)
        return status;
    return ogc->format == OGC_HTML ? write_html(&page, store, err)
                                   : write_json(&page, store, err);
}
