#ifndef QUERY_QUERY_CONTEXT_H
#define QUERY_QUERY_CONTEXT_H

#include "crs/crs.h"
#include "network/reach_area.h"
#include "network/route.h"
#include "query/city_state.h"

#define QUERY_MOST_BRIDGES 8

/// The way to another system, by its name.
struct query_bridge {
    const char *name;
    struct crs_bridge *bridge;
};

/// What one query needs for itself while it runs: a coordinate system and, a
/// profile, a router and a query for reach areas (made when first asked for).
/// Taken from the city's pool and put back, so there are as many as ever ran at
/// once.
struct query_context {
    const struct city_state *city;
    struct crs *crs;
    struct router *routers[STATE_MOST_PROFILES];
    struct reach_query *reaches[STATE_MOST_PROFILES];
    struct query_bridge bridges[QUERY_MOST_BRIDGES];
    struct query_context *next;
};

struct query_pool *query_pool_new(void);
void query_pool_free(struct query_pool *pool);

enum status query_context_take(const struct city_state *city,
                               struct query_context **context,
                               struct error *err);
void query_context_put(struct query_context *context);

/// The context's router for a profile of its city.
struct router *query_context_router(struct query_context *context,
                                    const struct city_profile *profile);

/// The same for reach areas. What they need of the streets is made once for the
/// whole pool.
struct reach_query *query_context_reach(struct query_context *context,
                                        const struct city_profile *profile);

/// The context's way between the city's metres and another system, opened when
/// first asked for. `name` ("EPSG:3857", "OGC:CRS84") outlives the context, and
/// there are at most QUERY_MOST_BRIDGES of them.
enum status query_context_bridge(struct query_context *context,
                                 const char *name, struct crs_bridge **bridge,
                                 struct error *err);

/// The position in the city's metres. Fails with STATUS_BAD_INPUT when it lies
/// more than STATE_MARGIN_M beyond the city's streets; `name` is what the
/// sentence calls it: "at", "--from".
enum status query_context_locate(struct query_context *context,
                                 const char *name, struct lonlat at,
                                 struct point_m *here, struct error *err);

/// Whether a position without a usable street near is beside one that belongs
/// to another part of the profile's network: for the reason of an answer.
bool query_context_meets_other_part(const struct city_profile *profile,
                                    struct point_m here);

#endif
