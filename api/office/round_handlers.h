#ifndef OFFICE_ROUND_HANDLERS_H
#define OFFICE_ROUND_HANDLERS_H

#include "http/http_server.h"
#include "service/service.h"
#include "store/store_rounds.h"

// What the files of round routes share; the table is in round_routes.c.

/// The round the request names.
enum status round_of_request(const struct request *request,
                             const struct service *service,
                             struct round_entry *round, struct error *err);

http_handler_fn round_delete; // round_changes.c
http_handler_fn round_post_publish;
http_handler_fn rules_get_list; // rules_routes.c
http_handler_fn rules_get;

#endif
