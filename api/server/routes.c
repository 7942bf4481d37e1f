// The table at the end is the API's contents page; api/openapi.yaml says the
// same in full. A handler reads its parameters, has the answer made, and
// writes it. What is about a home is kept in no cache.

#include "server/routes.h"

#include "feature/city_feature.h"
#include "feature/number_routes.h"
#include "feature/school_feature.h"
#include "http/http_metrics.h"
#include "page/find_page.h"
#include "query/nearest_answer.h"
#include "query/query_input.h"
#include "query/reach_answer.h"
#include "query/route_answer.h"
#include "query/search_answer.h"
#include "query/zone_answer.h"
#include "server/contract.h"

static enum status read_profile(const struct request *request,
                                const struct city_state *city,
                                const struct city_profile **profile,
                                struct error *err)
{
    return city_state_find_profile(
        city, request_text(request, "profile", QUERY_PROFILE_DEFAULT), profile,
        err);
}

static enum status get_health(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    (void)request, (void)err;
    const struct service *service = context;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key_text(&json, "status", service->is_ending ? "ending" : "ok");
    json_key_text(&json, "version", service->version->id);
    json_key(&json, "is_city_readable");
    json_bool(&json, service->is_readable);
    json_end_object(&json);
    reply->status = service->is_ending ? 503 : 200;
    return STATUS_OK;
}

static enum status get_city(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct service *service = context;
    struct query_context *query;
    enum status status =
        query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    city_feature_write(&json, query, request->arena);
    query_context_put(query);
    reply->cache = REPLY_ASK_AGAIN;
    return STATUS_OK;
}

static enum status get_search(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct query_context *query;
    const char *typed;
    int64_t limit = 8;
    enum status status =
        request_need_text(request, "q", "q=le+loi", &typed, err);
    if (status == STATUS_OK)
        status = query_check_typed("q", typed, err);
    if (status == STATUS_OK)
        status =
            request_int(request, "limit", 1, SEARCH_MOST_MATCHES, &limit, err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    search_answer_write(&json, query, request->arena, typed, (size_t)limit);
    query_context_put(query);
    return STATUS_OK;
}

static enum status read_filter(const struct request *request,
                               struct school_filter *filter, struct error *err)
{
    const char *level_text = request_text(request, "level", NULL);
    enum level level = LEVEL_PRIMARY;
    int64_t limit = 100;
    *filter = (struct school_filter){.words = request_text(request, "q", NULL)};
    enum status status = STATUS_OK;
    if (filter->words != NULL)
        status = query_check_typed("q", filter->words, err);
    if (status == STATUS_OK && level_text != NULL) {
        status = query_read_level("level", level_text, &level, err);
        filter->levels = LEVEL_BIT(level);
    }
    if (status == STATUS_OK)
        status =
            request_bbox(request, "bbox", &filter->has_box, &filter->box, err);
    if (status == STATUS_OK)
        status = request_int(request, "limit", 1, SCHOOLS_MOST, &limit, err);
    filter->limit = (size_t)limit;
    return status;
}

static enum status get_schools(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    struct school_filter filter;
    enum status status = read_filter(request, &filter, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    school_features_write(&json, request->arena, service->version->city,
                          &filter);
    reply->cache = REPLY_ASK_AGAIN;
    return STATUS_OK;
}

static enum status get_school(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    uint32_t school;
    enum status status = city_state_find_school(
        service->version->city, request_path_text(request, "school"), &school,
        err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    school_feature_write(&json, service->version->city, school);
    reply->cache = REPLY_ASK_AGAIN;
    return STATUS_OK;
}

static enum status read_nearest(const struct request *request,
                                const struct city_state *city,
                                struct nearest_question *question,
                                struct error *err)
{
    int64_t k = 5;
    *question = (struct nearest_question){.at_name = "at"};
    enum status status = request_lonlat(request, "at", &question->at, err);
    if (status == STATUS_OK)
        status = query_read_level("level", request_text(request, "level", NULL),
                                  &question->level, err);
    if (status == STATUS_OK)
        status = request_int(request, "k", 1, NEAREST_MOST, &k, err);
    if (status == STATUS_OK)
        status = read_profile(request, city, &question->profile, err);
    question->k = (size_t)k;
    return status;
}

static enum status get_nearest(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    struct nearest_question question;
    struct nearest_answer answer;
    struct query_context *query;
    enum status status =
        read_nearest(request, service->version->city, &question, err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    status =
        nearest_answer_find(query, request->arena, &question, &answer, err);
    query_context_put(query);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    nearest_answer_write(&json, service->version->city, &question, &answer);
    return STATUS_OK;
}

static enum status read_route(const struct request *request,
                              const struct city_state *city,
                              struct route_question *question,
                              struct error *err)
{
    *question = (struct route_question){
        .from_name = "from",
        .to_name = "to",
        .school_id = request_text(request, "school", NULL)};
    bool has_to = request_text(request, "to", NULL) != NULL;
    enum status status = request_lonlat(request, "from", &question->from, err);
    if (status == STATUS_OK && has_to == (question->school_id != NULL))
        status = error_set(err, STATUS_BAD_INPUT,
                           "either school or to says where the way leads");
    if (status == STATUS_OK && has_to)
        status = request_lonlat(request, "to", &question->to, err);
    if (status == STATUS_OK)
        status = read_profile(request, city, &question->profile, err);
    return status;
}

static enum status get_route(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct route_question question;
    struct route_answer answer;
    struct query_context *query;
    enum status status =
        read_route(request, service->version->city, &question, err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    status = route_answer_find(query, request->arena, &question, &answer, err);
    query_context_put(query);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    reply->content_type = "application/geo+json";
    route_answer_write(&json, service->version->city, &question, &answer);
    return STATUS_OK;
}

static enum status get_zone(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct service *service = context;
    struct zone_question question = {0};
    struct zone_answer answer;
    struct query_context *query;
    enum status status = request_lonlat(request, "at", &question.at, err);
    if (status == STATUS_OK)
        status = query_read_level("level", request_text(request, "level", NULL),
                                  &question.level, err);
    if (status == STATUS_OK)
        status = read_profile(request, service->version->city,
                              &question.profile, err);
    if (status == STATUS_OK)
        status = language_parse("lang", request_text(request, "lang", "vi"),
                                &question.language, err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    status = zone_answer_find(query, &question, &answer, err);
    query_context_put(query);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    zone_answer_write(&json, request->arena, &question, &answer);
    return STATUS_OK;
}

static enum status read_reach(const struct request *request,
                              const struct city_state *city,
                              struct reach_question *question,
                              struct error *err)
{
    int64_t streets = 0;
    *question = (struct reach_question){
        .at_name = "at", .school_id = request_text(request, "school", NULL)};
    bool has_at = request_text(request, "at", NULL) != NULL;
    enum status status = STATUS_OK;
    if (has_at == (question->school_id != NULL))
        status = error_set(err, STATUS_BAD_INPUT,
                           "either at or school says what is in the middle");
    if (status == STATUS_OK && has_at)
        status = request_lonlat(request, "at", &question->at, err);
    if (status == STATUS_OK)
        status =
            query_read_metres("metres", request_text(request, "metres", NULL),
                              &question->limits, err);
    if (status == STATUS_OK)
        status = request_int(request, "streets", 0, 1, &streets, err);
    if (status == STATUS_OK)
        status = read_profile(request, city, &question->profile, err);
    question->wants_streets = streets == 1;
    return status;
}

static enum status get_reach(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct reach_question question;
    struct reach_answer answer;
    struct query_context *query;
    enum status status =
        read_reach(request, service->version->city, &question, err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    status = reach_answer_find(query, request->arena, &question, &answer, err);
    if (status == STATUS_OK) {
        struct json_writer json = reply_json(reply);
        reply->content_type = "application/geo+json";
        reach_answer_write(&json, query, request->arena, &question, &answer);
    }
    query_context_put(query);
    return status;
}

static enum status get_tile_set(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    return tile_routes_describe(request, reply, service->version->tiles, err);
}

static enum status get_map_style(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    const struct service *service = context;
    return tile_routes_map_style(request, reply, service->version->tiles, err);
}

static enum status get_set_style(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    const struct service *service = context;
    return tile_routes_set_style(request, reply, service->version->tiles, err);
}

static enum status get_tile(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct service *service = context;
    return tile_routes_tile(request, reply, service->version->tiles, err);
}

enum status routes_otherwise(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    return pages_get(service->pages, request, reply, err);
}

const struct http_route PUBLIC_ROUTES[] = {
    {"GET", "/find", find_page_get, 0, HTTP_BODY_NONE},
    {"GET", "/healthz", get_health, 0, HTTP_BODY_NONE},
    {"GET", "/v1/openapi.yaml", contract_get_yaml, 0, HTTP_BODY_NONE},
    {"GET", "/v1/openapi.json", contract_get_json, 0, HTTP_BODY_NONE},
    {"GET", "/metrics", http_metrics_get, 0, HTTP_BODY_NONE},
    {"GET", "/v1/city", get_city, 0, HTTP_BODY_NONE},
    {"GET", "/v1/search", get_search, 0, HTTP_BODY_NONE},
    {"GET", "/v1/schools", get_schools, 0, HTTP_BODY_NONE},
    {"GET", "/v1/schools/{school}", get_school, 0, HTTP_BODY_NONE},
    {"GET", "/v1/nearest", get_nearest, 0, HTTP_BODY_NONE},
    {"GET", "/v1/route", get_route, 0, HTTP_BODY_NONE},
    {"GET", "/v1/zone", get_zone, 0, HTTP_BODY_NONE},
    {"GET", "/v1/reach", get_reach, 0, HTTP_BODY_NONE},
    {"GET", "/v1/capacity", number_routes_capacity, 0, HTTP_BODY_NONE},
    {"GET", "/v1/forecast", number_routes_forecast, 0, HTTP_BODY_NONE},
    {"GET", "/v1/indicators", number_routes_indicators, 0, HTTP_BODY_NONE},
    {"GET", "/tiles/style.json", get_map_style, 0, HTTP_BODY_NONE},
    {"GET", "/tiles/{set}.json", get_tile_set, 0, HTTP_BODY_NONE},
    {"GET", "/tiles/{set}/style.json", get_set_style, 0, HTTP_BODY_NONE},
    {"GET", "/tiles/{set}/{z}/{x}/{y}.mvt", get_tile, 0, HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
