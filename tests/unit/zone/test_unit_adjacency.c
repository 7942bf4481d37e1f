#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/random.h"
#include "check.h"
#include "format/geojson.h"
#include "zone/unit_adjacency.h"

static struct planning_unit block(struct arena *arena, double x, double y,
                                  double wide, double high)
{
    struct point_m corners[] = {
        {x, y}, {x + wide, y}, {x + wide, y + high}, {x, y + high}};
    return (struct planning_unit){.id = "u",
                                  .area = area_of_ring(arena, corners, 4)};
}

static bool are_neighbours(const struct unit_adjacency *adjacency, uint32_t a,
                           uint32_t b)
{
    for (uint32_t i = adjacency->first_neighbour[a];
         i < adjacency->first_neighbour[a + 1]; i++)
        if (adjacency->neighbours[i] == b)
            return true;
    return false;
}

static bool touch(struct planning_unit a, struct planning_unit b)
{
    struct arena *arena = arena_new();
    struct planning_unit both[] = {a, b};
    struct unit_adjacency adjacency =
        unit_adjacency_build(arena, both, 2, ADJACENCY_USUAL);
    bool found = are_neighbours(&adjacency, 0, 1);
    CHECK(found == are_neighbours(&adjacency, 1, 0));
    arena_free(arena);
    return found;
}

static void blocks_with_a_common_side_are_neighbours(void **state)
{
    struct arena *arena = arena_new();
    struct planning_unit home = block(arena, 0, 0, 100, 100);
    CHECK(touch(home, block(arena, 100, 0, 100, 100)));
    CHECK(touch(home, block(arena, 0, -80, 100, 80)));
    arena_free(arena);
}

static void vertices_need_not_match(void **state)
{
    struct arena *arena = arena_new();
    struct planning_unit home = block(arena, 0, 0, 100, 100);
    CHECK(touch(home, block(arena, 100, 37, 100, 20)));
    CHECK(touch(home, block(arena, 100, -50, 100, 400)));
    // Two metres of exactly common border are a border, half a metre is none.
    CHECK(touch(home, block(arena, 100, 98, 100, 100)));
    CHECK(!touch(home, block(arena, 100, 99.5, 100, 100)));
    arena_free(arena);
}

static void a_corner_is_no_border(void **state)
{
    struct arena *arena = arena_new();
    struct planning_unit home = block(arena, 0, 0, 100, 100);
    CHECK(!touch(home, block(arena, 100, 100, 100, 100)));
    CHECK(!touch(home, block(arena, 101, 101, 100, 100)));
    CHECK(!touch(home, block(arena, 99, 99, 100, 100)));
    arena_free(arena);
}

static void slivers_and_small_overlaps_do_not_part_neighbours(void **state)
{
    struct arena *arena = arena_new();
    struct planning_unit home = block(arena, 0, 0, 100, 100);
    CHECK(touch(home, block(arena, 101, 0, 100, 100)));
    CHECK(touch(home, block(arena, 98.5, 0, 100, 100)));
    CHECK(!touch(home, block(arena, 105, 0, 100, 100)));
    // Ten metres beside each other across a gap are too little to tell.
    CHECK(!touch(home, block(arena, 101, 90, 100, 100)));
    arena_free(arena);
}

static void a_crumb_touches_the_block_it_lies_along(void **state)
{
    struct arena *arena = arena_new();
    struct planning_unit home = block(arena, 0, 0, 100, 100);
    CHECK(touch(home, block(arena, 100, 50, 0.002, 0.5)));
    CHECK(!touch(home, block(arena, 110, 50, 0.002, 0.5)));
    arena_free(arena);
}

static void a_block_inside_another_touches_it_all_around(void **state)
{
    struct arena *arena = arena_new();
    struct planning_unit court = block(arena, 40, 40, 20, 20);
    struct planning_unit around = block(arena, 0, 0, 100, 100);
    struct planning_unit hole = block(arena, 40, 40, 20, 20);
    struct ring rings[] = {around.area.polygons[0].rings[0],
                           hole.area.polygons[0].rings[0]};
    struct polygon polygon = {rings, 2};
    around.area = (struct area){&polygon, 1};
    area_orient(&around.area);
    struct planning_unit both[] = {around, court};
    struct unit_adjacency adjacency =
        unit_adjacency_build(arena, both, 2, ADJACENCY_USUAL);
    CHECK_INT(adjacency.first_neighbour[2], 2);
    CHECK_NEAR(adjacency.border_m[0], 80, 1e-4);
    arena_free(arena);
}

static void no_units_have_no_neighbours(void **state)
{
    struct arena *arena = arena_new();
    struct unit_adjacency adjacency =
        unit_adjacency_build(arena, NULL, 0, ADJACENCY_USUAL);
    CHECK_INT(adjacency.first_neighbour[0], 0);
    arena_free(arena);
}

// A rectangle of cells whose outline each unit draws in its own way: corners
// off by up to half a metre, and vertices of its own in between.
static struct planning_unit drawn_by_hand(struct arena *arena,
                                          struct random *random, double x,
                                          double y, double wide, double high)
{
    struct point_m corners[] = {
        {x, y}, {x + wide, y}, {x + wide, y + high}, {x, y + high}};
    struct point_m *ring = arena_array(arena, struct point_m, 16);
    size_t n = 0;
    for (int c = 0; c < 4; c++)
        for (uint32_t i = 0, k = 1 + random_below(random, 4); i < k; i++) {
            struct point_m p =
                point_between(corners[c], corners[(c + 1) % 4], (double)i / k);
            p.x_m += random_unit(random) - 0.5;
            p.y_m += random_unit(random) - 0.5;
            ring[n++] = p;
        }
    return (struct planning_unit){.id = "u",
                                  .area = area_of_ring(arena, ring, n)};
}

// The witness counts cells that lie side by side.
static void
rows_of_blocks_drawn_by_hand_touch_where_their_cells_do(void **state)
{
    enum { WIDE = 12, HIGH = 7, CELL_M = 40 };
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct planning_unit units[WIDE * HIGH];
        uint32_t owner[HIGH][WIDE];
        uint32_t n = 0;
        for (int y = 0; y < HIGH; y++)
            for (int x = 0; x < WIDE;) {
                int w = 1 + (int)random_below(&random, 3);
                w = x + w > WIDE ? WIDE - x : w;
                units[n] = drawn_by_hand(arena, &random, x * CELL_M, y * CELL_M,
                                         w * CELL_M, CELL_M);
                for (int i = 0; i < w; i++)
                    owner[y][x++] = n;
                n++;
            }
        static bool expected[WIDE * HIGH][WIDE * HIGH];
        memset(expected, 0, sizeof expected);
        for (int y = 0; y < HIGH; y++)
            for (int x = 0; x < WIDE; x++) {
                uint32_t o = owner[y][x];
                uint32_t right = x + 1 < WIDE ? owner[y][x + 1] : o;
                uint32_t above = y + 1 < HIGH ? owner[y + 1][x] : o;
                expected[o][right] = expected[right][o] = o != right;
                expected[o][above] |= o != above;
                expected[above][o] |= o != above;
            }
        struct unit_adjacency adjacency =
            unit_adjacency_build(arena, units, n, ADJACENCY_USUAL);
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = 0; b < n; b++)
                CHECK_INT(are_neighbours(&adjacency, a, b),
                          a != b && expected[a][b]);
        arena_free(arena);
    }
}

static size_t reach_from_first(const struct unit_adjacency *adjacency,
                               struct arena *arena)
{
    bool *seen = arena_array(arena, bool, adjacency->n_units);
    uint32_t *queue = arena_array(arena, uint32_t, adjacency->n_units);
    size_t n = 0;
    queue[n++] = 0;
    seen[0] = true;
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = adjacency->first_neighbour[queue[i]];
             k < adjacency->first_neighbour[queue[i] + 1]; k++) {
            uint32_t next = adjacency->neighbours[k];
            if (!seen[next])
                queue[n++] = next;
            seen[next] = true;
        }
    return n;
}

static void to_plane(struct area *area)
{
    for (size_t p = 0; p < area->n_polygons; p++)
        for (size_t r = 0; r < area->polygons[p].n_rings; r++)
            for (size_t i = 0; i < area->polygons[p].rings[r].count; i++) {
                struct point_m *at = &area->polygons[p].rings[r].points[i];
                at->x_m *= 111320 * cos(39.25 * 3.14159265358979 / 180);
                at->y_m *= 111320;
            }
}

static void the_planning_blocks_of_baltimore_hang_together(void **state)
{
    struct arena *arena = arena_new();
    const char *data = getenv("HOCGAN_DATA");
    const char *path = arena_format(arena, "%s/zoning/baltimore-blocks.geojson",
                                    data == NULL ? "" : data);
    struct feature_table table = {0};
    struct error err;
    if (access(path, R_OK) != 0) {
        puts("skipped: HOCGAN_DATA has no zoning/baltimore-blocks.geojson");
        arena_free(arena);
        skip();
    }
    CHECK_INT(geojson_read(path, arena, &table, &err), STATUS_OK);
    size_t n = table.features.count;
    struct planning_unit *units = arena_array(arena, struct planning_unit, n);
    for (size_t i = 0; i < n; i++) {
        units[i].area = table.features.items[i].area;
        to_plane(&units[i].area);
        area_orient(&units[i].area);
    }
    struct unit_adjacency adjacency =
        unit_adjacency_build(arena, units, n, ADJACENCY_USUAL);
    CHECK_INT(n, 182);
    CHECK_INT(reach_from_first(&adjacency, arena), n);
    printf("baltimore: %u neighbours of %zu blocks\n",
           adjacency.first_neighbour[n], n);
    // A plane map has fewer than three pairs a block.
    CHECK(adjacency.first_neighbour[n] > 4 * n);
    CHECK(adjacency.first_neighbour[n] < 6 * n);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(blocks_with_a_common_side_are_neighbours),
        TEST(vertices_need_not_match),
        TEST(a_corner_is_no_border),
        TEST(slivers_and_small_overlaps_do_not_part_neighbours),
        TEST(a_crumb_touches_the_block_it_lies_along),
        TEST(a_block_inside_another_touches_it_all_around),
        TEST(no_units_have_no_neighbours),
        TEST(rows_of_blocks_drawn_by_hand_touch_where_their_cells_do),
        TEST(the_planning_blocks_of_baltimore_hang_together),
    };
    return RUN_TESTS(tests);
}
