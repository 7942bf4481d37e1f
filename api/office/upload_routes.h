#ifndef OFFICE_UPLOAD_ROUTES_H
#define OFFICE_UPLOAD_ROUTES_H

#include "http/http_server.h"

// Handlers of /v1/uploads, for the table in job_routes.c.

http_handler_fn post_upload;
http_handler_fn get_upload_preview;
http_handler_fn delete_upload;

#endif
