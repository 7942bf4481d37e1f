#include "check.h"
#include "import/city_check.h"
#include "scratch.h"
#include "store/store_city.h"

static struct error err;

static struct area square(struct arena *arena, double x_m, double y_m,
                          double side_m)
{
    struct point_m corners[] = {{x_m, y_m},
                                {x_m + side_m, y_m},
                                {x_m + side_m, y_m + side_m},
                                {x_m, y_m + side_m}};
    return area_of_ring(arena, corners, 4);
}

// Two wards that overlap by 10 m; one street along the south; a school on it,
// its twin 100 m off, and one far from everything.
static void fill(struct store *store, struct arena *arena)
{
    struct ward wards[] = {{"1", "A", "D", square(arena, 0, 0, 1000)},
                           {"2", "A", "D", square(arena, 990, 0, 1000)}};
    struct point_m along[] = {{0, 0}, {2000, 0}};
    struct street street = {
        .id = 1, .from_junction = 1, .to_junction = 2, .line = {along, 2}};
    struct street_set streets = {.streets = {&street, 1, 1}};
    struct point_m gate = {500, 10};
    level_set primary = LEVEL_BIT(LEVEL_PRIMARY);
    struct school schools[] = {
        {.id = "a",
         .name = "Tiểu học Lê Lợi",
         .levels = primary,
         .point = {500, 20},
         .gates = &gate,
         .n_gates = 1},
        {.id = "b",
         .name = "Trường TH Lê Lợi",
         .levels = primary,
         .point = {600, 20},
         .gates = &gate,
         .n_gates = 1},
        {.id = "c",
         .name = "",
         .levels = LEVEL_BIT(LEVEL_UPPER_SECONDARY),
         .point = {500, 9000}},
    };
    struct school_list all = {schools, 3, 3};
    CHECK_INT(store_write_wards(store, "file", wards, 2, &err), STATUS_OK);
    CHECK_INT(store_write_streets(store, &streets, &err), STATUS_OK);
    CHECK_INT(store_write_schools(store, all.items, all.count, &err),
              STATUS_OK);
    CHECK_INT(
        store_run(store, "INSERT INTO seats VALUES ('a', 2026, 1, 70)", &err),
        STATUS_OK);
}

static size_t count(const struct report *report, const char *thing,
                    const char *finding)
{
    return report_total(report, thing, "note", finding);
}

static void each_finding_is_counted_with_examples(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    const char *path = scratch_path(scratch, "town.sqlite");
    struct city_info info = {.name = "Thử", .crs = "EPSG:9210"};
    struct store *store = NULL;
    struct report report = report_new(arena);
    CHECK_INT(store_create(path, &info, &err), STATUS_OK);
    CHECK_INT(store_open(path, STORE_WRITE, &store, &err), STATUS_OK);
    fill(store, arena);
    if (city_check(store, &report, &err) != STATUS_OK)
        fail_msg("%s", err.text);

    CHECK_INT(count(&report, "schools", "have no name"), 1);
    CHECK_INT(count(&report, "schools",
                    "have neither a gate nor grounds, only a point"),
              1);
    CHECK_INT(count(&report, "schools", "have no street within 300 m"), 1);
    CHECK_INT(count(&report, "schools",
                    "have no seats told for an entry grade they teach"),
              2);
    CHECK_INT(count(&report, "schools",
                    "have a neighbour of the same name and level"),
              1);
    CHECK_INT(count(&report, "schools", "lie outside every ward"), 1);
    CHECK_INT(count(&report, "wards", "have no people told"), 2);
    CHECK_INT(count(&report, "wards", "overlap"), 1);
    CHECK_INT(count(&report, "wards",
                    "have the name of another in the same district"),
              1);
    CHECK_INT(count(&report, "units", NULL), 0);
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_finding_is_counted_with_examples),
    };
    return RUN_TESTS(tests);
}
