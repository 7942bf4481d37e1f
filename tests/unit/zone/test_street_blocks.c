#include "zone/street_blocks.h"

#include <string.h>

#include "base/random.h"
#include "check.h"
#include "shape/shape.h"
#include "town.h"
#include "zone/unit_adjacency.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

struct made {
    struct planning_unit_list units;
    struct street_block_report report;
    struct unit_homes homes;
};

static struct made make(struct arena *arena, const struct street_set *streets,
                        const struct ward *wards, size_t n_wards,
                        const struct entrant_home_list *homes,
                        struct street_block_options options)
{
    struct made made;
    MUST(street_blocks_build(arena, streets, wards, n_wards, homes->items,
                             homes->count, options, &made.units, &made.report,
                             &err));
    made.homes =
        unit_homes_build(arena, homes->items, homes->count, made.units.items,
                         made.units.count, options.n_threads);
    return made;
}

static struct ward rectangle(struct arena *arena, const char *id, double x,
                             double y, double wide, double high)
{
    struct point_m corners[] = {
        {x, y}, {x + wide, y}, {x + wide, y + high}, {x, y + high}};
    return (struct ward){id, arena_format(arena, "Ward %s", id), NULL,
                         area_of_ring(arena, corners, 4)};
}

static void live_at(struct entrant_home_list *homes, struct arena *arena,
                    double x, double y, uint32_t entrants)
{
    *entrant_home_list_add(homes, arena) =
        (struct entrant_home){{x, y}, UINT32_MAX, entrants};
}

static void street(struct town *town, double x1, double y1, double x2,
                   double y2, const char *highway)
{
    town_street(town, town_junction(town, x1, y1), town_junction(town, x2, y2),
                highway);
}

// A ward of 400 m by 100 m, cut into four blocks by three streets.
//
//      +------+------+------+------+
//      |  30  |  12  ‖   9  |  25  |      ‖ is a primary road
//      +------+------+------+------+
static struct made four_blocks(struct arena *arena, struct town *town,
                               const char *third, uint32_t least)
{
    struct ward ward = rectangle(arena, "7", 0, 0, 400, 100);
    struct entrant_home_list homes = {0};
    uint32_t entrants[] = {30, 12, 9, 25};
    for (int i = 0; i < 4; i++)
        live_at(&homes, arena, 50 + 100 * i, 50, entrants[i]);
    street(town, 100, -10, 100, 110, "residential");
    street(town, 200, -10, 200, 110, third);
    street(town, 300, -10, 300, 110, "residential");
    return make(arena, &town->streets, &ward, 1, &homes,
                (struct street_block_options){least, 0, 1});
}

static void blocks_are_joined_until_each_has_enough(void **state)
{
    struct town *town = town_new();
    struct arena *arena = arena_new();
    struct made made = four_blocks(arena, town, "residential", 20);
    CHECK_INT(made.report.n_faces, 4);
    CHECK_INT(made.units.count, 3);
    CHECK_TEXT(made.units.items[0].id, "7-001");
    CHECK_TEXT(made.units.items[0].name, "Ward 7 001");
    CHECK_TEXT(made.units.items[1].ward_id, "7");
    CHECK_TEXT(made.units.items[2].source, "streets");
    CHECK_INT(made.homes.entrants[0], 30);
    CHECK_INT(made.homes.entrants[1], 21);
    CHECK_INT(made.homes.entrants[2], 25);
    arena_free(arena);
    town_free(town);
}

static void blocks_are_not_joined_across_a_big_road(void **state)
{
    struct town *town = town_new();
    struct arena *arena = arena_new();
    struct made made = four_blocks(arena, town, "primary", 20);
    CHECK_INT(made.units.count, 2);
    CHECK_INT(made.homes.entrants[0], 42);
    CHECK_INT(made.homes.entrants[1], 34);
    arena_free(arena);
    town_free(town);
}

static void a_ward_with_too_few_is_one_unit(void **state)
{
    struct town *town = town_new();
    struct arena *arena = arena_new();
    struct made made = four_blocks(arena, town, "primary", 77);
    CHECK_INT(made.units.count, 1);
    CHECK_INT(made.report.n_small, 1);
    CHECK_INT(made.homes.entrants[0], 76);
    CHECK_NEAR(made.report.covered_m2, 40000, 1e-6);
    arena_free(arena);
    town_free(town);
}

static void
dead_ends_divide_nothing_and_wards_without_streets_are_whole(void **state)
{
    struct town *town = town_new();
    struct arena *arena = arena_new();
    struct ward wards[] = {rectangle(arena, "a", 0, 0, 100, 100),
                           rectangle(arena, "b", 100, 0, 100, 100)};
    struct entrant_home_list none = {0};
    street(town, 50, -20, 50, 60, "residential");
    struct made made = make(arena, &town->streets, wards, 2, &none,
                            (struct street_block_options){0, 0, 1});
    CHECK_INT(made.units.count, 2);
    CHECK_INT(made.report.n_small, 0);
    CHECK_INT(made.homes.n_homes, 2); // points inside that stand for nobody
    CHECK_INT(made.homes.homes[1].entrants, 0);
    CHECK(area_has_point(&made.units.items[1].area, made.homes.homes[1].at));
    arena_free(arena);
    town_free(town);
}

static void a_city_without_wards_is_told_so(void **state)
{
    struct arena *arena = arena_new();
    struct street_set streets = {0};
    struct planning_unit_list units;
    struct street_block_report report;
    CHECK_INT(street_blocks_build(arena, &streets, NULL, 0, NULL, 0,
                                  STREET_BLOCKS_USUAL, &units, &report, &err),
              STATUS_STATE);
    CHECK_TEXT(err.text, "the city has no wards to make units of");
    arena_free(arena);
}

// Wards side by side whose borders bend, the first with an island far off.
#define WIDE 900
#define HIGH 600
static size_t random_wards(struct arena *arena, struct random *random,
                           struct ward *wards)
{
    enum { BENDS = 5, WARDS = 3 };
    struct point_m border[WARDS + 1][BENDS];
    for (int w = 0; w <= WARDS; w++)
        for (int i = 0; i < BENDS; i++) {
            bool bends = w > 0 && w < WARDS;
            border[w][i] = (struct point_m){
                w * WIDE / WARDS + (bends ? 90 * random_unit(random) - 45 : 0),
                HIGH * i / (BENDS - 1)};
        }
    for (int w = 0; w < WARDS; w++) {
        struct point_m ring[2 * BENDS];
        for (int i = 0; i < BENDS; i++) {
            ring[i] = border[w + 1][i];
            ring[2 * BENDS - 1 - i] = border[w][i];
        }
        wards[w] = (struct ward){arena_format(arena, "w%d", w), "W", NULL,
                                 area_of_ring(arena, ring, 2 * BENDS)};
    }
    struct ward island = rectangle(arena, "", 2000, 0, 150, 150);
    struct area two = {arena_array(arena, struct polygon, 2), 2};
    two.polygons[0] = wards[0].area.polygons[0];
    two.polygons[1] = island.area.polygons[0];
    wards[0].area = two;
    return WARDS;
}

static void random_streets(struct town *town, struct random *random)
{
    static const char *const CLASSES[] = {"residential", "primary", "footway",
                                          "service", "tertiary"};
    for (int i = 0; i < 40; i++) {
        double x = random_unit(random) * WIDE, y = random_unit(random) * HIGH;
        double far_x = 800 * random_unit(random) - 400;
        double far_y = 800 * random_unit(random) - 400;
        street(town, x, y, x + far_x, y + far_y,
               CLASSES[random_below(random, 5)]);
    }
}

static struct area ward_area(const struct ward *wards, size_t n_wards,
                             const char *id)
{
    for (size_t w = 0; w < n_wards; w++)
        if (strcmp(wards[w].id, id) == 0)
            return wards[w].area;
    fail_msg("no ward %s", id);
    return (struct area){0};
}

// GEOS is the witness: units are valid, in one piece, within their ward, and
// together cover all wards without overlap.
static void check_cover(struct arena *arena, const struct ward *wards,
                        size_t n_wards, const struct made *made)
{
    struct shaper *shaper = shaper_new();
    size_t n = made->units.count;
    struct area *areas = arena_array(arena, struct area, n);
    struct area together, common;
    double sum_m2 = 0, wards_m2 = 0;
    for (size_t w = 0; w < n_wards; w++)
        wards_m2 += area_m2(&wards[w].area);
    for (size_t u = 0; u < n; u++) {
        areas[u] = made->units.items[u].area;
        struct area ward =
            ward_area(wards, n_wards, made->units.items[u].ward_id);
        CHECK(shape_is_valid(shaper, &areas[u], NULL));
        CHECK_INT(areas[u].n_polygons, 1);
        MUST(
            shape_intersection(shaper, arena, &areas[u], &ward, &common, &err));
        // Borders move by up to a centimetre where streets cut them.
        CHECK_NEAR(area_m2(&common), area_m2(&areas[u]), 20);
        sum_m2 += area_m2(&areas[u]);
    }
    MUST(shape_union(shaper, arena, areas, n, &together, &err));
    CHECK_NEAR(sum_m2, area_m2(&together), 1e-9 * sum_m2);
    CHECK_NEAR(sum_m2, wards_m2, 20);
    shaper_free(shaper);
}

// A unit has enough, or it is all there is of its piece of the ward.
static void check_entrants(const struct ward *wards, size_t n_wards,
                           const struct made *made, uint32_t least)
{
    for (size_t u = 0; u < made->units.count; u++) {
        if (made->homes.entrants[u] >= least)
            continue;
        struct area ward =
            ward_area(wards, n_wards, made->units.items[u].ward_id);
        double nearest = 1e300;
        for (size_t p = 0; p < ward.n_polygons; p++) {
            struct area piece = {&ward.polygons[p], 1};
            nearest = fmin(nearest, fabs(area_m2(&piece) -
                                         area_m2(&made->units.items[u].area)));
        }
        CHECK(nearest < 20);
    }
}

// One block without streets inside, many entrants along its rim.
static void a_large_block_is_cut_into_parts_with_a_fair_share(void **state)
{
    struct town *town = town_new();
    struct arena *arena = arena_new();
    struct ward ward = rectangle(arena, "7", 0, 0, 300, 100);
    struct entrant_home_list homes = {0};
    for (int i = 0; i < 30; i++) {
        live_at(&homes, arena, 5 + 10 * i, 7, 2);
        live_at(&homes, arena, 5 + 10 * i, 93, 2);
    }
    for (int i = 0; i < 6; i++) // dead ends give the rim its vertices
        street(town, 25 + 50 * i, -10, 25 + 50 * i, 30, "residential");
    struct made made = make(arena, &town->streets, &ward, 1, &homes,
                            (struct street_block_options){20, 50, 1});
    CHECK(made.units.count >= 3 && made.units.count <= 6);
    CHECK_INT(made.report.n_cut, made.units.count);
    check_cover(arena, &ward, 1, &made);
    for (size_t u = 0; u < made.units.count; u++)
        CHECK(made.homes.entrants[u] >= 20 && made.homes.entrants[u] <= 50);
    struct unit_adjacency adjacency = unit_adjacency_build(
        arena, made.units.items, made.units.count, ADJACENCY_USUAL);
    for (size_t u = 0; u < made.units.count; u++)
        CHECK(adjacency.first_neighbour[u + 1] > adjacency.first_neighbour[u]);
    arena_free(arena);
    town_free(town);
}

static void those_who_live_on_one_point_stay_together(void **state)
{
    struct town *town = town_new();
    struct arena *arena = arena_new();
    struct ward ward = rectangle(arena, "7", 0, 0, 300, 100);
    struct entrant_home_list homes = {0};
    for (int i = 0; i < 50; i++)
        live_at(&homes, arena, 200, 40, 4);
    for (int i = 0; i < 3; i++)
        live_at(&homes, arena, 20, 20 + 20 * i, 10);
    struct made made = make(arena, &town->streets, &ward, 1, &homes,
                            (struct street_block_options){20, 60, 1});
    CHECK_INT(made.units.count, 2);
    CHECK(made.report.most_entrants >= 200);
    CHECK(made.homes.entrants[0] >= 20 && made.homes.entrants[1] >= 20);
    check_cover(arena, &ward, 1, &made);
    arena_free(arena);
    town_free(town);
}

static void random_towns_are_covered_by_units_with_enough_entrants(void **state)
{
    enum { MOST = 50 };
    size_t n_units = 0, n_cut = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct random random = random_from(seed);
        struct town *town = town_new();
        struct arena *arena = arena_new();
        struct ward wards[3];
        struct entrant_home_list homes = {0};
        uint64_t sum = 0, counted = 0;
        size_t n_wards = random_wards(arena, &random, wards);
        random_streets(town, &random);
        for (int i = 0; i < 150; i++) {
            uint32_t entrants = 1 + random_below(&random, 6);
            live_at(&homes, arena, 1 + random_unit(&random) * (WIDE - 2),
                    1 + random_unit(&random) * (HIGH - 2), entrants);
            sum += entrants;
        }
        struct made made = make(arena, &town->streets, wards, n_wards, &homes,
                                (struct street_block_options){20, MOST, 1});
        check_cover(arena, wards, n_wards, &made);
        check_entrants(wards, n_wards, &made, 20);
        for (size_t u = 0; u < made.units.count; u++)
            CHECK(made.homes.entrants[u] <= MOST);
        n_cut += made.report.n_cut;
        for (size_t u = 0; u < made.units.count; u++)
            counted += made.homes.entrants[u];
        CHECK_INT(counted + made.homes.n_outside, sum);
        CHECK_INT(made.homes.n_outside, 0);
        n_units += made.units.count;

        struct made again = make(arena, &town->streets, wards, n_wards, &homes,
                                 (struct street_block_options){20, MOST, 2});
        CHECK_INT(again.units.count, made.units.count);
        for (size_t u = 0; u < made.units.count; u++) {
            struct ring a = made.units.items[u].area.polygons[0].rings[0];
            struct ring b = again.units.items[u].area.polygons[0].rings[0];
            CHECK_TEXT(made.units.items[u].id, again.units.items[u].id);
            CHECK_INT(a.count, b.count);
            CHECK(memcmp(a.points, b.points, a.count * sizeof *a.points) == 0);
        }
        arena_free(arena);
        town_free(town);
    }
    CHECK(n_units > 60 * 8);
    CHECK(n_cut > 60);
}

// Two wards drawn apart by a metre, and one that overlaps the next by a metre.
static void wards_that_do_not_fit_leave_no_crumbs(void **state)
{
    struct town *town = town_new();
    struct arena *arena = arena_new();
    struct entrant_home_list none = {0};
    struct ward wards[] = {rectangle(arena, "a", 0, 0, 100, 100),
                           rectangle(arena, "b", 101, 0, 100, 100),
                           rectangle(arena, "c", 0, 100, 201, 50),
                           rectangle(arena, "d", 0, -50, 201, 51)};
    struct made made = make(arena, &town->streets, wards, 4, &none,
                            (struct street_block_options){20, 0, 1});
    CHECK_INT(made.units.count, 4);
    CHECK_NEAR(made.report.covered_m2, 201 * 200, 1e-6);
    arena_free(arena);
    town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(blocks_are_joined_until_each_has_enough),
        TEST(blocks_are_not_joined_across_a_big_road),
        TEST(a_ward_with_too_few_is_one_unit),
        TEST(dead_ends_divide_nothing_and_wards_without_streets_are_whole),
        TEST(a_city_without_wards_is_told_so),
        TEST(a_large_block_is_cut_into_parts_with_a_fair_share),
        TEST(those_who_live_on_one_point_stay_together),
        TEST(random_towns_are_covered_by_units_with_enough_entrants),
        TEST(wards_that_do_not_fit_leave_no_crumbs),
    };
    return RUN_TESTS(tests);
}
