#ifndef SERVER_OFFICE_ROUTES_H
#define SERVER_OFFICE_ROUTES_H

#include "http/http_server.h"

/// The tables of each process, ended by NULL.
extern const struct http_route *const PUBLIC_TABLES[];
extern const struct http_route *const OFFICE_TABLES[];

#endif
