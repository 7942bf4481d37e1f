// A walk meets exactly the tiles that are not empty.

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "tile/tile_set_builder.h"

static const struct tile_layer LAYERS[] = {
    {.name = "line", .description = "Lines", .fields = {{"name", "String"}}},
    {.name = "area", .description = "Areas"},
    {.name = "point", .description = "Points"},
};
static const struct tile_set_info INFO = {.name = "drawn",
                                          .description = "Shapes anywhere",
                                          .first_zoom = 2,
                                          .last_zoom = 9,
                                          .layers = LAYERS,
                                          .n_layers = 3};

static struct lonlat as_degrees(void *context, struct point_m at)
{
    (void)context;
    return (struct lonlat){at.x_m, at.y_m};
}

static struct point_m anywhere(struct random *random, struct point_m around,
                               double spread)
{
    return (struct point_m){around.x_m + spread * (random_unit(random) - 0.5),
                            around.y_m + spread * (random_unit(random) - 0.5)};
}

// Shapes of all sizes in and around a country, some from deep zooms only.
static struct tile_set *draw_set(struct arena *arena, uint64_t seed)
{
    struct random random = random_from(seed);
    struct tile_set_builder *builder =
        tile_set_builder_new(&INFO, as_degrees, NULL);
    for (int i = 0; i < 30; i++) {
        struct point_m middle =
            anywhere(&random, (struct point_m){106, 12}, 20);
        struct point_m points[4];
        for (int p = 0; p < 4; p++)
            points[p] = anywhere(&random, middle, i % 5);
        int from_zoom = (int)(8 * random_unit(&random));
        tile_shape_begin(builder, (size_t)i % 3, from_zoom);
        if (i % 3 == 0) {
            tile_shape_line(builder, (struct line){points, 4});
        } else if (i % 3 == 1) {
            struct area area = area_of_ring(arena, points, 4);
            tile_shape_area(builder, &area, 1);
        } else {
            tile_shape_point(builder, middle);
        }
    }
    struct tile_set *set = tile_set_build(builder, arena);
    tile_set_builder_free(builder);
    return set;
}

struct met {
    struct tile tiles[20000];
    size_t count;
};

static enum status note(void *context, struct tile tile, const char *bytes,
                        size_t n, struct error *err)
{
    struct met *met = context;
    (void)err;
    CHECK(n > 0 && bytes != NULL);
    CHECK(met->count == 0 ||
          tile_number(met->tiles[met->count - 1]) < tile_number(tile));
    met->tiles[met->count++] = tile;
    return STATUS_OK;
}

static bool has_met(const struct met *met, struct tile tile)
{
    for (size_t i = 0; i < met->count; i++)
        if (memcmp(&met->tiles[i], &tile, sizeof tile) == 0)
            return true;
    return false;
}

// Every tile of a zoom, drawn by itself.
static size_t count_and_compare(const struct tile_set *set, uint32_t zoom,
                                const struct met *met)
{
    struct arena *scratch = arena_new();
    size_t n = 0;
    for (uint32_t x = 0; x < 1u << zoom; x++)
        for (uint32_t y = 0; y < 1u << zoom; y++) {
            struct text_buffer bytes = {0};
            struct tile tile = {zoom, x, y};
            arena_reset(scratch);
            tile_set_render(set, scratch, tile, &bytes);
            n += bytes.length > 0;
            CHECK(has_met(met, tile) == (bytes.length > 0));
            text_buffer_free(&bytes);
        }
    arena_free(scratch);
    return n;
}

static void it_meets_exactly_the_tiles_that_are_not_empty(void **state)
{
    struct met *met = malloc(sizeof *met);
    struct error err;
    CHECK(met != NULL);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct arena *arena = arena_new();
        struct tile_set *set = draw_set(arena, seed);
        size_t n = 0;
        met->count = 0;
        CHECK_INT(tile_set_each_tile(set, 0, 8, note, met, &err), STATUS_OK);
        for (uint32_t zoom = 0; zoom <= 8; zoom++)
            n += count_and_compare(set, zoom, met);
        CHECK_INT(n, met->count);
        CHECK(n > 100);
        CHECK_INT(met->tiles[0].zoom, INFO.first_zoom);
        arena_free(arena);
    }
    free(met);
}

static enum status stop(void *context, struct tile tile, const char *bytes,
                        size_t n, struct error *err)
{
    (void)tile, (void)bytes, (void)n;
    return ++*(int *)context < 3
               ? STATUS_OK
               : error_set(err, STATUS_IO, "the disk is full");
}

static void it_ends_where_it_is_told_to(void **state)
{
    struct arena *arena = arena_new();
    struct tile_set *set = draw_set(arena, 4);
    struct error err;
    int n = 0;
    CHECK_INT(tile_set_each_tile(set, 2, 9, stop, &n, &err), STATUS_IO);
    CHECK_INT(n, 3);
    CHECK_TEXT(err.text, "the disk is full");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_meets_exactly_the_tiles_that_are_not_empty),
        TEST(it_ends_where_it_is_told_to),
    };
    return RUN_TESTS(tests);
}
