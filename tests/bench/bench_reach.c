// Reach areas of homes and schools all over a city: the median of each, one
// thread. `bench_reach CITY.sqlite [PROFILE]` takes a real city, as imported.
//
// A plain search in the same process, made to settle the same states, shows
// what the pieces and the polygon add.

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/random.h"
#include "network/outward.h"
#include "network/reach_area.h"
#include "store/city_network.h"
#include "store/store.h"

#define N_HOMES 201

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times_ms)
{
    qsort(times_ms, N_HOMES, sizeof *times_ms, by_size);
    return times_ms[N_HOMES / 2];
}

static void place_homes(const struct traveller *traveller,
                        struct net_place *homes)
{
    const struct street_net *net = traveller->measure.net;
    struct random random = random_from(1);
    for (size_t i = 0; i < N_HOMES;) {
        struct point_m at =
            net->nodes[random_below(&random, (uint32_t)net->n_nodes)];
        at.x_m += 60 * random_unit(&random) - 30;
        at.y_m += 60 * random_unit(&random) - 30;
        i += snap_point(traveller->snapper, at, SNAP_FARTHEST_M, &homes[i]);
    }
}

static double plain_ms(const struct traveller *traveller,
                       const struct net_place *homes, uint32_t limit_cm)
{
    static double times_ms[N_HOMES];
    struct arena *arena = arena_new();
    struct outward *search = outward_new(arena, &traveller->measure);
    for (size_t i = 0; i < N_HOMES; i++) {
        double began_ms = milliseconds();
        uint32_t state;
        way_length way;
        outward_start(search, &homes[i]);
        while (outward_settle(search, &state, &way) &&
               way_cm(traveller->measure.weight, way) <= limit_cm)
            continue;
        times_ms[i] = milliseconds() - began_ms;
    }
    arena_free(arena);
    return median(times_ms);
}

static double reach_ms(const struct reach_streets *streets,
                       const struct net_place *homes, bool is_inward,
                       uint32_t limit_cm)
{
    static double times_ms[N_HOMES];
    struct arena *arena = arena_new();
    struct reach_query *query = reach_query_new(streets);
    for (size_t i = 0; i < N_HOMES; i++) {
        struct reach_area area;
        double began_ms = milliseconds();
        if (is_inward)
            reach_to_gates(query, arena, &homes[i], 1, &limit_cm, 1, &area);
        else
            reach_from_home(query, arena, &homes[i], &limit_cm, 1, &area);
        times_ms[i] = milliseconds() - began_ms;
        arena_reset(arena);
    }
    reach_query_free(query);
    arena_free(arena);
    return median(times_ms);
}

static void bench(const struct traveller *traveller)
{
    static struct net_place homes[N_HOMES];
    struct arena *arena = arena_new();
    place_homes(traveller, homes);
    double began_ms = milliseconds();
    struct reach_streets streets =
        reach_streets_build(arena, &traveller->measure);
    printf("reach_streets_build  edges=%zu  %.1f ms\n",
           traveller->measure.net->n_edges, milliseconds() - began_ms);
    for (uint32_t limit_m = 500; limit_m <= 8000; limit_m *= 2) {
        uint32_t limit_cm = 100 * limit_m;
        printf("reach_from_home  limit=%u m median_of=%d  %.2f ms"
               "  (to_gates %.2f ms; the search alone, plain %.2f ms)\n",
               limit_m, N_HOMES, reach_ms(&streets, homes, false, limit_cm),
               reach_ms(&streets, homes, true, limit_cm),
               plain_ms(traveller, homes, limit_cm));
    }
    arena_free(arena);
}

int main(int argc, char **argv)
{
    const char *profile = argc > 2 ? argv[2] : "walk";
    struct store *store;
    struct city_network *network;
    struct error err;
    if (argc < 2) {
        fputs("usage: bench_reach CITY.sqlite [PROFILE]\n", stderr);
        return 2;
    }
    if (store_open(argv[1], STORE_READ, &store, &err) != STATUS_OK ||
        city_network_open(store, profile, stderr, &network, &err) !=
            STATUS_OK) {
        fprintf(stderr, "bench_reach: %s\n", err.text);
        return 1;
    }
    store_close(store);
    bench(city_network_traveller(network, profile));
    city_network_close(network);
    return 0;
}
