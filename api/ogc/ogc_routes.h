#ifndef OGC_OGC_ROUTES_H
#define OGC_OGC_ROUTES_H

#include "http/http_server.h"

/// What answers under /ogc: OGC API - Features and Tiles. Everyone may ask.
/// Handlers get a `struct service`.
extern const struct http_route OGC_ROUTES[];

#endif
