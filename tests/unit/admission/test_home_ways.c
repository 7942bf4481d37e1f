// The ways of a round against router_nearest and against the witness
// (tests/support/witness.c): in thousands of tiny towns for every home and
// school, and in the sample city.

#include <stdio.h>

#include "admission/home_ways.h"
#include "base/random.h"
#include "check.h"
#include "import/import_osm.h"
#include "network/destination.h"
#include "network/route.h"
#include "sample_city.h"
#include "scratch.h"
#include "store/city_network.h"
#include "store/store_city.h"
#include "town.h"
#include "witness.h"

#define N_SCHOOLS 19 // more than one block of the table
#define N_HOMES 12

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

// A town whose streets lie within 100 m, homes and schools in it and some far
// beyond any street.
static struct point_m draw_point(struct random *random)
{
    double span_m = random_below(random, 12) == 0 ? 2000 : 120;
    return (struct point_m){span_m * random_unit(random) - 10,
                            span_m * random_unit(random) - 10};
}

static void draw_schools(struct arena *arena, struct random *random,
                         struct school *schools)
{
    for (size_t s = 0; s < N_SCHOOLS; s++) {
        schools[s] = (struct school){.id = "",
                                     .name = "",
                                     .levels = LEVEL_BIT(LEVEL_PRIMARY),
                                     .point = draw_point(random),
                                     .n_gates = random_below(random, 3)};
        schools[s].gates = arena_array(arena, struct point_m, 2);
        for (size_t g = 0; g < schools[s].n_gates; g++)
            schools[s].gates[g] = draw_point(random);
    }
}

struct expected {
    const struct measure *measure;
    const struct destination_set *set;
    struct router *router;
};

// What router_nearest gives for every school of a set.
static void ask_router(const struct expected *expected,
                       const struct net_place *home, uint32_t *way)
{
    struct near_school near[N_SCHOOLS];
    for (size_t s = 0; s < N_SCHOOLS; s++)
        way[s] = UINT32_MAX;
    size_t n = router_nearest(expected->router, home, expected->set, N_SCHOOLS,
                              NULL, near);
    for (size_t i = 0; i < n; i++)
        way[near[i].school] = expected->measure->weight == BY_DISTANCE
                                  ? near[i].distance_cm
                                  : near[i].duration_ms;
}

static void ask_witness(struct witness *witness, size_t home, size_t n_homes,
                        const struct measure *measure,
                        const struct destination_set *set, uint32_t *way)
{
    bool found[N_HOMES + 2 * N_SCHOOLS];
    uint32_t cm[N_HOMES + 2 * N_SCHOOLS];
    uint32_t ms[N_HOMES + 2 * N_SCHOOLS];
    bool by_time = measure->weight == BY_TIME;
    witness_ask(witness, home, by_time, found, cm, ms);
    for (size_t s = 0; s < N_SCHOOLS; s++)
        way[s] = UINT32_MAX;
    for (size_t g = 0; g < set->count; g++) {
        size_t at = n_homes + g;
        uint32_t it = by_time ? ms[at] : cm[at];
        uint32_t school = set->gates[g].school;
        if (found[at] && it < way[school])
            way[school] = it;
    }
}

static void check_rows(const struct home_ways *ways, uint32_t home,
                       const uint32_t *expected)
{
    uint32_t row[N_SCHOOLS];
    home_ways_row(ways, home, row);
    for (uint32_t s = 0; s < N_SCHOOLS; s++) {
        CHECK_INT(row[s], expected[s]);
        CHECK_INT(home_ways_at(ways, home, s), expected[s]);
    }
}

// Every home of the town; those off the streets have no way at all.
static void check_homes(const struct town *town, const struct measure *measure,
                        const struct home_ways *ways,
                        const struct point_m *homes,
                        const struct destination_set *set)
{
    struct net_place places[N_HOMES + 2 * N_SCHOOLS];
    uint32_t home_of[N_HOMES];
    size_t n = 0;
    uint32_t none[N_SCHOOLS];
    for (size_t s = 0; s < N_SCHOOLS; s++)
        none[s] = UINT32_MAX;
    for (uint32_t i = 0; i < N_HOMES; i++) {
        bool is_near =
            snap_point(town->snapper, homes[i], SNAP_FARTHEST_M, &places[n]);
        CHECK_INT(home_ways_place(ways, i) != NULL, is_near);
        if (is_near)
            home_of[n++] = i;
        else
            check_rows(ways, i, none);
    }
    CHECK_INT(home_ways_homes_off_street(ways), N_HOMES - n);
    CHECK_INT(home_ways_schools_off_street(ways), set->n_unreached);
    for (size_t g = 0; g < set->count; g++)
        places[n + g] = set->gates[g].place;
    struct witness *witness =
        witness_new(town->arena, measure->profile, &town->streets, measure->net,
                    measure->graph, places, n + set->count);
    struct expected expected = {measure, set, router_new(measure)};
    for (size_t h = 0; h < n; h++) {
        uint32_t way[N_SCHOOLS];
        ask_router(&expected, &places[h], way);
        check_rows(ways, home_of[h], way);
        ask_witness(witness, h, n, measure, set, way);
        check_rows(ways, home_of[h], way);
    }
    router_free(expected.router);
}

static bool has_kept_edge(const struct town *town)
{
    for (size_t e = 0; e < town->net.n_edges; e++)
        if (town->graph.edge_use[e] != 0)
            return true;
    return false;
}

static void check_town(struct town *town, struct random *random,
                       enum road_weight weight)
{
    struct measure measure =
        weight == BY_DISTANCE ? town->measure
                              : measure_by(town->arena, &town->measure, weight);
    struct school schools[N_SCHOOLS];
    struct point_m homes[N_HOMES];
    draw_schools(town->arena, random, schools);
    for (size_t i = 0; i < N_HOMES; i++)
        homes[i] = draw_point(random);
    struct destination_set set =
        destination_set_build(town->arena, &measure, town->snapper, schools,
                              N_SCHOOLS, LEVEL_BIT(LEVEL_PRIMARY));
    struct home_ways *ways =
        home_ways_new(&measure, town->snapper, homes, N_HOMES, schools,
                      N_SCHOOLS, 1 + random_below(random, 3));
    check_homes(town, &measure, ways, homes, &set);
    home_ways_free(ways);
}

static void check_towns(uint64_t seed, int n_towns, enum road_weight weight)
{
    struct random random = random_from(seed);
    for (int i = 0; i < n_towns; i++) {
        struct town *town = town_at_random(&random);
        if (has_kept_edge(town))
            check_town(town, &random, weight);
        town_free(town);
    }
}

static void every_way_is_the_routers_and_the_witnesses(void **state)
{
    check_towns(51, 1000, BY_DISTANCE);
}

static void so_is_every_time_where_the_rules_go_by_time(void **state)
{
    check_towns(52, 500, BY_TIME);
}

static void a_round_without_pupils_or_schools_has_no_ways(void **state)
{
    struct town *town = town_new();
    town_junction(town, 0, 0);
    town_junction(town, 100, 0);
    town_street(town, 1, 2, "residential");
    town_build(town, "walk");
    struct home_ways *ways =
        home_ways_new(&town->measure, town->snapper, NULL, 0, NULL, 0, 2);
    CHECK_INT(home_ways_homes_off_street(ways), 0);
    home_ways_free(ways);
    home_ways_free(NULL);
    town_free(town);
}

// --- the sample city -----------------------------------------------------

#define N_SAMPLE_HOMES 300

struct sample {
    struct scratch *scratch;
    struct arena *arena;
    struct school_list schools;
    struct city_network *network;
    struct point_m *homes;
};

static void import_sample(struct sample *sample, const struct sample_city *city)
{
    struct error err;
    struct store *store;
    struct crs *crs;
    struct city_info info = {.name = SAMPLE_CITY_NAME, .crs = "EPSG:9210"};
    const char *osm = scratch_path(sample->scratch, "city.osm");
    const char *path = scratch_path(sample->scratch, "city.sqlite");
    FILE *out = fopen(osm, "w");
    CHECK(out != NULL);
    sample_write_osm(city, out);
    fclose(out);
    MUST(store_create(path, &info, &err));
    MUST(store_open(path, STORE_WRITE, &store, &err));
    MUST(crs_open(info.crs, &crs, &err));
    struct report report = report_new(sample->arena);
    MUST(import_osm(store, crs, osm, &report, &err));
    MUST(store_read_schools(store, sample->arena, &sample->schools, &err));
    MUST(city_network_open(store, "walk", NULL, &sample->network, &err));
    store_close(store);
    crs_close(crs);
}

// Near the schools, so in the city.
static void draw_homes(struct sample *sample)
{
    struct random random = random_from(53);
    sample->homes = arena_array(sample->arena, struct point_m, N_SAMPLE_HOMES);
    for (size_t i = 0; i < N_SAMPLE_HOMES; i++) {
        struct point_m at =
            sample->schools
                .items[random_below(&random, (uint32_t)sample->schools.count)]
                .point;
        sample->homes[i] =
            (struct point_m){at.x_m + 1000 * random_unit(&random) - 500,
                             at.y_m + 1000 * random_unit(&random) - 500};
    }
}

static void check_sample(const struct sample *sample,
                         const struct traveller *traveller)
{
    size_t n = sample->schools.count;
    const struct school *schools = sample->schools.items;
    struct destination_set set =
        destination_set_build(sample->arena, &traveller->measure,
                              traveller->snapper, schools, n, (level_set)-1);
    struct home_ways *ways =
        home_ways_new(&traveller->measure, traveller->snapper, sample->homes,
                      N_SAMPLE_HOMES, schools, n, 2);
    struct router *router = router_new(&traveller->measure);
    struct near_school *near =
        arena_array(sample->arena, struct near_school, n);
    uint32_t *row = arena_array(sample->arena, uint32_t, n);
    size_t n_near = 0;
    for (uint32_t i = 0; i < N_SAMPLE_HOMES; i++) {
        const struct net_place *place = home_ways_place(ways, i);
        if (place == NULL)
            continue;
        home_ways_row(ways, i, row);
        n_near += router_nearest(router, place, &set, n, NULL, near);
        for (size_t s = 0; s < n; s++)
            CHECK_INT(row[near[s].school], near[s].distance_cm);
    }
    CHECK(n_near > N_SAMPLE_HOMES / 2 * n);
    router_free(router);
    home_ways_free(ways);
}

static void in_the_sample_city_too(void **state)
{
    struct sample sample = {.scratch = scratch_new(), .arena = arena_new()};
    import_sample(
        &sample,
        sample_city_draw(sample.arena, (struct sample_options){3, 300, 20}));
    draw_homes(&sample);
    check_sample(&sample, city_network_traveller(sample.network, "walk"));
    city_network_close(sample.network);
    arena_free(sample.arena);
    scratch_free(sample.scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_way_is_the_routers_and_the_witnesses),
        TEST(so_is_every_time_where_the_rules_go_by_time),
        TEST(a_round_without_pupils_or_schools_has_no_ways),
        TEST(in_the_sample_city_too),
    };
    return RUN_TESTS(tests);
}
