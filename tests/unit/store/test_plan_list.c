#include <string.h>

#include "check.h"
#include "scratch.h"
#include "store/plan_list.h"
#include "store/store_city.h"

static const struct city_info TOWN = {.name = "Thị trấn Thử",
                                      .crs = "EPSG:9210"};

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static struct store *new_town(struct scratch *scratch)
{
    struct error err;
    struct store *store = NULL;
    const char *path = scratch_path(scratch, "town.sqlite");
    MUST(store_create(path, &TOWN, &err));
    MUST(store_open(path, STORE_WRITE, &store, &err));
    return store;
}

static void write_plan(struct store *store, const char *id, enum level level,
                       const char *made_at, bool is_published)
{
    struct error err;
    struct arena *arena = arena_new();
    struct plan plan = {.id = id,
                        .level = level,
                        .method = "nearest",
                        .made_from = "a test",
                        .made_at = made_at,
                        .is_published = is_published};
    struct point_m corners[] = {{0, 0}, {9, 0}, {9, 9}};
    *zone_list_add(&plan.zones, arena) =
        (struct zone){"s1", area_of_ring(arena, corners, 3)};
    MUST(store_begin(store, &err));
    MUST(store_write_plan(store, &plan, &err));
    MUST(store_commit(store, &err));
    arena_free(arena);
}

static void publish(struct store *store, const char *id)
{
    struct error err;
    MUST(store_begin(store, &err));
    MUST(store_publish_plan(store, id, &err));
    MUST(store_commit(store, &err));
}

static void plans_are_listed_by_level_and_say_which_is_in_force(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = new_town(scratch);
    struct plan_entry_list plans;
    struct error err;
    write_plan(store, "later", LEVEL_LOWER_SECONDARY, "2026-01-01", false);
    write_plan(store, "first", LEVEL_PRIMARY, "2026-01-02", true);
    write_plan(store, "second", LEVEL_PRIMARY, "2026-01-03", false);
    MUST(store_list_plans(store, arena, &plans, &err));
    CHECK_INT(plans.count, 3);
    CHECK_TEXT(plans.items[0].id, "first");
    CHECK(plans.items[0].is_in_force);
    CHECK_INT(plans.items[0].n_zones, 1);
    CHECK_TEXT(plans.items[1].id, "second");
    CHECK(!plans.items[1].is_published && !plans.items[1].is_in_force);
    CHECK_TEXT(plans.items[2].id, "later");
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void the_plan_published_last_is_in_force(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store *store = new_town(scratch);
    struct plan_entry_list plans;
    struct plan_list in_force;
    struct error err;
    write_plan(store, "a", LEVEL_PRIMARY, "2026-01-02", true);
    write_plan(store, "b", LEVEL_PRIMARY, "2026-01-03", false);
    publish(store, "b");
    MUST(store_list_plans(store, arena, &plans, &err));
    CHECK(plans.items[0].is_published && !plans.items[0].is_in_force);
    CHECK(plans.items[1].is_in_force);
    const char *found;
    MUST(store_find_plan_in_force(store, arena, LEVEL_PRIMARY, &found, &err));
    CHECK_TEXT(found, "b");
    publish(store, "a");
    MUST(store_find_plan_in_force(store, arena, LEVEL_PRIMARY, &found, &err));
    CHECK_TEXT(found, "a");
    MUST(store_find_plan_in_force(store, arena, LEVEL_LOWER_SECONDARY, &found,
                                  &err));
    CHECK(found == NULL);
    MUST(store_read_plans(store, arena, &in_force, &err));
    CHECK_INT(in_force.count, 1);
    CHECK_TEXT(in_force.items[0].id, "a");
    store_close(store);
    arena_free(arena);
    scratch_free(scratch);
}

static void a_plan_that_is_not_there_cannot_be_published(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = new_town(scratch);
    struct error err;
    MUST(store_begin(store, &err));
    CHECK_INT(store_publish_plan(store, "none", &err), STATUS_NOT_FOUND);
    store_rollback(store);
    store_close(store);
    scratch_free(scratch);
}

static void what_zones_are_made_of_has_a_checksum(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = new_town(scratch);
    struct error err;
    char empty[33], with_school[33], again[33];
    struct school school = {.id = "s1",
                            .name = "Tiểu học Một",
                            .levels = LEVEL_BIT(LEVEL_PRIMARY),
                            .source = "osm"};
    MUST(store_zoning_checksum(store, empty, &err));
    MUST(store_begin(store, &err));
    MUST(store_write_schools(store, &school, 1, &err));
    MUST(store_commit(store, &err));
    MUST(store_zoning_checksum(store, with_school, &err));
    MUST(store_zoning_checksum(store, again, &err));
    CHECK(strcmp(empty, with_school) != 0);
    CHECK_TEXT(with_school, again);
    store_close(store);
    scratch_free(scratch);
}

static void a_text_has_the_checksum_blake2b_gives(void **state)
{
    // `printf abc | b2sum -l 128`
    char hex[33];
    store_text_checksum("abc", hex);
    CHECK_TEXT(hex, "cf4ab791c62b8d2b2109c90275287816");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(plans_are_listed_by_level_and_say_which_is_in_force),
        TEST(the_plan_published_last_is_in_force),
        TEST(a_plan_that_is_not_there_cannot_be_published),
        TEST(what_zones_are_made_of_has_a_checksum),
        TEST(a_text_has_the_checksum_blake2b_gives),
    };
    return RUN_TESTS(tests);
}
