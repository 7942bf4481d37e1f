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

enum status round_read_rules(struct arena *arena,
                             const struct round_entry *round,
                             struct rules_file *file, struct error *err)
{
    return rules_file_parse("the round's rules", round->rules,
                            strlen(round->rules), arena, NULL, NULL, file, err);
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
    return status == STATUS_OK
               ? round_read_rules(request->arena, &record->entry, file, err)
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
    {"GET", "/v1/rounds/{round}/places", round_get_places, ACCESS_OFFICER,
     HTTP_BODY_NONE},
    {"GET", "/v1/rounds/{round}/places.xlsx", round_get_list, ACCESS_OFFICER,
     HTTP_BODY_NONE},
    {"GET", "/v1/rounds/{round}/diff", round_get_diff, READERS, HTTP_BODY_NONE},
    {"POST", "/v1/rounds/{round}/publish", round_post_publish, ACCESS_ADMIN,
     HTTP_BODY_TEXT},
    {"GET", "/v1/rules", rules_get_list, ACCESS_STAFF, HTTP_BODY_NONE},
    {"GET", "/v1/rules/{name}", rules_get, ACCESS_STAFF, HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
