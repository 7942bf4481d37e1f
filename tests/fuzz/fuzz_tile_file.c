// Any bytes as a tile file with the right seal: taken or refused, and if taken,
// drawn from. What is refused here is what a seal cannot tell: numbers that
// lead out of the file.

#include <string.h>

#include "base/arena.h"
#include "tile/tile_file.h"
#include "tile/tile_layout.h"

#define INPUTS "0123456789abcdef0123456789abcdef"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const struct tile_layer LAYERS[] = {
    {.name = "street",
     .description = "Streets",
     .fields = {{"name", "String"},
                {"lanes", "Number"},
                {"bridge", "Boolean"}}},
    {.name = "park",
     .description = "Parks",
     .fields = {{"name", "String"}},
     .is_coverage = true},
    {.name = "label", .description = "Names", .fields = {{"name", "String"}}},
};
static const struct tile_set_info INFO = {.name = "fuzzed",
                                          .description = "A few shapes",
                                          .last_zoom = 16,
                                          .layers = LAYERS,
                                          .n_layers = 3};

static void draw_all(const struct tile_set *set, struct arena *arena)
{
    struct text_buffer out = {0};
    double bounds_deg[4];
    tile_set_bounds(set, bounds_deg);
    tile_set_write_json(set, "http://city.example", &out);
    for (uint32_t zoom = 0; zoom <= TILE_DEEPEST_ZOOM; zoom++) {
        // Where the shapes of the corpus are: 106.7 east, 10.78 north.
        double tiles = (double)((uint64_t)1 << zoom);
        struct tile tile = {zoom, (uint32_t)(0.79639 * tiles),
                            (uint32_t)(0.46987 * tiles)};
        tile_set_render(set, arena, tile, &out);
    }
    text_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const struct tile_set_info *infos[] = {&INFO};
    struct arena *arena = arena_new();
    struct tile_set set;
    const void *copy = arena_copy(arena, bytes, n);
    if (tile_file_take(copy, n, INPUTS, infos, 1, &set) == NULL)
        draw_all(&set, arena);
    arena_free(arena);
    return 0;
}
