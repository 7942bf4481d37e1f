// Each parameter adds a condition; together they must all hold. `datetime` is
// checked and then changes nothing: no collection has a time of its own, and
// features without one fit any (OGC API - Features, part 1, 7.15.4).

#include "ogc/items_question.h"

#include <string.h>

#include "ogc/cql2.h"
#include "ogc/page_token.h"
#include "store/wkb.h"

struct reading {
    const struct ogc_request *ogc;
    struct query_context *context;
    struct items_question *question;
};

static enum status open_view(struct reading *reading, const char *parameter,
                             struct ogc_view *view, struct error *err)
{
    return ogc_view_open(reading->context, reading->ogc->arena, parameter,
                         request_text(reading->ogc->http, parameter, NULL),
                         view, err);
}

static enum status read_limit(struct reading *reading, struct error *err)
{
    int64_t limit = ITEMS_USUAL;
    enum status status =
        request_int(reading->ogc->http, "limit", 1, INT32_MAX, &limit, err);
    // More than the most is no mistake (part 1, requirement 21): fewer come.
    reading->question->limit = limit < ITEMS_MOST ? limit : ITEMS_MOST;
    return status;
}

// Four numbers, or six with heights in the third and sixth place.
static bool parse_box(struct arena *arena, const char *text,
                      struct ogc_box *box)
{
    double numbers[6];
    size_t n = 0;
    for (const char *at = text; at != NULL && n < 6; n++) {
        size_t length = strcspn(at, ",");
        if (!text_parse_double(arena_text_n(arena, at, length), &numbers[n]))
            return false;
        at = at[length] == '\0' ? NULL : at + length + 1;
    }
    if (n != 4 && n != 6)
        return false;
    *box = (struct ogc_box){{numbers[0], numbers[1]},
                            {numbers[n / 2], numbers[n / 2 + 1]}};
    return true;
}

// South is not north of north; west may be east of east where degrees begin
// again.
static bool is_in_order(const struct ogc_view *view, const struct ogc_box *box)
{
    bool north = !view->is_north_first;
    return box->low[north] <= box->high[north] &&
           (view->is_in_degrees || box->low[!north] <= box->high[!north]);
}

static bool is_comma_list(const char *text, size_t n_commas)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += *text == ',';
    return n == n_commas;
}

static void add_box(struct reading *reading, const struct ogc_view *view,
                    struct ogc_box box)
{
    struct sql_text *sql = &reading->question->condition;
    const struct ogc_collection *collection = reading->question->collection;
    struct area area = ogc_view_area_of_box(view, sql->arena, box);
    if (area_is_empty(&area)) {
        sql_add(sql, " AND 0");
        return;
    }
    struct text_buffer wkb = {0};
    wkb_encode_area(&wkb, &area);
    sql_add(sql, " AND ");
    ogc_collection_near(collection, area_box(&area), sql);
    sql_add(sql, " AND ST_Intersects(");
    sql_add(sql, collection->geometry);
    sql_add(sql, ", GeomFromWKB(");
    sql_value_bytes(sql, arena_copy(sql->arena, wkb.bytes, wkb.length),
                    wkb.length);
    sql_add(sql, ", SRID)) = 1");
    text_buffer_free(&wkb);
}

static enum status read_box(struct reading *reading, struct error *err)
{
    struct ogc_view view;
    struct ogc_box box;
    const char *text = request_text(reading->ogc->http, "bbox", NULL);
    enum status status = open_view(reading, "bbox-crs", &view, err);
    if (status != STATUS_OK || text == NULL)
        return status;
    bool is_box = (is_comma_list(text, 3) || is_comma_list(text, 5)) &&
                  parse_box(reading->ogc->arena, text, &box) &&
                  is_in_order(&view, &box);
    if (!is_box)
        return error_set(err, STATUS_BAD_INPUT,
                         "bbox is the least and the greatest of each axis, "
                         "such as 106.6,10.7,106.8,10.9, not \"%.80s\"",
                         text);
    add_box(reading, &view, box);
    return STATUS_OK;
}

// 2026-06-01 or 2026-06-01T08:00:00Z (RFC 3339), or ".." or nothing for an end
// that is open.
static bool is_time(const char *text, size_t n, bool may_be_open)
{
    static const char SHAPE[] = "0000-00-00T00:00:00";
    if (n == 0 || (n == 2 && strncmp(text, "..", 2) == 0))
        return may_be_open;
    size_t i = 0;
    for (; i < n && i < strlen(SHAPE); i++) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        bool is_t = SHAPE[i] == 'T' && text[i] == 't';
        if (SHAPE[i] == '0' ? !is_digit : text[i] != SHAPE[i] && !is_t)
            return false;
    }
    if (i == n)
        return n == strlen("0000-00-00");
    if (text[i] == '.')
        i += 1 + strspn(text + i + 1, "0123456789");
    bool is_utc = i + 1 == n && (text[i] == 'Z' || text[i] == 'z');
    bool is_offset = i + 6 == n && strchr("+-", text[i]) != NULL;
    return is_utc || is_offset;
}

static enum status check_datetime(struct reading *reading, struct error *err)
{
    const char *text = request_text(reading->ogc->http, "datetime", NULL);
    if (text == NULL)
        return STATUS_OK;
    size_t n = strcspn(text, "/");
    const char *until = text[n] == '/' ? text + n + 1 : NULL;
    if (is_time(text, n, until != NULL) &&
        (until == NULL || is_time(until, strlen(until), true)))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "datetime is a time such as 2026-06-01T08:00:00Z or two "
                     "with / between, not \"%.60s\"",
                     text);
}

static enum status read_filter(struct reading *reading, struct error *err)
{
    const struct request *http = reading->ogc->http;
    const char *filter = request_text(http, "filter", NULL);
    const char *language = request_text(http, "filter-lang", "cql2-text");
    const struct cql2_node *tree;
    struct ogc_view view;
    if (strcmp(language, "cql2-text") != 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "filter-lang is cql2-text, not \"%.40s\"", language);
    enum status status = open_view(reading, "filter-crs", &view, err);
    if (status != STATUS_OK || filter == NULL)
        return status;
    status = cql2_parse(reading->ogc->arena, filter, &tree, err);
    if (status != STATUS_OK)
        return status;
    sql_add(&reading->question->condition, " AND ");
    return cql2_sql_write(tree, reading->question->collection, &view,
                          &reading->question->condition, err);
}

static bool add_number(struct sql_text *sql, const char *text)
{
    int64_t whole;
    double real;
    if (text_parse_int64(text, &whole))
        sql_value_int(sql, whole);
    else if (text_parse_double(text, &real))
        sql_value_real(sql, real);
    else
        return false;
    return true;
}

// A property's value as a parameter writes it.
static bool add_value(struct sql_text *sql, enum property_kind kind,
                      const char *text)
{
    switch (kind) {
    case PROPERTY_INTEGER:
    case PROPERTY_NUMBER:
        return add_number(sql, text);
    case PROPERTY_BOOLEAN:
        sql_value_int(sql, strcmp(text, "true") == 0);
        return text_is_one_of(text, "true false");
    case PROPERTY_INSTANT:
    case PROPERTY_TEXT:
        break;
    }
    sql_value_text(sql, text);
    return true;
}

static enum status read_property(struct reading *reading,
                                 const struct request_field *field,
                                 struct error *err)
{
    struct sql_text *sql = &reading->question->condition;
    const struct ogc_property *property =
        ogc_collection_property(reading->question->collection, field->name);
    if (property == NULL)
        return STATUS_OK;
    sql_add(sql, " AND ");
    ogc_property_value(property, sql);
    sql_add(sql, " = ");
    if (add_value(sql, property->kind, field->value))
        return STATUS_OK;
    return error_set(
        err, STATUS_BAD_INPUT, "%s is %s, not \"%.60s\"", field->name,
        property->kind == PROPERTY_BOOLEAN ? "true or false" : "a number",
        field->value);
}

static enum status read_properties(struct reading *reading, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < reading->ogc->http->n_query && status == STATUS_OK;
         i++)
        status = read_property(reading, &reading->ogc->http->query[i], err);
    return status;
}

static enum status read_token(struct reading *reading, struct error *err)
{
    const char *token = request_text(reading->ogc->http, "token", NULL);
    if (token == NULL)
        return STATUS_OK;
    return page_token_write(token, reading->question->collection,
                            &reading->question->after, err);
}

enum status items_question_read(const struct ogc_request *ogc,
                                const struct ogc_collection *collection,
                                struct query_context *context,
                                struct items_question *question,
                                struct error *err)
{
    struct reading reading = {ogc, context, question};
    *question = (struct items_question){.collection = collection,
                                        .condition = {.arena = ogc->arena},
                                        .after = {.arena = ogc->arena}};
    enum status status = open_view(&reading, "crs", &question->view, err);
    if (status == STATUS_OK)
        status = read_limit(&reading, err);
    if (status == STATUS_OK)
        status = check_datetime(&reading, err);
    if (status == STATUS_OK)
        status = read_box(&reading, err);
    if (status == STATUS_OK)
        status = read_filter(&reading, err);
    if (status == STATUS_OK)
        status = read_properties(&reading, err);
    if (status == STATUS_OK)
        status = read_token(&reading, err);
    return status;
}

void items_question_free(struct items_question *question)
{
    sql_text_free(&question->condition);
    sql_text_free(&question->after);
}
