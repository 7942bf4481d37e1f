// What changes from one round to another: counted for everyone, child by child
// only for those of the officer's own wards.

#include "base/id_search.h"
#include "format/rules_file.h"
#include "office/office.h"
#include "office/round_handlers.h"
#include "placing/placing_kept.h"

struct kept_side {
    struct round_record record;
    struct rules_file file;
    struct placing_kept kept;
};

static enum status read_side(const struct request *request,
                             struct store *pupils,
                             const struct placing_homes *homes, const char *id,
                             struct kept_side *side, struct error *err)
{
    enum status status =
        store_read_round(pupils, request->arena, id, &side->record, err);
    if (status == STATUS_OK)
        status = round_read_rules(request->arena, &side->record.entry,
                                  &side->file, err);
    if (status == STATUS_OK)
        side->kept = placing_kept_build(request->arena, homes, &side->record,
                                        &side->file.rules);
    return status;
}

static enum status check_weights(const struct kept_side *before,
                                 const struct kept_side *after,
                                 struct error *err)
{
    if (before->file.rules.weight == after->file.rules.weight)
        return STATUS_OK;
    return error_set(err, STATUS_STATE,
                     "round %s measures by distance and the other by time",
                     before->file.rules.weight == BY_DISTANCE
                         ? before->record.entry.id
                         : after->record.entry.id);
}

static enum status read_sides(const struct request *request,
                              const struct service *service,
                              struct kept_side *before, struct kept_side *after,
                              struct error *err)
{
    struct store *pupils = NULL;
    struct placing_homes homes;
    const char *with;
    enum status status =
        request_need_text(request, "with", "with=ROUND", &with, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->office->privates, &pupils, err);
    if (status == STATUS_OK)
        status = placing_homes_read(pupils, &service->version->city->wards,
                                    request->arena, &homes, err);
    if (status == STATUS_OK)
        status = read_side(request, pupils, &homes, with, before, err);
    if (status == STATUS_OK)
        status = read_side(request, pupils, &homes,
                           request_path_text(request, "round"), after, err);
    store_pool_put(service->office->privates, pupils);
    return status == STATUS_OK ? check_weights(before, after, err) : status;
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

enum status round_get_diff(const struct request *request, struct reply *reply,
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
