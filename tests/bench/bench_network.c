// A made-up city as large as the old Ho Chi Minh City's streets (60,000
// junctions, 105,000 streets): a grid with uneven blocks, a third of its
// streets one way. One line a figure, the best of several rounds.

#include <stdio.h>
#include <time.h>

#include "base/random.h"
#include "network/reach.h"
#include "network/route.h"

#define SIDE 245
#define N_SCHOOLS 400
#define N_HOMES 400

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void keep_best(double began_ms, double *best_ms)
{
    double took_ms = milliseconds() - began_ms;
    if (*best_ms == 0 || took_ms < *best_ms)
        *best_ms = took_ms;
}

static void add_street(struct arena *arena, struct street_set *set,
                       struct random *random, size_t from, size_t to)
{
    struct street *street = street_list_add(&set->streets, arena);
    street->id = (int64_t)set->streets.count;
    street->from_junction = set->junctions.items[from].id;
    street->to_junction = set->junctions.items[to].id;
    street->name = random_below(random, 2) == 0 ? "Lê Lợi" : "Hai Bà Trưng";
    street->tags.highway = "residential";
    street->tags.oneway = random_below(random, 3) == 0 ? "yes" : NULL;
    struct point_m ends[3] = {
        set->junctions.items[from].at, {0, 0}, set->junctions.items[to].at};
    ends[1] = point_between(ends[0], ends[2], 0.5);
    ends[1].x_m += 5;
    street->line = (struct line){arena_copy(arena, ends, sizeof ends), 3};
}

static struct street_set draw_grid(struct arena *arena, struct random *random)
{
    struct street_set set = {0};
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
        struct junction *junction = junction_list_add(&set.junctions, arena);
        junction->id = (int64_t)i + 1;
        junction->at = (struct point_m){
            (double)(i % SIDE) * 90 + 40 * random_unit(random),
            (double)(i / SIDE) * 90 + 40 * random_unit(random)};
    }
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
        if (i % SIDE + 1 < SIDE && random_below(random, 8) > 0)
            add_street(arena, &set, random, i, i + 1);
        if (i / SIDE + 1 < SIDE && random_below(random, 8) > 0)
            add_street(arena, &set, random, i, i + SIDE);
    }
    return set;
}

struct city {
    struct arena *arena;
    struct street_set streets;
    struct street_net net;
    struct road_graph graph;
    struct snapper *snapper;
    struct destination_set set;
    struct net_place homes[N_HOMES];
};

static void build_network(struct city *city)
{
    double net_ms = 0;
    double graph_ms = 0;
    double snapper_ms = 0;
    struct error err;
    struct road_graph_report report;
    for (int round = 0; round < 5; round++) {
        double began_ms = milliseconds();
        street_net_build(city->arena, &city->streets, GROUND_FLAT, &city->net,
                         &err);
        keep_best(began_ms, &net_ms);
        began_ms = milliseconds();
        city->graph = road_graph_build(city->arena, profile_find("motorbike"),
                                       &city->streets, &city->net, &report);
        keep_best(began_ms, &graph_ms);
        began_ms = milliseconds();
        city->snapper = snapper_build(city->arena, &city->net, &city->graph);
        keep_best(began_ms, &snapper_ms);
    }
    printf("street_net_build   edges=%zu best_of=5  %.1f ms\n",
           city->net.n_edges, net_ms);
    printf("road_graph_build   arcs=%zu best_of=5  %.1f ms\n",
           city->graph.n_arcs, graph_ms);
    printf("snapper_build      vertices=%zu best_of=5  %.1f ms\n",
           city->net.n_vertices, snapper_ms);
}

static void place_schools_and_homes(struct city *city, struct random *random)
{
    struct school *schools = arena_array(city->arena, struct school, N_SCHOOLS);
    for (size_t i = 0; i < N_SCHOOLS; i++) {
        schools[i].levels = LEVEL_BIT(LEVEL_PRIMARY);
        schools[i].point = (struct point_m){SIDE * 90 * random_unit(random),
                                            SIDE * 90 * random_unit(random)};
    }
    double began_ms = milliseconds();
    city->set = destination_set_build(city->arena, &city->net, &city->graph,
                                      city->snapper, schools, N_SCHOOLS,
                                      LEVEL_BIT(LEVEL_PRIMARY));
    printf("destination_set_build  schools=%d  %.1f ms\n", N_SCHOOLS,
           milliseconds() - began_ms);
    for (size_t i = 0; i < N_HOMES;)
        i += snap_point(city->snapper,
                        (struct point_m){SIDE * 90 * random_unit(random),
                                         SIDE * 90 * random_unit(random)},
                        SNAP_FARTHEST_M, &city->homes[i]);
}

static void search(struct city *city)
{
    double reach_ms = 0;
    for (int round = 0; round < 5; round++) {
        double began_ms = milliseconds();
        reach_schools(city->arena, &city->net, &city->graph, &city->set);
        keep_best(began_ms, &reach_ms);
    }
    printf("reach_schools      schools=%d best_of=5  %.1f ms\n", N_SCHOOLS,
           reach_ms);

    struct router *router = router_new(&city->net, &city->graph);
    struct near_school near[5];
    double began_ms = milliseconds();
    for (size_t i = 0; i < N_HOMES; i++)
        router_nearest(router, &city->homes[i], &city->set, 5, near);
    printf("router_nearest     k=5 mean_of=%d  %.3f ms\n", N_HOMES,
           (milliseconds() - began_ms) / N_HOMES);

    struct route route;
    began_ms = milliseconds();
    for (size_t i = 0; i + 1 < N_HOMES; i++)
        router_route(router, city->arena, &city->homes[i], &city->homes[i + 1],
                     &route);
    printf("router_route       across_town mean_of=%d  %.2f ms\n", N_HOMES - 1,
           (milliseconds() - began_ms) / (N_HOMES - 1));
    router_free(router);
}

int main(void)
{
    struct random random = random_from(1);
    struct city city = {.arena = arena_new()};
    city.streets = draw_grid(city.arena, &random);
    build_network(&city);
    place_schools_and_homes(&city, &random);
    search(&city);
    arena_free(city.arena);
    return 0;
}
