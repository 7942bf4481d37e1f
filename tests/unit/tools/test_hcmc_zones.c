// Ho Chi Minh City from its files to zones, by the program itself. Skipped
// where the files are not there.

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "scratch.h"
#include "shape/shape.h"
#include "store/store_city.h"
#include "zone/zone_tints.h"

static void run(struct arena *arena, const char *words)
{
    const char *line =
        arena_format(arena, "%s %s >/dev/null 2>&1", getenv("HOCGAN"), words);
    if (WEXITSTATUS(system(line)) != 0)
        fail_msg("failed: %s", line);
}

static struct plan_list plans_of_the_city(struct arena *arena, const char *path)
{
    const char *folder = arena_format(arena, "%s/hcmc", getenv("HOCGAN_DATA"));
    run(arena, arena_format(arena, "init %s --name HCM --crs EPSG:9210", path));
    run(arena, arena_format(arena, "import %s osm %s/hcmc-2018.osm.pbf", path,
                            folder));
    run(arena,
        arena_format(arena, "import %s wards %s/wards-2019.shp", path, folder));
    run(arena, arena_format(arena, "zones %s suggest --publish", path));

    struct store *store = NULL;
    struct plan_list plans;
    struct error err;
    CHECK_INT(store_open(path, STORE_READ, &store, &err), STATUS_OK);
    CHECK_INT(store_read_plans(store, arena, &plans, &err), STATUS_OK);
    store_close(store);
    return plans;
}

// Valid, and together as large as their union: no overlap.
static double check_plan(struct shaper *shaper, struct arena *arena,
                         const struct plan *plan)
{
    size_t n = plan->zones.count;
    struct area *areas = arena_array(arena, struct area, n);
    struct area together;
    struct error err;
    double sum_m2 = 0;
    CHECK(n > 20);
    for (size_t z = 0; z < n; z++) {
        areas[z] = plan->zones.items[z].area;
        CHECK(shape_is_valid(shaper, &areas[z], NULL));
        sum_m2 += area_m2(&areas[z]);
    }
    CHECK_INT(shape_union(shaper, arena, areas, n, &together, &err), STATUS_OK);
    CHECK_NEAR(sum_m2, area_m2(&together), 1e-9 * sum_m2);
    CHECK_INT(zone_tints_choose(&plan->zones, arena_array(arena, uint8_t, n)),
              0);
    return sum_m2;
}

static void every_level_shares_out_the_same_land_without_overlap(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct shaper *shaper = shaper_new();
    struct plan_list plans =
        plans_of_the_city(arena, scratch_path(scratch, "hcm.sqlite"));
    CHECK_INT(plans.count, N_LEVELS);
    double first_m2 = check_plan(shaper, arena, &plans.items[0]);
    for (size_t i = 1; i < plans.count; i++)
        CHECK_NEAR(check_plan(shaper, arena, &plans.items[i]), first_m2,
                   1e-6 * first_m2);
    shaper_free(shaper);
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
        TEST(every_level_shares_out_the_same_land_without_overlap),
    };
    return RUN_TESTS(tests);
}
