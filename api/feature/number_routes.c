// Capacity is in memory with the version; forecasts and indicators, which are
// large and seldom asked for, are read from the city file.

#include "feature/number_routes.h"

#include "feature/capacity_feature.h"
#include "feature/forecast_feature.h"
#include "planning/indicator_case.h"
#include "query/query_input.h"
#include "service/service.h"

static enum status read_levels(const struct request *request, level_set *levels,
                               struct error *err)
{
    const char *text = request_text(request, "level", NULL);
    enum level level;
    *levels = 0;
    if (text == NULL)
        return STATUS_OK;
    enum status status = query_read_level("level", text, &level, err);
    if (status == STATUS_OK)
        *levels = LEVEL_BIT(level);
    return status;
}

// The ward asked for; NUMBERS_NO_WARD if none is.
static enum status read_ward(const struct request *request,
                             const struct city_state *city, uint32_t *ward,
                             struct error *err)
{
    const char *id = request_text(request, "ward", NULL);
    *ward = NUMBERS_NO_WARD;
    return id == NULL ? STATUS_OK : city_state_find_ward(city, id, ward, err);
}

enum status number_routes_capacity(const struct request *request,
                                   struct reply *reply, void *context,
                                   struct error *err)
{
    const struct service *service = context;
    const struct city_state *city = service->version->city;
    struct capacity_question question;
    enum status status = read_levels(request, &question.levels, err);
    if (status == STATUS_OK)
        status = read_ward(request, city, &question.ward, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    capacity_feature_write(&json, city, &question);
    reply->cache = REPLY_ASK_AGAIN;
    return STATUS_OK;
}

enum status number_place_read(const struct request *request,
                              const char **school, const char **ward,
                              struct error *err)
{
    *school = request_text(request, "school", NULL);
    *ward = request_text(request, "ward", NULL);
    int64_t is_city = 0;
    enum status status = request_int(request, "city", 0, 1, &is_city, err);
    if (status != STATUS_OK)
        return status;
    if ((*school != NULL) + (*ward != NULL) + (is_city == 1) != 1)
        return error_set(err, STATUS_BAD_INPUT,
                         "one of school, ward and city=1 says whose forecast "
                         "is asked for");
    return STATUS_OK;
}

static enum status read_subject(const struct request *request,
                                const struct city_state *city,
                                struct forecast_asked *asked, struct error *err)
{
    const char *school, *ward;
    enum status status = number_place_read(request, &school, &ward, err);
    if (status != STATUS_OK)
        return status;
    if (school != NULL) {
        asked->subject = FORECAST_SCHOOL;
        return city_state_find_school(city, school, &asked->index, err);
    }
    asked->subject = ward != NULL ? FORECAST_WARD : FORECAST_CITY;
    return ward != NULL ? city_state_find_ward(city, ward, &asked->index, err)
                        : STATUS_OK;
}

enum status number_routes_forecast(const struct request *request,
                                   struct reply *reply, void *context,
                                   struct error *err)
{
    const struct service *service = context;
    struct forecast_asked asked = {0};
    struct store *store;
    enum status status = read_levels(request, &asked.levels, err);
    if (status == STATUS_OK)
        status = read_subject(request, service->version->city, &asked, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->version->stores, &store, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    reply->cache = REPLY_ASK_AGAIN;
    status = forecast_feature_write(&json, service->version->city, store,
                                    request->arena, &asked, err);
    store_pool_put(service->version->stores, store);
    return status;
}

struct indicators_asked {
    const char *ward_id;
    const char *code;
    int64_t year;
};

static enum status read_indicators(const struct request *request,
                                   struct indicators_asked *asked,
                                   struct error *err)
{
    *asked = (struct indicators_asked){
        .ward_id = request_text(request, "ward", NULL),
        .code = request_text(request, "code", NULL)};
    return request_int(request, "year", 1900, 2200, &asked->year, err);
}

static bool has_code(const struct indicator_inputs *inputs, const char *code)
{
    size_t i = 0;
    while (i < inputs->n_indicators &&
           !text_same(inputs->indicators[i].code, code))
        i++;
    return i < inputs->n_indicators;
}

static enum status write_indicators(const struct indicator_case *planning,
                                    const struct indicators_asked *asked,
                                    struct text_buffer *into, struct error *err)
{
    struct indicator_view view = {.ward = INDICATOR_NOWHERE,
                                  .code = asked->code,
                                  .year = (int32_t)asked->year,
                                  .is_public = true};
    if (asked->code != NULL && !has_code(&planning->inputs, asked->code))
        return error_set(err, STATUS_NOT_FOUND,
                         "there is no indicator with the code \"%.60s\"",
                         asked->code);
    if (asked->ward_id != NULL) {
        enum status status =
            indicator_case_find_ward(planning, asked->ward_id, &view.ward, err);
        if (status != STATUS_OK)
            return status;
    }
    struct indicator_progress_list progress =
        indicator_progress_build(planning->arena, &planning->inputs);
    indicator_progress_json(&planning->inputs, &progress, &view, into);
    return STATUS_OK;
}

enum status number_routes_indicators(const struct request *request,
                                     struct reply *reply, void *context,
                                     struct error *err)
{
    const struct service *service = context;
    struct indicators_asked asked;
    struct indicator_case *planning = NULL;
    struct store *store;
    enum status status = read_indicators(request, &asked, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->version->stores, &store, err);
    if (status != STATUS_OK)
        return status;
    status = indicator_case_open(store, &planning, err);
    store_pool_put(service->version->stores, store);
    if (status == STATUS_OK)
        status = write_indicators(planning, &asked, &reply->body, err);
    indicator_case_close(planning);
    reply->content_type = "application/json";
    reply->cache = REPLY_ASK_AGAIN;
    return status;
}
