// Why a child is where a round placed it, for the officer of its ward and for
// its family. Nobody waits while a round is opened: the answer is to ask again.

#include "office/explain_desk.h"
#include "office/own_pupils.h"

#define ASK_AGAIN_S "2"

static enum status read_language(const struct request *request,
                                 enum language *language, struct error *err)
{
    return language_parse("lang", request_text(request, "lang", "vi"), language,
                          err);
}

static enum status need_round(const struct placed_pupil *placed,
                              struct error *err)
{
    return placed->round_id != NULL
               ? STATUS_OK
               : error_set(err, STATUS_STATE,
                           "no round that is in force places this child yet");
}

// The parts of the answer that need the desk.
static enum status write_explanation(const struct request *request,
                                     struct reply *reply,
                                     struct explain_on_desk *taken,
                                     const char *pupil_id,
                                     enum language language, struct error *err)
{
    uint32_t applicant = 0;
    enum status status =
        placing_case_find(taken->placing, pupil_id, &applicant, err);
    if (status != STATUS_OK)
        return status;
    (void)reply_json(reply);
    placing_explain(taken->explainer, request->arena, applicant, EXPLAIN_JSON,
                    language, &reply->body);
    return STATUS_OK;
}

static enum status explain(const struct service *service,
                           const struct request *request, struct reply *reply,
                           const struct placed_pupil *placed,
                           enum language language, struct error *err)
{
    struct explain_desks *desks = service->office->rounds;
    struct explain_on_desk taken = {0};
    enum status status = need_round(placed, err);
    if (status == STATUS_OK)
        status = explain_desk_take(desks, service->version->id,
                                   placed->round_id, &taken, err);
    if (status != STATUS_OK)
        return status;
    if (taken.placing == NULL) {
        reply_problem_status(reply, 503,
                             "the round is being opened; ask again in "
                             "a moment");
        reply_header(reply, "Retry-After", ASK_AGAIN_S);
        return STATUS_OK;
    }
    status = write_explanation(request, reply, &taken, placed->pupil.id,
                               language, err);
    explain_desk_put(desks, &taken);
    return status;
}

static enum status get_of_pupil(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    struct store_pool *privates = service->office->privates;
    struct store *store = NULL;
    struct placed_pupil placed;
    enum language language;
    enum status status = read_language(request, &language, err);
    if (status == STATUS_OK)
        status = store_pool_take(privates, &store, err);
    if (status == STATUS_OK)
        status = pupil_find_own(
            service, request, store, request_path_text(request, "pupil"),
            request_text(request, "round", NULL), &placed, err);
    store_pool_put(privates, store);
    return status == STATUS_OK
               ? explain(service, request, reply, &placed, language, err)
               : status;
}

static enum status get_of_family(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    const struct service *service = context;
    struct store_pool *privates = service->office->privates;
    struct store *store = NULL;
    struct placed_pupil placed;
    enum language language;
    enum status status = read_language(request, &language, err);
    if (status == STATUS_OK)
        status = store_pool_take(privates, &store, err);
    if (status == STATUS_OK)
        status = store_find_pupil(store, request->arena,
                                  request_visitor(request)->pupil_id, NULL,
                                  &placed, err);
    store_pool_put(privates, store);
    return status == STATUS_OK
               ? explain(service, request, reply, &placed, language, err)
               : status;
}

const struct http_route EXPLANATION_ROUTES[] = {
    {"GET", "/v1/pupils/{pupil}/explanation", get_of_pupil, ACCESS_OFFICER,
     HTTP_BODY_NONE},
    {"GET", "/v1/family/explanation", get_of_family, ACCESS_FAMILY,
     HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
