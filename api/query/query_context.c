// A stack of idle contexts under a lock that is held only while one is taken
// or put back. What is most recently used is taken first, being warm.

#include "query/query_context.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct query_pool {
    pthread_mutex_t lock;
    struct query_context *idle;
    struct arena *arena; // of what contexts share
    const struct reach_streets *streets[STATE_MOST_PROFILES];
};

static void *allocate(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    return memory;
}

struct query_pool *query_pool_new(void)
{
    struct query_pool *pool = allocate(sizeof *pool);
    pthread_mutex_init(&pool->lock, NULL);
    pool->arena = arena_new();
    return pool;
}

static void context_free(struct query_context *context)
{
    for (size_t p = 0; p < STATE_MOST_PROFILES; p++) {
        router_free(context->routers[p]);
        reach_query_free(context->reaches[p]);
    }
    for (size_t b = 0; b < QUERY_MOST_BRIDGES; b++)
        crs_bridge_close(context->bridges[b].bridge);
    crs_close(context->crs);
    free(context);
}

void query_pool_free(struct query_pool *pool)
{
    if (pool == NULL)
        return;
    while (pool->idle != NULL) {
        struct query_context *context = pool->idle;
        pool->idle = context->next;
        context_free(context);
    }
    pthread_mutex_destroy(&pool->lock);
    arena_free(pool->arena);
    free(pool);
}

static struct query_context *take_idle(struct query_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    struct query_context *context = pool->idle;
    if (context != NULL)
        pool->idle = context->next;
    pthread_mutex_unlock(&pool->lock);
    return context;
}

enum status query_context_take(const struct city_state *city,
                               struct query_context **context,
                               struct error *err)
{
    *context = take_idle(city->pool);
    if (*context != NULL) {
        (*context)->city = city; // the last one may have had other plans
        return STATUS_OK;
    }
    struct crs *crs;
    enum status status = crs_open(city->info.crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    struct query_context *made = allocate(sizeof *made);
    made->city = city;
    made->crs = crs;
    *context = made;
    return STATUS_OK;
}

void query_context_put(struct query_context *context)
{
    struct query_pool *pool = context->city->pool;
    pthread_mutex_lock(&pool->lock);
    context->next = pool->idle;
    pool->idle = context;
    pthread_mutex_unlock(&pool->lock);
}

struct router *query_context_router(struct query_context *context,
                                    const struct city_profile *profile)
{
    size_t p = (size_t)(profile - context->city->profiles);
    if (context->routers[p] == NULL)
        context->routers[p] = router_new(&profile->traveller->measure);
    return context->routers[p];
}

static const struct reach_streets *reach_streets_of(struct query_pool *pool,
                                                    const struct measure *by,
                                                    size_t profile)
{
    pthread_mutex_lock(&pool->lock);
    if (pool->streets[profile] == NULL) {
        struct reach_streets streets = reach_streets_build(pool->arena, by);
        pool->streets[profile] =
            arena_copy(pool->arena, &streets, sizeof streets);
    }
    pthread_mutex_unlock(&pool->lock);
    return pool->streets[profile];
}

struct reach_query *query_context_reach(struct query_context *context,
                                        const struct city_profile *profile)
{
    size_t p = (size_t)(profile - context->city->profiles);
    if (context->reaches[p] == NULL)
        context->reaches[p] = reach_query_new(reach_streets_of(
            context->city->pool, &profile->traveller->measure, p));
    return context->reaches[p];
}

enum status query_context_bridge(struct query_context *context,
                                 const char *name, struct crs_bridge **bridge,
                                 struct error *err)
{
    size_t b = 0;
    while (b < QUERY_MOST_BRIDGES && context->bridges[b].name != NULL &&
           strcmp(context->bridges[b].name, name) != 0)
        b++;
    assert(b < QUERY_MOST_BRIDGES);
    struct query_bridge *found = &context->bridges[b];
    if (found->name == NULL) {
        enum status status =
            crs_bridge_open(name, context->crs, &found->bridge, err);
        if (status != STATUS_OK)
            return status;
        found->name = name;
    }
    *bridge = found->bridge;
    return STATUS_OK;
}

enum status query_context_locate(struct query_context *context,
                                 const char *name, struct lonlat at,
                                 struct point_m *here, struct error *err)
{
    struct box_m streets = context->city->streets_box;
    *here = crs_to_city(context->crs, at);
    if (box_has_point(box_grown(streets, STATE_MARGIN_M), *here))
        return STATUS_OK;
    struct lonlat south_west = crs_to_lonlat(
        context->crs, (struct point_m){streets.min_x_m, streets.min_y_m});
    struct lonlat north_east = crs_to_lonlat(
        context->crs, (struct point_m){streets.max_x_m, streets.max_y_m});
    return error_set(err, STATUS_BAD_INPUT,
                     "%s: %.10g,%.10g is outside the city, whose streets lie "
                     "from %.2f,%.2f to %.2f,%.2f",
                     name, at.lon_deg, at.lat_deg, south_west.lon_deg,
                     south_west.lat_deg, north_east.lon_deg,
                     north_east.lat_deg);
}

bool query_context_meets_other_part(const struct city_profile *profile,
                                    struct point_m here)
{
    const struct measure *measure = &profile->traveller->measure;
    return snap_meets_other_part(measure->net, measure->graph, here,
                                 SNAP_FARTHEST_M);
}
