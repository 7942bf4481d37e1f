// Down the pyramid: only the four tiles below one that shapes reach into can be
// reached by shapes, whatever zoom those are drawn from, as the margin around a
// tile covers the margins around those below. What is reached is drawn; it may
// still be empty, since boxes are larger than what is in them.

#include <stdlib.h>

#include "tile/tile_layout.h"

struct reached {
    uint64_t number;
    struct tile tile;
};
LIST_DECLARE(reached);

static bool stop_at_first(uint32_t item, void *context)
{
    (void)item;
    *(bool *)context = true;
    return false;
}

static bool is_reached(const struct tile_set *set, struct tile tile)
{
    bool found = false;
    struct box_m within = tile_reach(tile);
    for (size_t i = 0; i < set->n_joined && !found; i++)
        found = is_reached(set->joined[i], tile);
    for (size_t b = 0; b < N_TILE_BANDS && !found; b++)
        box_index_search(&set->bands[b], within, stop_at_first, &found);
    return found;
}

static int by_number(const void *a, const void *b)
{
    const struct reached *x = a;
    const struct reached *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static void add_if_reached(struct reached_list *list, struct arena *arena,
                           const struct tile_set *set, struct tile tile)
{
    if (is_reached(set, tile))
        *reached_list_add(list, arena) =
            (struct reached){tile_number(tile), tile};
}

// The tiles one zoom down that shapes reach into, in order.
static struct reached_list tiles_below(struct arena *arena,
                                       const struct tile_set *set,
                                       const struct reached_list *above)
{
    struct reached_list below = {0};
    for (size_t i = 0; i < above->count; i++)
        for (uint32_t quarter = 0; quarter < 4; quarter++) {
            struct tile tile = above->items[i].tile;
            add_if_reached(&below, arena, set,
                           (struct tile){tile.zoom + 1,
                                         2 * tile.x + (quarter & 1),
                                         2 * tile.y + (quarter >> 1)});
        }
    if (below.count > 0)
        qsort(below.items, below.count, sizeof *below.items, by_number);
    return below;
}

static enum status visit(const struct tile_set *set,
                         const struct reached_list *tiles, tile_found_fn *found,
                         void *context, struct error *err)
{
    struct arena *scratch = arena_new();
    struct text_buffer bytes = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < tiles->count && status == STATUS_OK; i++) {
        bytes.length = 0;
        arena_reset(scratch);
        tile_set_render(set, scratch, tiles->items[i].tile, &bytes);
        if (bytes.length > 0)
            status = found(context, tiles->items[i].tile, bytes.bytes,
                           bytes.length, err);
    }
    text_buffer_free(&bytes);
    arena_free(scratch);
    return status;
}

enum status tile_set_each_tile(const struct tile_set *set, uint32_t first_zoom,
                               uint32_t last_zoom, tile_found_fn *found,
                               void *context, struct error *err)
{
    struct arena *arena = arena_new();
    struct reached_list tiles = {0};
    enum status status = STATUS_OK;
    add_if_reached(&tiles, arena, set, (struct tile){0, 0, 0});
    for (uint32_t zoom = 0; zoom <= last_zoom && status == STATUS_OK; zoom++) {
        if (zoom >= first_zoom)
            status = visit(set, &tiles, found, context, err);
        if (zoom < last_zoom)
            tiles = tiles_below(arena, set, &tiles);
    }
    arena_free(arena);
    return status;
}
