// All sets but the zones stay as they are when a plan is published, and of the
// zones only those of the plan's level change. So a service is its own set of
// zones, which shares levels with the one before, and the kept sets, counted
// and shared with the services before and after.

#include "tile/tile_service.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_city.h"
#include "tile/city_tiles.h"
#include "tile/kept_tiles.h"
#include "tile/zone_layers.h"

enum { ZONES = N_KEPT_SETS, N_SETS };

struct shared_tiles {
    struct kept_tiles *kept;
    atomic_size_t n_services;
};

struct tile_service {
    struct arena *arena; // of the service itself
    struct shared_tiles *shared;
    struct zone_layers *zones;
    const struct tile_set *sets[N_SETS];
};

// What zones are drawn from, only needed until they are.
struct records {
    struct city_info city;
    struct school_list schools;
    struct plan_list plans;
};

static enum status read_records(struct store *store, struct arena *arena,
                                struct records *records, struct error *err)
{
    enum status status = store_read_city(store, arena, &records->city, err);
    if (status == STATUS_OK)
        status = store_read_schools(store, arena, &records->schools, err);
    if (status == STATUS_OK)
        status = store_read_plans(store, arena, &records->plans, err);
    return status;
}

// Takes the kept sets over, with one service more that uses them.
static struct tile_service *new_service(struct shared_tiles *shared)
{
    struct arena *arena = arena_new();
    struct tile_service *service = arena_array(arena, struct tile_service, 1);
    service->arena = arena;
    service->shared = shared;
    atomic_fetch_add(&shared->n_services, 1);
    for (size_t i = 0; i < N_KEPT_SETS; i++)
        service->sets[i] = kept_tiles_set(shared->kept, i);
    return service;
}

static void let_go(struct shared_tiles *shared)
{
    if (atomic_fetch_sub(&shared->n_services, 1) != 1)
        return;
    kept_tiles_close(shared->kept);
    free(shared);
}

static enum status add_zones(struct tile_service *service,
                             const struct zone_layers *last,
                             struct store *store, struct error *err)
{
    struct arena *scratch = arena_new();
    struct records records = {0};
    enum status status = read_records(store, scratch, &records, err);
    if (status == STATUS_OK)
        status = zone_layers_build(last, records.city.crs, &records.plans,
                                   &records.schools, records.city.attribution,
                                   &service->zones, err);
    if (status == STATUS_OK)
        service->sets[ZONES] = zone_layers_set(service->zones);
    arena_free(scratch);
    return status;
}

static enum status make(struct shared_tiles *shared,
                        const struct zone_layers *last, struct store *store,
                        struct tile_service **service, struct error *err)
{
    struct tile_service *made = new_service(shared);
    enum status status = add_zones(made, last, store, err);
    if (status == STATUS_OK)
        *service = made;
    else
        tile_service_free(made);
    return status;
}

enum status tile_service_read(struct store *store,
                              struct tile_service **service, struct error *err)
{
    struct kept_tiles *kept;
    enum status status = kept_tiles_open(store, &kept, err);
    if (status != STATUS_OK)
        return status;
    struct shared_tiles *shared = calloc(1, sizeof *shared);
    if (shared == NULL)
        abort();
    shared->kept = kept;
    atomic_init(&shared->n_services, 0);
    return make(shared, NULL, store, service, err);
}

enum status tile_service_read_plans(const struct tile_service *service,
                                    struct store *store,
                                    struct tile_service **renewed,
                                    struct error *err)
{
    return make(service->shared, service->zones, store, renewed, err);
}

void tile_service_free(struct tile_service *service)
{
    if (service == NULL)
        return;
    zone_layers_free(service->zones);
    let_go(service->shared);
    arena_free(service->arena);
}

size_t tile_service_count(const struct tile_service *service)
{
    (void)service;
    return N_SETS;
}

const struct tile_set *tile_service_at(const struct tile_service *service,
                                       size_t set)
{
    return service->sets[set];
}

const struct tile_set *tile_service_set(const struct tile_service *service,
                                        const char *name)
{
    for (size_t i = 0; i < N_SETS; i++)
        if (strcmp(tile_set_info(service->sets[i])->name, name) == 0)
            return service->sets[i];
    return NULL;
}
