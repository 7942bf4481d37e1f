#include "office/job_reply.h"

#include <string.h>

#include "office/job_kinds.h"

enum job_view job_view_of(struct arena *arena, const struct job *job,
                          const struct visitor *visitor)
{
    if (job->person == visitor->person)
        return JOB_VIEW_ALL;
    if (visitor->role != ROLE_ADMIN || strcmp(job->kind, "preview") == 0)
        return JOB_VIEW_NONE;
    return job_is_about_pupils(arena, job->kind, job->options)
               ? JOB_VIEW_OUTSIDE
               : JOB_VIEW_ALL;
}

// A job's result is JSON as it was printed, or nothing. What a contest changes
// for everyone names children of all wards: it is read at the contest, where
// an officer sees its own.
static void write_result(struct json_writer *json, const struct job *job)
{
    const char *result = job->result;
    bool is_json = result != NULL && result[0] == '{';
    json_key(json, "result");
    if (is_json && strcmp(job->kind, "contest") == 0)
        json_nothing(json);
    else if (is_json)
        json_verbatim(json, result);
    else
        json_text(json, result);
}

static void write_inside(struct json_writer *json, const struct job *job,
                         bool is_listed)
{
    json_key_text(json, "error", job->error);
    if (is_listed)
        return;
    json_key_text(json, "log", job->log);
    write_result(json, job);
}

void job_write(struct json_writer *json, const struct job *job,
               enum job_view view, bool is_listed)
{
    json_begin_object(json);
    json_key_text(json, "id", job->id);
    json_key_text(json, "kind", job->kind);
    json_key(json, "options");
    json_verbatim(json, job->options);
    json_key_text(json, "who", job->who);
    json_key_text(json, "state", job_state_name(job->state));
    json_key_int(json, "per_mille", job->per_mille);
    json_key_text(json, "step", job->step);
    json_key_text(json, "made_at", job->made_at);
    json_key_text(json, "begun_at", job->begun_at);
    json_key_text(json, "ended_at", job->ended_at);
    if (view == JOB_VIEW_ALL)
        write_inside(json, job, is_listed);
    json_end_object(json);
}

void job_reply(struct reply *reply, const struct request *request,
               const struct job *job, enum job_view view)
{
    struct json_writer json = reply_json(reply);
    job_write(&json, job, view, false);
    size_t n;
    const char *bytes = reply_bytes(reply, &n);
    reply->etag = arena_format(request->arena, "W/%s",
                               reply_etag_of(request->arena, bytes, n));
    if (!reply_is_had(reply, request))
        return;
    reply->status = 304;
    reply->body.length = 0;
}
