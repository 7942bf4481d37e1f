#include <stdlib.h>

#include "check.h"
#include "import/admin_name.h"
#include "import/ward_names.h"
#include "scratch.h"
#include "store/store_city.h"

// A map of two wards, of which a third and its district are known only in part:
//
//     0             1000          2000          3000
//     +-------------+-------------+ - - - - - - +
//     |  Phường 3   | Phường Tân  |  Phường Tam Phú, only its northern border
//     |             |    Định     |
//     +-------------+-------------+-- Xuân Thới Sơn, a village, in x 3000-4000
//      Quận 5 (both)                  Huyện Củ Chi: a piece of it somewhere
struct city {
    struct scratch *scratch;
    struct arena *arena;
    struct store *store;
    struct shaper *shaper;
    struct report report;
};

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static struct area box_area(struct arena *arena, double west_m, double east_m)
{
    struct point_m corners[] = {
        {west_m, 0}, {east_m, 0}, {east_m, 1000}, {west_m, 1000}};
    return area_of_ring(arena, corners, 4);
}

static void put_map(struct city *city)
{
    struct point_m north[] = {{2000, 1000}, {3000, 1000}};
    struct boundary boundaries[] = {
        {1, 6, "Quận 5", box_area(city->arena, 0, 2000)},
        {2, 10, "Phường 3", box_area(city->arena, 30, 1000)},
        {3, 10, "Phường Tân Định", box_area(city->arena, 1000, 2000)}};
    struct boundary_part parts[] = {{4, 6, "Huyện Củ Chi", {north, 2}},
                                    {5, 10, "Phường Tam Phú", {north, 2}}};
    struct place village = {"village", "Xuân Thới Sơn", {3500, 500}};
    struct base_map map = {.boundaries = {boundaries, 3, 3},
                           .boundary_parts = {parts, 2, 2},
                           .places = {&village, 1, 1}};
    MUST(store_write_base_map(city->store, &map, &err));
}

static int set_up(void **state)
{
    struct city *city = calloc(1, sizeof *city);
    struct city_info info = {.name = "Thử", .crs = "EPSG:9210"};
    city->scratch = scratch_new();
    city->arena = arena_new();
    city->shaper = shaper_new();
    city->report = report_new(city->arena);
    const char *path = scratch_path(city->scratch, "town.sqlite");
    MUST(store_create(path, &info, &err));
    MUST(store_open(path, STORE_WRITE, &city->store, &err));
    MUST(store_begin(city->store, &err));
    *state = city;
    return 0;
}

static int tear_down(void **state)
{
    struct city *city = *state;
    store_close(city->store);
    shaper_free(city->shaper);
    arena_free(city->arena);
    scratch_free(city->scratch);
    free(city);
    return 0;
}

static void renew(struct city *city)
{
    MUST(ward_names_renew(city->store, city->shaper, city->arena, &city->report,
                          &err));
}

static struct ward shown(struct city *city)
{
    struct ward_list wards;
    MUST(store_read_wards(city->store, city->arena, &wards, &err));
    CHECK_INT(wards.count, 1);
    return wards.items[0];
}

// A ward of the file from `west_m`, 1 km wide, as it is shown then.
static struct ward named(struct city *city, const char *name,
                         const char *district, double west_m)
{
    struct ward ward = {.id = "w",
                        .name = name,
                        .district = district,
                        .area = box_area(city->arena, west_m, west_m + 1000)};
    MUST(store_write_wards(city->store, "file", &ward, 1, &err));
    renew(city);
    return shown(city);
}

static void check_named(struct ward ward, const char *name,
                        const char *district)
{
    CHECK_TEXT(ward.name, name);
    CHECK_TEXT(ward.district, district);
}

static void a_ward_without_accents_is_called_as_on_the_map(void **state)
{
    struct city *city = *state;
    put_map(city);
    check_named(named(city, "Ward 3", "District 5", 0), "Phường 3", "Quận 5");
    check_named(named(city, "Phuong 03", "Quan 5", 0), "Phường 3", "Quận 5");
    check_named(named(city, "Tan Dinh", "District 5", 1010), "Phường Tân Định",
                "Quận 5");
}

static void what_the_map_has_in_part_or_as_a_place_will_do(void **state)
{
    struct city *city = *state;
    put_map(city);
    check_named(named(city, "Tam Phu", "Cu Chi", 2000), "Phường Tam Phú",
                "Huyện Củ Chi");
    check_named(named(city, "Xuan Thoi Son", "Cu Chi", 3000), "Xuân Thới Sơn",
                "Huyện Củ Chi");
}

static void a_number_is_a_phuong_where_the_map_has_such(void **state)
{
    struct city *city = *state;
    check_named(named(city, "Ward 9", "District 4", 0), "Ward 9", "District 4");
    put_map(city);
    check_named(named(city, "Ward 9", "District 4", 0), "Phường 9", "Quận 4");
}

static void other_names_and_names_with_accents_stay(void **state)
{
    struct city *city = *state;
    put_map(city);
    check_named(named(city, "Tân Dinh", "Quận 5 cũ", 1000), "Tân Dinh",
                "Quận 5 cũ");
    // Here the map has another; and that of this name is elsewhere.
    struct ward ward = named(city, "Tan Dinh", NULL, 0);
    CHECK_TEXT(ward.name, "Tan Dinh");
    CHECK(ward.district == NULL);
    CHECK_INT(report_total(&city->report, "wards of the file", "note",
                           "without accents, and not on the map"),
              1);
}

static void
a_map_that_comes_later_names_them_and_a_newer_one_again(void **state)
{
    struct city *city = *state;
    named(city, "Tan Dinh", "District 5", 1000);
    put_map(city);
    renew(city);
    check_named(shown(city), "Phường Tân Định", "Quận 5");
    renew(city);
    check_named(shown(city), "Phường Tân Định", "Quận 5");
    struct boundary district = {1, 6, "Quận 5", box_area(city->arena, 0, 2000)};
    struct base_map newer = {.boundaries = {&district, 1, 1}};
    MUST(store_write_base_map(city->store, &newer, &err));
    renew(city);
    check_named(shown(city), "Tan Dinh", "Quận 5");
}

static void names_are_taken_apart(void **state)
{
    struct arena *arena = arena_new();
    struct admin_name town = admin_name_of(arena, "Hoc Mon Town", ADMIN_WARD);
    CHECK_TEXT(town.core, "hoc mon");
    CHECK(admin_name_agrees(
        town, admin_name_of(arena, "Thị trấn Hóc Môn", ADMIN_ANY)));
    CHECK(!admin_name_agrees(admin_name_of(arena, "3", ADMIN_WARD),
                             admin_name_of(arena, "Quận 3", ADMIN_ANY)));
    CHECK(admin_name_agrees(
        admin_name_of(arena, "Quan Thanh", ADMIN_WARD),
        admin_name_of(arena, "Phường Quán Thánh", ADMIN_ANY)));
    CHECK(!admin_name_agrees(admin_name_of(arena, "", ADMIN_WARD),
                             admin_name_of(arena, NULL, ADMIN_ANY)));
    arena_free(arena);
}

#define CITY_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CITY_TEST(a_ward_without_accents_is_called_as_on_the_map),
        CITY_TEST(what_the_map_has_in_part_or_as_a_place_will_do),
        CITY_TEST(a_number_is_a_phuong_where_the_map_has_such),
        CITY_TEST(other_names_and_names_with_accents_stay),
        CITY_TEST(a_map_that_comes_later_names_them_and_a_newer_one_again),
        cmocka_unit_test(names_are_taken_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
