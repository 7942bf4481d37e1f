// The way from a child's home to the school it is placed at, as a receipt: for
// its family, and for the officer of its ward. It is measured as the rules of
// the round say, from the home as it is kept, which so is in no address and in
// no log.

#include <string.h>

#include "format/rules_file.h"
#include "office/own_pupils.h"
#include "query/route_answer.h"

static enum status check_placed(const struct placed_pupil *placed,
                                struct error *err)
{
    return placed->round_id != NULL && placed->place.school_id != NULL
               ? STATUS_OK
               : error_set(
                     err, STATUS_STATE,
                     "no round that is in force gives this child a place");
}

// How the round measured ways.
static enum status
read_profile(struct store *store, const struct service *service,
             const struct request *request, const char *round_id,
             const struct city_profile **profile, struct error *err)
{
    struct round_entry round;
    struct rules_file file;
    enum status status =
        store_read_round_entry(store, request->arena, round_id, &round, err);
    if (status == STATUS_OK)
        status = rules_file_parse("the round's rules", round.rules,
                                  strlen(round.rules), request->arena, NULL,
                                  NULL, &file, err);
    return status == STATUS_OK
               ? city_state_find_profile(service->version->city,
                                         file.rules.profile, profile, err)
               : status;
}

static enum status reply_way(const struct service *service,
                             const struct request *request, struct reply *reply,
                             const struct placed_pupil *placed,
                             const struct city_profile *profile,
                             struct error *err)
{
    struct query_context *query = NULL;
    struct route_answer answer;
    enum status status =
        query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct route_question question = {
        .from_name = "home",
        .from = crs_to_lonlat(query->crs, placed->pupil.home),
        .school_id = placed->place.school_id,
        .profile = profile};
    status = route_answer_find(query, request->arena, &question, &answer, err);
    query_context_put(query);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    reply->content_type = "application/geo+json";
    route_answer_write(&json, service->version->city, &question, &answer);
    return STATUS_OK;
}

typedef enum status find_fn(const struct service *service,
                            const struct request *request, struct store *store,
                            struct placed_pupil *placed, struct error *err);

static enum status find_of_family(const struct service *service,
                                  const struct request *request,
                                  struct store *store,
                                  struct placed_pupil *placed,
                                  struct error *err)
{
    (void)service;
    return store_find_pupil(store, request->arena,
                            request_visitor(request)->pupil_id, NULL, placed,
                            err);
}

static enum status find_of_officer(const struct service *service,
                                   const struct request *request,
                                   struct store *store,
                                   struct placed_pupil *placed,
                                   struct error *err)
{
    return pupil_find_own(service, request, store,
                          request_path_text(request, "pupil"),
                          request_text(request, "round", NULL), placed, err);
}

static enum status get_way(const struct service *service,
                           const struct request *request, struct reply *reply,
                           find_fn *find, struct error *err)
{
    struct store_pool *privates = service->office->privates;
    struct store *store = NULL;
    struct placed_pupil placed;
    const struct city_profile *profile = NULL;
    enum status status = store_pool_take(privates, &store, err);
    if (status == STATUS_OK)
        status = find(service, request, store, &placed, err);
    if (status == STATUS_OK)
        status = check_placed(&placed, err);
    if (status == STATUS_OK)
        status = read_profile(store, service, request, placed.round_id,
                              &profile, err);
    store_pool_put(privates, store);
    return status == STATUS_OK
               ? reply_way(service, request, reply, &placed, profile, err)
               : status;
}

static enum status get_of_family(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    return get_way(context, request, reply, find_of_family, err);
}

static enum status get_of_pupil(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    return get_way(context, request, reply, find_of_officer, err);
}

const struct http_route WAY_ROUTES[] = {
    {"GET", "/v1/family/route", get_of_family, ACCESS_FAMILY, HTTP_BODY_NONE},
    {"GET", "/v1/pupils/{pupil}/route", get_of_pupil, ACCESS_OFFICER,
     HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
