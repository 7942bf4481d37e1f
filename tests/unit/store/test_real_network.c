// The real city (HOCGAN_DATA): ten thousand pairs of places a profile, and the
// schools near some homes, to the centimetre and the millisecond what the
// witness says (tests/support/witness.c); through the functions and through the
// program itself.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "check.h"
#include "crs/crs.h"
#include "import/import_osm.h"
#include "scratch.h"
#include "store/city_network.h"
#include "store/store_city.h"
#include "witness.h"

#define N_HOMES 20    // few: each is a search of the whole city
#define N_TARGETS 500 // a home
#define N_NEAREST 10  // homes asked for their schools
#define N_ROWS 5      // homes of the program's matrix
#define N_PLACES (N_HOMES + N_HOMES * N_TARGETS)

struct real_city {
    struct scratch *scratch;
    struct arena *arena;
    const char *path;
    struct crs *crs;
    struct street_set streets;
    struct school_list schools;
    struct city_network *network;
};

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static const char *osm_path(void)
{
    static char path[4096];
    const char *folder = getenv("HOCGAN_DATA");
    if (folder == NULL)
        return NULL;
    snprintf(path, sizeof path, "%s/hcmc/hcmc-2018.osm.pbf", folder);
    return access(path, R_OK) == 0 ? path : NULL;
}

static int open_city(void **state)
{
    static struct real_city city;
    struct city_info info = {.name = "Real city", .crs = "EPSG:9210"};
    struct error err;
    struct store *store;
    city.scratch = scratch_new();
    city.arena = arena_new();
    city.path = scratch_path(city.scratch, "real.sqlite");
    MUST(store_create(city.path, &info, &err));
    MUST(store_open(city.path, STORE_WRITE, &store, &err));
    MUST(crs_open(info.crs, &city.crs, &err));
    struct report report = report_new(city.arena);
    MUST(import_osm(store, city.crs, osm_path(), &report, &err));
    MUST(store_read_streets(store, city.arena, &city.streets, &err));
    MUST(store_read_schools(store, city.arena, &city.schools, &err));
    MUST(city_network_open(store, NULL, NULL, &city.network, &err));
    store_close(store);
    *state = &city;
    return 0;
}

static int close_city(void **state)
{
    struct real_city *city = *state;
    city_network_close(city->network);
    crs_close(city->crs);
    arena_free(city->arena);
    scratch_free(city->scratch);
    return 0;
}

static struct witness *witness_of(struct real_city *city,
                                  const struct traveller *traveller,
                                  const struct net_place *places, size_t n)
{
    const struct measure *measure = &traveller->measure;
    return witness_new(city->arena, measure->profile, &city->streets,
                       measure->net, measure->graph, places, n);
}

// Anywhere near a junction, given to the digits that a file has.
static struct lonlat random_position(const struct real_city *city,
                                     const struct street_net *net,
                                     struct random *random)
{
    struct point_m at =
        net->nodes[random_below(random, (uint32_t)net->n_nodes)];
    at.x_m += 300 * random_unit(random) - 150;
    at.y_m += 300 * random_unit(random) - 150;
    struct lonlat lonlat = crs_to_lonlat(city->crs, at);
    char text[2][32];
    snprintf(text[0], 32, "%.7f", lonlat.lon_deg);
    snprintf(text[1], 32, "%.7f", lonlat.lat_deg);
    return (struct lonlat){strtod(text[0], NULL), strtod(text[1], NULL)};
}

struct pairs {
    struct lonlat positions[N_PLACES];
    struct net_place places[N_PLACES];
    struct witness *witness;
    size_t n_found;
    bool found[N_PLACES];
    uint32_t distance_cm[N_PLACES];
    uint32_t duration_ms[N_PLACES];
};

static struct pairs *draw_pairs(struct real_city *city,
                                const struct traveller *traveller,
                                uint64_t seed)
{
    struct random random = random_from(seed);
    struct pairs *pairs = arena_array(city->arena, struct pairs, 1);
    for (size_t i = 0; i < N_PLACES;) {
        pairs->positions[i] =
            random_position(city, traveller->measure.net, &random);
        i += snap_point(traveller->snapper,
                        crs_to_city(city->crs, pairs->positions[i]),
                        SNAP_FARTHEST_M, &pairs->places[i]);
    }
    pairs->witness = witness_of(city, traveller, pairs->places, N_PLACES);
    return pairs;
}

static void check_home(const struct profile *profile, struct pairs *pairs,
                       struct router *router, size_t home)
{
    struct arena *arena = arena_new();
    const struct net_place *from = &pairs->places[home];
    witness_ask(pairs->witness, home, false, pairs->found, pairs->distance_cm,
                pairs->duration_ms);
    for (size_t t = 0; t < N_TARGETS; t++) {
        size_t to = N_HOMES + home * N_TARGETS + t;
        struct route route;
        bool found =
            router_route(router, arena, from, &pairs->places[to], &route);
        CHECK_INT(found, pairs->found[to]);
        if (!found) // turns may shut a place off
            continue;
        pairs->n_found++;
        CHECK_INT(route.distance_cm, pairs->distance_cm[to]);
        CHECK_INT(route.duration_ms, pairs->duration_ms[to]);
        uint32_t sum_cm = route.first_straight_cm + route.last_straight_cm;
        for (size_t leg = 0; leg < route.n_legs; leg++)
            sum_cm += route.legs[leg].length_cm;
        CHECK_INT(sum_cm + route.extra_cm, route.distance_cm);
        if (!profile_shuns_big_roads(profile))
            CHECK_INT(route.extra_cm, 0);
    }
    arena_free(arena);
}

static void check_pairs(struct real_city *city, const char *profile)
{
    const struct traveller *traveller =
        city_network_traveller(city->network, profile);
    struct pairs *pairs = draw_pairs(city, traveller, 41);
    struct router *router = router_new(&traveller->measure);
    for (size_t home = 0; home < N_HOMES; home++)
        check_home(traveller->measure.profile, pairs, router, home);
    CHECK(pairs->n_found >= (size_t)N_HOMES * N_TARGETS * 99 / 100);
    router_free(router);
}

static void ten_thousand_ways_of_each_profile_are_the_shortest(void **state)
{
    for (size_t i = 0; i < profile_count(); i++)
        check_pairs(*state, profile_at(i)->name);
}

static void check_nearest(struct real_city *city, const char *profile)
{
    const struct traveller *traveller =
        city_network_traveller(city->network, profile);
    struct destination_set set = destination_set_build(
        city->arena, &traveller->measure, traveller->snapper,
        city->schools.items, city->schools.count, LEVEL_BIT(LEVEL_PRIMARY));
    CHECK(set.count >= 200);
    size_t n = set.count + N_NEAREST;
    struct net_place *places = arena_array(city->arena, struct net_place, n);
    struct pairs *pairs = draw_pairs(city, traveller, 42);
    memcpy(places, pairs->places, N_NEAREST * sizeof *places);
    for (size_t i = 0; i < set.count; i++)
        places[N_NEAREST + i] = set.gates[i].place;
    struct witness *witness = witness_of(city, traveller, places, n);
    bool *found = arena_array(city->arena, bool, n);
    uint32_t *cm = arena_array(city->arena, uint32_t, n);
    uint32_t *ms = arena_array(city->arena, uint32_t, n);
    struct router *router = router_new(&traveller->measure);
    for (size_t home = 0; home < N_NEAREST; home++) {
        struct near_school near[5];
        witness_ask(witness, home, false, found, cm, ms);
        CHECK_INT(router_nearest(router, &places[home], &set, 5, NULL, near),
                  5);
        size_t n_nearer = 0;
        for (size_t i = 0; i < set.count; i++)
            n_nearer += cm[N_NEAREST + i] < near[0].distance_cm;
        CHECK_INT(n_nearer, 0);
        for (size_t s = 0; s < 5; s++) {
            CHECK_INT(near[s].distance_cm, cm[N_NEAREST + near[s].gate]);
            CHECK_INT(near[s].duration_ms, ms[N_NEAREST + near[s].gate]);
            CHECK(s == 0 || near[s].distance_cm >= near[s - 1].distance_cm);
        }
        // No school but the five has a gate nearer than the fifth.
        for (size_t i = 0; i < set.count; i++) {
            bool is_listed = false;
            for (size_t s = 0; s < 5; s++)
                is_listed |= near[s].school == set.gates[i].school;
            CHECK(is_listed || cm[N_NEAREST + i] >= near[4].distance_cm);
        }
    }
    router_free(router);
}

static void the_five_nearest_schools_are_the_nearest(void **state)
{
    check_nearest(*state, "walk");
    check_nearest(*state, "motorbike");
}

static const char *write_places(struct real_city *city, const char *name,
                                const struct pairs *pairs, size_t first,
                                size_t n)
{
    const char *path = scratch_path(city->scratch, name);
    FILE *out = fopen(path, "w");
    CHECK(out != NULL);
    fputs("id,lon,lat\n", out);
    for (size_t i = first; i < first + n; i++)
        fprintf(out, "p%zu,%.7f,%.7f\n", i, pairs->positions[i].lon_deg,
                pairs->positions[i].lat_deg);
    fclose(out);
    return path;
}

static void check_program(struct real_city *city, const char *profile)
{
    const struct traveller *traveller =
        city_network_traveller(city->network, profile);
    struct pairs *pairs = draw_pairs(city, traveller, 43);
    const char *from = write_places(city, "from.csv", pairs, 0, N_ROWS);
    const char *to = write_places(city, "to.csv", pairs, N_HOMES, N_TARGETS);
    const char *out = scratch_path(city->scratch, "matrix.csv");
    const char *command = arena_format(
        city->arena, "%s matrix %s --from %s --to %s --profile %s -o %s",
        getenv("HOCGAN"), city->path, from, to, profile, out);
    CHECK_INT(system(command), 0);

    FILE *in = fopen(out, "r");
    char line[200];
    CHECK(in != NULL);
    CHECK(fgets(line, sizeof line, in) != NULL);
    CHECK_TEXT(line, "from,to,distance_m,duration_s\n");
    for (size_t home = 0; home < N_ROWS; home++) {
        witness_ask(pairs->witness, home, false, pairs->found,
                    pairs->distance_cm, pairs->duration_ms);
        for (size_t i = N_HOMES; i < N_HOMES + N_TARGETS; i++) {
            char expected[200];
            snprintf(expected, sizeof expected, "p%zu,p%zu,%u.%02u,%.0f\n",
                     home, i, pairs->distance_cm[i] / 100,
                     pairs->distance_cm[i] % 100,
                     floor(pairs->duration_ms[i] / 1000.0 + 0.5));
            CHECK(fgets(line, sizeof line, in) != NULL);
            CHECK_TEXT(line, expected);
        }
    }
    CHECK(fgets(line, sizeof line, in) == NULL);
    fclose(in);
}

static void the_program_writes_the_same_matrix(void **state)
{
    check_program(*state, "walk");
    check_program(*state, "motorbike");
}

int main(void)
{
    if (osm_path() == NULL) {
        puts("skipped: HOCGAN_DATA has no hcmc/hcmc-2018.osm.pbf");
        return 77;
    }
    const struct CMUnitTest tests[] = {
        TEST(ten_thousand_ways_of_each_profile_are_the_shortest),
        TEST(the_five_nearest_schools_are_the_nearest),
        TEST(the_program_writes_the_same_matrix),
    };
    return cmocka_run_group_tests(tests, open_city, close_city);
}
