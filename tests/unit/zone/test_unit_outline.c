#include "zone/unit_outline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "check.h"
#include "format/geojson.h"
#include "shape/shape.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static struct planning_unit block(struct arena *arena, double x, double y,
                                  double wide, double high)
{
    struct point_m corners[] = {
        {x, y}, {x + wide, y}, {x + wide, y + high}, {x, y + high}};
    return (struct planning_unit){.id = "u",
                                  .area = area_of_ring(arena, corners, 4)};
}

static void a_circle_is_compact_and_a_strip_is_not(void **state)
{
    struct arena *arena = arena_new();
    struct point_m circle[720];
    for (int i = 0; i < 720; i++)
        circle[i] = (struct point_m){500 * cos(i * M_PI / 360),
                                     500 * sin(i * M_PI / 360)};
    struct area round = area_of_ring(arena, circle, 720);
    struct outline_measures m = outline_measure(&round);
    CHECK_NEAR(m.compactness, 1, 1e-4);
    CHECK_NEAR(m.perimeter_m, 1000 * M_PI, 0.1);

    struct planning_unit square = block(arena, 0, 0, 10, 10);
    CHECK_NEAR(outline_measure(&square.area).compactness, M_PI / 4, 1e-12);
    struct planning_unit strip = block(arena, 0, 0, 1000, 1);
    CHECK(outline_measure(&strip.area).compactness < 0.01);
    struct area nothing = {0};
    m = outline_measure(&nothing);
    CHECK_INT(m.n_pieces, 0);
    CHECK_NEAR(m.compactness, 0, 0);
    arena_free(arena);
}

static void
a_sliver_between_units_is_filled_and_an_overlap_given_to_one(void **state)
{
    struct arena *arena = arena_new();
    // Four blocks around a crossing of gaps and overlaps of a metre.
    struct planning_unit units[] = {
        block(arena, 0, 0, 100, 100), block(arena, 99, 0, 101, 101),
        block(arena, 0, 101, 100, 99), block(arena, 100, 100, 100, 100)};
    struct unit_coverage coverage;
    MUST(unit_coverage_build(arena, units, 4, 1, &coverage, &err));
    CHECK_NEAR(coverage.overlap_m2, 100 + 100, 1e-6);
    // The gap along the top of the first block is open to the west, so it is
    // no gap between units.
    CHECK_NEAR(coverage.gap_m2, 0, 1e-6);

    struct planning_unit closed[] = {
        block(arena, 0, 0, 100, 100), block(arena, 101, 0, 100, 100),
        block(arena, 0, -50, 201, 50), block(arena, 0, 100, 201, 50)};
    MUST(unit_coverage_build(arena, closed, 4, 1, &coverage, &err));
    CHECK_NEAR(coverage.gap_m2, 100, 1e-6);
    double sum_m2 = 0;
    for (size_t u = 0; u < 4; u++)
        sum_m2 += area_m2(&coverage.areas[u]);
    CHECK_NEAR(sum_m2, 201 * 200, 1e-6);
    arena_free(arena);
}

static void a_unit_drawn_within_another_keeps_its_place(void **state)
{
    struct arena *arena = arena_new();
    struct planning_unit units[] = {block(arena, 0, 0, 100, 100),
                                    block(arena, 40, 40, 20, 20)};
    struct unit_coverage coverage;
    MUST(unit_coverage_build(arena, units, 2, 1, &coverage, &err));
    CHECK_NEAR(area_m2(&coverage.areas[0]), 9600, 1e-6);
    CHECK_INT(coverage.areas[0].polygons[0].n_rings, 2);
    CHECK_NEAR(area_m2(&coverage.areas[1]), 400, 1e-6);
    uint32_t both[] = {0, 0};
    struct area whole;
    MUST(unit_outlines_join(arena, &coverage, both, 1, NULL, 1, &whole, &err));
    CHECK_INT(outline_measure(&whole).n_holes, 0);
    arena_free(arena);
}

static int compare_points(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct point_m));
}

// The vertices of zone `a` that lie on the border of zone `b` but are not
// vertices of it.
static size_t foreign_vertices(const struct area *a, const struct area *b)
{
    size_t n = area_point_count(b), k = 0, foreign = 0;
    struct box_m near = box_grown(area_box(b), 1e-3);
    if (!box_overlaps(near, area_box(a)))
        return 0;
    struct point_m *own = malloc((n + 1) * sizeof *own);
    for (size_t p = 0; p < b->n_polygons; p++)
        for (size_t r = 0; r < b->polygons[p].n_rings; r++) {
            struct ring ring = b->polygons[p].rings[r];
            memcpy(&own[k], ring.points, ring.count * sizeof *own);
            k += ring.count;
        }
    qsort(own, n, sizeof *own, compare_points);
    for (size_t p = 0; p < a->n_polygons; p++)
        for (size_t r = 0; r < a->polygons[p].n_rings; r++)
            for (size_t i = 0; i < a->polygons[p].rings[r].count; i++) {
                struct point_m at = a->polygons[p].rings[r].points[i];
                if (!box_has_point(near, at) ||
                    bsearch(&at, own, n, sizeof at, compare_points) != NULL)
                    continue;
                for (size_t q = 0; q < b->n_polygons; q++)
                    for (size_t s = 0; s < b->polygons[q].n_rings; s++)
                        for (size_t j = 0;
                             j + 1 < b->polygons[q].rings[s].count; j++) {
                            struct point_m c =
                                b->polygons[q].rings[s].points[j];
                            struct point_m d =
                                b->polygons[q].rings[s].points[j + 1];
                            struct box_m box =
                                box_with_point(box_with_point(BOX_EMPTY, c), d);
                            if (!box_has_point(box_grown(box, 1e-3), at))
                                continue;
                            struct point_m on = point_between(
                                c, d, point_share_along(at, c, d));
                            foreign += point_distance_m(at, on) < 1e-4;
                        }
            }
    free(own);
    return foreign;
}

// Valid and together as large as their union; GEOS is the witness.
static void check_no_overlap(struct arena *arena, const struct area *outlines,
                             size_t n)
{
    struct shaper *shaper = shaper_new();
    struct area together;
    double sum_m2 = 0;
    for (size_t z = 0; z < n; z++) {
        CHECK(shape_is_valid(shaper, &outlines[z], NULL));
        sum_m2 += area_m2(&outlines[z]);
    }
    MUST(shape_union(shaper, arena, outlines, n, &together, &err));
    CHECK_NEAR(sum_m2, area_m2(&together), 1e-7 * sum_m2);
    shaper_free(shaper);
}

// And no vertex of one lies within a side of another.
static void check_fit(struct arena *arena, const struct area *outlines,
                      size_t n)
{
    check_no_overlap(arena, outlines, n);
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            if (a != b)
                CHECK_INT(foreign_vertices(&outlines[a], &outlines[b]), 0);
}

// Blocks in rows, each drawn by hand: corners off by up to a metre.
static size_t draw_blocks(struct arena *arena, struct random *random,
                          struct planning_unit *units)
{
    size_t n = 0;
    for (int y = 0; y < 6; y++)
        for (int x = 0; x < 8; x++) {
            struct planning_unit unit =
                block(arena, 50 * x + 20 * (y % 2), 50 * y, 50, 50);
            struct ring ring = unit.area.polygons[0].rings[0];
            for (size_t i = 0; i + 1 < ring.count; i++) {
                ring.points[i].x_m += 2 * random_unit(random) - 1;
                ring.points[i].y_m += 2 * random_unit(random) - 1;
            }
            ring.points[ring.count - 1] = ring.points[0];
            units[n++] = unit;
        }
    return n;
}

static void zones_of_units_drawn_by_hand_fit_each_other(void **state)
{
    enum { ZONES = 6 };
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct planning_unit units[48];
        size_t n = draw_blocks(arena, &random, units);
        uint32_t zone[48];
        for (size_t u = 0; u < n; u++)
            zone[u] = random_below(&random, ZONES + 1); // the last: none
        struct unit_coverage coverage;
        struct area outlines[ZONES], again[ZONES];
        MUST(unit_coverage_build(arena, units, n, 1, &coverage, &err));
        check_fit(arena, coverage.areas, n);
        MUST(unit_outlines_join(arena, &coverage, zone, ZONES, NULL, 1,
                                outlines, &err));
        check_fit(arena, outlines, ZONES);
        double covered_m2 = 0, units_m2 = 0;
        for (size_t z = 0; z < ZONES; z++)
            covered_m2 += outline_measure(&outlines[z]).area_m2;
        for (size_t u = 0; u < n; u++)
            units_m2 += zone[u] < ZONES ? area_m2(&coverage.areas[u]) : 0;
        CHECK_NEAR(covered_m2, units_m2, 1e-6 * units_m2);

        // Two zones drawn anew after an edit, by two threads, are the same.
        bool wanted[ZONES] = {[1] = true, [4] = true};
        memcpy(again, outlines, sizeof again);
        again[1] = again[4] = (struct area){0};
        MUST(unit_outlines_join(arena, &coverage, zone, ZONES, wanted, 2, again,
                                &err));
        for (size_t z = 0; z < ZONES; z++) {
            CHECK_INT(area_point_count(&again[z]),
                      area_point_count(&outlines[z]));
            CHECK_NEAR(area_m2(&again[z]), area_m2(&outlines[z]), 0);
        }
        arena_free(arena);
    }
}

static void no_units_make_no_outlines(void **state)
{
    struct arena *arena = arena_new();
    struct unit_coverage coverage;
    struct area outline = {.n_polygons = 7};
    MUST(unit_coverage_build(arena, NULL, 0, 1, &coverage, &err));
    MUST(
        unit_outlines_join(arena, &coverage, NULL, 1, NULL, 1, &outline, &err));
    CHECK(area_is_empty(&outline));
    arena_free(arena);
}

static void to_plane(struct area *area)
{
    for (size_t p = 0; p < area->n_polygons; p++)
        for (size_t r = 0; r < area->polygons[p].n_rings; r++)
            for (size_t i = 0; i < area->polygons[p].rings[r].count; i++) {
                struct point_m *at = &area->polygons[p].rings[r].points[i];
                at->x_m *= 111320 * cos(39.25 * M_PI / 180);
                at->y_m *= 111320;
            }
}

static void the_planning_blocks_of_baltimore_are_made_to_fit(void **state)
{
    struct arena *arena = arena_new();
    const char *data = getenv("HOCGAN_DATA");
    const char *path = arena_format(arena, "%s/zoning/baltimore-blocks.geojson",
                                    data == NULL ? "" : data);
    struct feature_table table = {0};
    if (access(path, R_OK) != 0) {
        puts("skipped: HOCGAN_DATA has no zoning/baltimore-blocks.geojson");
        arena_free(arena);
        skip();
    }
    MUST(geojson_read(path, arena, &table, &err));
    size_t n = table.features.count;
    struct planning_unit *units = arena_array(arena, struct planning_unit, n);
    struct shaper *shaper = shaper_new();
    for (size_t i = 0; i < n; i++) {
        to_plane(&table.features.items[i].area);
        MUST(shape_make_valid(shaper, arena, &table.features.items[i].area,
                              &units[i].area, &err));
    }
    shaper_free(shaper);
    struct unit_coverage coverage;
    MUST(unit_coverage_build(arena, units, n, 2, &coverage, &err));
    printf("baltimore: %.0f m2 overlapped, %.0f m2 of gaps\n",
           coverage.overlap_m2, coverage.gap_m2);
    check_fit(arena, coverage.areas, n);
    uint32_t *zone = arena_array(arena, uint32_t, n);
    for (size_t u = 0; u < n; u++)
        zone[u] = (uint32_t)(u % 20);
    struct area outlines[20];
    MUST(unit_outlines_join(arena, &coverage, zone, 20, NULL, 2, outlines,
                            &err));
    check_no_overlap(arena, outlines, 20);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_circle_is_compact_and_a_strip_is_not),
        TEST(a_sliver_between_units_is_filled_and_an_overlap_given_to_one),
        TEST(a_unit_drawn_within_another_keeps_its_place),
        TEST(zones_of_units_drawn_by_hand_fit_each_other),
        TEST(no_units_make_no_outlines),
        TEST(the_planning_blocks_of_baltimore_are_made_to_fit),
    };
    return RUN_TESTS(tests);
}
