#ifndef OFFICE_PLAN_HANDLERS_H
#define OFFICE_PLAN_HANDLERS_H

#include "http/http_server.h"
#include "service/service.h"
#include "store/plan_list.h"

// What the files of plan routes share; the table is in plan_routes.c.

/// The longest id of a plan, unit or school that is read.
#define PLAN_LONGEST_ID 200

/// The plan the request names, from the city's file.
enum status plan_of_request(const struct request *request,
                            const struct service *service,
                            struct plan_entry *plan, struct error *err);

/// Answers with a plan's entry as it is in the city's file.
enum status plan_reply_entry(const struct request *request, struct reply *reply,
                             const struct service *service, const char *plan_id,
                             struct error *err);

// Work on drafts (plan_edits.c).
http_handler_fn plan_post_moves;
http_handler_fn plan_post_locks;
http_handler_fn plan_post_undo;
http_handler_fn plan_post_redo;
http_handler_fn plan_post_proposal;

// From the first draft to the plan in force (plan_changes.c).
http_handler_fn plan_post;
http_handler_fn plan_delete;
http_handler_fn plan_post_publish;

#endif
