#include "office/job_order.h"

#include <string.h>

enum status job_order_read(const struct office *office,
                           const struct request *request,
                           const struct job_kind *kind,
                           const struct json_value *object,
                           struct job_wanted *wanted, struct error *err)
{
    struct job_place place = {.city_path = office->city_path,
                              .spool = office->spool,
                              .visitor = request_visitor(request)};
    return job_kind_read(kind, request->arena, object, &place, wanted, err);
}

bool job_order_is_allowed(const struct request *request,
                          const struct job_wanted *wanted, struct reply *reply)
{
    const struct visitor *visitor = request_visitor(request);
    const char *what = wanted->what == NULL ? "" : wanted->what;
    bool is_role = (wanted->access & UINT32_C(1) << visitor->role) != 0;
    if (is_role && (visitor->has_all_wards || !wanted->needs_all_wards))
        return true;
    reply_problem_status(
        reply, 403,
        is_role
            ? arena_format(request->arena,
                           "%s is for officers of the whole city", wanted->kind)
            : arena_format(request->arena, "%s%s%s is not for the role \"%s\"",
                           wanted->kind, what[0] == '\0' ? "" : " of ", what,
                           role_name(visitor->role)));
    return false;
}

enum status job_order_add(struct office *office, const struct request *request,
                          const struct job_wanted *wanted, struct job *job,
                          struct error *err)
{
    const struct visitor *visitor = request_visitor(request);
    bool is_preview = strcmp(wanted->kind, "preview") == 0;
    struct job_order order = {
        .kind = wanted->kind,
        .options = wanted->options,
        .who = visitor->name,
        .person = visitor->person,
        .arguments = wanted->arguments,
        .actor = is_preview ? NULL : visitor_label(visitor, request->arena),
        .upload = is_preview ? NULL : wanted->upload};
    const char *id;
    enum status status =
        job_queue_add(office->jobs, request->arena, &order, &id, err);
    if (status == STATUS_OK)
        status = job_queue_read(office->jobs, request->arena, id, job, err);
    return status;
}
