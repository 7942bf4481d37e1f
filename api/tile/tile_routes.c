// All sets but the zones stay as they are when a plan is published. So a
// service is two parts: its own zones, and a base with the other sets, counted
// and shared with the services before and after. Tiles are drawn each time; the
// server keeps the answers that are asked for often.

#include "tile/tile_routes.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_city.h"
#include "tile/city_tiles.h"

#define TILE_TYPE "application/vnd.mapbox-vector-tile"

enum { BASE, SCHOOLS, WARDS, ZONES, N_SETS };

struct tile_base {
    struct arena *arena;
    atomic_size_t n_services;
};

struct tile_service {
    struct arena *arena; // of the service itself and its zones
    struct tile_base *base;
    struct tile_set *sets[N_SETS];
};

static struct lonlat to_lonlat(void *context, struct point_m at)
{
    return crs_to_lonlat(context, at);
}

// What is read here is only needed until the sets are built.
struct records {
    struct city_info city;
    struct base_map map;
    struct street_set streets;
    struct school_list schools;
    struct ward_list wards;
    struct plan_list plans;
};

// What the zones are drawn from.
static enum status read_plans(struct store *store, struct arena *arena,
                              struct records *records, struct error *err)
{
    enum status status = store_read_city(store, arena, &records->city, err);
    if (status == STATUS_OK)
        status = store_read_schools(store, arena, &records->schools, err);
    if (status == STATUS_OK)
        status = store_read_plans(store, arena, &records->plans, err);
    return status;
}

static enum status read_records(struct store *store, struct arena *arena,
                                struct records *records, struct error *err)
{
    enum status status = read_plans(store, arena, records, err);
    if (status == STATUS_OK)
        status = store_read_base_map(store, arena, &records->map, err);
    if (status == STATUS_OK)
        status = store_read_streets(store, arena, &records->streets, err);
    if (status == STATUS_OK)
        status = store_read_wards(store, arena, &records->wards, err);
    return status;
}

static const char *thanks_of(struct arena *arena, const struct records *records)
{
    const char *thanks = records->city.attribution;
    return thanks == NULL ? NULL : arena_text(arena, thanks);
}

static struct tile_service *new_service(void)
{
    struct arena *arena = arena_new();
    struct tile_service *service = arena_array(arena, struct tile_service, 1);
    service->arena = arena;
    return service;
}

static void build_zones(struct tile_service *service, struct crs *crs,
                        const struct records *records)
{
    service->sets[ZONES] = zone_tiles_build(
        service->arena, (struct tile_crs){to_lonlat, crs}, records->plans.items,
        records->plans.count, records->schools.items, records->schools.count,
        thanks_of(service->arena, records));
}

static void build_base(struct tile_service *service, struct crs *crs,
                       const struct records *records)
{
    struct arena *arena = arena_new();
    const struct tile_crs onto = {to_lonlat, crs};
    const char *thanks = thanks_of(arena, records);
    service->base = arena_array(arena, struct tile_base, 1);
    service->base->arena = arena;
    atomic_init(&service->base->n_services, 1);
    service->sets[BASE] =
        base_tiles_build(arena, onto, &records->map, &records->streets, thanks);
    service->sets[SCHOOLS] = school_tiles_build(
        arena, onto, records->schools.items, records->schools.count, thanks);
    service->sets[WARDS] = ward_tiles_build(arena, onto, records->wards.items,
                                            records->wards.count, thanks);
}

enum status tile_service_read(struct store *store, struct crs *crs,
                              struct tile_service **service, struct error *err)
{
    struct arena *arena = arena_new();
    struct records records = {0};
    enum status status = read_records(store, arena, &records, err);
    if (status == STATUS_OK) {
        *service = new_service();
        build_base(*service, crs, &records);
        build_zones(*service, crs, &records);
    }
    arena_free(arena);
    return status;
}

static struct tile_service *share_base(const struct tile_service *service)
{
    struct tile_service *sharing = new_service();
    sharing->base = service->base;
    atomic_fetch_add(&sharing->base->n_services, 1);
    for (size_t i = 0; i < N_SETS; i++)
        sharing->sets[i] = service->sets[i];
    return sharing;
}

enum status tile_service_read_plans(const struct tile_service *service,
                                    struct store *store, struct crs *crs,
                                    struct tile_service **renewed,
                                    struct error *err)
{
    struct arena *arena = arena_new();
    struct records records = {0};
    enum status status = read_plans(store, arena, &records, err);
    if (status == STATUS_OK) {
        *renewed = share_base(service);
        build_zones(*renewed, crs, &records);
    }
    arena_free(arena);
    return status;
}

void tile_service_free(struct tile_service *service)
{
    if (service == NULL)
        return;
    if (atomic_fetch_sub(&service->base->n_services, 1) == 1)
        arena_free(service->base->arena);
    arena_free(service->arena);
}

static size_t find_set(const struct tile_service *service, const char *name)
{
    size_t i = 0;
    while (i < N_SETS &&
           strcmp(tile_set_info(service->sets[i])->name, name) != 0)
        i++;
    return i;
}

const struct tile_set *tile_service_set(const struct tile_service *service,
                                        const char *name)
{
    size_t i = find_set(service, name);
    return i < N_SETS ? service->sets[i] : NULL;
}

static enum status need_set(const struct tile_service *service,
                            const struct request *request, size_t *set,
                            struct error *err)
{
    const char *name = request_path_text(request, "set");
    *set = find_set(service, name);
    if (*set < N_SETS)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND,
                     "there is no tile set \"%s\"; there are base, schools, "
                     "wards and zones",
                     name);
}

enum status tile_routes_describe(const struct request *request,
                                 struct reply *reply,
                                 struct tile_service *service,
                                 struct error *err)
{
    size_t set;
    enum status status = need_set(service, request, &set, err);
    if (status != STATUS_OK)
        return status;
    reply->content_type = "application/json";
    reply->cache = REPLY_ASK_AGAIN;
    tile_set_write_json(service->sets[set], request_origin(request),
                        &reply->body);
    return STATUS_OK;
}

static enum status need_tile(const struct request *request, struct tile *tile,
                             struct error *err)
{
    int64_t zoom, x, y;
    enum status status =
        request_path_int(request, "z", 0, TILE_DEEPEST_ZOOM, &zoom, err);
    if (status != STATUS_OK)
        return status;
    int64_t last = ((int64_t)1 << zoom) - 1;
    status = request_path_int(request, "x", 0, last, &x, err);
    if (status == STATUS_OK)
        status = request_path_int(request, "y", 0, last, &y, err);
    if (status == STATUS_OK)
        *tile = (struct tile){(uint32_t)zoom, (uint32_t)x, (uint32_t)y};
    return status;
}

static void draw(const struct tile_set *set, struct arena *arena,
                 struct tile tile, struct text_buffer *out)
{
    if (tile.zoom >= tile_set_info(set)->first_zoom)
        tile_set_render(set, arena, tile, out);
}

static void name_version(const struct request *request, struct reply *reply,
                         const struct tile_set *set)
{
    const char *version =
        arena_format(request->arena, "%016" PRIx64, tile_set_checksum(set));
    bool is_named = text_same(request_text(request, "v", NULL), version);
    reply->etag = arena_format(request->arena, "\"%s\"", version);
    reply->cache = is_named ? REPLY_FOR_EVER : REPLY_SHORTLY;
    reply->content_type = TILE_TYPE;
}

enum status tile_routes_tile(const struct request *request, struct reply *reply,
                             struct tile_service *service, struct error *err)
{
    struct tile tile;
    size_t set;
    enum status status = need_set(service, request, &set, err);
    if (status == STATUS_OK)
        status = need_tile(request, &tile, err);
    if (status != STATUS_OK)
        return status;
    name_version(request, reply, service->sets[set]);
    if (reply_is_had(reply, request))
        return STATUS_OK;
    draw(service->sets[set], request->arena, tile, &reply->body);
    if (reply->body.length == 0)
        reply_empty(reply);
    return STATUS_OK;
}
