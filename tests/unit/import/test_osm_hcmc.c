// The real city, against the figures of the data's README, which were counted
// by other programs. Two of its figures are by another rule: its 377 primary,
// 376 THCS and 201 THPT count names and count a closed way twice, as a line and
// as a polygon; each once, they are the "named for" of the report.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "import/osm_city.h"
#include "search/fold.h"
#include "shape/shape.h"

static struct arena *arena;
static struct osm_file file;
static struct osm_city city;
static struct report report;

static void check_total(const char *thing, const char *outcome,
                        const char *reason, size_t count)
{
    size_t found = report_total(&report, thing, outcome, reason);
    if (found != count)
        fail_msg("%s %s: %zu, not %zu", thing, outcome, found, count);
}

static void the_file_is_read_whole(void **state)
{
    check_total("nodes", "read", NULL, 377702);
    check_total("ways", "read", NULL, 44285);
    check_total("relations", "read", NULL, 607);
    check_total("streets", "read", NULL, 33044);
    check_total("schools", "read", NULL, 859 + 60);
    check_total("turn restrictions", "read", NULL, 69);
    check_total("buildings", "read", NULL, 8071);
    check_total("addresses", "read", NULL, 22542);
}

static void boundaries_assemble(void **state)
{
    check_total("boundaries of level 6", "kept", NULL, 19);
    check_total("boundaries of level 10", "kept", NULL, 265);
    CHECK_INT(city.wards.count, 265);
}

static void every_difference_has_a_reason(void **state)
{
    static const char *const THINGS[] = {
        "streets",   "schools",   "turn restrictions",
        "buildings", "addresses", "areas",
        "lines",     "places",    "wards"};
    for (size_t i = 0; i < sizeof THINGS / sizeof *THINGS; i++)
        check_total(THINGS[i], "read", NULL,
                    report_total(&report, THINGS[i], "kept", NULL) +
                        report_total(&report, THINGS[i], "merged", NULL) +
                        report_total(&report, THINGS[i], "refused", NULL));
}

static void streets_hang_together(void **state)
{
    const struct junction_list *junctions = &city.streets.junctions;
    for (size_t i = 0; i < city.streets.streets.count; i++) {
        const struct street *s = &city.streets.streets.items[i];
        CHECK(s->line.count >= 2);
        CHECK(s->from_junction != s->to_junction);
        const int64_t ends[2] = {s->from_junction, s->to_junction};
        const struct point_m points[2] = {s->line.points[0],
                                          s->line.points[s->line.count - 1]};
        for (int e = 0; e < 2; e++) {
            size_t low = 0, high = junctions->count;
            while (low < high) {
                size_t middle = (low + high) / 2;
                if (junctions->items[middle].id < ends[e])
                    low = middle + 1;
                else
                    high = middle;
            }
            CHECK(low < junctions->count &&
                  junctions->items[low].id == ends[e]);
            CHECK_NEAR(point_distance_m(junctions->items[low].at, points[e]), 0,
                       0);
        }
    }
}

static void areas_are_valid_and_points_inside(void **state)
{
    struct shaper *shaper = shaper_new();
    char reason[SHAPE_REASON_SIZE];
    for (size_t i = 0; i < city.schools.count; i++) {
        const struct school *s = &city.schools.items[i];
        CHECK(s->levels != 0);
        CHECK(i == 0 || strcmp(s[-1].id, s->id) < 0);
        if (area_is_empty(&s->grounds))
            continue;
        CHECK(shape_is_valid(shaper, &s->grounds, reason));
        CHECK(area_has_point(&s->grounds, s->point));
    }
    for (size_t i = 0; i < city.wards.count; i++)
        CHECK(shape_is_valid(shaper, &city.wards.items[i].area, reason));
    for (size_t i = 0; i < city.map.areas.count; i++)
        CHECK(shape_is_valid(shaper, &city.map.areas.items[i].area, reason));
    shaper_free(shaper);
}

// What a person who knows the city would look for.
static void a_known_school_is_there_once(void **state)
{
    size_t found = 0;
    for (size_t i = 0; i < city.schools.count; i++)
        if (strstr(fold_text(arena, city.schools.items[i].name),
                   "tran dai nghia") != NULL) {
            CHECK_INT(city.schools.items[i].levels,
                      LEVEL_BIT(LEVEL_UPPER_SECONDARY));
            found++;
        }
    CHECK_INT(found, 2); // its two campuses
    CHECK(city.schools.count > 600 && city.schools.count < 640);
}

int main(void)
{
    const char *data = getenv("HOCGAN_DATA");
    char path[4096];
    snprintf(path, sizeof path, "%s/hcmc/hcmc-2018.osm.pbf",
             data == NULL ? "" : data);
    if (access(path, R_OK) != 0) {
        printf("skipped: no %s\n", path);
        return 77;
    }
    struct crs *crs = NULL;
    struct error err = {0};
    arena = arena_new();
    report = report_new(arena);
    if (crs_open("EPSG:9210", &crs, &err) != STATUS_OK ||
        osm_file_read(arena, path, &file, &err) != STATUS_OK ||
        osm_city_build(arena, &file, crs, &report, &city, &err) != STATUS_OK) {
        printf("%s\n", err.text);
        return 1;
    }
    const struct CMUnitTest tests[] = {
        TEST(the_file_is_read_whole),
        TEST(boundaries_assemble),
        TEST(every_difference_has_a_reason),
        TEST(streets_hang_together),
        TEST(areas_are_valid_and_points_inside),
        TEST(a_known_school_is_there_once),
    };
    int failed = RUN_TESTS(tests);
    crs_close(crs);
    arena_free(arena);
    return failed;
}
