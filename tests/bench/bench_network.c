// The promises of the network, one line each: what it takes, the median of
// several rounds on one thread unless the line says otherwise, and what a plain
// Dijkstra takes for the same in the same process.
//
//     bench_network [CITY.sqlite]
//
// With a city, its streets and schools; else a made-up one as large as Ho Chi
// Minh City's streets in 2018 (60,000 junctions, 105,000 streets): a grid with
// uneven blocks. On foot. At the end, cost against size: copies of the city
// side by side, joined by ten streets each.

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/random.h"
#include "network/matrix.h"
#include "network/outward.h"
#include "network/route.h"
#include "network/school_table.h"
#include "store/city_network.h"
#include "store/store_city.h"

#define SIDE 245
#define BLOCK_M 90.0
#define N_PLACES 1000
#define N_SCHOOLS 800
#define N_TABLE_SCHOOLS 781
#define N_JOINS 10
#define LONGEST_TRIP_M 20e3

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_number(const void *a, const void *b)
{
    const double *x = a;
    const double *y = b;
    return (*x > *y) - (*x < *y);
}

typedef void job_fn(void *context, size_t round);

static double median_ms(job_fn *job, void *context, size_t n_rounds)
{
    double took_ms[1000];
    for (size_t i = 0; i < n_rounds; i++) {
        double began_ms = milliseconds();
        job(context, i);
        took_ms[i] = milliseconds() - began_ms;
    }
    qsort(took_ms, n_rounds, sizeof *took_ms, by_number);
    return took_ms[n_rounds / 2];
}

static void print_line(const char *what, double took_ms, double promised_ms,
                       double plain_ms)
{
    if (took_ms < 1)
        printf("%-44s %9.1f us   promised %6.0f us", what, 1e3 * took_ms,
               1e3 * promised_ms);
    else
        printf("%-44s %9.1f ms   promised %6.0f ms", what, took_ms,
               promised_ms);
    if (plain_ms > 0)
        printf("   plain Dijkstra %9.1f ms, %.0f times as long", plain_ms,
               plain_ms / took_ms);
    printf("\n");
    fflush(stdout);
}

// --- the streets ---

static void add_street(struct arena *arena, struct street_set *set, size_t from,
                       size_t to)
{
    struct street *street = street_list_add(&set->streets, arena);
    street->id = (int64_t)set->streets.count;
    street->from_junction = set->junctions.items[from].id;
    street->to_junction = set->junctions.items[to].id;
    street->name = set->streets.count % 3 == 0 ? "Lê Lợi" : "Hai Bà Trưng";
    street->tags.highway = "residential";
    struct point_m ends[2] = {set->junctions.items[from].at,
                              set->junctions.items[to].at};
    street->line = (struct line){arena_copy(arena, ends, sizeof ends), 2};
}

static struct street_set draw_grid(struct arena *arena, struct random *random)
{
    struct street_set set = {0};
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
        struct junction *junction = junction_list_add(&set.junctions, arena);
        junction->id = (int64_t)i + 1;
        junction->at = (struct point_m){
            (double)(i % SIDE) * BLOCK_M + 40 * random_unit(random),
            (double)(i / SIDE) * BLOCK_M + 40 * random_unit(random)};
    }
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
        if (i % SIDE + 1 < SIDE && random_below(random, 8) > 0)
            add_street(arena, &set, i, i + 1);
        if (i / SIDE + 1 < SIDE && random_below(random, 8) > 0)
            add_street(arena, &set, i, i + SIDE);
    }
    return set;
}

// One traveller's network over some streets, and places in it.
struct city {
    struct arena *arena;
    struct street_set streets;
    struct street_net net;
    struct road_graph graph;
    struct measure measure;
    struct snapper *snapper;
    struct point_m points[N_PLACES];
    struct net_place places[N_PLACES];
    size_t partner[N_PLACES]; ///< the other end of a trip across town
    struct destination_set schools;
};

static struct point_m near_a_junction(const struct city *city,
                                      struct random *random)
{
    struct point_m at =
        city->net.nodes[random_below(random, (uint32_t)city->net.n_nodes)];
    return (struct point_m){at.x_m + 100 * random_unit(random) - 50,
                            at.y_m + 100 * random_unit(random) - 50};
}

static void place_all(struct city *city, struct random *random)
{
    struct school *schools = arena_array(city->arena, struct school, N_SCHOOLS);
    for (size_t i = 0; i < N_SCHOOLS; i++)
        schools[i] = (struct school){.levels = LEVEL_BIT(LEVEL_PRIMARY),
                                     .point = near_a_junction(city, random)};
    city->schools =
        destination_set_build(city->arena, &city->measure, city->snapper,
                              schools, N_SCHOOLS, LEVEL_BIT(LEVEL_PRIMARY));
    for (size_t i = 0; i < N_PLACES;) {
        city->points[i] = near_a_junction(city, random);
        i += snap_point(city->snapper, city->points[i], SNAP_FARTHEST_M,
                        &city->places[i]);
    }
}

// Trips are as long in a network of any size: to another place at random, but
// within one city.
static void pair_places(struct city *city)
{
    for (size_t i = 0; i < N_PLACES; i++) {
        size_t j = (i + N_PLACES / 2) % N_PLACES;
        while (j != i && point_distance_m(city->points[i], city->points[j]) >
                             LONGEST_TRIP_M)
            j = (j + 1) % N_PLACES;
        city->partner[i] = j;
    }
}

static void build_measure(void *context, size_t round)
{
    struct city *city = context;
    struct turn_ban_report report;
    (void)round;
    city->measure =
        measure_build(city->arena, profile_find("walk"), BY_DISTANCE,
                      &city->streets, &city->net, &city->graph, &report);
}

static void build_city(struct city *city, struct random *random,
                       size_t n_rounds, double *hierarchy_ms)
{
    struct error err;
    struct road_graph_report report;
    if (street_net_build(city->arena, &city->streets, GROUND_FLAT, &city->net,
                         &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    city->graph = road_graph_build(city->arena, profile_find("walk"),
                                   &city->streets, &city->net, &report);
    *hierarchy_ms = median_ms(build_measure, city, n_rounds);
    city->snapper = snapper_build(city->arena, &city->net, &city->graph);
    place_all(city, random);
    pair_places(city);
}

// --- what is asked ---

struct asking {
    struct city *city;
    struct router *router;
    struct outward *outward;
    struct arena *answers;
    uint32_t *distance_cm;
    size_t n_threads;
};

static struct asking asking_of(struct city *city)
{
    return (struct asking){
        .city = city,
        .router = router_new(&city->measure),
        .outward = outward_new(city->arena, &city->measure),
        .answers = arena_new(),
        .distance_cm =
            arena_array(city->arena, uint32_t, (size_t)N_PLACES * N_PLACES),
        .n_threads = 2};
}

static void ask_matrix(void *context, size_t round)
{
    struct asking *a = context;
    (void)round;
    matrix_fill(&a->city->measure, a->city->places, N_PLACES, a->city->places,
                N_PLACES, a->distance_cm, NULL);
}

static void ask_table(void *context, size_t round)
{
    struct asking *a = context;
    (void)round;
    struct destination_set schools = a->city->schools;
    if (schools.count > N_TABLE_SCHOOLS)
        schools.count = N_TABLE_SCHOOLS;
    school_table_free(
        school_table_build(&a->city->measure, &schools, a->n_threads));
}

static void ask_route(void *context, size_t round)
{
    struct asking *a = context;
    struct route route;
    arena_reset(a->answers);
    router_route(a->router, a->answers, &a->city->places[round],
                 &a->city->places[a->city->partner[round]], &route);
}

static void ask_distance(void *context, size_t round)
{
    struct asking *a = context;
    uint32_t cm, ms;
    router_distance(a->router, &a->city->places[round],
                    &a->city->places[a->city->partner[round]], &cm, &ms);
}

static void ask_nearest(void *context, size_t round)
{
    struct asking *a = context;
    struct near_school near[5];
    struct net_place home;
    if (snap_point(a->city->snapper, a->city->points[round], SNAP_FARTHEST_M,
                   &home))
        router_nearest(a->router, &home, &a->city->schools, 5, NULL, near);
}

static void ask_snap(void *context, size_t round)
{
    struct asking *a = context;
    struct net_place home;
    snap_point(a->city->snapper, a->city->points[round], SNAP_FARTHEST_M,
               &home);
}

// --- the same by a plain Dijkstra ---

static void search_everywhere(void *context, size_t round)
{
    struct asking *a = context;
    uint32_t state;
    way_length way;
    outward_start(a->outward, &a->city->places[round]);
    while (outward_settle(a->outward, &state, &way))
        ;
}

static void search_goal(void *context, size_t round)
{
    struct asking *a = context;
    struct place_end entries[PLACE_MOST_ENTRIES];
    uint32_t state;
    way_length way;
    size_t left = place_entries(
        &a->city->measure, &a->city->places[a->city->partner[round]], entries);
    size_t n = left;
    outward_start(a->outward, &a->city->places[round]);
    while (left > 0 && outward_settle(a->outward, &state, &way))
        for (size_t i = 0; i < n; i++)
            left -= entries[i].state == state;
}

// Until ten ends of streets with gates were met: five schools, about.
static void search_schools(void *context, size_t round)
{
    struct asking *a = context;
    const struct turn_graph *turns = a->city->measure.turns;
    const uint32_t *first = a->city->schools.first_on_edge;
    uint32_t state;
    way_length way;
    int left = 10;
    outward_start(a->outward, &a->city->places[round]);
    while (left > 0 && outward_settle(a->outward, &state, &way))
        for (uint32_t i = turns->first_out[state];
             i < turns->first_out[state + 1]; i++) {
            uint32_t edge = edge_run_edge(turns->arcs[i].run);
            left -= first[edge] < first[edge + 1];
        }
}

static void ask_all(struct city *city, double hierarchy_ms)
{
    struct asking a = asking_of(city);
    double all_ms = median_ms(search_everywhere, &a, 9);
    print_line("matrix 1,000 x 1,000", median_ms(ask_matrix, &a, 15), 15,
               N_PLACES * all_ms);
    ask_table(&a, 0);
    print_line("every node to 781 schools, two threads",
               median_ms(ask_table, &a, 9), 150, N_TABLE_SCHOOLS * all_ms);
    print_line("route with its line", median_ms(ask_route, &a, N_PLACES), 0.1,
               median_ms(search_goal, &a, 101));
    print_line("distance alone", median_ms(ask_distance, &a, N_PLACES), 0.1, 0);
    print_line("5 nearest of 800 schools, snapping included",
               median_ms(ask_nearest, &a, N_PLACES), 0.02,
               median_ms(search_schools, &a, 101));
    print_line("snapping alone", median_ms(ask_snap, &a, N_PLACES), 0.005, 0);
    print_line("hierarchy of one measure", hierarchy_ms, 3000, 0);
    router_free(a.router);
    arena_free(a.answers);
}

// --- the file ---

struct opening {
    const char *path;
    const struct network *network;
};

static void open_file(void *context, size_t round)
{
    const struct opening *opening = context;
    struct network_file *file;
    struct error err;
    (void)round;
    if (network_file_open(opening->path, opening->network->streets_checksum,
                          &file, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    network_file_close(file);
}

static double size_of(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 ? (double)facts.st_size : 0;
}

static enum status time_file(struct store *store, struct error *err)
{
    const struct profile *profiles[8];
    struct network_report reports[8];
    struct network network;
    struct arena *arena = arena_new();
    char path[] = "/tmp/bench_network.XXXXXX";
    int descriptor = mkstemp(path);
    for (size_t i = 0; i < profile_count(); i++)
        profiles[i] = profile_at(i);
    double began_ms = milliseconds();
    enum status status = city_network_build(
        store, arena, profiles, profile_count(), &network, reports, NULL, err);
    if (status == STATUS_OK)
        status = network_file_write(path, &network, err);
    double built_ms = milliseconds() - began_ms;
    if (status == STATUS_OK) {
        struct opening opening = {path, &network};
        char line[80];
        snprintf(line, sizeof line, "network file, %zu profiles",
                 network.n_profiles);
        print_line(line, built_ms, 20000, 0);
        printf("%-44s %9.1f MB   promised     60 MB\n", "its size",
               size_of(path) / 1e6);
        print_line("opening it", median_ms(open_file, &opening, 15), 20, 0);
    }
    unlink(path);
    close(descriptor);
    arena_free(arena);
    return status;
}

// --- growing ---

static int by_x(const void *a, const void *b)
{
    const struct junction *const *x = a;
    const struct junction *const *y = b;
    return ((*x)->at.x_m > (*y)->at.x_m) - ((*x)->at.x_m < (*y)->at.x_m);
}

static struct line moved(struct arena *arena, struct line line, double by_m)
{
    struct point_m *points =
        arena_copy(arena, line.points, line.count * sizeof *points);
    for (size_t i = 0; i < line.count; i++)
        points[i].x_m += by_m;
    return (struct line){points, line.count};
}

static void add_copy(struct arena *arena, const struct street_set *of,
                     int64_t id_step, double by_m, struct street_set *into)
{
    for (size_t i = 0; i < of->junctions.count; i++) {
        struct junction *copy = junction_list_add(&into->junctions, arena);
        *copy = of->junctions.items[i];
        copy->id += id_step;
        copy->at.x_m += by_m;
    }
    for (size_t i = 0; i < of->streets.count; i++) {
        struct street *copy = street_list_add(&into->streets, arena);
        *copy = of->streets.items[i];
        copy->id += id_step;
        copy->from_junction += id_step;
        copy->to_junction += id_step;
        copy->line = moved(arena, copy->line, by_m);
    }
}

// Copies in a row; ten streets lead from the eastern edge of each to the
// western edge of the next, of those nodes that are kept.
static struct street_set join_copies(struct arena *arena,
                                     const struct city *city, size_t n_copies)
{
    struct street_set set = {0};
    const struct street_set *of = &city->streets;
    size_t n = of->junctions.count;
    const struct junction **sorted =
        arena_array(arena, const struct junction *, n);
    size_t n_kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (turn_graph_has_node(city->measure.turns, i))
            sorted[n_kept++] = &of->junctions.items[i];
    qsort(sorted, n_kept, sizeof(const struct junction *), by_x);
    double width_m = sorted[n_kept - 1]->at.x_m - sorted[0]->at.x_m + 500;
    int64_t id_step = of->junctions.items[n - 1].id + 1;
    for (size_t c = 0; c < n_copies; c++)
        add_copy(arena, of, (int64_t)c * id_step, (double)c * width_m, &set);
    for (size_t c = 0; c + 1 < n_copies; c++)
        for (size_t j = 0; j < N_JOINS && j < n_kept; j++)
            add_street(
                arena, &set,
                c * n + (size_t)(sorted[n_kept - 1 - j] - of->junctions.items),
                (c + 1) * n + (size_t)(sorted[j] - of->junctions.items));
    return set;
}

static void grow(const struct city *one)
{
    static const size_t COPIES[] = {1, 3, 10};
    printf("\n%8s %9s %9s %14s %9s %11s %9s %11s\n", "copies", "nodes",
           "streets", "hierarchy ms", "route us", "distance us", "5 near us",
           "Dijkstra ms");
    for (size_t i = 0; i < sizeof COPIES / sizeof *COPIES; i++) {
        struct random random = random_from(3);
        struct arena *arena = arena_new();
        struct city *city = arena_array(arena, struct city, 1);
        double hierarchy_ms;
        city->arena = arena;
        city->streets = join_copies(arena, one, COPIES[i]);
        build_city(city, &random, 1, &hierarchy_ms);
        struct asking a = asking_of(city);
        printf("%8zu %9zu %9zu %14.0f %9.1f %11.1f %9.1f %11.1f\n", COPIES[i],
               city->net.n_nodes, city->net.n_edges, hierarchy_ms,
               1e3 * median_ms(ask_route, &a, N_PLACES),
               1e3 * median_ms(ask_distance, &a, N_PLACES),
               1e3 * median_ms(ask_nearest, &a, N_PLACES),
               median_ms(search_goal, &a, 21));
        fflush(stdout);
        router_free(a.router);
        arena_free(a.answers);
        arena_free(arena);
    }
}

static void read_city(const char *path, struct city *city)
{
    struct store *store;
    struct error err;
    enum status status = store_open(path, STORE_READ, &store, &err);
    if (status == STATUS_OK)
        status = store_read_streets(store, city->arena, &city->streets, &err);
    if (status == STATUS_OK)
        status = time_file(store, &err);
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    store_close(store);
}

int main(int argc, char **argv)
{
    struct random random = random_from(1);
    struct arena *arena = arena_new();
    struct city *city = arena_array(arena, struct city, 1);
    double hierarchy_ms;
    city->arena = arena;
    if (argc > 1)
        read_city(argv[1], city);
    else
        city->streets = draw_grid(arena, &random);
    build_city(city, &random, 3, &hierarchy_ms);
    printf("%s: %zu nodes, %zu streets, on foot\n",
           argc > 1 ? argv[1] : "a grid", city->net.n_nodes, city->net.n_edges);
    ask_all(city, hierarchy_ms);
    grow(city);
    arena_free(arena);
    return 0;
}
