// The audit entry and what it tells of are one transaction, so neither is ever
// without the other. The city and the private file cannot share a transaction
// that survives every crash; there the entry comes first: what the log may lack
// after a crash is how it ended, never that it was begun.

#include "office/office.h"

#include "auth/gate.h"
#include "service/store_pool.h"
#include "store/store_audit.h"

bool office_gate(struct request *request, const struct http_route *route,
                 struct reply *reply, void *context)
{
    const struct service *service = context;
    return gate_admits(service->office->sessions, request, route, reply);
}

enum status office_begin(struct office *office, const struct request *request,
                         struct office_change *change, struct error *err)
{
    *change = (struct office_change){.office = office, .request = request};
    enum status status = store_pool_take(office->privates, &change->store, err);
    if (status == STATUS_OK)
        status = store_begin(change->store, err);
    return status;
}

enum status office_keep(struct office_change *change, const char *action,
                        const char *subject, const char *detail,
                        struct error *err)
{
    struct audit_entry entry = {
        .who = visitor_label(change->request->visitor, change->request->arena),
        .action = action,
        .subject = subject,
        .detail = detail};
    enum status status = store_append_audit(change->store, &entry, err);
    if (status == STATUS_OK)
        status = store_commit(change->store, err);
    return status;
}

void office_end(struct office_change *change)
{
    if (change->store != NULL)
        store_pool_put(change->office->privates, change->store);
    change->store = NULL;
}

// An entry of its own.
static enum status note(struct office *office, const struct request *request,
                        const char *action, const char *subject,
                        const char *detail, struct error *err)
{
    struct office_change change;
    enum status status = office_begin(office, request, &change, err);
    if (status == STATUS_OK)
        status = office_keep(&change, action, subject, detail, err);
    office_end(&change);
    return status;
}

static enum status change_city(struct office *office, office_city_fn *change,
                               void *context, struct error *err)
{
    struct store *city = NULL;
    enum status status = store_pool_take(office->city, &city, err);
    if (status != STATUS_OK)
        return status;
    status = store_begin(city, err);
    if (status == STATUS_OK)
        status = change(city, context, err);
    if (status == STATUS_OK)
        status = store_commit(city, err);
    store_pool_put(office->city, city);
    return status;
}

enum status office_change_city(struct office *office,
                               const struct request *request,
                               const char *action, const char *subject,
                               const char *detail, office_city_fn *change,
                               void *context, struct error *err)
{
    bool changed;
    struct error second;
    enum status status = note(office, request, action, subject, detail, err);
    if (status != STATUS_OK)
        return status;
    status = change_city(office, change, context, err);
    const char *outcome = arena_format(request->arena, "%s.%s", action,
                                       status == STATUS_OK ? "done" : "failed");
    enum status noted = note(office, request, outcome, subject, NULL, &second);
    if (status == STATUS_OK)
        status = city_versions_renew(office->versions, &changed, err);
    if (status != STATUS_OK || noted == STATUS_OK)
        return status;
    *err = second;
    return error_prefix(err,
                        "%s was done, but its end is not in the log: ", action);
}

enum status office_change_draft(struct office *office,
                                const struct request *request,
                                const char *action, const char *subject,
                                const char *detail, office_city_fn *change,
                                void *context, struct error *err)
{
    struct error second;
    enum status status = note(office, request, action, subject, detail, err);
    if (status != STATUS_OK)
        return status;
    status = change_city(office, change, context, err);
    if (status != STATUS_OK)
        (void)note(office, request,
                   arena_format(request->arena, "%s.failed", action), subject,
                   NULL, &second);
    return status;
}
