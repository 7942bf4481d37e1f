// A layer is known by a hash of what it is drawn from, the zones' schools and
// outlines, and not by its plan's id: so it is right even when someone has
// moved a border by other means.

#include "tile/zone_layers.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "crs/crs.h"
#include "store/file_seal.h"
#include "tile/tile_layout.h"

struct zone_layer {
    struct arena *arena;
    const struct tile_set *set;
    unsigned char content[FILE_SEAL_BYTES];
    atomic_size_t n_holders;
};

struct zone_layers {
    struct arena *arena;
    struct zone_layer *of[N_LEVELS];
    const struct tile_set *whole;
};

// The seal of what was sealed so far and of these bytes.
static void mix(unsigned char seal[FILE_SEAL_BYTES], const void *bytes,
                size_t n)
{
    unsigned char both[2 * FILE_SEAL_BYTES];
    memcpy(both, seal, FILE_SEAL_BYTES);
    file_seal(bytes, n, both + FILE_SEAL_BYTES);
    file_seal(both, sizeof both, seal);
}

static void mix_area(unsigned char seal[FILE_SEAL_BYTES],
                     const struct area *area)
{
    for (size_t p = 0; p < area->n_polygons; p++) {
        const struct polygon *polygon = &area->polygons[p];
        mix(seal, &polygon->n_rings, sizeof polygon->n_rings);
        for (size_t r = 0; r < polygon->n_rings; r++)
            mix(seal, polygon->rings[r].points,
                polygon->rings[r].count * sizeof(struct point_m));
    }
}

static void seal_plan(const struct plan *plan,
                      unsigned char seal[FILE_SEAL_BYTES])
{
    memset(seal, 0, FILE_SEAL_BYTES);
    for (size_t i = 0; plan != NULL && i < plan->zones.count; i++) {
        const struct zone *zone = &plan->zones.items[i];
        mix(seal, zone->school_id, strlen(zone->school_id) + 1);
        mix_area(seal, &zone->area);
    }
}

static const struct plan *plan_of(const struct plan_list *plans,
                                  enum level level)
{
    for (size_t i = 0; i < plans->count; i++)
        if (plans->items[i].level == level)
            return &plans->items[i];
    return NULL;
}

static struct zone_layer *new_layer(void)
{
    struct zone_layer *layer = calloc(1, sizeof *layer);
    if (layer == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    layer->arena = arena_new();
    atomic_init(&layer->n_holders, 1);
    return layer;
}

static void let_go(struct zone_layer *layer)
{
    if (atomic_fetch_sub(&layer->n_holders, 1) != 1)
        return;
    arena_free(layer->arena);
    free(layer);
}

static struct lonlat to_lonlat(void *crs, struct point_m at)
{
    return crs_to_lonlat(crs, at);
}

struct building {
    struct zone_layers *layers;
    const struct zone_layers *last;
    const char *crs;
    const struct plan_list *plans;
    const struct school_list *schools;
    const char *attribution;
    enum status statuses[N_LEVELS];
    struct error errors[N_LEVELS];
};

static enum status draw_layer(const struct building *building,
                              const struct plan *plan, struct zone_layer *layer,
                              struct error *err)
{
    struct crs *crs;
    enum status status = crs_open(building->crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    layer->set =
        zone_tiles_build(layer->arena, (struct tile_crs){to_lonlat, crs}, plan,
                         building->schools->items, building->schools->count,
                         building->attribution);
    crs_close(crs);
    return STATUS_OK;
}

// The last layer when nothing in it has changed, or a new one.
static void take_layer(void *context, size_t level)
{
    struct building *building = context;
    struct zone_layer **layer = &building->layers->of[level];
    struct zone_layer *last =
        building->last == NULL ? NULL : building->last->of[level];
    const struct plan *plan = plan_of(building->plans, (enum level)level);
    unsigned char content[FILE_SEAL_BYTES];
    seal_plan(plan, content);
    if (last != NULL && memcmp(last->content, content, sizeof content) == 0) {
        atomic_fetch_add(&last->n_holders, 1);
        *layer = last;
        return;
    }
    *layer = new_layer();
    memcpy((*layer)->content, content, sizeof content);
    building->statuses[level] =
        draw_layer(building, plan, *layer, &building->errors[level]);
}

static void join_layers(struct zone_layers *layers)
{
    const struct tile_set *sets[N_LEVELS];
    for (int level = 0; level < N_LEVELS; level++)
        sets[level] = layers->of[level]->set;
    layers->whole = tile_set_join(layers->arena, sets, N_LEVELS);
}

enum status zone_layers_build(const struct zone_layers *last, const char *crs,
                              const struct plan_list *plans,
                              const struct school_list *schools,
                              const char *attribution,
                              struct zone_layers **layers, struct error *err)
{
    struct arena *arena = arena_new();
    struct building building = {.layers =
                                    arena_array(arena, struct zone_layers, 1),
                                .last = last,
                                .crs = crs,
                                .plans = plans,
                                .schools = schools,
                                .attribution = attribution};
    building.layers->arena = arena;
    parallel_for(N_LEVELS, parallel_cores(), take_layer, &building);
    for (int level = 0; level < N_LEVELS; level++)
        if (building.statuses[level] != STATUS_OK) {
            *err = building.errors[level];
            zone_layers_free(building.layers);
            return err->status;
        }
    join_layers(building.layers);
    *layers = building.layers;
    return STATUS_OK;
}

void zone_layers_free(struct zone_layers *layers)
{
    if (layers == NULL)
        return;
    for (int level = 0; level < N_LEVELS; level++)
        let_go(layers->of[level]);
    arena_free(layers->arena);
}

const struct tile_set *zone_layers_set(const struct zone_layers *layers)
{
    return layers->whole;
}
