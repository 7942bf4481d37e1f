// Children of an officer's wards: listed, read, and their pins moved. Whose a
// child is, is asked of every single one (own_pupils.h), also where SQL has
// sorted out most of the others before.

#include <string.h>

#include "http/json_value.h"
#include "office/own_pupils.h"
#include "office/pupil_json.h"
#include "query/query_context.h"
#include "search/fold.h"
#include "store/store_pupil_pages.h"

#define LIST_MOST 1000
#define LIST_USUAL 100
#define LONGEST_ID 100
#define LONGEST_ADDRESS 300
#define LONGEST_WORDS 100

// Lists. ---------------------------------------------------------------------

struct wanted {
    struct pupil_filter filter;
    const char *words; // folded; NULL: any
    const char *ward;  // only of this one; NULL: all of the officer's
    size_t limit;
};

static enum status read_number(const struct request *request, const char *name,
                               int64_t least, int64_t most, int64_t *number,
                               struct error *err)
{
    *number = NUMBER_UNKNOWN;
    if (request_text(request, name, NULL) == NULL)
        return STATUS_OK;
    return request_int(request, name, least, most, number, err);
}

static enum status read_words(const struct request *request,
                              struct wanted *wanted, struct error *err)
{
    const char *words = request_text(request, "q", NULL);
    if (words == NULL)
        return STATUS_OK;
    if (strlen(words) > LONGEST_WORDS)
        return error_set(err, STATUS_BAD_INPUT, "q is longer than %d bytes",
                         LONGEST_WORDS);
    wanted->words = fold_text(request->arena, words);
    return STATUS_OK;
}

static enum status read_wanted(const struct request *request,
                               struct wanted *wanted, struct error *err)
{
    int64_t limit = LIST_USUAL;
    int64_t unplaced = 0;
    *wanted = (struct wanted){
        .filter = {.round_id = request_text(request, "round", NULL),
                   .school_id = request_text(request, "school", NULL),
                   .after = request_text(request, "after", NULL)},
        // Another's ward gives an empty list, as if nobody lived there.
        .ward = request_text(request, "ward", NULL)};
    enum status status =
        read_number(request, "grade", 0, 12, &wanted->filter.grade, err);
    if (status == STATUS_OK)
        status =
            read_number(request, "year", 1900, 2200, &wanted->filter.year, err);
    if (status == STATUS_OK)
        status = request_int(request, "unplaced", 0, 1, &unplaced, err);
    if (status == STATUS_OK)
        status = request_int(request, "limit", 1, LIST_MOST, &limit, err);
    if (status == STATUS_OK)
        status = read_words(request, wanted, err);
    if (status != STATUS_OK)
        return status;
    wanted->filter.is_unplaced = unplaced == 1;
    wanted->limit = (size_t)limit;
    return STATUS_OK;
}

static bool has_words(const struct pupil *pupil, const char *words)
{
    struct arena *scratch = arena_new();
    bool has = words == NULL ||
               strstr(fold_text(scratch, pupil->id), words) != NULL ||
               (pupil->name != NULL &&
                strstr(fold_text(scratch, pupil->name), words) != NULL);
    arena_free(scratch);
    return has;
}

static bool is_wanted(const struct service *service,
                      const struct placed_pupil *placed, const void *context)
{
    const struct wanted *wanted = context;
    return (wanted->ward == NULL ||
            text_same(pupil_ward(service, &placed->pupil), wanted->ward)) &&
           has_words(&placed->pupil, wanted->words);
}

static void write_list(struct json_writer *json, const struct service *service,
                       struct crs *crs, const struct placed_pupil_list *found,
                       const char *next)
{
    json_begin_object(json);
    json_key(json, "pupils");
    json_begin_array(json);
    for (size_t i = 0; i < found->count; i++)
        pupil_json_write(json, service, crs, &found->items[i]);
    json_end_array(json);
    json_key_text(json, "next", next);
    json_end_object(json);
}

static enum status get_pupils(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct wanted wanted;
    struct store *store = NULL;
    struct query_context *query = NULL;
    struct placed_pupil_list found = {0};
    const char *next = NULL;
    enum status status = read_wanted(request, &wanted, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status =
            own_pupils_find(service, request, store, wanted.filter, is_wanted,
                            &wanted, wanted.limit, &found, &next, err);
    store_pool_put(service->office->privates, store);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    write_list(&json, service, query->crs, &found, next);
    query_context_put(query);
    return STATUS_OK;
}

// One child. -----------------------------------------------------------------

// The answer's ETag is of its bytes, so it changes with whatever is shown.
static enum status reply_pupil(const struct request *request,
                               struct reply *reply,
                               const struct service *service,
                               const struct placed_pupil *placed,
                               struct error *err)
{
    struct query_context *query;
    enum status status =
        query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    pupil_json_write(&json, service, query->crs, placed);
    query_context_put(query);
    reply->etag =
        reply_etag_of(request->arena, reply->body.bytes, reply->body.length);
    return STATUS_OK;
}

static enum status get_pupil(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct store *store = NULL;
    struct placed_pupil placed;
    enum status status =
        store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = pupil_find_own(
            service, request, store, request_path_text(request, "pupil"),
            request_text(request, "round", NULL), &placed, err);
    store_pool_put(service->office->privates, store);
    return status == STATUS_OK
               ? reply_pupil(request, reply, service, &placed, err)
               : status;
}

struct move {
    struct lonlat at;
    const char *address; // NULL: stays
    struct point_m home;
};

static enum status read_move(const struct request *request,
                             const struct service *service, struct move *move,
                             struct error *err)
{
    const struct json_value *body = NULL;
    struct query_context *query = NULL;
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_lonlat(body, "at", &move->at, err);
    if (status == STATUS_OK)
        status = json_may_text(body, "address", LONGEST_ADDRESS, &move->address,
                               err);
    if (status == STATUS_OK)
        status = query_context_take(service->version->city, &query, err);
    if (status != STATUS_OK)
        return status;
    status = query_context_locate(query, "at", move->at, &move->home, err);
    query_context_put(query);
    return status;
}

// Whether the child is still as the officer saw it: by the ETag it was read
// with. Without one anything goes.
static enum status check_unchanged(const struct request *request,
                                   const struct service *service,
                                   const struct placed_pupil *placed,
                                   bool *is_unchanged, struct error *err)
{
    struct reply now = reply_new();
    *is_unchanged = request->if_match == NULL;
    if (*is_unchanged)
        return STATUS_OK;
    enum status status = reply_pupil(request, &now, service, placed, err);
    if (status == STATUS_OK)
        *is_unchanged = strstr(request->if_match, now.etag) != NULL;
    reply_free(&now);
    return status;
}

static enum status
move_pupil(struct office_change *change, const struct service *service,
           const struct request *request, const struct move *move,
           struct placed_pupil *placed, bool *is_unchanged, struct error *err)
{
    const char *id = request_path_text(request, "pupil");
    enum status status =
        pupil_find_own(service, request, change->store, id, NULL, placed, err);
    if (status == STATUS_OK)
        status = check_unchanged(request, service, placed, is_unchanged, err);
    if (status != STATUS_OK || !*is_unchanged)
        return status;
    status =
        store_move_pupil(change->store, id, move->home, move->address, err);
    if (status == STATUS_OK)
        status = office_keep(change, "pupil.move_pin", id, NULL, err);
    placed->pupil.home = move->home;
    if (move->address != NULL)
        placed->pupil.address = move->address;
    return status;
}

static enum status patch_pupil(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    struct move move = {0};
    struct placed_pupil placed;
    struct office_change change = {0};
    bool is_unchanged = true;
    enum status status = read_move(request, service, &move, err);
    if (status != STATUS_OK)
        return status;
    status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = move_pupil(&change, service, request, &move, &placed,
                            &is_unchanged, err);
    office_end(&change);
    if (status != STATUS_OK)
        return status;
    if (!is_unchanged) {
        reply_problem_status(reply, 412,
                             "the pupil has been changed since it was read; "
                             "read it again");
        return STATUS_OK;
    }
    return reply_pupil(request, reply, service, &placed, err);
}

const struct http_route PUPIL_ROUTES[] = {
    {"GET", "/v1/pupils", get_pupils, ACCESS_OFFICER, HTTP_BODY_NONE},
    {"GET", "/v1/pupils/{pupil}", get_pupil, ACCESS_OFFICER, HTTP_BODY_NONE},
    {"PATCH", "/v1/pupils/{pupil}", patch_pupil, ACCESS_OFFICER,
     HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
