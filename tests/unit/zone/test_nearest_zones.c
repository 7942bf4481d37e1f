#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "network/snap.h"
#include "shape/shape.h"
#include "zone/nearest_zones.h"
#include "zone/street_samples.h"

// A little town: a crooked grid of streets with a river down the middle that
// is crossed in the last row only, some streets one-way, some missing, and an
// island with a street of its own.
//
//     +--+--+--+   ~   +--+--+
//     |  |  |  |   ~   |  |  |       island  o--o
//     +--+--+--+   ~   +--+--+
//     |  |  |  |   ~   |  |  |
//     +--+--+--+=======+--+--+   <- the bridge
#define COLUMNS 7
#define ROWS 6
#define RIVER_AFTER 3
#define BLOCK_M 150.0
#define N_SCHOOLS 7

struct town {
    struct arena *arena;
    struct street_set streets;
    struct street_net net;
    struct road_graph graph;
    struct measure measure;
    struct snapper *snapper;
    struct school schools[N_SCHOOLS];
    size_t n_schools;
    struct destination_set destinations;
    struct reach reach;
    struct ward_list wards;
    struct zone_outline outline;
    struct zone_list zones;
    struct nearest_zones_report report;
};

static int64_t corner_id(int column, int row)
{
    return 1 + row * COLUMNS + column;
}

static void add_junction(struct town *town, int64_t id, double x_m, double y_m)
{
    struct junction *j =
        junction_list_add(&town->streets.junctions, town->arena);
    j->id = id;
    j->at = (struct point_m){x_m, y_m};
}

static struct point_m corner_at(const struct town *town, int64_t id)
{
    return town->streets.junctions.items[id - 1].at;
}

static void add_street(struct town *town, struct random *random, int64_t from,
                       int64_t to)
{
    struct street *s = street_list_add(&town->streets.streets, town->arena);
    struct point_m a = corner_at(town, from), b = corner_at(town, to);
    s->id = (int64_t)town->streets.streets.count;
    s->way_id = s->id;
    s->from_junction = from;
    s->to_junction = to;
    s->tags.highway = "residential";
    s->tags.oneway = random_below(random, 4) == 0 ? "yes" : NULL;
    s->line.count = 3;
    s->line.points = arena_array(town->arena, struct point_m, 3);
    s->line.points[0] = a;
    s->line.points[1] = point_between(a, b, 0.5);
    s->line.points[1].x_m += 30 * random_unit(random) - 15;
    s->line.points[1].y_m += 30 * random_unit(random) - 15;
    s->line.points[2] = b;
}

static void draw_streets(struct town *town, struct random *random)
{
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            add_junction(town, corner_id(column, row),
                         1000 + column * BLOCK_M + 60 * random_unit(random),
                         2000 + row * BLOCK_M + 60 * random_unit(random));
    add_junction(town, COLUMNS * ROWS + 1, 3000, 2000);
    add_junction(town, COLUMNS * ROWS + 2, 3100, 2050);
    for (int row = 0; row < ROWS; row++)
        for (int column = 0; column < COLUMNS; column++) {
            bool at_river = column == RIVER_AFTER && row < ROWS - 1;
            if (column + 1 < COLUMNS && !at_river &&
                random_below(random, 6) > 0)
                add_street(town, random, corner_id(column, row),
                           corner_id(column + 1, row));
            if (row + 1 < ROWS && random_below(random, 6) > 0)
                add_street(town, random, corner_id(column, row),
                           corner_id(column, row + 1));
        }
    add_street(town, random, COLUMNS * ROWS + 1, COLUMNS * ROWS + 2);
}

static void place_schools(struct town *town, struct random *random)
{
    town->n_schools = N_SCHOOLS;
    for (int s = 0; s < N_SCHOOLS; s++) {
        town->schools[s] = (struct school){
            .id = arena_format(town->arena, "s%d", s),
            .name = "",
            .levels = LEVEL_BIT(LEVEL_PRIMARY),
            .point = {1000 + COLUMNS * BLOCK_M * random_unit(random),
                      2000 + ROWS * BLOCK_M * random_unit(random)}};
    }
}

static void add_ward(struct town *town, struct point_m a, struct point_m b,
                     struct point_m c, struct point_m d)
{
    struct point_m ring[] = {a, b, c, d};
    struct ward *ward = ward_list_add(&town->wards, town->arena);
    ward->id = arena_format(town->arena, "w%zu", town->wards.count);
    ward->name = ward->id;
    ward->area = area_of_ring(town->arena, ring, 4);
}

// Six wards around crooked inner corners, and one far from any street.
static void draw_wards(struct town *town, struct random *random)
{
    struct point_m p[4][3];
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 3; j++)
            p[i][j] =
                (struct point_m){900 + 400 * i + 50 * random_unit(random),
                                 1900 + 600 * j + 50 * random_unit(random)};
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 2; j++)
            add_ward(town, p[i][j], p[i + 1][j], p[i + 1][j + 1], p[i][j + 1]);
    add_ward(town, (struct point_m){9000, 9000}, (struct point_m){9100, 9000},
             (struct point_m){9100, 9100}, (struct point_m){9000, 9100});
}

// From streets and schools to zones.
static void build_zones(struct town *town, const char *profile)
{
    struct arena *arena = town->arena;
    struct road_graph_report report;
    struct error err;
    CHECK_INT(
        street_net_build(arena, &town->streets, GROUND_FLAT, &town->net, &err),
        STATUS_OK);
    town->graph = road_graph_build(arena, profile_find(profile), &town->streets,
                                   &town->net, &report);
    struct turn_ban_report turns;
    town->measure =
        measure_build(arena, profile_find(profile), BY_DISTANCE, &town->streets,
                      &town->net, &town->graph, &turns);
    town->snapper = snapper_build(arena, &town->net, &town->graph);
    town->destinations = destination_set_build(
        arena, &town->measure, town->snapper, town->schools, town->n_schools,
        LEVEL_BIT(LEVEL_PRIMARY));
    town->reach = reach_schools(arena, &town->measure, &town->destinations);
    CHECK_INT(zone_outline_build(arena, &town->measure, town->wards.items,
                                 town->wards.count, &town->outline, &err),
              STATUS_OK);
    CHECK_INT(nearest_zones_build(arena, &town->measure, &town->destinations,
                                  &town->reach, town->schools, &town->outline,
                                  &town->zones, &town->report, &err),
              STATUS_OK);
}

static struct town *town_from(uint64_t seed, const char *profile,
                              bool has_wards)
{
    struct arena *arena = arena_new();
    struct random random = random_from(seed);
    struct town *town = arena_array(arena, struct town, 1);
    town->arena = arena;
    draw_streets(town, &random);
    place_schools(town, &random);
    if (has_wards)
        draw_wards(town, &random);
    build_zones(town, profile);
    return town;
}

// The witness: snap the home and ask from there.
static const char *nearest_school(const struct town *town, struct point_m home)
{
    struct net_place place;
    uint32_t distance_cm;
    CHECK(snap_point(town->snapper, home, 1e6, &place));
    uint32_t gate =
        reach_from_place(&town->reach, &town->measure, &town->destinations,
                         place.edge, place.offset_cm, &distance_cm);
    return town->schools[town->destinations.gates[gate].school].id;
}

static double segment_distance_m(struct point_m p, struct point_m a,
                                 struct point_m b)
{
    return point_distance_m(p, point_between(a, b, point_share_along(p, a, b)));
}

static double border_distance_m(const struct zone_list *zones, struct point_m p)
{
    double best_m = INFINITY;
    for (size_t z = 0; z < zones->count; z++) {
        const struct area *area = &zones->items[z].area;
        for (size_t q = 0; q < area->n_polygons; q++)
            for (size_t r = 0; r < area->polygons[q].n_rings; r++) {
                struct ring ring = area->polygons[q].rings[r];
                for (size_t i = 0; i + 1 < ring.count; i++) {
                    double d_m = segment_distance_m(p, ring.points[i],
                                                    ring.points[i + 1]);
                    best_m = d_m < best_m ? d_m : best_m;
                }
            }
    }
    return best_m;
}

static const char *zone_at(const struct zone_list *zones, struct point_m p)
{
    for (size_t z = 0; z < zones->count; z++)
        if (area_has_point(&zones->items[z].area, p))
            return zones->items[z].school_id;
    return NULL;
}

static void check_schools_of_homes(const struct town *town, uint64_t seed)
{
    double margin_m = ZONE_TOLERANCE_M + SAMPLE_SPACING_CM / 200.0;
    struct random random = random_from(seed);
    size_t n_asked = 0;
    for (int i = 0; i < 300; i++) {
        struct point_m home = {900 + 1300 * random_unit(&random),
                               1900 + 1250 * random_unit(&random)};
        const char *zone = zone_at(&town->zones, home);
        if (zone == NULL || border_distance_m(&town->zones, home) <= margin_m)
            continue;
        n_asked++;
        if (strcmp(zone, nearest_school(town, home)) != 0)
            fail_msg("seed %llu: the home at %.2f %.2f is in the zone of %s, "
                     "but %s is nearest",
                     (unsigned long long)seed, home.x_m, home.y_m, zone,
                     nearest_school(town, home));
    }
    CHECK(n_asked > 50);
}

struct border_piece {
    struct point_m low;
    struct point_m high;
};

static int by_ends(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct border_piece));
}

static double ring_lengths_m(const struct area *area)
{
    double sum_m = 0;
    for (size_t q = 0; q < area->n_polygons; q++)
        for (size_t r = 0; r < area->polygons[q].n_rings; r++) {
            struct ring ring = area->polygons[q].rings[r];
            for (size_t i = 0; i + 1 < ring.count; i++)
                sum_m += point_distance_m(ring.points[i], ring.points[i + 1]);
        }
    return sum_m;
}

// How long the pieces are that only one zone has; a piece that two zones have
// with the very same ends is common border.
static double lonely_border_m(struct arena *arena,
                              const struct zone_list *zones)
{
    size_t n = 0, count = 0;
    for (size_t z = 0; z < zones->count; z++)
        n += area_point_count(&zones->items[z].area);
    struct border_piece *all = arena_array(arena, struct border_piece, n);
    for (size_t z = 0; z < zones->count; z++) {
        const struct area *area = &zones->items[z].area;
        for (size_t q = 0; q < area->n_polygons; q++)
            for (size_t r = 0; r < area->polygons[q].n_rings; r++) {
                struct ring ring = area->polygons[q].rings[r];
                for (size_t i = 0; i + 1 < ring.count; i++) {
                    struct point_m a = ring.points[i], b = ring.points[i + 1];
                    bool ordered =
                        a.x_m < b.x_m || (a.x_m == b.x_m && a.y_m < b.y_m);
                    all[count++] = ordered ? (struct border_piece){a, b}
                                           : (struct border_piece){b, a};
                }
            }
    }
    qsort(all, count, sizeof *all, by_ends);
    double sum_m = 0;
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && by_ends(&all[i], &all[i + 1]) == 0)
            i++;
        else
            sum_m += point_distance_m(all[i].low, all[i].high);
    }
    return sum_m;
}

// The outline may move by the grid's centimetre, no more.
static void check_covers_wards(const struct town *town, struct shaper *shaper,
                               const struct area *together)
{
    struct area wards[6], all;
    struct error err;
    if (town->outline.n_wards_without_streets != 1)
        return;
    for (int i = 0; i < 6; i++)
        wards[i] = town->wards.items[i].area;
    CHECK_INT(shape_union(shaper, town->arena, wards, 6, &all, &err),
              STATUS_OK);
    CHECK_NEAR(area_m2(together), area_m2(&all), 0.01 * ring_lengths_m(&all));
}

static void check_coverage(const struct town *town)
{
    struct shaper *shaper = shaper_new();
    struct arena *arena = town->arena;
    struct area *areas = arena_array(arena, struct area, town->zones.count);
    struct area together, common;
    struct error err;
    double sum_m2 = 0;
    for (size_t z = 0; z < town->zones.count; z++) {
        char reason[SHAPE_REASON_SIZE];
        areas[z] = town->zones.items[z].area;
        if (!shape_is_valid(shaper, &areas[z], reason))
            fail_msg("zone %zu: %s", z, reason);
        sum_m2 += area_m2(&areas[z]);
        for (size_t y = 0; y < z; y++) {
            CHECK_INT(shape_intersection(shaper, arena, &areas[y], &areas[z],
                                         &common, &err),
                      STATUS_OK);
            CHECK_NEAR(area_m2(&common), 0, 0);
        }
    }
    CHECK_INT(
        shape_union(shaper, arena, areas, town->zones.count, &together, &err),
        STATUS_OK);
    double covered_m2 = town->report.covered_m2;
    CHECK_NEAR(area_m2(&together), covered_m2, 1e-9 * covered_m2);
    CHECK_NEAR(sum_m2, covered_m2, 1e-9 * covered_m2);
    check_covers_wards(town, shaper, &together);
    // Common borders are common to the last bit: what is left is the outline.
    double outline_m = ring_lengths_m(&together);
    CHECK_NEAR(lonely_border_m(arena, &town->zones), outline_m,
               1e-6 * outline_m);
    shaper_free(shaper);
}

static void check_towns(const char *profile, bool has_wards)
{
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct town *town = town_from(seed, profile, has_wards);
        check_coverage(town);
        check_schools_of_homes(town, seed);
        arena_free(town->arena);
    }
}

static void walkers_live_in_the_zone_of_their_nearest_school(void **state)
{
    check_towns("walk", true);
}

static void riders_do_too_though_streets_are_one_way(void **state)
{
    check_towns("motorbike", true);
}

static void a_town_without_wards_is_shared_out_around_its_streets(void **state)
{
    check_towns("walk", false);
}

static void a_ward_without_a_street_is_counted_and_left_out(void **state)
{
    struct town *town = town_from(3, "walk", true);
    CHECK(town->outline.n_wards_without_streets >= 1);
    CHECK(zone_at(&town->zones, (struct point_m){9050, 9050}) == NULL);
    CHECK_INT(town->report.n_zones, town->zones.count);
    arena_free(town->arena);
}

static void
zones_come_in_the_order_of_schools_and_are_the_same_again(void **state)
{
    struct town *a = town_from(5, "walk", true);
    struct town *b = town_from(5, "walk", true);
    CHECK_INT(a->zones.count, b->zones.count);
    for (size_t z = 0; z < a->zones.count; z++) {
        struct area *x = &a->zones.items[z].area, *y = &b->zones.items[z].area;
        CHECK_TEXT(a->zones.items[z].school_id, b->zones.items[z].school_id);
        CHECK(z == 0 || strcmp(a->zones.items[z - 1].school_id,
                               a->zones.items[z].school_id) < 0);
        CHECK_INT(area_point_count(x), area_point_count(y));
        CHECK_NEAR(area_m2(x), area_m2(y), 0);
    }
    arena_free(a->arena);
    arena_free(b->arena);
}

static void without_a_school_there_are_no_zones_and_a_sentence(void **state)
{
    struct town *town = town_from(1, "walk", true);
    struct destination_set none = destination_set_build(
        town->arena, &town->measure, town->snapper, town->schools, N_SCHOOLS,
        LEVEL_BIT(LEVEL_PRESCHOOL));
    struct reach reach = reach_schools(town->arena, &town->measure, &none);
    struct error err;
    CHECK_INT(nearest_zones_build(town->arena, &town->measure, &none, &reach,
                                  town->schools, &town->outline, &town->zones,
                                  &town->report, &err),
              STATUS_STATE);
    CHECK_TEXT(err.text, "no school can be reached from any street");
    arena_free(town->arena);
}

// Two carriageways 8 m apart, joined by a long way round, each with a school at
// its western end: the border stays between them.
//
//       b ========================= B
//       a ========================= A        (and far in the west a-…-b)
static void the_border_keeps_between_two_carriageways(void **state)
{
    struct arena *arena = arena_new();
    struct town *town = arena_array(arena, struct town, 1);
    struct random random = random_from(1);
    town->arena = arena;
    struct point_m at[] = {{0, 0}, {700, 0}, {7, 8}, {707, 8}, {-900, 4}};
    int ways[][2] = {{1, 2}, {3, 4}, {1, 5}, {5, 3}};
    for (int i = 0; i < 5; i++)
        add_junction(town, i + 1, at[i].x_m, at[i].y_m);
    for (int i = 0; i < 4; i++) {
        add_street(town, &random, ways[i][0], ways[i][1]);
        struct street *s = &town->streets.streets.items[i];
        s->line.points[1] = s->line.points[2];
        s->line.count = 2;
    }
    place_schools(town, &random);
    town->schools[0].point = (struct point_m){20, -5};
    town->schools[1].point = (struct point_m){27, 13};
    town->n_schools = 2;
    build_zones(town, "walk");
    CHECK_INT(town->zones.count, 2);
    CHECK_INT(town->zones.items[0].area.n_polygons, 1);
    CHECK_INT(town->zones.items[1].area.n_polygons, 1);
    for (double x_m = 50; x_m < 690; x_m += 3) {
        CHECK_TEXT(zone_at(&town->zones, (struct point_m){x_m, 1}), "s0");
        CHECK_TEXT(zone_at(&town->zones, (struct point_m){x_m, 7}), "s1");
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(walkers_live_in_the_zone_of_their_nearest_school),
        TEST(riders_do_too_though_streets_are_one_way),
        TEST(a_town_without_wards_is_shared_out_around_its_streets),
        TEST(a_ward_without_a_street_is_counted_and_left_out),
        TEST(the_border_keeps_between_two_carriageways),
        TEST(zones_come_in_the_order_of_schools_and_are_the_same_again),
        TEST(without_a_school_there_are_no_zones_and_a_sentence),
    };
    return RUN_TESTS(tests);
}
