// What a family sends is checked once, here: a place lies in the city, a lane
// is of a length a lane has, a gate is some school's.

#include "office/contest_read.h"

#include "http/json_value.h"
#include "query/query_context.h"
#include "store/clock.h"
#include "store/random_id.h"

#define LONGEST_WORDS 2000
#define LANE_MOST_POINTS 50
#define LANE_LONGEST_M 2000.0

static enum status locate_all(const struct service *service,
                              struct arena *arena, const char *name,
                              const struct lonlat *places, size_t n,
                              struct line *line, struct error *err)
{
    struct query_context *query;
    enum status status =
        query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    *line = (struct line){arena_array(arena, struct point_m, n), n};
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status =
            query_context_locate(query, name, places[i], &line->points[i], err);
    query_context_put(query);
    return status;
}

static enum status check_length(const struct line *line, struct error *err)
{
    double length_m = 0;
    for (size_t i = 1; i < line->count; i++)
        length_m += point_distance_m(line->points[i - 1], line->points[i]);
    return length_m >= 1 && length_m <= LANE_LONGEST_M
               ? STATUS_OK
               : error_set(err, STATUS_BAD_INPUT,
                           "a lane of %.0f m cannot be reported; draw 1 to "
                           "%.0f m of it",
                           length_m, LANE_LONGEST_M);
}

// `at` of a pin or gate, which is kept as a line of twice that place; `line` of
// a lane.
static enum status read_places(const struct service *service,
                               const struct request *request,
                               const struct json_value *body,
                               struct contest *contest, struct error *err)
{
    struct lonlat *places = arena_array(request->arena, struct lonlat, 2);
    size_t n = 2;
    bool is_lane = contest->kind == CONTEST_LANE;
    if (contest->kind == CONTEST_OTHER)
        return STATUS_OK;
    enum status status =
        is_lane ? json_need_lonlats(request->arena, body, "line", 2,
                                    LANE_MOST_POINTS, &places, &n, err)
                : json_need_lonlat(body, "at", &places[0], err);
    if (status != STATUS_OK)
        return status;
    if (!is_lane)
        places[1] = places[0];
    status = locate_all(service, request->arena, is_lane ? "line" : "at",
                        places, n, &contest->line, err);
    return status == STATUS_OK && is_lane ? check_length(&contest->line, err)
                                          : status;
}

static enum status read_kind(const struct json_value *body,
                             struct contest *contest, struct error *err)
{
    const char *kind = NULL;
    enum status status = json_need_text(body, "kind", 20, &kind, err);
    if (status != STATUS_OK)
        return status;
    if (!contest_kind_find(kind, &contest->kind))
        return error_set(err, STATUS_BAD_INPUT,
                         "kind is pin, lane, gate or other, not \"%.20s\"",
                         kind);
    return STATUS_OK;
}

static enum status read_school(const struct service *service,
                               const struct json_value *body,
                               struct contest *contest, struct error *err)
{
    uint32_t school;
    if (contest->kind != CONTEST_GATE)
        return STATUS_OK;
    enum status status =
        json_need_text(body, "school", 200, &contest->school_id, err);
    return status == STATUS_OK
               ? city_state_find_school(service->version->city,
                                        contest->school_id, &school, err)
               : status;
}

enum status contest_read(const struct service *service,
                         const struct request *request, struct contest *contest,
                         struct error *err)
{
    const struct json_value *body = NULL;
    char *id = arena_alloc(request->arena, RANDOM_ID_SIZE, 1);
    random_id_new(id);
    *contest = (struct contest){.id = id,
                                .pupil_id = request_visitor(request)->pupil_id,
                                .made_at = utc_now(request->arena)};
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = read_kind(body, contest, err);
    if (status == STATUS_OK)
        status =
            json_may_text(body, "words", LONGEST_WORDS, &contest->words, err);
    if (status == STATUS_OK)
        status = read_school(service, body, contest, err);
    if (status == STATUS_OK)
        status = read_places(service, request, body, contest, err);
    if (status == STATUS_OK && contest->kind == CONTEST_OTHER &&
        contest->words == NULL)
        status =
            error_set(err, STATUS_BAD_INPUT, "words must say what is wrong");
    return status;
}
