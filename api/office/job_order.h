#ifndef OFFICE_JOB_ORDER_H
#define OFFICE_JOB_ORDER_H

#include "office/job_kinds.h"
#include "office/office.h"

// Ordering a job for whoever asks.

/// What is asked for (job_kinds.h), for the visitor of the request.
enum status job_order_read(const struct office *office,
                           const struct request *request,
                           const struct job_kind *kind,
                           const struct json_value *object,
                           struct job_wanted *wanted, struct error *err);

/// Whether the visitor may order it; if not, `reply` says so (403).
bool job_order_is_allowed(const struct request *request,
                          const struct job_wanted *wanted, struct reply *reply);

/// Puts it in line. A preview leaves its upload and no entry in the audit log.
enum status job_order_add(struct office *office, const struct request *request,
                          const struct job_wanted *wanted, struct job *job,
                          struct error *err);

#endif
