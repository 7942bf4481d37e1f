// Ordering, looking at and ending jobs. Which jobs there are and what they take
// is in job_kinds.c; who may see what of one, in job_reply.c. A job's beginning
// and end are entered into the audit log by the queue, in the transaction that
// keeps the job.

#include <string.h>

#include "http/json_value.h"
#include "office/job_kinds.h"
#include "office/job_order.h"
#include "office/job_reply.h"
#include "office/office.h"
#include "office/upload_routes.h"

#define LONGEST_KIND 40
#define MOST_LISTED JOBS_KEPT

static enum status get_jobs(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct service *service = context;
    const struct visitor *visitor = request_visitor(request);
    struct job_list jobs;
    int64_t limit = 50;
    int64_t person = visitor->role == ROLE_ADMIN ? 0 : visitor->person;
    enum status status =
        request_int(request, "limit", 1, MOST_LISTED, &limit, err);
    if (status == STATUS_OK)
        status = job_queue_list(service->office->jobs, request->arena, person,
                                (size_t)limit, &jobs, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "jobs");
    json_begin_array(&json);
    for (size_t i = 0; i < jobs.count; i++)
        job_write(&json, &jobs.items[i],
                  job_view_of(request->arena, &jobs.items[i], visitor), true);
    json_end_array(&json);
    json_end_object(&json);
    return STATUS_OK;
}

static enum status find_job(const struct request *request,
                            const struct service *service, struct job *job,
                            enum job_view *view, struct error *err)
{
    const char *id = request_path_text(request, "job");
    enum status status =
        job_queue_read(service->office->jobs, request->arena, id, job, err);
    if (status != STATUS_OK)
        return status;
    *view = job_view_of(request->arena, job, request_visitor(request));
    return *view == JOB_VIEW_NONE ? error_set(err, STATUS_NOT_FOUND,
                                              "there is no job \"%.40s\"", id)
                                  : STATUS_OK;
}

static enum status get_job(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    struct job job;
    enum job_view view;
    enum status status = find_job(request, context, &job, &view, err);
    if (status == STATUS_OK)
        job_reply(reply, request, &job, view);
    return status;
}

static enum status delete_job(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct job job;
    enum job_view view;
    enum status status = find_job(request, service, &job, &view, err);
    if (status == STATUS_OK)
        status = job_queue_cancel(service->office->jobs, job.id, err);
    if (status == STATUS_OK)
        reply_empty(reply);
    return status;
}

static enum status order(const struct request *request,
                         const struct service *service,
                         const struct job_wanted *wanted, struct reply *reply,
                         struct error *err)
{
    struct job job;
    enum status status =
        job_order_add(service->office, request, wanted, &job, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    reply->status = 201;
    reply_header(reply, "Location",
                 arena_format(request->arena, "/v1/jobs/%s", job.id));
    job_write(&json, &job, JOB_VIEW_ALL, false);
    return STATUS_OK;
}

static enum status post_job(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct service *service = context;
    const struct json_value *body = NULL;
    const struct job_kind *kind = NULL;
    const char *name = NULL;
    struct job_wanted wanted;
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "kind", LONGEST_KIND, &name, err);
    if (status == STATUS_OK)
        status = job_kind_find(name, &kind, err);
    if (status == STATUS_OK)
        status =
            job_order_read(service->office, request, kind, body, &wanted, err);
    if (status != STATUS_OK)
        return status;
    return job_order_is_allowed(request, &wanted, reply)
               ? order(request, service, &wanted, reply, err)
               : STATUS_OK;
}

const struct http_route JOB_ROUTES[] = {
    {"GET", "/v1/jobs", get_jobs, ACCESS_STAFF, HTTP_BODY_NONE},
    {"POST", "/v1/jobs", post_job, ACCESS_OFFICER | ACCESS_PLANNER,
     HTTP_BODY_TEXT},
    {"GET", "/v1/jobs/{job}", get_job, ACCESS_STAFF, HTTP_BODY_NONE},
    {"DELETE", "/v1/jobs/{job}", delete_job, ACCESS_STAFF, HTTP_BODY_NONE},
    {"POST", "/v1/uploads", post_upload, ACCESS_OFFICER | ACCESS_PLANNER,
     HTTP_BODY_FILE},
    {"GET", "/v1/uploads/{upload}/preview", get_upload_preview,
     ACCESS_OFFICER | ACCESS_PLANNER, HTTP_BODY_NONE},
    {"DELETE", "/v1/uploads/{upload}", delete_upload,
     ACCESS_OFFICER | ACCESS_PLANNER, HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
