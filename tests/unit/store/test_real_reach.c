// Reach areas of the real city (HOCGAN_DATA): pieces of random homes and gates
// against routes, and areas against GEOS and the points of the pieces.

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/random.h"
#include "check.h"
#include "crs/crs.h"
#include "import/import_osm.h"
#include "network/reach_area.h"
#include "network/route.h"
#include "scratch.h"
#include "shape/shape.h"
#include "store/city_network.h"
#include "store/store_city.h"

#define N_QUESTIONS 12
#define N_PROBES 150 // a question
#define N_LIMITS 3

static const uint32_t LIMITS_CM[N_LIMITS] = {30000, 60000, 100000};

static const char *osm_path(void)
{
    static char path[4096];
    const char *folder = getenv("HOCGAN_DATA");
    if (folder == NULL)
        return NULL;
    snprintf(path, sizeof path, "%s/hcmc/hcmc-2018.osm.pbf", folder);
    return access(path, R_OK) == 0 ? path : NULL;
}

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static struct city_network *open_network(struct scratch *scratch,
                                         struct arena *arena)
{
    struct city_info info = {.name = "Real city", .crs = "EPSG:9210"};
    const char *path = scratch_path(scratch, "real.sqlite");
    struct error err;
    struct store *store;
    struct crs *crs;
    struct city_network *network;
    MUST(store_create(path, &info, &err));
    MUST(store_open(path, STORE_WRITE, &store, &err));
    MUST(crs_open(info.crs, &crs, &err));
    struct report report = report_new(arena);
    MUST(import_osm(store, crs, osm_path(), &report, &err));
    MUST(city_network_open(store, NULL, NULL, &network, &err));
    store_close(store);
    crs_close(crs);
    return network;
}

static struct net_place place_near(const struct traveller *traveller,
                                   struct random *random, struct point_m centre,
                                   double within_m)
{
    struct net_place place;
    struct point_m at;
    do {
        at.x_m = centre.x_m + within_m * (2 * random_unit(random) - 1);
        at.y_m = centre.y_m + within_m * (2 * random_unit(random) - 1);
    } while (!snap_point(traveller->snapper, at, SNAP_FARTHEST_M, &place));
    return place;
}

static bool is_on_piece(const struct reach_area *area, struct net_place place)
{
    for (size_t i = 0; i < area->n_pieces; i++)
        if (area->pieces[i].edge == place.edge &&
            area->pieces[i].from_cm <= place.offset_cm &&
            place.offset_cm <= area->pieces[i].to_cm)
            return true;
    return false;
}

static void check_probe(struct router *router, const struct net_place *centre,
                        bool is_inward, struct net_place probe,
                        const struct reach_area *areas)
{
    uint32_t cm = UINT32_MAX;
    uint32_t ms;
    probe.straight_cm = 0;
    if (!(is_inward ? router_distance(router, &probe, centre, &cm, &ms)
                    : router_distance(router, centre, &probe, &cm, &ms)))
        cm = UINT32_MAX;
    for (size_t i = 0; i < N_LIMITS; i++)
        if (is_on_piece(&areas[i], probe) != (cm <= LIMITS_CM[i]))
            fail_msg("edge %u at %u cm is %u cm away, limit %u cm", probe.edge,
                     probe.offset_cm, cm, LIMITS_CM[i]);
}

static void check_area(struct shaper *shaper, const struct street_net *net,
                       const struct reach_area *area)
{
    char reason[SHAPE_REASON_SIZE];
    if (!shape_is_valid(shaper, &area->area, reason))
        fail_msg("%s", reason);
    for (size_t i = 0; i < area->n_pieces; i += 7) {
        struct reach_piece piece = area->pieces[i];
        uint32_t middle_cm = piece.from_cm + (piece.to_cm - piece.from_cm) / 2;
        CHECK(area_has_point(&area->area,
                             street_net_point_at(net, piece.edge, middle_cm)));
        CHECK(area_has_point(
            &area->area, street_net_point_at(net, piece.edge, piece.to_cm)));
    }
}

static void check_traveller(const struct traveller *traveller, uint64_t seed)
{
    const struct street_net *net = traveller->measure.net;
    struct random random = random_from(seed);
    struct arena *arena = arena_new();
    struct shaper *shaper = shaper_new();
    struct router *router = router_new(&traveller->measure);
    struct reach_streets streets =
        reach_streets_build(arena, &traveller->measure);
    struct reach_query *query = reach_query_new(&streets);
    for (int q = 0; q < N_QUESTIONS; q++) {
        struct reach_area areas[N_LIMITS];
        bool is_inward = q % 2 == 1;
        struct net_place centre = place_near(
            traveller, &random,
            net->nodes[random_below(&random, (uint32_t)net->n_nodes)], 150);
        if (is_inward)
            reach_to_gates(query, arena, &centre, 1, LIMITS_CM, N_LIMITS,
                           areas);
        else
            reach_from_home(query, arena, &centre, LIMITS_CM, N_LIMITS, areas);
        for (int i = 0; i < N_PROBES; i++)
            check_probe(router, &centre, is_inward,
                        place_near(traveller, &random, centre.on, 800), areas);
        for (int i = 0; i < N_LIMITS; i++)
            check_area(shaper, net, &areas[i]);
    }
    reach_query_free(query);
    router_free(router);
    shaper_free(shaper);
    arena_free(arena);
}

static void reach_areas_agree_with_routes_for_every_profile(void **state)
{
    struct arena *arena = arena_new();
    struct scratch *scratch = scratch_new();
    struct city_network *network = open_network(scratch, arena);
    for (size_t p = 0; p < profile_count(); p++)
        check_traveller(city_network_traveller(network, profile_at(p)->name),
                        40 + p);
    city_network_close(network);
    scratch_free(scratch);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reach_areas_agree_with_routes_for_every_profile),
    };
    if (osm_path() == NULL) {
        puts("skipped: HOCGAN_DATA has no hcmc/hcmc-2018.osm.pbf");
        return 77;
    }
    return RUN_TESTS(tests);
}
