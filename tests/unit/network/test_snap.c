// The witness is to look at every segment of every usable street.

#include <stdbool.h>

#include "check.h"
#include "town.h"

struct nearest {
    double distance_m;
    uint32_t edge;
    double along_m; // metres from the edge's start, by adding up
};

static void offer(struct nearest *best, double distance_m, uint32_t edge,
                  double along_m)
{
    if (distance_m < best->distance_m)
        *best = (struct nearest){distance_m, edge, along_m};
}

static double to_segment(struct point_m p, struct point_m a, struct point_m b,
                         struct point_m *on)
{
    double share = point_share_along(p, a, b);
    *on = share >= 1 ? b : point_between(a, b, share);
    return point_distance_m(p, *on);
}

static struct nearest look_everywhere(const struct town *town,
                                      struct point_m from, double limit_m)
{
    struct nearest best = {limit_m + 1e-9, UINT32_MAX, 0};
    for (uint32_t e = 0; e < town->net.n_edges; e++) {
        struct net_edge edge = town->net.edges[e];
        const struct point_m *v = town->net.vertices + edge.first_vertex;
        double before_m = 0;
        for (uint32_t i = 0; i + 1 < edge.n_vertices; i++) {
            struct point_m on;
            double d = to_segment(from, v[i], v[i + 1], &on);
            if (town->graph.edge_use[e] != 0)
                offer(&best, d, e, before_m + point_distance_m(v[i], on));
            before_m += point_distance_m(v[i], v[i + 1]);
        }
    }
    return best;
}

static void check_snap(const struct town *town, struct point_m from,
                       double limit_m)
{
    struct net_place place;
    struct nearest best = look_everywhere(town, from, limit_m);
    CHECK_INT(snap_point(town->snapper, from, limit_m, &place),
              best.edge != UINT32_MAX);
    if (best.edge == UINT32_MAX)
        return;
    CHECK_INT(place.edge, best.edge);
    CHECK_NEAR(place.offset_cm, 100 * best.along_m, 2);
    CHECK_NEAR(place.straight_cm, 100 * best.distance_m, 0.51);
    CHECK_NEAR(point_distance_m(place.from, place.on), best.distance_m, 1e-9);
    struct point_m on =
        street_net_point_at(&town->net, place.edge, place.offset_cm);
    CHECK_NEAR(point_distance_m(on, place.on), 0, 0.02);
}

static void a_home_meets_the_nearest_usable_street(void **state)
{
    struct random random = random_from(31);
    for (int round = 0; round < 1500; round++) {
        struct town *town = town_at_random(&random);
        for (int ask = 0; ask < 10; ask++) {
            // On a grid, where equal distances are common, or anywhere.
            bool on_grid = random_below(&random, 2) == 0;
            struct point_m from = {
                on_grid ? random_below(&random, 8) : 8 * random_unit(&random),
                on_grid ? random_below(&random, 8) : 8 * random_unit(&random)};
            check_snap(town, from, random_below(&random, 5));
        }
        town_free(town);
    }
}

// Samples the outline finely: an upper bound on the distance, and nearly it.
static double sampled_distance_m(const struct town *town,
                                 const struct area *area, uint32_t *edge)
{
    double best_m = 1e300;
    struct ring ring = area->polygons[0].rings[0];
    for (size_t i = 0; i + 1 < ring.count; i++)
        for (int s = 0; s <= 200; s++) {
            struct point_m p =
                point_between(ring.points[i], ring.points[i + 1], s / 200.0);
            struct nearest found = look_everywhere(town, p, 1e6);
            if (found.distance_m < best_m) {
                best_m = found.distance_m;
                *edge = found.edge;
            }
        }
    return best_m;
}

static void an_outline_meets_a_street_where_they_are_nearest(void **state)
{
    struct random random = random_from(32);
    for (int round = 0; round < 150; round++) {
        struct town *town = town_at_random(&random);
        struct point_m corners[3];
        for (int i = 0; i < 3; i++)
            corners[i] = (struct point_m){9 * random_unit(&random),
                                          9 * random_unit(&random)};
        struct area area = area_of_ring(town->arena, corners, 3);
        uint32_t edge = UINT32_MAX;
        double sampled_m = sampled_distance_m(town, &area, &edge);
        struct net_place place;
        bool found = snap_area(town->snapper, &area, 1000, &place);
        CHECK_INT(found, edge != UINT32_MAX);
        if (found) {
            double straight_m = point_distance_m(place.from, place.on);
            CHECK(straight_m <= sampled_m + 1e-9);
            CHECK(straight_m >= sampled_m - 0.07);
        }
        town_free(town);
    }
}

// Equal distances: the lower street, and on one street the earlier point.
static void of_equals_the_first_street_is_met(void **state)
{
    struct town *town = town_new();
    town_junction(town, 0, 0);
    town_junction(town, 100, 0);
    town_junction(town, 100, 20);
    town_junction(town, 0, 20);
    town_street(town, 1, 2, "residential");
    town_street(town, 3, 4, "residential");
    town_street(town, 2, 3, "residential");
    town_build(town, "walk");
    struct net_place place;
    CHECK(snap_point(town->snapper, (struct point_m){30, 10}, 50, &place));
    CHECK_INT(place.edge, 0);
    CHECK_INT(place.offset_cm, 3000);
    CHECK_INT(place.straight_cm, 1000);
    CHECK(!snap_point(town->snapper, (struct point_m){30, -51}, 50, &place));
    CHECK(snap_point(town->snapper, (struct point_m){30, -50}, 50, &place));
    town_free(town);
}

static void an_outline_across_a_street_meets_it_there(void **state)
{
    struct town *town = town_new();
    town_junction(town, 0, 0);
    town_junction(town, 100, 0);
    town_street(town, 1, 2, "residential");
    town_build(town, "walk");
    struct point_m corners[] = {{40, -10}, {60, -10}, {60, 10}, {40, 10}};
    struct area area = area_of_ring(town->arena, corners, 4);
    struct net_place place;
    CHECK(snap_area(town->snapper, &area, 50, &place));
    CHECK_INT(place.straight_cm, 0);
    CHECK_INT(place.offset_cm, 4000);
    town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_home_meets_the_nearest_usable_street),
        TEST(an_outline_meets_a_street_where_they_are_nearest),
        TEST(of_equals_the_first_street_is_met),
        TEST(an_outline_across_a_street_meets_it_there),
    };
    return RUN_TESTS(tests);
}
