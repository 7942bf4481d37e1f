// What planners look at: rooms by place and year, schools by the chance that
// they overflow, and a place's pupils behind and ahead. Those who plan are told
// all counts; what everyone is told (/v1/forecast, /v1/capacity) withholds the
// small ones.
//
// Rooms are of the forecast that is kept. How past forecasts fared is worked
// out when it is asked for: a second for a large city, and always of the
// enrolment there is now.

#include "feature/number_routes.h"
#include "office/planning_json.h"

#include <stdlib.h>
#include <string.h>

#include "auth/visitor.h"
#include "office/office.h"
#include "query/query_input.h"

#define SCHOOLS_USUAL 200
#define SCHOOLS_MOST 10000

static enum status take_store(const struct service *service,
                              struct store **store, struct error *err)
{
    *store = NULL;
    return store_pool_take(service->version->stores, store, err);
}

static void put_store(const struct service *service, struct store *store)
{
    store_pool_put(service->version->stores, store);
}

static enum status need_level(const struct request *request, enum level *level,
                              struct error *err)
{
    const char *text;
    enum status status =
        request_need_text(request, "level", "level=primary", &text, err);
    return status == STATUS_OK ? query_read_level("level", text, level, err)
                               : status;
}

static enum status no_forecast(const struct city_state *city, struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND, "%s has no forecast yet",
                     city->info.name);
}

// Rooms by place --------------------------------------------------------------

static enum status get_rooms(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    const struct city_state *city = service->version->city;
    struct forecast_question question = {.only_places = true};
    struct forecast_record record;
    struct store *store;
    enum level level;
    enum status status = need_level(request, &level, err);
    if (status == STATUS_OK && city->numbers->forecast == NULL)
        status = no_forecast(city, err);
    if (status == STATUS_OK)
        status = take_store(service, &store, err);
    if (status != STATUS_OK)
        return status;
    question.id = city->numbers->forecast->id;
    status =
        store_read_forecast(store, request->arena, &question, &record, err);
    put_store(service, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    planning_rooms_write(&json, city, &record, level);
    return STATUS_OK;
}

// Schools by their chance -----------------------------------------------------

// The order of room_table_rank: chance, then rooms missing, then id.
static int likeliest_first(const void *a, const void *b)
{
    const struct forecast_rooms *x = a;
    const struct forecast_rooms *y = b;
    double chance = x->need.overflow_chance - y->need.overflow_chance;
    if (chance > 0 || chance < 0)
        return chance > 0 ? -1 : 1;
    if (x->need.shortage != y->need.shortage)
        return x->need.shortage > y->need.shortage ? -1 : 1;
    return strcmp(x->id, y->id);
}

struct schools_asked {
    enum level level;
    int64_t year;
    int64_t limit;
    uint32_t ward; // or NUMBERS_NO_WARD
};

static enum status read_schools_asked(const struct request *request,
                                      const struct city_state *city,
                                      struct schools_asked *asked,
                                      struct error *err)
{
    const char *ward = request_text(request, "ward", NULL);
    enum status status = need_level(request, &asked->level, err);
    asked->limit = SCHOOLS_USUAL;
    asked->ward = NUMBERS_NO_WARD;
    if (status == STATUS_OK && city->numbers->forecast == NULL)
        status = no_forecast(city, err);
    if (status != STATUS_OK)
        return status;
    const struct forecast_entry *entry = city->numbers->forecast;
    asked->year = entry->origin + 1;
    status = request_int(request, "year", entry->origin + 1,
                         entry->origin + entry->n_years, &asked->year, err);
    if (status == STATUS_OK)
        status =
            request_int(request, "limit", 1, SCHOOLS_MOST, &asked->limit, err);
    if (status == STATUS_OK && ward != NULL)
        status = city_state_find_ward(city, ward, &asked->ward, err);
    return status;
}

// Leaves those of the ward, in their order.
static void keep_ward(const struct city_state *city, uint32_t ward,
                      struct forecast_rooms_list *rooms)
{
    size_t n = 0;
    for (size_t i = 0; i < rooms->count && ward != NUMBERS_NO_WARD; i++)
        if (planning_school_of(city, rooms->items[i].id).ward == ward)
            rooms->items[n++] = rooms->items[i];
    if (ward != NUMBERS_NO_WARD)
        rooms->count = n;
}

static enum status get_schools(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    const struct city_state *city = service->version->city;
    struct schools_asked asked;
    struct forecast_rooms_list rooms;
    struct store *store;
    enum status status = read_schools_asked(request, city, &asked, err);
    if (status == STATUS_OK)
        status = take_store(service, &store, err);
    if (status != STATUS_OK)
        return status;
    status = store_read_school_rooms(store, request->arena,
                                     city->numbers->forecast->id, asked.level,
                                     asked.year, &rooms, err);
    put_store(service, store);
    if (status != STATUS_OK)
        return status;
    keep_ward(city, asked.ward, &rooms);
    if (rooms.count > 1)
        qsort(rooms.items, rooms.count, sizeof *rooms.items, likeliest_first);
    struct json_writer json = reply_json(reply);
    planning_schools_write(&json, city, &rooms, (size_t)asked.limit);
    return STATUS_OK;
}

// Pupils of a place -----------------------------------------------------------

static enum status find_subject(const struct forecast_case *planning,
                                struct planning_subject *asked,
                                struct error *err)
{
    if (asked->scope == SCOPE_SCHOOL)
        return forecast_case_find(planning, asked->id, &asked->index, err);
    return asked->scope == SCOPE_WARD
               ? forecast_case_find_ward(planning, asked->id, &asked->index,
                                         err)
               : STATUS_OK;
}

static enum status read_subject(const struct request *request,
                                struct planning_subject *asked,
                                struct error *err)
{
    const char *school, *ward;
    enum status status = number_place_read(request, &school, &ward, err);
    if (status != STATUS_OK)
        return status;
    asked->id = school != NULL ? school : ward;
    asked->scope = school != NULL ? SCOPE_SCHOOL
                   : ward != NULL ? SCOPE_WARD
                                  : SCOPE_CITY;
    return STATUS_OK;
}

static enum status read_ahead(const struct city_state *city,
                              struct store *store,
                              const struct planning_subject *asked,
                              struct forecast_case *planning,
                              struct forecast_record *ahead, struct error *err)
{
    static const enum forecast_subject SUBJECT_OF[] = {
        [SCOPE_CITY] = FORECAST_CITY,
        [SCOPE_WARD] = FORECAST_WARD,
        [SCOPE_SCHOOL] = FORECAST_SCHOOL};
    *ahead = (struct forecast_record){0};
    if (city->numbers->forecast == NULL)
        return STATUS_OK;
    struct forecast_question question = {.id = city->numbers->forecast->id,
                                         .of_one = true,
                                         .subject = SUBJECT_OF[asked->scope],
                                         .subject_id = asked->id};
    return store_read_forecast(store, planning->arena, &question, ahead, err);
}

static enum status get_pupils(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    const struct city_state *city = service->version->city;
    struct planning_subject asked = {0};
    struct forecast_case *planning = NULL;
    struct forecast_record ahead;
    struct store *store;
    enum status status = read_subject(request, &asked, err);
    if (status == STATUS_OK)
        status = take_store(service, &store, err);
    if (status != STATUS_OK)
        return status;
    status = forecast_case_open(store, &planning, err);
    if (status == STATUS_OK)
        status = find_subject(planning, &asked, err);
    if (status == STATUS_OK)
        status = read_ahead(city, store, &asked, planning, &ahead, err);
    put_store(service, store);
    if (status == STATUS_OK) {
        struct json_writer json = reply_json(reply);
        planning_pupils_write(&json, city, planning, &asked, &ahead);
    }
    forecast_case_close(planning);
    return status;
}

#define PLANNERS (ACCESS_PLANNER | ACCESS_ADMIN)

const struct http_route PLANNING_ROUTES[] = {
    {"GET", "/v1/planning/rooms", get_rooms, PLANNERS, HTTP_BODY_NONE},
    {"GET", "/v1/planning/schools", get_schools, PLANNERS, HTTP_BODY_NONE},
    {"GET", "/v1/planning/pupils", get_pupils, PLANNERS, HTTP_BODY_NONE},
    {0},
};
