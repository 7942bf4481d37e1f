// Thousands of tiny towns: whatever is asked, and by whichever function, the
// answer is the witness's (tests/support/witness.c), and all answers agree.

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "network/matrix.h"
#include "network/reach.h"
#include "town.h"
#include "witness.h"

#define N_PLACES 12
#define N_HOMES 4 // of the places; the others are gates
#define N_SCHOOLS 5

struct asked {
    struct town *town;
    struct measure measure;
    struct net_place places[N_PLACES];
    uint32_t school_of[N_PLACES];
    struct destination_set set;
    struct router *router;
    struct witness *witness;
    bool found[N_PLACES];
    uint32_t distance_cm[N_PLACES];
    uint32_t duration_ms[N_PLACES];
};

static bool has_kept_edge(const struct town *town)
{
    for (size_t e = 0; e < town->net.n_edges; e++)
        if (town->graph.edge_use[e] != 0)
            return true;
    return false;
}

static struct witness *witness_of(struct asked *a)
{
    return witness_new(a->town->arena, a->town->measure.profile,
                       &a->town->streets, &a->town->net, &a->town->graph,
                       a->places, N_PLACES);
}

// Schools whose gates stand where the random places are.
static void make_set(struct asked *a)
{
    struct school schools[N_SCHOOLS] = {0};
    struct point_m gates[N_SCHOOLS][N_PLACES];
    for (size_t s = 0; s < N_SCHOOLS; s++) {
        schools[s].levels = LEVEL_BIT(LEVEL_PRIMARY);
        schools[s].gates = gates[s];
    }
    for (size_t i = N_HOMES; i < N_PLACES; i++) {
        struct school *school = &schools[a->school_of[i]];
        school->gates[school->n_gates++] = a->places[i].from;
    }
    for (size_t s = 0; s < N_SCHOOLS; s++)
        if (schools[s].n_gates == 0)
            schools[s].levels = LEVEL_BIT(LEVEL_PRESCHOOL);
    a->set = destination_set_build(a->town->arena, &a->town->measure,
                                   a->town->snapper, schools, N_SCHOOLS,
                                   LEVEL_BIT(LEVEL_PRIMARY));
    // From here on the gates are where the set says.
    CHECK_INT(a->set.count, N_PLACES - N_HOMES);
    for (size_t i = 0; i < a->set.count; i++) {
        a->places[N_HOMES + i] = a->set.gates[i].place;
        a->school_of[N_HOMES + i] = a->set.gates[i].school;
    }
}

static void check_numbers(struct asked *a, size_t home)
{
    uint32_t cm[N_PLACES];
    uint32_t ms[N_PLACES];
    uint32_t first[N_PLACES];
    matrix_fill(&a->measure, &a->places[home], 1, a->places, N_PLACES, cm, ms);
    matrix_fill(&a->measure, &a->places[home], 1, a->places, N_PLACES,
                a->measure.weight == BY_DISTANCE ? first : NULL,
                a->measure.weight == BY_DISTANCE ? NULL : first);
    for (size_t i = 0; i < N_PLACES; i++) {
        uint32_t cm_alone, ms_alone;
        bool found = router_distance(a->router, &a->places[home], &a->places[i],
                                     &cm_alone, &ms_alone);
        CHECK_INT(found, a->found[i]);
        CHECK_INT(cm[i], found ? a->distance_cm[i] : UINT32_MAX);
        CHECK_INT(ms[i], found ? a->duration_ms[i] : UINT32_MAX);
        CHECK_INT(first[i], a->measure.weight == BY_DISTANCE ? cm[i] : ms[i]);
        CHECK_INT(cm_alone, cm[i]);
        CHECK_INT(ms_alone, ms[i]);
    }
}

static uint32_t line_cm(struct line line)
{
    double length_m = 0;
    for (size_t i = 1; i < line.count; i++)
        length_m += point_distance_m(line.points[i - 1], line.points[i]);
    return (uint32_t)floor(100 * length_m + 0.5);
}

static void check_route(struct asked *a, size_t home, size_t to)
{
    struct route route;
    bool found = router_route(a->router, a->town->arena, &a->places[home],
                              &a->places[to], &route);
    CHECK_INT(found, a->found[to]);
    if (!found)
        return;
    CHECK_INT(route.distance_cm, a->distance_cm[to]);
    CHECK_INT(route.duration_ms, a->duration_ms[to]);
    uint32_t sum_cm = route.first_straight_cm + route.last_straight_cm;
    for (size_t i = 0; i < route.n_legs; i++) {
        CHECK(route.legs[i].length_cm > 0);
        if (i > 0)
            CHECK(strcmp(route.legs[i].name, route.legs[i - 1].name) != 0);
        sum_cm += route.legs[i].length_cm;
    }
    CHECK_INT(sum_cm + route.extra_cm, route.distance_cm);
    if (!profile_shuns_big_roads(a->measure.profile))
        CHECK_INT(route.extra_cm, 0);
    // The line's bends are rounded once an edge, each by half a centimetre.
    CHECK(route.line.count >= 2);
    CHECK_NEAR(line_cm(route.line), route.distance_cm - route.extra_cm, 40);
}

// Every school that is open by its nearest gate, by looking at all of them.
static size_t rank_schools(const struct asked *a, const bool *is_open,
                           struct near_school *ranked)
{
    size_t n = 0;
    for (uint32_t s = 0; s < N_SCHOOLS; s++) {
        if (is_open != NULL && !is_open[s])
            continue;
        struct near_school best = {s, UINT32_MAX, UINT32_MAX, 0};
        for (uint32_t i = N_HOMES; i < N_PLACES; i++)
            if (a->school_of[i] == s && a->found[i] &&
                a->distance_cm[i] < best.distance_cm)
                best = (struct near_school){s, i - N_HOMES, a->distance_cm[i],
                                            a->duration_ms[i]};
        if (best.gate == UINT32_MAX)
            continue;
        size_t at = n++;
        for (; at > 0 && best.distance_cm < ranked[at - 1].distance_cm; at--)
            ranked[at] = ranked[at - 1];
        ranked[at] = best;
    }
    return n;
}

static void check_nearest(struct asked *a, size_t home, const bool *is_open)
{
    struct near_school expected[N_SCHOOLS];
    struct near_school found[N_SCHOOLS + 1];
    size_t n_expected = rank_schools(a, is_open, expected);
    for (size_t k = 0; k <= N_SCHOOLS + 1; k++) {
        size_t n = router_nearest(a->router, &a->places[home], &a->set, k,
                                  is_open, found);
        CHECK_INT(n, k < n_expected ? k : n_expected);
        for (size_t i = 0; i < n; i++) {
            CHECK_INT(found[i].school, expected[i].school);
            CHECK_INT(found[i].gate, expected[i].gate);
            CHECK_INT(found[i].distance_cm, expected[i].distance_cm);
            CHECK_INT(found[i].duration_ms, expected[i].duration_ms);
        }
    }
}

static void check_reach(struct asked *a, const struct reach *reach, size_t home)
{
    struct near_school expected[N_SCHOOLS];
    size_t n_expected = rank_schools(a, NULL, expected);
    const struct net_place *from = &a->places[home];
    uint32_t cm;
    uint32_t gate = reach_from_place(reach, &a->town->measure, &a->set,
                                     from->edge, from->offset_cm, &cm);
    if (n_expected == 0) {
        CHECK_INT(gate, UINT32_MAX);
        return;
    }
    CHECK_INT(gate, expected[0].gate);
    CHECK_INT(cm + from->straight_cm, expected[0].distance_cm);
}

static void ask_all(struct random *random, struct asked *a)
{
    for (size_t i = 0; i < N_PLACES; i++) {
        a->places[i] = town_place_at_random(a->town, random);
        a->school_of[i] = random_below(random, N_SCHOOLS);
    }
    bool is_open[N_SCHOOLS];
    for (size_t s = 0; s < N_SCHOOLS; s++)
        is_open[s] = random_below(random, 2) == 0;
    make_set(a);
    a->measure = a->town->measure;
    a->router = router_new(&a->measure);
    a->witness = witness_of(a);
    struct reach reach =
        reach_schools(a->town->arena, &a->town->measure, &a->set);
    for (size_t home = 0; home < N_HOMES; home++) {
        witness_ask(a->witness, home, false, a->found, a->distance_cm,
                    a->duration_ms);
        check_numbers(a, home);
        for (size_t to = 0; to < N_PLACES; to++)
            check_route(a, home, to);
        check_nearest(a, home, NULL);
        check_nearest(a, home, is_open);
        check_reach(a, &reach, home);
    }
    router_free(a->router);
}

static void
every_way_is_the_shortest_and_every_function_says_the_same(void **state)
{
    struct random random = random_from(20);
    size_t n_pairs = 0;
    for (int round = 0; round < 4000; round++) {
        struct asked a = {.town = town_at_random(&random)};
        if (has_kept_edge(a.town)) {
            ask_all(&random, &a);
            n_pairs += (size_t)N_HOMES * N_PLACES;
        }
        town_free(a.town);
    }
    CHECK(n_pairs >= 100000);
}

static void by_time_the_quickest_way_is_found(void **state)
{
    struct random random = random_from(21);
    for (int round = 0; round < 2000; round++) {
        struct asked a = {.town = town_at_random(&random)};
        if (!has_kept_edge(a.town)) {
            town_free(a.town);
            continue;
        }
        for (size_t i = 0; i < N_PLACES; i++)
            a.places[i] = town_place_at_random(a.town, &random);
        a.measure = measure_by(a.town->arena, &a.town->measure, BY_TIME);
        a.router = router_new(&a.measure);
        a.witness = witness_of(&a);
        for (size_t home = 0; home < N_HOMES; home++) {
            witness_ask(a.witness, home, true, a.found, a.distance_cm,
                        a.duration_ms);
            check_numbers(&a, home);
        }
        router_free(a.router);
        town_free(a.town);
    }
}

// From every node of the kept part every other can be reached, by Warshall's
// closure; and no part outside it is larger.
static void check_kept_part(const struct town *town)
{
    enum { MOST = 16 };
    bool reaches[MOST][MOST] = {{false}};
    size_t n = town->net.n_nodes;
    for (uint32_t a = 0; a < n; a++) {
        for (uint32_t i = town->graph.first_out[a];
             i < town->graph.first_out[a + 1]; i++)
            reaches[a][town->graph.out_arcs[i].node] = true;
    }
    for (size_t via = 0; via < n; via++)
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; b < n; b++)
                reaches[a][b] |= reaches[a][via] && reaches[via][b];
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++)
            if (turn_graph_has_node(town->measure.turns, a) &&
                turn_graph_has_node(town->measure.turns, b))
                CHECK(reaches[a][b]);
    CHECK_INT(town->report.n_streets_kept + town->report.n_one_way +
                  town->report.n_cut_off,
              town->report.n_streets);
    CHECK_INT(town->report.n_streets + town->report.n_closed,
              town->net.n_edges);
}

static void the_kept_part_is_connected_both_ways(void **state)
{
    struct random random = random_from(22);
    for (int round = 0; round < 3000; round++) {
        struct town *town = town_at_random(&random);
        check_kept_part(town);
        town_free(town);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_way_is_the_shortest_and_every_function_says_the_same),
        TEST(by_time_the_quickest_way_is_found),
        TEST(the_kept_part_is_connected_both_ways),
    };
    return RUN_TESTS(tests);
}
