// Pieces against routes, asked place by place; areas against GEOS's reading of
// them and against the streets, looked at step by step.

#include "network/reach_area.h"

#include <stdio.h>

#include "check.h"
#include "network/route.h"
#include "shape/shape.h"
#include "town.h"

struct asked {
    struct town *town;
    struct reach_streets streets;
    struct reach_query *query;
    struct router *router;
    struct net_place places[3]; // the home, or the gates
    size_t n_places;
    bool is_inward;
    uint32_t limits_cm[REACH_MOST_LIMITS];
    size_t n_limits;
    struct reach_area areas[REACH_MOST_LIMITS];
};

static void ask_open(struct asked *a, struct town *town)
{
    *a = (struct asked){.town = town};
    a->streets = reach_streets_build(town->arena, &town->measure);
    a->query = reach_query_new(&a->streets);
    a->router = router_new(&town->measure);
}

static void ask_close(struct asked *a)
{
    router_free(a->router);
    reach_query_free(a->query);
    town_free(a->town);
}

static void ask(struct asked *a)
{
    if (a->is_inward)
        reach_to_gates(a->query, a->town->arena, a->places, a->n_places,
                       a->limits_cm, a->n_limits, a->areas);
    else
        reach_from_home(a->query, a->town->arena, &a->places[0], a->limits_cm,
                        a->n_limits, a->areas);
}

static bool has_kept_edge(const struct town *town)
{
    for (size_t e = 0; e < town->net.n_edges; e++)
        if (town->graph.edge_use[e] != 0)
            return true;
    return false;
}

// --- pieces ---

static bool is_on_piece(const struct reach_area *area, uint32_t edge,
                        uint32_t offset_cm)
{
    for (size_t i = 0; i < area->n_pieces; i++)
        if (area->pieces[i].edge == edge &&
            area->pieces[i].from_cm <= offset_cm &&
            offset_cm <= area->pieces[i].to_cm)
            return true;
    return false;
}

// By the router: how far it is to (or from) a point on an edge.
static uint32_t routed_cm(struct asked *a, uint32_t edge, uint32_t offset_cm)
{
    struct net_place there = {.edge = edge, .offset_cm = offset_cm};
    uint32_t least_cm = UINT32_MAX;
    for (size_t p = 0; p < a->n_places; p++) {
        uint32_t cm;
        uint32_t ms;
        if ((a->is_inward
                 ? router_distance(a->router, &there, &a->places[p], &cm, &ms)
                 : router_distance(a->router, &a->places[p], &there, &cm,
                                   &ms)) &&
            cm < least_cm)
            least_cm = cm;
    }
    return least_cm;
}

static void check_point(struct asked *a, uint32_t edge, uint32_t offset_cm)
{
    if (offset_cm > a->town->net.edges[edge].length_cm)
        return;
    uint32_t cm = routed_cm(a, edge, offset_cm);
    for (size_t i = 0; i < a->n_limits; i++)
        if (is_on_piece(&a->areas[i], edge, offset_cm) !=
            (cm <= a->limits_cm[i]))
            fail_msg("edge %u at %u cm is %u cm away %s, limit %u cm", edge,
                     offset_cm, cm, a->is_inward ? "inward" : "outward",
                     a->limits_cm[i]);
}

static void check_edge(struct asked *a, struct random *random, uint32_t edge)
{
    uint32_t length_cm = a->town->net.edges[edge].length_cm;
    check_point(a, edge, 0);
    check_point(a, edge, length_cm);
    for (int i = 0; i < 4; i++)
        check_point(a, edge, random_below(random, length_cm + 1));
    for (size_t l = 0; l < a->n_limits; l++)
        for (size_t i = 0; i < a->areas[l].n_pieces; i++) {
            struct reach_piece piece = a->areas[l].pieces[i];
            if (piece.edge != edge)
                continue;
            check_point(a, edge, piece.from_cm);
            check_point(a, edge, piece.from_cm - (piece.from_cm > 0));
            check_point(a, edge, piece.to_cm);
            check_point(a, edge, piece.to_cm + 1);
        }
}

static void check_order(const struct reach_area *area)
{
    uint64_t street_cm = 0;
    for (size_t i = 0; i < area->n_pieces; i++) {
        struct reach_piece piece = area->pieces[i];
        CHECK(piece.from_cm <= piece.to_cm);
        street_cm += piece.to_cm - piece.from_cm;
        if (i > 0)
            CHECK(area->pieces[i - 1].edge < piece.edge ||
                  (area->pieces[i - 1].edge == piece.edge &&
                   area->pieces[i - 1].to_cm < piece.from_cm));
    }
    CHECK(area->street_cm == street_cm);
}

static void draw_question(struct asked *a, struct random *random,
                          uint32_t farthest_cm)
{
    a->is_inward = random_below(random, 2) == 1;
    a->n_places = a->is_inward ? 1 + random_below(random, 3) : 1;
    for (size_t p = 0; p < a->n_places; p++)
        a->places[p] = town_place_at_random(a->town, random);
    a->n_limits = 1 + random_below(random, 3);
    uint32_t limit_cm = 0;
    for (size_t i = 0; i < a->n_limits; i++) {
        limit_cm += 1 + random_below(random, farthest_cm);
        a->limits_cm[i] = limit_cm;
    }
}

static void a_place_is_on_a_piece_when_its_way_is_within_the_limit(void **state)
{
    struct random random = random_from(31);
    for (int round = 0; round < 3000; round++) {
        struct asked a;
        struct town *town = town_at_random(&random);
        if (!has_kept_edge(town)) {
            town_free(town);
            continue;
        }
        ask_open(&a, town);
        for (int question = 0; question < 3; question++) {
            draw_question(&a, &random, 700);
            ask(&a);
            for (uint32_t e = 0; e < a.town->net.n_edges; e++)
                if (a.town->graph.edge_use[e] != 0)
                    check_edge(&a, &random, e);
            for (size_t i = 0; i < a.n_limits; i++)
                check_order(&a.areas[i]);
        }
        ask_close(&a);
    }
}

// --- areas ---

// A turn from one street into the next that is listed, if they meet.
static void forbid_a_turn(struct town *town, struct random *random)
{
    uint32_t n = (uint32_t)town->streets.streets.count;
    const struct street *streets = town->streets.streets.items;
    const struct street *from = &streets[random_below(random, n)];
    const struct street *to = &streets[random_below(random, n)];
    if (from->to_junction != to->from_junction)
        return;
    *turn_restriction_list_add(&town->streets.restrictions, town->arena) =
        (struct turn_restriction){.kind = "no_right_turn",
                                  .from_way = from->way_id,
                                  .via_junction = to->from_junction,
                                  .to_way = to->way_id};
}

// A town of 700 m with lanes, one-way streets, forbidden turns and gaps.
static struct town *wide_town(struct random *random)
{
    enum { SIDE = 7 };
    struct town *town = town_new();
    for (int i = 0; i < SIDE * SIDE; i++)
        town_junction(town, i % SIDE * 110.0 + 70 * random_unit(random),
                      i / SIDE * 110.0 + 70 * random_unit(random));
    for (int i = 0; i < SIDE * SIDE; i++) {
        static const int BESIDE[3] = {1, SIDE, SIDE + 1};
        for (int b = 0; b < 3; b++) {
            int to = i + BESIDE[b];
            if (random_below(random, b == 2 ? 6 : 4) < (b == 2 ? 5 : 1) ||
                to >= SIDE * SIDE || (b != 1 && i % SIDE == SIDE - 1))
                continue;
            struct street *street =
                town_street(town, i + 1, to + 1, "residential");
            street->tags.oneway = random_below(random, 3) == 0 ? "yes" : NULL;
        }
    }
    for (int i = 0; i < 400; i++)
        forbid_a_turn(town, random);
    town_build(town, random_below(random, 2) == 0 ? "walk" : "motorbike");
    return town;
}

// Points of the kept streets, a metre apart.
struct sample {
    struct point_m at;
    bool is_reached[REACH_MOST_LIMITS];
};
LIST_DECLARE(sample);

static struct sample_list sample_streets(const struct asked *a)
{
    struct sample_list samples = {0};
    const struct street_net *net = &a->town->net;
    for (uint32_t e = 0; e < net->n_edges; e++)
        for (uint32_t cm = 0;
             a->town->graph.edge_use[e] != 0 && cm <= net->edges[e].length_cm;
             cm += 100) {
            struct sample *sample = sample_list_add(&samples, a->town->arena);
            sample->at = street_net_point_at(net, e, cm);
            for (size_t i = 0; i < a->n_limits; i++)
                sample->is_reached[i] = is_on_piece(&a->areas[i], e, cm);
        }
    return samples;
}

static double to_straight_pieces_m(const struct asked *a, struct point_m at)
{
    double least_m = 1e9;
    for (size_t p = 0; p < a->n_places; p++) {
        struct point_m from = a->places[p].from;
        struct point_m on = a->places[p].on;
        double share = point_share_along(at, from, on);
        double m = point_distance_m(at, point_between(from, on, share));
        if (m < least_m)
            least_m = m;
    }
    return least_m;
}

static void check_covering(const struct asked *a,
                           const struct sample_list *samples, size_t i)
{
    for (size_t s = 0; s < samples->count; s++) {
        const struct sample *sample = &samples->items[s];
        bool is_inside = area_has_point(&a->areas[i].area, sample->at);
        if (sample->is_reached[i] && !is_inside)
            fail_msg("%.2f %.2f is reached and outside", sample->at.x_m,
                     sample->at.y_m);
        if (sample->is_reached[i] || !is_inside)
            continue;
        double nearest_m = to_straight_pieces_m(a, sample->at);
        for (size_t o = 0; o < samples->count; o++) {
            double m = point_distance_m(sample->at, samples->items[o].at);
            if (samples->items[o].is_reached[i] && m < nearest_m)
                nearest_m = m;
        }
        if (nearest_m > REACH_TOLERANCE_M)
            fail_msg("%.2f %.2f is covered, %.1f m from what is reached",
                     sample->at.x_m, sample->at.y_m, nearest_m);
    }
}

static void check_nested(const struct asked *a, struct shaper *shaper,
                         const struct area *inner, const struct area *outer)
{
    struct area common;
    struct error err;
    CHECK(shape_intersection(shaper, a->town->arena, inner, outer, &common,
                             &err) == STATUS_OK);
    CHECK_NEAR(area_m2(&common), area_m2(inner), 1e-6);
}

static void check_areas(const struct asked *a, struct shaper *shaper)
{
    struct sample_list samples = sample_streets(a);
    for (size_t i = 0; i < a->n_limits; i++) {
        char reason[SHAPE_REASON_SIZE];
        if (!shape_is_valid(shaper, &a->areas[i].area, reason))
            fail_msg("%s", reason);
        check_covering(a, &samples, i);
        if (i > 0)
            check_nested(a, shaper, &a->areas[i - 1].area, &a->areas[i].area);
    }
}

// Asked for alone, the smallest limit gives the same.
static void check_alone(struct asked *a)
{
    struct asked alone = *a;
    alone.n_limits = 1;
    ask(&alone);
    CHECK_INT(alone.areas[0].n_pieces, a->areas[0].n_pieces);
    CHECK_NEAR(area_m2(&alone.areas[0].area), area_m2(&a->areas[0].area), 1e-6);
}

static void areas_are_valid_nested_and_cover_what_is_reached(void **state)
{
    struct random random = random_from(32);
    struct shaper *shaper = shaper_new();
    for (int round = 0; round < 120; round++) {
        struct asked a;
        struct town *town = wide_town(&random);
        if (!has_kept_edge(town)) {
            town_free(town);
            continue;
        }
        ask_open(&a, town);
        draw_question(&a, &random, 40000);
        ask(&a);
        for (uint32_t e = 0; e < town->net.n_edges; e++)
            if (town->graph.edge_use[e] != 0)
                check_edge(&a, &random, e);
        check_areas(&a, shaper);
        check_alone(&a);
        ask_close(&a);
    }
    shaper_free(shaper);
}

// --- drawn by hand ---

//  north bank  1 ------- 2 ------- 3
//                                  |  (the bridge, 1 km east)
//  south bank  4 ------- 5 ------- 6        30 m between the banks
static void an_area_does_not_leak_over_a_river(void **state)
{
    struct asked a;
    struct town *town = town_new();
    for (int i = 0; i < 6; i++)
        town_junction(town, i % 3 * 500, i < 3 ? 30 : 0);
    town_street(town, 1, 2, "residential");
    town_street(town, 2, 3, "residential");
    town_street(town, 3, 6, "residential");
    town_street(town, 4, 5, "residential");
    town_street(town, 5, 6, "residential");
    town_build(town, "walk");
    ask_open(&a, town);
    CHECK(snap_point(town->snapper, (struct point_m){200, -10}, 50,
                     &a.places[0]));
    a.n_places = 1;
    a.n_limits = 1;
    a.limits_cm[0] = 70000;
    ask(&a);
    for (double x = 0; x <= 890; x++)
        CHECK(area_has_point(&a.areas[0].area, (struct point_m){x, 0}));
    for (double x = 0; x <= 985; x++)
        CHECK(!area_has_point(&a.areas[0].area, (struct point_m){x, 30}));
    CHECK(a.areas[0].street_cm == 89000);
    ask_close(&a);
}

//       1 ---100 m--> 2 ---100 m--> 3
//       ^                           |   one way round, 800 m in all
//       +------------ 600 m --------+
static struct town *one_way_round(void)
{
    struct town *town = town_new();
    town_junction(town, 0, 0);
    town_junction(town, 100, 0);
    town_junction(town, 200, 0);
    town_street(town, 1, 2, "residential")->tags.oneway = "yes";
    town_street(town, 2, 3, "residential")->tags.oneway = "yes";
    struct street *back = town_street(town, 3, 1, "residential");
    back->tags.oneway = "yes";
    struct point_m bends[] = {{200, 200}, {0, 200}};
    town_bend(town, back, bends, 2);
    town_build(town, "motorbike");
    return town;
}

static void check_piece(struct reach_piece piece, uint32_t edge,
                        uint32_t from_cm, uint32_t to_cm)
{
    CHECK_INT(piece.edge, edge);
    CHECK_INT(piece.from_cm, from_cm);
    CHECK_INT(piece.to_cm, to_cm);
}

static void one_goes_on_from_home_and_comes_up_to_school(void **state)
{
    struct asked a;
    ask_open(&a, one_way_round());
    a.places[0] =
        (struct net_place){.edge = 1, .offset_cm = 4000, .straight_cm = 500};
    a.places[0].on = street_net_point_at(&a.town->net, 1, 4000);
    a.places[0].from = (struct point_m){140, -5};
    a.n_places = 1;
    a.n_limits = 1;
    a.limits_cm[0] = 10000;
    ask(&a);
    CHECK_INT(a.areas[0].n_pieces, 2);
    check_piece(a.areas[0].pieces[0], 1, 4000, 10000);
    check_piece(a.areas[0].pieces[1], 2, 0, 3500);

    a.is_inward = true;
    ask(&a);
    CHECK_INT(a.areas[0].n_pieces, 2);
    check_piece(a.areas[0].pieces[0], 0, 4500, 10000);
    check_piece(a.areas[0].pieces[1], 1, 0, 4000);
    ask_close(&a);
}

static void
within_the_straight_piece_there_is_ground_but_no_street(void **state)
{
    struct asked a;
    ask_open(&a, one_way_round());
    CHECK(snap_point(a.town->snapper, (struct point_m){50, -90}, 500,
                     &a.places[0]));
    a.n_places = 1;
    a.n_limits = 1;
    a.limits_cm[0] = 3000;
    ask(&a);
    CHECK_INT(a.areas[0].n_pieces, 0);
    CHECK(area_has_point(&a.areas[0].area, a.places[0].from));
    CHECK(!area_has_point(&a.areas[0].area, a.places[0].on));
    ask_close(&a);
}

static void the_line_of_a_piece_keeps_the_bends(void **state)
{
    struct town *town = one_way_round();
    struct line line = reach_piece_line(town->arena, &town->net,
                                        (struct reach_piece){2, 10000, 50000});
    CHECK_INT(line.count, 4);
    CHECK_NEAR(line.points[0].y_m, 100, 1e-9);
    CHECK_NEAR(line.points[1].y_m, 200, 1e-9);
    CHECK_NEAR(line.points[3].x_m, 0, 1e-9);
    CHECK_NEAR(line.points[3].y_m, 100, 1e-9);
    town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_place_is_on_a_piece_when_its_way_is_within_the_limit),
        TEST(areas_are_valid_nested_and_cover_what_is_reached),
        TEST(an_area_does_not_leak_over_a_river),
        TEST(one_goes_on_from_home_and_comes_up_to_school),
        TEST(within_the_straight_piece_there_is_ground_but_no_street),
        TEST(the_line_of_a_piece_keeps_the_bends),
    };
    return RUN_TESTS(tests);
}
