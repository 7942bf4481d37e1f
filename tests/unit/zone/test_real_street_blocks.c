// Ho Chi Minh City's streets and wards made into planning units. Skipped where
// the files are not there.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/parallel.h"
#include "check.h"
#include "scratch.h"
#include "shape/shape.h"
#include "store/store_city.h"
#include "store/store_numbers.h"
#include "zone/street_blocks.h"
#include "zone/unit_adjacency.h"
#include "zone/unit_outline.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

struct hcmc {
    struct street_set streets;
    struct ward_list wards;
    uint32_t *entrants; // of each ward
    uint64_t n_entrants;
};

static void run(struct arena *arena, const char *words)
{
    const char *line =
        arena_format(arena, "%s %s >/dev/null 2>&1", getenv("HOCGAN"), words);
    if (WEXITSTATUS(system(line)) != 0)
        fail_msg("failed: %s", line);
}

static const char *import_city(struct arena *arena, struct scratch *scratch)
{
    const char *path = scratch_path(scratch, "hcm.sqlite");
    const char *folder = arena_format(arena, "%s/hcmc", getenv("HOCGAN_DATA"));
    run(arena, arena_format(arena, "init %s --name HCM --crs EPSG:9210", path));
    run(arena, arena_format(arena, "import %s osm %s/hcmc-2018.osm.pbf", path,
                            folder));
    run(arena, arena_format(arena,
                            "import %s wards %s/wards-2019.shp"
                            " --map population=Pop_2019",
                            path, folder));
    return path;
}

static struct hcmc read_city(struct arena *arena, const char *path)
{
    struct hcmc city = {0};
    struct population_list people;
    struct store *store = NULL;
    MUST(store_open(path, STORE_READ, &store, &err));
    MUST(store_read_streets(store, arena, &city.streets, &err));
    MUST(store_read_wards(store, arena, &city.wards, &err));
    MUST(store_read_population(store, arena, &people, &err));
    store_close(store);
    size_t n = city.wards.count;
    struct ward_people *of = arena_array(arena, struct ward_people, n);
    for (size_t w = 0; w < n; w++) {
        of[w] = (struct ward_people){NUMBER_UNKNOWN, NUMBER_UNKNOWN};
        for (size_t i = 0; i < people.count; i++)
            if (strcmp(people.items[i].ward_id, city.wards.items[w].id) == 0)
                of[w].all = people.items[i].people;
    }
    city.entrants = arena_array(arena, uint32_t, n);
    ward_entrants_count(of, n, ENTRANTS_PER_MILLE_USUAL, city.entrants);
    for (size_t w = 0; w < n; w++)
        city.n_entrants += city.entrants[w];
    return city;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct made {
    struct planning_unit_list units;
    struct street_block_report report;
    struct unit_homes homes;
};

static struct made make_units(struct arena *arena, const struct hcmc *city,
                              size_t n_threads)
{
    struct made made;
    double start = seconds();
    struct entrant_home_list homes =
        entrant_homes_spread(arena, &city->streets, city->wards.items,
                             city->wards.count, city->entrants, n_threads);
    double spread = seconds();
    MUST(street_blocks_build(arena, &city->streets, city->wards.items,
                             city->wards.count, homes.items, homes.count,
                             (struct street_block_options){20, 0, n_threads},
                             &made.units, &made.report, &err));
    double built = seconds();
    made.homes =
        unit_homes_build(arena, homes.items, homes.count, made.units.items,
                         made.units.count, n_threads);
    printf("%zu threads: %zu homes in %.2f s, %zu faces, %zu units in %.2f s, "
           "homes placed in %.2f s; %zu small, most %u entrants\n",
           n_threads, homes.count, spread - start, made.report.n_faces,
           made.units.count, built - spread, seconds() - built,
           made.report.n_small, made.report.most_entrants);
    return made;
}

static void check_same(const struct made *a, const struct made *b)
{
    CHECK_INT(a->units.count, b->units.count);
    for (size_t u = 0; u < a->units.count; u++) {
        const struct planning_unit *x = &a->units.items[u];
        const struct planning_unit *y = &b->units.items[u];
        CHECK_TEXT(x->id, y->id);
        CHECK_INT(x->area.n_polygons, y->area.n_polygons);
        CHECK_INT(area_point_count(&x->area), area_point_count(&y->area));
        CHECK(memcmp(x->area.polygons[0].rings[0].points,
                     y->area.polygons[0].rings[0].points,
                     x->area.polygons[0].rings[0].count *
                         sizeof(struct point_m)) == 0);
    }
    CHECK_INT(a->homes.n_homes, b->homes.n_homes);
    CHECK(memcmp(a->homes.entrants, b->homes.entrants,
                 a->homes.n_units * sizeof *a->homes.entrants) == 0);
}

// Valid, in one piece, and together as large as all wards joined.
static void check_cover(struct arena *arena, const struct hcmc *city,
                        const struct made *made)
{
    struct shaper *shaper = shaper_new();
    size_t n = city->wards.count;
    struct area *areas = arena_array(arena, struct area, n);
    struct area together;
    double sum_m2 = 0;
    for (size_t w = 0; w < n; w++)
        areas[w] = city->wards.items[w].area;
    MUST(shape_union(shaper, arena, areas, n, &together, &err));
    for (size_t u = 0; u < made->units.count; u++) {
        const struct area *area = &made->units.items[u].area;
        CHECK(shape_is_valid(shaper, area, NULL));
        CHECK_INT(area->n_polygons, 1);
        sum_m2 += area_m2(area);
    }
    printf("units %.0f m2, wards joined %.0f m2\n", sum_m2, area_m2(&together));
    CHECK_NEAR(sum_m2, area_m2(&together), 1e-4 * sum_m2);
    areas = arena_array(arena, struct area, made->units.count);
    for (size_t u = 0; u < made->units.count; u++)
        areas[u] = made->units.items[u].area;
    MUST(shape_union(shaper, arena, areas, made->units.count, &together, &err));
    CHECK_NEAR(sum_m2, area_m2(&together), 1e-9 * sum_m2);
    shaper_free(shaper);
}

// As many zones as there are schools in the city's core, of neighbouring units.
static void check_outlines(struct arena *arena, const struct made *made)
{
    enum { ZONES = 235 };
    size_t n = made->units.count;
    uint32_t *zone = arena_array(arena, uint32_t, n);
    struct area outlines[ZONES];
    bool wanted[ZONES] = {[7] = true, [8] = true};
    struct unit_coverage coverage;
    double sum_m2 = 0;
    for (size_t u = 0; u < n; u++)
        zone[u] = (uint32_t)(u * ZONES / n);
    MUST(unit_coverage_build(arena, made->units.items, n, 2, &coverage, &err));
    double start = seconds();
    MUST(unit_outlines_join(arena, &coverage, zone, ZONES, NULL, 2, outlines,
                            &err));
    double all = seconds();
    MUST(unit_outlines_join(arena, &coverage, zone, ZONES, wanted, 1, outlines,
                            &err));
    printf("%d outlines in %.3f s, two of them in %.4f s\n", ZONES, all - start,
           seconds() - all);
    for (size_t z = 0; z < ZONES; z++)
        sum_m2 += outline_measure(&outlines[z]).area_m2;
    CHECK_NEAR(sum_m2, made->report.covered_m2, 1e-9 * sum_m2);
}

// A unit's entrants but for the most who live on one point: wards without
// streets have all of theirs there.
static uint32_t live_apart(const struct unit_homes *homes, size_t unit)
{
    uint32_t most = 0;
    for (uint32_t h = homes->first[unit]; h < homes->first[unit + 1]; h++)
        if (homes->homes[h].entrants > most)
            most = homes->homes[h].entrants;
    return most > 60 ? homes->entrants[unit] - most : homes->entrants[unit];
}

static void the_city_falls_into_units_of_street_blocks(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct hcmc city = read_city(arena, import_city(arena, scratch));
    CHECK_INT(city.n_entrants, 143889); // 1.6 % of 8,993,082
    struct made made = make_units(arena, &city, 1);
    struct made again = make_units(arena, &city, 2);
    check_same(&made, &again);
    check_cover(arena, &city, &made);

    uint64_t sum = 0;
    for (size_t u = 0; u < made.units.count; u++)
        sum += made.homes.entrants[u];
    CHECK_INT(sum, city.n_entrants);
    CHECK_INT(made.homes.n_outside, 0);
    CHECK(made.units.count > 2000);
    for (size_t u = 0; u < made.units.count; u++)
        CHECK(live_apart(&made.homes, u) <= 80);

    double start = seconds();
    struct unit_adjacency adjacency = unit_adjacency_build(
        arena, made.units.items, made.units.count, ADJACENCY_USUAL);
    printf("%u pairs of neighbours in %.2f s\n",
           adjacency.first_neighbour[made.units.count] / 2, seconds() - start);
    check_outlines(arena, &made);
    arena_free(arena);
    scratch_free(scratch);
}

int main(void)
{
    struct arena *arena = arena_new();
    const char *data = getenv("HOCGAN_DATA");
    bool has_data =
        data != NULL &&
        access(arena_format(arena, "%s/hcmc/hcmc-2018.osm.pbf", data), R_OK) ==
            0;
    arena_free(arena);
    if (!has_data) {
        puts("skipped: HOCGAN_DATA has no hcmc/hcmc-2018.osm.pbf");
        return 77;
    }
    const struct CMUnitTest tests[] = {
        TEST(the_city_falls_into_units_of_street_blocks),
    };
    return RUN_TESTS(tests);
}
