#ifndef OFFICE_ROUND_HANDLERS_H
#define OFFICE_ROUND_HANDLERS_H

#include "format/rules_file.h"
#include "http/http_server.h"
#include "service/service.h"
#include "store/store_rounds.h"

// What the files of round routes share; the table is in round_routes.c.

/// The round the request names.
enum status round_of_request(const struct request *request,
                             const struct service *service,
                             struct round_entry *round, struct error *err);

/// The rules the round keeps.
enum status round_read_rules(struct arena *arena,
                             const struct round_entry *round,
                             struct rules_file *file, struct error *err);

http_handler_fn round_get_places; // round_places.c
http_handler_fn round_get_list;   // round_list.c
http_handler_fn round_get_diff;   // round_diff.c
http_handler_fn round_delete;     // round_changes.c
http_handler_fn round_post_publish;
http_handler_fn rules_get_list; // rules_routes.c
http_handler_fn rules_get;

#endif
