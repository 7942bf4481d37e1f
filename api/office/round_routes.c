// Rounds of placing to look at and to publish. An officer sees the children of
// its own wards by their codes and all others only counted; an administrator,
// who publishes, sees none.

#include <string.h>

#include "base/id_search.h"
#include "base/text.h"
#include "format/rules_file.h"
#include "office/audit_json.h"
#include "office/office.h"
#include "office/own_pupils.h"
#include "office/round_handlers.h"
#include "office/round_json.h"
#include "placing/placing_kept.h"
#include "placing/placing_result.h"
#include "store/store_audit.h"

// Reading ---------------------------------------------------------------------

static enum status take_private(const struct service *service,
                                struct store **store, struct error *err)
{
    *store = NULL;
    return store_pool_take(service->office->privates, store, err);
}

static void put_private(const struct service *service, struct store *store)
{
    store_pool_put(service->office->privates, store);
}

enum status round_of_request(const struct request *request,
                             const struct service *service,
                             struct round_entry *round, struct error *err)
{
    struct store *store;
    enum status status = take_private(service, &store, err);
    if (status == STATUS_OK)
        status = store_read_round_entry(store, request->arena,
                                        request_path_text(request, "round"),
                                        round, err);
    put_private(service, store);
    return status;
}

static enum status read_rules(const struct request *request,
                              const struct round_entry *round,
                              struct rules_file *file, struct error *err)
{
    return rules_file_parse("the round's rules", round->rules,
                            strlen(round->rules), request->arena, NULL, NULL,
                            file, err);
}

typedef enum status read_record_fn(struct store *store, struct arena *arena,
                                   const char *id, struct round_record *record,
                                   struct error *err);

// The round of the address, with its rules.
static enum status read_record(const struct request *request,
                               const struct service *service,
                               read_record_fn *read,
                               struct round_record *record,
                               struct rules_file *file, struct error *err)
{
    struct store *store;
    enum status status = take_private(service, &store, err);
    if (status == STATUS_OK)
        status = read(store, request->arena,
                      request_path_text(request, "round"), record, err);
    put_private(service, store);
    return status == STATUS_OK ? read_rules(request, &record->entry, file, err)
                               : status;
}

// Lists and entries -----------------------------------------------------------

static enum status read_numbers(const struct request *request, int64_t *grade,
                                int64_t *year, struct error *err)
{
    *grade = *year = -1;
    enum status status = request_int(request, "grade", 0, 12, grade, err);
    if (status == STATUS_OK)
        status = request_int(request, "year", 1900, 2200, year, err);
    return status;
}

static enum status get_rounds(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct round_entry_list rounds;
    struct store *store = NULL;
    int64_t grade, year;
    enum status status = read_numbers(request, &grade, &year, err);
    if (status == STATUS_OK)
        status = take_private(service, &store, err);
    if (status == STATUS_OK)
        status = store_list_rounds(store, request->arena, &rounds, err);
    put_private(service, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "rounds");
    json_begin_array(&json);
    for (size_t i = 0; i < rounds.count; i++) {
        const struct round_entry *round = &rounds.items[i];
        if ((grade >= 0 && round->grade != grade) ||
            (year >= 0 && round->year != year))
            continue;
        json_begin_object(&json);
        round_entry_members(&json, request->arena, round);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    return STATUS_OK;
}

#define HISTORY_TOLD 20

static enum status get_round(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct round_entry round;
    struct audit_entry_list history;
    struct store *store;
    enum status status = take_private(service, &store, err);
    if (status == STATUS_OK)
        status = store_read_round_entry(store, request->arena,
                                        request_path_text(request, "round"),
                                        &round, err);
    if (status == STATUS_OK)
        status = store_read_audit_of(store, request->arena, round.id,
                                     HISTORY_TOLD, &history, err);
    put_private(service, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    round_entry_members(&json, request->arena, &round);
    json_key_text(&json, "made_from", round.made_from);
    json_key_text(&json, "network", round.network_checksum);
    json_key(&json, "history");
    audit_history_write(&json, &history);
    json_end_object(&json);
    return STATUS_OK;
}

// Consequences ----------------------------------------------------------------

#define MOST_COMPARED 8

// The round of the address and those of "with", which are parted by commas.
static enum status read_compared(const struct request *request,
                                 struct store *store,
                                 struct round_entry *rounds, size_t *n,
                                 struct error *err)
{
    const char *with = request_text(request, "with", "");
    char *rest = arena_text(request->arena, with), *word;
    enum status status = store_read_round_entry(
        store, request->arena, request_path_text(request, "round"), &rounds[0],
        err);
    *n = 1;
    while (status == STATUS_OK && (word = strsep(&rest, ",")) != NULL) {
        if (*word == '\0')
            continue;
        if (*n == MOST_COMPARED)
            return error_set(err, STATUS_BAD_INPUT,
                             "with names more than %d rounds",
                             MOST_COMPARED - 1);
        status = store_read_round_entry(store, request->arena, word,
                                        &rounds[*n], err);
        if (status == STATUS_OK)
            status = placing_check_comparable(&rounds[0], &rounds[*n], err);
        (*n)++;
    }
    return status;
}

static enum status get_consequences(const struct request *request,
                                    struct reply *reply, void *context,
                                    struct error *err)
{
    const struct service *service = context;
    struct round_entry rounds[MOST_COMPARED];
    struct store *store;
    size_t n = 0;
    enum status status = take_private(service, &store, err);
    if (status == STATUS_OK)
        status = read_compared(request, store, rounds, &n, err);
    put_private(service, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    return round_consequences_write(&json, request->arena, rounds, n, err);
}

// Pools and distances ---------------------------------------------------------

static enum status get_pools(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct round_record record;
    struct rules_file file;
    enum status status = read_record(request, service, store_read_round_pools,
                                     &record, &file, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    round_pools_write(&json, service->version->city, &record,
                      file.rules.weight);
    return STATUS_OK;
}

static enum status get_histogram(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    const struct service *service = context;
    struct round_record record;
    struct rules_file file;
    enum status status =
        read_record(request, service, store_read_round, &record, &file, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    round_histogram_write(&json, request->arena, &record,
                          request_text(request, "school", NULL),
                          file.rules.weight);
    return STATUS_OK;
}

// Places ----------------------------------------------------------------------

#define PLACES_MOST 1000
#define PLACES_USUAL 100

struct wanted_places {
    const char *round_id;
    const char *ward; // NULL: any of the officer's
};

static bool is_wanted(const struct service *service,
                      const struct placed_pupil *placed, const void *context)
{
    const struct wanted_places *wanted = context;
    return placed->round_id != NULL &&
           (wanted->ward == NULL ||
            text_same(pupil_ward(service, &placed->pupil), wanted->ward));
}

// How many of those there are in the round an officer is not shown. Of the
// whole city's officer there are none.
static enum status count_others(const struct request *request,
                                const struct service *service,
                                struct store *store,
                                const struct pupil_filter *filter,
                                int64_t *others, struct error *err)
{
    struct wanted_places any = {filter->round_id, NULL};
    struct placed_pupil_list own = {0};
    struct pupil_filter all = *filter;
    const char *next;
    all.after = NULL;
    *others = 0;
    if (request_visitor(request)->has_all_wards)
        return STATUS_OK;
    enum status status =
        store_count_places(store, filter->round_id, filter->school_id,
                           filter->is_unplaced, others, err);
    if (status == STATUS_OK)
        status = own_pupils_find(service, request, store, all, is_wanted, &any,
                                 SIZE_MAX, &own, &next, err);
    *others -= (int64_t)own.count;
    return status;
}

struct places {
    struct round_entry round;
    struct rules_file file;
    struct placed_pupil_list found;
    const char *next;
    int64_t others;
};

static enum status read_filter(const struct request *request,
                               struct pupil_filter *filter, size_t *limit,
                               struct error *err)
{
    int64_t most = PLACES_USUAL, unplaced = 0;
    *filter = (struct pupil_filter){
        .grade = NUMBER_UNKNOWN,
        .year = NUMBER_UNKNOWN,
        .school_id = request_text(request, "school", NULL),
        .after = request_text(request, "after", NULL)};
    enum status status =
        request_int(request, "limit", 1, PLACES_MOST, &most, err);
    if (status == STATUS_OK)
        status = request_int(request, "unplaced", 0, 1, &unplaced, err);
    filter->is_unplaced = unplaced == 1;
    *limit = (size_t)most;
    return status;
}

static enum status read_places(const struct request *request,
                               const struct service *service,
                               struct store *store, struct places *places,
                               struct error *err)
{
    struct pupil_filter filter;
    size_t limit;
    struct wanted_places wanted = {request_path_text(request, "round"),
                                   request_text(request, "ward", NULL)};
    enum status status = read_filter(request, &filter, &limit, err);
    if (status == STATUS_OK)
        status = store_read_round_entry(store, request->arena, wanted.round_id,
                                        &places->round, err);
    if (status == STATUS_OK)
        status = read_rules(request, &places->round, &places->file, err);
    if (status != STATUS_OK)
        return status;
    filter.round_id = wanted.round_id;
    filter.grade = places->round.grade;
    filter.year = places->round.year;
    status =
        own_pupils_find(service, request, store, filter, is_wanted, &wanted,
                        limit, &places->found, &places->next, err);
    if (status == STATUS_OK)
        status = count_others(request, service, store, &filter, &places->others,
                              err);
    return status;
}

static enum status get_places(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct places places = {0};
    struct store *store;
    enum status status = take_private(service, &store, err);
    if (status == STATUS_OK)
        status = read_places(request, service, store, &places, err);
    put_private(service, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "places");
    json_begin_array(&json);
    for (size_t i = 0; i < places.found.count; i++)
        round_place_write(&json, &places.found.items[i],
                          pupil_ward(service, &places.found.items[i].pupil),
                          places.file.rules.weight);
    json_end_array(&json);
    json_key_text(&json, "next", places.next);
    json_key_int(&json, "others", places.others);
    json_end_object(&json);
    return STATUS_OK;
}

// Differences -----------------------------------------------------------------

struct kept_side {
    struct round_record record;
    struct rules_file file;
    struct placing_kept kept;
};

static enum status read_side(const struct request *request, struct store *city,
                             struct store *pupils, const char *id,
                             struct kept_side *side, struct error *err)
{
    enum status status =
        store_read_round(pupils, request->arena, id, &side->record, err);
    if (status == STATUS_OK)
        status = read_rules(request, &side->record.entry, &side->file, err);
    if (status == STATUS_OK)
        status = placing_kept_read(city, pupils, request->arena, &side->record,
                                   &side->file.rules, &side->kept, err);
    return status;
}

static enum status read_sides(const struct request *request,
                              const struct service *service,
                              struct kept_side *before, struct kept_side *after,
                              struct error *err)
{
    struct store *city = NULL, *pupils;
    const char *with;
    enum status status =
        request_need_text(request, "with", "with=ROUND", &with, err);
    if (status != STATUS_OK)
        return status;
    status = take_private(service, &pupils, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->version->stores, &city, err);
    if (status == STATUS_OK)
        status = read_side(request, city, pupils, with, before, err);
    if (status == STATUS_OK)
        status = read_side(request, city, pupils,
                           request_path_text(request, "round"), after, err);
    store_pool_put(service->version->stores, city);
    put_private(service, pupils);
    if (status == STATUS_OK &&
        before->file.rules.weight != after->file.rules.weight)
        status = error_set(err, STATUS_STATE,
                           "round %s measures by distance and the other by "
                           "time",
                           before->file.rules.weight == BY_DISTANCE
                               ? before->record.entry.id
                               : after->record.entry.id);
    return status;
}

// Whose ward is as the round after has it.
static bool is_own(const struct visitor *visitor, const struct round *round,
                   const char *pupil_id)
{
    uint32_t at = id_search(round->applicants, round->n_applicants,
                            sizeof *round->applicants, pupil_id);
    if (at == ID_NONE)
        return visitor->has_all_wards;
    uint32_t ward = round->applicants[at].ward;
    return visitor_has_ward(visitor,
                            ward == ROUND_NONE ? NULL : round->ward_ids[ward]);
}

// Keeps only the visitor's own in the list; returns how many others there were.
static size_t keep_own(const struct visitor *visitor, const struct round *round,
                       struct impact *impact)
{
    size_t n_all = impact->n_pupils, n = 0;
    for (size_t i = 0; i < n_all; i++)
        if (visitor->role == ROLE_OFFICER &&
            is_own(visitor, round, impact->pupils[i].pupil_id))
            impact->pupils[n++] = impact->pupils[i];
    impact->n_pupils = n;
    return n_all - n;
}

static enum status get_diff(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct service *service = context;
    struct kept_side before, after;
    enum status status = read_sides(request, service, &before, &after, err);
    if (status != STATUS_OK)
        return status;
    struct impact impact =
        impact_between(request->arena, placing_kept_side(&before.kept),
                       placing_kept_side(&after.kept), after.kept.ward_names);
    size_t n_others =
        keep_own(request_visitor(request), &after.kept.round, &impact);
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "summary");
    impact_json_write(&reply->body, &impact.summary, 0);
    json.needs_comma = true;
    json_key(&json, "pupils");
    impact_pupils_json_write(&reply->body, &impact);
    json.needs_comma = true;
    json_key_int(&json, "others", (int64_t)n_others);
    json_end_object(&json);
    return STATUS_OK;
}

#define READERS (ACCESS_OFFICER | ACCESS_ADMIN)

const struct http_route ROUND_ROUTES[] = {
    {"GET", "/v1/rounds", get_rounds, READERS, HTTP_BODY_NONE},
    {"GET", "/v1/rounds/{round}", get_round, READERS, HTTP_BODY_NONE},
    {"DELETE", "/v1/rounds/{round}", round_delete, ACCESS_OFFICER,
     HTTP_BODY_NONE},
    {"GET", "/v1/rounds/{round}/consequences", get_consequences, READERS,
     HTTP_BODY_NONE},
    {"GET", "/v1/rounds/{round}/pools", get_pools, READERS, HTTP_BODY_NONE},
    {"GET", "/v1/rounds/{round}/histogram", get_histogram, READERS,
     HTTP_BODY_NONE},
    {"GET", "/v1/rounds/{round}/places", get_places, ACCESS_OFFICER,
     HTTP_BODY_NONE},
    {"GET", "/v1/rounds/{round}/diff", get_diff, READERS, HTTP_BODY_NONE},
    {"POST", "/v1/rounds/{round}/publish", round_post_publish, ACCESS_ADMIN,
     HTTP_BODY_TEXT},
    {"GET", "/v1/rules", rules_get_list, ACCESS_STAFF, HTTP_BODY_NONE},
    {"GET", "/v1/rules/{name}", rules_get, ACCESS_STAFF, HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
