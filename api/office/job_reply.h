#ifndef OFFICE_JOB_REPLY_H
#define OFFICE_JOB_REPLY_H

#include "auth/visitor.h"
#include "http/reply.h"
#include "store/store_jobs.h"

/// Who may see what of a job: who ordered it all; an administrator what it is
/// and how far, and the rest where it is not about pupils; others that there is
/// none of that id.
enum job_view { JOB_VIEW_NONE, JOB_VIEW_OUTSIDE, JOB_VIEW_ALL };
enum job_view job_view_of(struct arena *arena, const struct job *job,
                          const struct visitor *visitor);

/// The job as JSON; in a list without log and result.
void job_write(struct json_writer *json, const struct job *job,
               enum job_view view, bool is_listed);

/// The same as the whole answer, with an ETag: who asks again and again gets a
/// 304 until something has changed.
void job_reply(struct reply *reply, const struct request *request,
               const struct job *job, enum job_view view);

#endif
