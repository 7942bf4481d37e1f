// Plans to look at, and the table of all their routes. What needs the ways
// between homes and schools comes from the plan's desk; while that is being
// opened the answer is a 202 that says so, and whoever asked comes back.

#include <string.h>

#include "http/problem.h"
#include "office/audit_json.h"
#include "office/office.h"
#include "office/plan_desk.h"
#include "office/plan_handlers.h"
#include "office/plan_json.h"
#include "query/query_input.h"
#include "store/store_audit.h"
#include "zoning/zone_areas.h"

enum status plan_of_request(const struct request *request,
                            const struct service *service,
                            struct plan_entry *plan, struct error *err)
{
    struct store *store = NULL;
    enum status status = store_pool_take(service->version->stores, &store, err);
    if (status == STATUS_OK)
        status = store_read_plan_entry(store, request->arena,
                                       request_path_text(request, "plan"), plan,
                                       err);
    store_pool_put(service->version->stores, store);
    return status;
}

// The list
// ---------------------------------------------------------------------

struct plan_filter {
    bool has_level;
    enum level level;
    int64_t grade, year; // -1: any
    const char *state;   // NULL: any
};

#define STATES "draft published in_force"

static enum status read_filter(const struct request *request,
                               struct plan_filter *filter, struct error *err)
{
    const char *level = request_text(request, "level", NULL);
    *filter = (struct plan_filter){
        .grade = -1, .year = -1, .state = request_text(request, "state", NULL)};
    enum status status = STATUS_OK;
    filter->has_level = level != NULL;
    if (level != NULL)
        status = query_read_level("level", level, &filter->level, err);
    if (status == STATUS_OK)
        status = request_int(request, "grade", 0, 12, &filter->grade, err);
    if (status == STATUS_OK)
        status = request_int(request, "year", 1900, 2200, &filter->year, err);
    if (status == STATUS_OK && filter->state != NULL &&
        !text_is_one_of(filter->state, STATES))
        status = error_set(err, STATUS_BAD_INPUT,
                           "state must be draft, published or in_force, not "
                           "\"%s\"",
                           filter->state);
    return status;
}

// A plan in force is a published one, too.
static bool is_in_state(const struct plan_entry *plan, const char *state)
{
    if (state == NULL)
        return true;
    if (strcmp(state, "in_force") == 0)
        return plan->is_in_force;
    return plan->is_published == (strcmp(state, "published") == 0);
}

static bool is_wanted(const struct plan_entry *plan,
                      const struct plan_filter *filter)
{
    return (!filter->has_level || plan->level == filter->level) &&
           (filter->grade < 0 ||
            (plan->year != 0 && plan->grade == filter->grade)) &&
           (filter->year < 0 || plan->year == filter->year) &&
           is_in_state(plan, filter->state);
}

static enum status get_plans(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct plan_filter filter;
    struct plan_entry_list plans;
    struct store *store = NULL;
    enum status status = read_filter(request, &filter, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->version->stores, &store, err);
    if (status == STATUS_OK)
        status = store_list_plans(store, request->arena, &plans, err);
    store_pool_put(service->version->stores, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "plans");
    json_begin_array(&json);
    for (size_t i = 0; i < plans.count; i++) {
        if (!is_wanted(&plans.items[i], &filter))
            continue;
        json_begin_object(&json);
        plan_entry_members(&json, request->arena, &plans.items[i]);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    return STATUS_OK;
}

// One plan
// ---------------------------------------------------------------------

#define HISTORY_TOLD 20

static enum status read_history(const struct request *request,
                                struct office *office, const char *plan_id,
                                struct audit_entry_list *entries,
                                struct error *err)
{
    struct store *store = NULL;
    enum status status = store_pool_take(office->privates, &store, err);
    if (status == STATUS_OK)
        status = store_read_audit_of(store, request->arena, plan_id,
                                     HISTORY_TOLD, entries, err);
    store_pool_put(office->privates, store);
    return status;
}

static enum status get_plan(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct service *service = context;
    struct plan_entry plan;
    struct audit_entry_list history;
    enum status status = plan_of_request(request, service, &plan, err);
    if (status == STATUS_OK)
        status = read_history(request, service->office, plan.id, &history, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    plan_entry_members(&json, request->arena, &plan);
    json_key(&json, "history");
    audit_history_write(&json, &history);
    json_end_object(&json);
    return STATUS_OK;
}

// On the desk
// ------------------------------------------------------------------

static void reply_opening(struct reply *reply, double opening_s)
{
    reply->status = 202;
    reply_header(reply, "Retry-After", "1");
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key_text(&json, "state", "opening");
    json_key_number(&json, "for_s", opening_s, 1);
    json_end_object(&json);
}

// Takes the plan; where its desk is being opened, that is the answer, and there
// is no plan.
static enum status take(const struct request *request, struct reply *reply,
                        const struct service *service,
                        struct plan_on_desk *taken, struct error *err)
{
    enum status status =
        plan_desks_take(service->office->desks, service->version,
                        request_path_text(request, "plan"), taken, err);
    if (status == STATUS_OK && taken->plan == NULL)
        reply_opening(reply, taken->opening_s);
    return status;
}

static enum status get_units(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct plan_on_desk taken;
    struct query_context *query = NULL;
    enum status status = take(request, reply, service, &taken, err);
    if (status != STATUS_OK || taken.plan == NULL)
        return status;
    status = query_context_take(service->version->city, &query, err);
    if (status == STATUS_OK) {
        struct json_writer json = reply_json(reply);
        plan_units_write(&json, query, request->arena, &taken);
        query_context_put(query);
    }
    plan_desks_put(service->office->desks, &taken, false);
    return status;
}

static enum status get_changes(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    struct plan_on_desk taken;
    int64_t since = 0;
    const char *given;
    enum status status =
        request_need_text(request, "since", "since=12", &given, err);
    if (status == STATUS_OK)
        status = request_int(request, "since", 0, INT64_MAX, &since, err);
    if (status == STATUS_OK)
        status = take(request, reply, service, &taken, err);
    if (status != STATUS_OK || taken.plan == NULL)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key_int(&json, "step", taken.plan->plan.edits);
    json_key(&json, "changes");
    plan_changes_write(&json, request->arena, taken.plan, since);
    json_end_object(&json);
    plan_desks_put(service->office->desks, &taken, false);
    return STATUS_OK;
}

// The outlines of the plan's zones, drawn where they are not there yet.
static enum status read_areas(const struct request *request,
                              const struct service *service,
                              const struct desk_plan *plan, struct area **areas,
                              struct error *err)
{
    struct store *store = NULL;
    enum status status = store_pool_take(service->version->stores, &store, err);
    if (status == STATUS_OK)
        status =
            zone_areas_read(store, request->arena, &plan->zoning, &plan->plan,
                            zone_draft_schools(plan->zones), 1, areas, err);
    store_pool_put(service->version->stores, store);
    return status;
}

static enum status get_measures(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    struct plan_on_desk taken;
    struct area *areas;
    int64_t by_zone = 0;
    enum status status = request_int(request, "zones", 0, 1, &by_zone, err);
    if (status == STATUS_OK)
        status = take(request, reply, service, &taken, err);
    if (status != STATUS_OK || taken.plan == NULL)
        return status;
    status = read_areas(request, service, taken.plan, &areas, err);
    if (status == STATUS_OK) {
        struct plan_answer answer = desk_plan_answer(taken.plan);
        struct json_writer json = reply_json(reply);
        answer.measures = plan_measures_of(
            request->arena, &taken.plan->zoning.problem, answer.school, areas);
        plan_answer_write(&json, &answer, by_zone == 1);
    }
    plan_desks_put(service->office->desks, &taken, false);
    return status;
}

static enum status get_zones(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct plan_on_desk taken;
    struct query_context *query = NULL;
    struct area *areas;
    enum status status = take(request, reply, service, &taken, err);
    if (status != STATUS_OK || taken.plan == NULL)
        return status;
    status = read_areas(request, service, taken.plan, &areas, err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status == STATUS_OK) {
        struct json_writer json = reply_json(reply);
        plan_zones_write(&json, query, taken.plan, areas);
        reply->content_type = "application/geo+json";
        query_context_put(query);
    }
    plan_desks_put(service->office->desks, &taken, false);
    return status;
}

// Comparing
// --------------------------------------------------------------------

// The other plan in the zoning of the one on the desk.
static enum status read_other(const struct request *request,
                              const struct service *service,
                              const struct desk_plan *plan, const char *other,
                              struct plan_entry *entry, uint32_t **school,
                              struct error *err)
{
    struct store *store = NULL;
    enum status status = store_pool_take(service->version->stores, &store, err);
    if (status == STATUS_OK)
        status =
            store_read_plan_entry(store, request->arena, other, entry, err);
    if (status == STATUS_OK)
        status = plan_levels_check(entry, &plan->plan, err);
    if (status == STATUS_OK)
        status = city_zoning_read_plan(store, request->arena, &plan->zoning,
                                       other, school, err);
    store_pool_put(service->version->stores, store);
    return status;
}

static void write_diff(struct reply *reply, struct arena *arena,
                       const struct desk_plan *plan,
                       const struct plan_entry *entry, const uint32_t *school)
{
    struct city_zoning zoning = plan->zoning;
    zoning.problem.last_school = NULL;
    struct zone_draft *zones = zone_draft_new(&zoning.problem, school);
    struct plan_answer after = desk_plan_answer(plan);
    struct plan_answer before = {.plan = entry,
                                 .zoning = &zoning,
                                 .school = school,
                                 .measures = plan_measures_of_rows(
                                     &zoning.problem, zone_draft_rows(zones))};
    struct plan_diff diff =
        plan_diff_of(arena, &zoning.problem, zoning.units.items, before.school,
                     after.school);
    struct json_writer json = reply_json(reply);
    plan_diff_write(&json, &before, &after, &diff);
    zone_draft_free(zones);
}

static enum status get_diff(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct service *service = context;
    struct plan_on_desk taken;
    struct plan_entry entry;
    uint32_t *school;
    const char *other;
    enum status status =
        request_need_text(request, "with", "with=PLAN", &other, err);
    if (status == STATUS_OK)
        status = take(request, reply, service, &taken, err);
    if (status != STATUS_OK || taken.plan == NULL)
        return status;
    status =
        read_other(request, service, taken.plan, other, &entry, &school, err);
    if (status == STATUS_OK)
        write_diff(reply, request->arena, taken.plan, &entry, school);
    plan_desks_put(service->office->desks, &taken, false);
    return status;
}

#define EDITORS (ACCESS_OFFICER | ACCESS_PLANNER)

const struct http_route PLAN_ROUTES[] = {
    {"GET", "/v1/plans", get_plans, ACCESS_STAFF, HTTP_BODY_NONE},
    {"POST", "/v1/plans", plan_post, EDITORS, HTTP_BODY_TEXT},
    {"GET", "/v1/plans/{plan}", get_plan, ACCESS_STAFF, HTTP_BODY_NONE},
    {"DELETE", "/v1/plans/{plan}", plan_delete, EDITORS, HTTP_BODY_NONE},
    {"GET", "/v1/plans/{plan}/units", get_units, ACCESS_STAFF, HTTP_BODY_NONE},
    {"GET", "/v1/plans/{plan}/changes", get_changes, ACCESS_STAFF,
     HTTP_BODY_NONE},
    {"GET", "/v1/plans/{plan}/measures", get_measures, ACCESS_STAFF,
     HTTP_BODY_NONE},
    {"GET", "/v1/plans/{plan}/diff", get_diff, ACCESS_STAFF, HTTP_BODY_NONE},
    {"GET", "/v1/plans/{plan}/zones.geojson", get_zones, ACCESS_STAFF,
     HTTP_BODY_NONE},
    {"POST", "/v1/plans/{plan}/moves", plan_post_moves, EDITORS,
     HTTP_BODY_TEXT},
    {"POST", "/v1/plans/{plan}/locks", plan_post_locks, EDITORS,
     HTTP_BODY_TEXT},
    {"POST", "/v1/plans/{plan}/undo", plan_post_undo, EDITORS, HTTP_BODY_TEXT},
    {"POST", "/v1/plans/{plan}/redo", plan_post_redo, EDITORS, HTTP_BODY_TEXT},
    {"POST", "/v1/plans/{plan}/proposal", plan_post_proposal, EDITORS,
     HTTP_BODY_TEXT},
    {"POST", "/v1/plans/{plan}/publish", plan_post_publish, ACCESS_ADMIN,
     HTTP_BODY_TEXT},
    {0},
};
