// A round is published by an administrator: its cut-offs go into the city file,
// where everyone reads them, and then it is in force in the private one, from
// where it never changes. Should the second step fail, the next try sets both
// right, as the same cut-offs take their own place.

#include <inttypes.h>
#include <string.h>

#include "http/json_value.h"
#include "office/office.h"
#include "office/round_handlers.h"
#include "office/round_json.h"
#include "store/store_cut_offs.h"

#define LONGEST_CONFIRM 200

enum status round_delete(const struct request *request, struct reply *reply,
                         void *context, struct error *err)
{
    const struct service *service = context;
    const char *id = request_path_text(request, "round");
    struct office_change change;
    enum status status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = store_remove_round(change.store, id, err);
    if (status == STATUS_OK)
        status = office_keep(&change, "round.delete", id, NULL, err);
    office_end(&change);
    if (status == STATUS_OK)
        reply_empty(reply);
    return status;
}

static enum status check_publishing(const struct request *request,
                                    const struct round_entry *round,
                                    struct error *err)
{
    const struct json_value *body;
    const char *said = NULL;
    const char *wanted = round_confirmation(request->arena, round);
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "confirm", LONGEST_CONFIRM, &said, err);
    if (status == STATUS_OK && strcmp(said, wanted) != 0)
        status = error_set(
            err, STATUS_BAD_INPUT,
            "\"confirm\" must say \"%s\", which the round is for", wanted);
    if (status == STATUS_OK && round->is_in_force)
        status = error_set(err, STATUS_STATE, "round %s is in force already",
                           round->id);
    return status;
}

static enum status read_record(const struct request *request,
                               const struct service *service, const char *id,
                               struct round_record *record, struct error *err)
{
    struct store *store = NULL;
    enum status status =
        store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = store_read_round_pools(store, request->arena, id, record, err);
    store_pool_put(service->office->privates, store);
    return status;
}

static enum status write_cut_offs(struct store *city, void *context,
                                  struct error *err)
{
    return store_write_cut_offs(city, context, err);
}

static enum status put_in_force(const struct request *request,
                                const struct service *service, const char *id,
                                struct error *err)
{
    struct office_change change;
    enum status status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = store_publish_round(change.store, id, err);
    if (status == STATUS_OK)
        status = office_keep(&change, "round.in_force", id, NULL, err);
    office_end(&change);
    return status;
}

static enum status reply_entry(const struct request *request,
                               struct reply *reply,
                               const struct service *service, struct error *err)
{
    struct round_entry round;
    enum status status = round_of_request(request, service, &round, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    round_entry_members(&json, request->arena, &round);
    json_end_object(&json);
    return STATUS_OK;
}

enum status round_post_publish(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    struct round_entry round;
    struct round_record record;
    enum status status = round_of_request(request, service, &round, err);
    if (status == STATUS_OK)
        status = check_publishing(request, &round, err);
    if (status == STATUS_OK)
        status = read_record(request, service, round.id, &record, err);
    if (status != STATUS_OK)
        return status;
    const char *detail =
        arena_format(request->arena, "{\"for\":\"%s\"}",
                     round_confirmation(request->arena, &round));
    status = office_change_city(service->office, request, "round.publish",
                                round.id, detail, write_cut_offs, &record, err);
    if (status == STATUS_OK)
        status = put_in_force(request, service, round.id, err);
    if (status == STATUS_OK)
        status = reply_entry(request, reply, service, err);
    return status;
}
