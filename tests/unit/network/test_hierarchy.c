// Random directed graphs, with parallel arcs, loops, arcs of no length and
// nodes that cannot be reached, against Floyd and Warshall's closure; and the
// sweeps on every vector unit this processor has.

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "check.h"
#include "network/climb.h"
#include "network/many_to_many.h"
#include "network/sweep.h"

#define MOST_NODES 24
#define MOST_ARCS 90
#define MOST_PLACES 33

struct digraph {
    struct arena *arena;
    uint32_t n_nodes;
    uint32_t n_arcs;
    uint32_t first_out[MOST_NODES + 1];
    uint32_t from[MOST_ARCS];
    uint32_t to[MOST_ARCS];
    way_length way[MOST_ARCS];
    way_length shortest[MOST_NODES][MOST_NODES]; // by the closure
    struct hierarchy hierarchy;
};

static void close_ways(struct digraph *g)
{
    for (uint32_t a = 0; a < g->n_nodes; a++)
        for (uint32_t b = 0; b < g->n_nodes; b++)
            g->shortest[a][b] = a == b ? 0 : WAY_NEVER;
    for (uint32_t i = 0; i < g->n_arcs; i++)
        if (g->way[i] < g->shortest[g->from[i]][g->to[i]])
            g->shortest[g->from[i]][g->to[i]] = g->way[i];
    for (uint32_t via = 0; via < g->n_nodes; via++)
        for (uint32_t a = 0; a < g->n_nodes; a++)
            for (uint32_t b = 0; b < g->n_nodes; b++) {
                way_length way = g->shortest[a][via] + g->shortest[via][b];
                if (way < g->shortest[a][b])
                    g->shortest[a][b] = way;
            }
}

static struct hierarchy build(struct digraph *g)
{
    struct hierarchy_graph graph = {g->n_nodes, g->first_out, g->to, g->way};
    return hierarchy_build(g->arena, &graph);
}

static struct digraph *digraph_at_random(struct random *random)
{
    struct arena *arena = arena_new();
    struct digraph *g = arena_array(arena, struct digraph, 1);
    g->arena = arena;
    g->n_nodes = 1 + random_below(random, MOST_NODES);
    uint32_t most = 1 + random_below(random, 2);
    for (uint32_t node = 0; node < g->n_nodes; node++) {
        for (uint32_t n = random_below(random, 2 + most); n > 0; n--) {
            g->from[g->n_arcs] = node;
            g->to[g->n_arcs] = random_below(random, g->n_nodes);
            g->way[g->n_arcs++] = way_of(BY_DISTANCE, random_below(random, 6),
                                         random_below(random, 3));
        }
        g->first_out[node + 1] = g->n_arcs;
    }
    close_ways(g);
    g->hierarchy = build(g);
    return g;
}

// --- the hierarchy ---

static void check_climbs(const struct digraph *g)
{
    struct climb *up = climb_new(&g->hierarchy);
    struct climb *down = climb_new(&g->hierarchy);
    for (uint32_t a = 0; a < g->n_nodes; a++)
        for (uint32_t b = 0; b < g->n_nodes; b++) {
            struct place_end start = {.state = a};
            struct place_end goal = {.state = b};
            way_length best = WAY_NEVER;
            climb_all(up, &g->hierarchy.up, &start, 1);
            climb_all(down, &g->hierarchy.down, &goal, 1);
            for (size_t i = 0; i < climb_count(up); i++) {
                uint32_t p = climb_position_at(up, i);
                way_length way = climb_way_to(up, p) + climb_way_to(down, p);
                best = way < best ? way : best;
            }
            CHECK(best == g->shortest[a][b]);
        }
    climb_free(up);
    climb_free(down);
}

static void a_climb_from_both_ends_meets_on_the_shortest_way(void **state)
{
    struct random random = random_from(51);
    for (int round = 0; round < 1500; round++) {
        struct digraph *g = digraph_at_random(&random);
        check_climbs(g);
        arena_free(g->arena);
    }
}

struct unpacking {
    const struct digraph *g;
    uint32_t at;
    way_length way;
};

static void take_arc(uint32_t arc, void *context)
{
    struct unpacking *u = context;
    CHECK(arc < u->g->n_arcs);
    CHECK_INT(u->g->from[arc], u->at);
    u->at = u->g->to[arc];
    u->way += u->g->way[arc];
}

static void check_arc(const struct digraph *g, uint32_t via, uint32_t from,
                      uint32_t to, way_length way)
{
    struct unpacking u = {g, g->hierarchy.node_at[from], 0};
    hierarchy_unpack(&g->hierarchy, via, from, to, take_arc, &u);
    CHECK_INT(u.at, g->hierarchy.node_at[to]);
    CHECK(u.way == way);
}

static void every_shortcut_stands_for_a_way_of_its_length(void **state)
{
    struct random random = random_from(52);
    for (int round = 0; round < 1500; round++) {
        struct digraph *g = digraph_at_random(&random);
        const struct hierarchy *h = &g->hierarchy;
        for (uint32_t p = 0; p < h->n_nodes; p++) {
            CHECK_INT(h->position[h->node_at[p]], p);
            for (uint32_t a = h->up.first[p]; a < h->up.first[p + 1]; a++) {
                CHECK(h->up.node[a] < p);
                check_arc(g, h->up.via[a], p, h->up.node[a], h->up.way[a]);
            }
            for (uint32_t a = h->down.first[p]; a < h->down.first[p + 1]; a++) {
                CHECK(h->down.node[a] < p);
                check_arc(g, h->down.via[a], h->down.node[a], p,
                          h->down.way[a]);
            }
        }
        arena_free(g->arena);
    }
}

static void check_same_side(const struct hierarchy_side *a,
                            const struct hierarchy_side *b, uint32_t n_nodes)
{
    uint32_t n = a->first[n_nodes];
    CHECK(memcmp(a->first, b->first, (n_nodes + 1) * sizeof *a->first) == 0);
    CHECK(memcmp(a->node, b->node, n * sizeof *a->node) == 0);
    CHECK(memcmp(a->way, b->way, n * sizeof *a->way) == 0);
    CHECK(memcmp(a->via, b->via, n * sizeof *a->via) == 0);
}

static void the_same_graph_gives_the_same_hierarchy(void **state)
{
    struct random random = random_from(53);
    for (int round = 0; round < 300; round++) {
        struct digraph *g = digraph_at_random(&random);
        struct hierarchy again = build(g);
        size_t size = g->n_nodes * sizeof *again.position;
        CHECK(memcmp(again.position, g->hierarchy.position, size) == 0);
        CHECK(memcmp(again.tour, g->hierarchy.tour, size) == 0);
        check_same_side(&again.up, &g->hierarchy.up, g->n_nodes);
        check_same_side(&again.down, &g->hierarchy.down, g->n_nodes);
        arena_free(g->arena);
    }
}

// --- many to many ---

// Places of none, one or two ends.
static struct place_ends draw_places(struct digraph *g, struct random *random,
                                     size_t n)
{
    uint32_t *first = arena_array(g->arena, uint32_t, n + 1);
    struct place_end *ends = arena_array(g->arena, struct place_end, 2 * n);
    for (size_t i = 0; i < n; i++) {
        first[i + 1] = first[i];
        for (uint32_t e = random_below(random, 3); e > 0; e--)
            ends[first[i + 1]++] = (struct place_end){
                .state = random_below(random, g->n_nodes),
                .way = way_of(BY_DISTANCE, random_below(random, 4), 1)};
    }
    return (struct place_ends){n, first, ends};
}

static way_length way_between(const struct digraph *g,
                              const struct place_ends *starts, size_t s,
                              const struct place_ends *goals, size_t t)
{
    way_length best = WAY_NEVER;
    for (uint32_t a = starts->first[s]; a < starts->first[s + 1]; a++)
        for (uint32_t b = goals->first[t]; b < goals->first[t + 1]; b++) {
            const struct place_end *from = &starts->ends[a];
            const struct place_end *to = &goals->ends[b];
            way_length way =
                from->way + g->shortest[from->state][to->state] + to->way;
            best = way < best ? way : best;
        }
    return best;
}

static void check_many(struct digraph *g, struct random *random,
                       size_t n_starts, size_t n_goals)
{
    static uint32_t cm[MOST_PLACES * MOST_PLACES];
    static way_length ways[MOST_PLACES * MOST_PLACES];
    struct place_ends starts = draw_places(g, random, n_starts);
    struct place_ends goals = draw_places(g, random, n_goals);
    struct goal_cone *cone = goal_cone_new(&g->hierarchy, &goals);
    goal_cone_distances(cone, &starts, cm);
    goal_cone_ways(cone, &starts, ways);
    for (size_t s = 0; s < n_starts; s++)
        for (size_t t = 0; t < n_goals; t++) {
            way_length way = way_between(g, &starts, s, &goals, t);
            size_t at = s * n_goals + t;
            if (way >= WAY_NEVER) {
                CHECK(cm[at] >= WAY_NEVER_FIRST);
                CHECK(ways[at] >= WAY_NEVER);
            } else {
                CHECK_INT(cm[at], way_first(way));
                CHECK(ways[at] == way);
            }
        }
    goal_cone_free(cone);
}

static void many_to_many_is_one_to_one_many_times(void **state)
{
    static const size_t COUNTS[] = {0, 1, 2, 16, 17, 33};
    struct random random = random_from(54);
    for (int round = 0; round < 40; round++)
        for (size_t s = 0; s < 6; s++)
            for (size_t t = 0; t < 6; t++) {
                struct digraph *g = digraph_at_random(&random);
                check_many(g, &random, COUNTS[s], COUNTS[t]);
                arena_free(g->arena);
            }
}

// --- every vector unit ---

// A plan whose arcs lead from earlier rows to later ones.
static struct sweep_plan draw_plan(struct arena *arena, struct random *random,
                                   uint32_t n_rows)
{
    uint32_t *first = arena_array(arena, uint32_t, (size_t)n_rows + 1);
    uint32_t *from = arena_array(arena, uint32_t, (size_t)n_rows * 3);
    way_length *way = arena_array(arena, way_length, (size_t)n_rows * 3);
    for (uint32_t i = 0; i < n_rows; i++) {
        first[i + 1] = first[i];
        for (uint32_t n = i == 0 ? 0 : random_below(random, 4); n > 0; n--) {
            from[first[i + 1]] = random_below(random, i);
            way[first[i + 1]++] =
                way_of(BY_DISTANCE, random_below(random, 1000), 7);
        }
    }
    return (struct sweep_plan){n_rows, first, from, way};
}

static void *rows_of(size_t n, size_t size)
{
    void *rows = aligned_alloc(64, n * size);
    CHECK(rows != NULL);
    memset(rows, 0, n * size);
    return rows;
}

static void every_vector_unit_sweeps_to_the_same_numbers(void **state)
{
    enum { N = 200 };
    struct random random = random_from(55);
    struct arena *arena = arena_new();
    struct sweep_plan plan = draw_plan(arena, &random, N);
    struct sweep_row *plain = rows_of(N, sizeof *plain);
    struct sweep_row *other = rows_of(N, sizeof *other);
    struct sweep_way_row *plain_ways = rows_of(N, sizeof *plain_ways);
    struct sweep_way_row *other_ways = rows_of(N, sizeof *other_ways);
    for (size_t unit = 0; unit < sweep_unit_count(); unit++) {
        struct random draw = random_from(56);
        for (size_t i = 0; i < N; i++)
            for (size_t l = 0; l < SWEEP_LANES; l++) {
                bool is_start = random_below(&draw, 9) == 0;
                other[i].lane[l] =
                    is_start ? random_below(&draw, 500) : WAY_NEVER_FIRST;
                other_ways[i].lane[l] =
                    (int64_t)(is_start
                                  ? way_of(BY_DISTANCE, other[i].lane[l], 3)
                                  : WAY_NEVER);
            }
        sweep_unit_at(unit)->rows(&plan, other);
        sweep_unit_at(unit)->way_rows(&plan, other_ways);
        for (size_t i = 0; i < N; i++)
            for (size_t l = 0; l < SWEEP_LANES; l++)
                if (other[i].lane[l] < WAY_NEVER_FIRST)
                    CHECK_INT(way_first((way_length)other_ways[i].lane[l]),
                              other[i].lane[l]);
        if (unit == 0) {
            memcpy(plain, other, N * sizeof *plain);
            memcpy(plain_ways, other_ways, N * sizeof *plain_ways);
        }
        CHECK(memcmp(plain, other, N * sizeof *plain) == 0);
        CHECK(memcmp(plain_ways, other_ways, N * sizeof *plain_ways) == 0);
    }
    free(plain);
    free(other);
    free(plain_ways);
    free(other_ways);
    arena_free(arena);
}

// Climbs from every node of a graph, a lane each, by one unit; what is reached
// is what the closure says can be reached by climbing, so compare the units.
static void climb_by(const struct digraph *g, const struct sweep_unit *unit,
                     struct sweep_row *rows, struct sweep_way_row *ways,
                     uint64_t bits[2])
{
    bits[0] = bits[1] = 0;
    for (size_t i = 0; i < MOST_NODES; i++)
        for (size_t l = 0; l < SWEEP_LANES; l++) {
            bool is_start = i == l && i < g->n_nodes;
            rows[i].lane[l] = is_start ? 0 : WAY_NEVER_FIRST;
            ways[i].lane[l] = is_start ? 0 : (int64_t)WAY_NEVER;
            bits[0] |= is_start ? (uint64_t)1 << i : 0;
        }
    bits[1] = bits[0];
    unit->climb(&g->hierarchy.up, 1, &bits[0], rows);
    unit->climb_ways(&g->hierarchy.up, 1, &bits[1], ways);
}

static void every_vector_unit_climbs_to_the_same_numbers(void **state)
{
    struct random random = random_from(57);
    struct sweep_row *rows[2];
    struct sweep_way_row *ways[2];
    for (int i = 0; i < 2; i++) {
        rows[i] = rows_of(MOST_NODES, sizeof **rows);
        ways[i] = rows_of(MOST_NODES, sizeof **ways);
    }
    for (int round = 0; round < 200; round++) {
        struct digraph *g = digraph_at_random(&random);
        uint64_t bits[2];
        uint64_t other_bits[2];
        climb_by(g, sweep_unit_at(0), rows[0], ways[0], bits);
        CHECK(bits[0] == bits[1]);
        for (size_t unit = 1; unit < sweep_unit_count(); unit++) {
            climb_by(g, sweep_unit_at(unit), rows[1], ways[1], other_bits);
            CHECK(memcmp(bits, other_bits, sizeof bits) == 0);
            CHECK(memcmp(rows[0], rows[1], MOST_NODES * sizeof **rows) == 0);
            CHECK(memcmp(ways[0], ways[1], MOST_NODES * sizeof **ways) == 0);
        }
        arena_free(g->arena);
    }
    for (int i = 0; i < 2; i++) {
        free(rows[i]);
        free(ways[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_climb_from_both_ends_meets_on_the_shortest_way),
        TEST(every_shortcut_stands_for_a_way_of_its_length),
        TEST(the_same_graph_gives_the_same_hierarchy),
        TEST(many_to_many_is_one_to_one_many_times),
        TEST(every_vector_unit_sweeps_to_the_same_numbers),
        TEST(every_vector_unit_climbs_to_the_same_numbers),
    };
    return RUN_TESTS(tests);
}
