#include "service/city_version.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "scratch.h"
#include "store/city_network.h"
#include "store/plan_list.h"
#include "store/store_city.h"
#include "town.h"

// A crossroads with a school at each of two ends, and two plans: in "west" the
// western school has all of the town, in "east" the eastern.
#define MIDDLE ((struct point_m){600000, 1189000})

static void need(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        fail_msg("%s", err->text);
}

static struct area whole_town(struct arena *arena)
{
    struct point_m corners[] = {{MIDDLE.x_m - 900, MIDDLE.y_m - 900},
                                {MIDDLE.x_m + 900, MIDDLE.y_m - 900},
                                {MIDDLE.x_m + 900, MIDDLE.y_m + 900},
                                {MIDDLE.x_m - 900, MIDDLE.y_m + 900}};
    return area_of_ring(arena, corners, 4);
}

static void write_plan(struct store *store, struct arena *arena, const char *id,
                       const char *school)
{
    struct error err;
    struct plan plan = {.id = id,
                        .level = LEVEL_PRIMARY,
                        .method = "nearest",
                        .made_from = "test",
                        .made_at = "2026-01-01T00:00:00Z"};
    *zone_list_add(&plan.zones, arena) =
        (struct zone){school, whole_town(arena)};
    need(store_write_plan(store, &plan, &err), &err);
}

static void write_town(struct store *store, struct arena *arena)
{
    struct error err;
    struct town *town = town_new();
    int64_t middle = town_junction(town, MIDDLE.x_m, MIDDLE.y_m);
    town_street(town, middle, town_junction(town, MIDDLE.x_m - 500, MIDDLE.y_m),
                "residential");
    town_street(town, middle, town_junction(town, MIDDLE.x_m + 500, MIDDLE.y_m),
                "residential");
    struct school schools[] = {{.id = "east",
                                .name = "Đông",
                                .levels = LEVEL_BIT(LEVEL_PRIMARY),
                                .point = {MIDDLE.x_m + 490, MIDDLE.y_m + 5},
                                .source = "test"},
                               {.id = "west",
                                .name = "Tây",
                                .levels = LEVEL_BIT(LEVEL_PRIMARY),
                                .point = {MIDDLE.x_m - 490, MIDDLE.y_m + 5},
                                .source = "test"}};
    need(store_begin(store, &err), &err);
    need(store_write_streets(store, &town->streets, &err), &err);
    need(store_write_schools(store, schools, 2, &err), &err);
    write_plan(store, arena, "plan-west", "west");
    write_plan(store, arena, "plan-east", "east");
    need(store_commit(store, &err), &err);
    town_free(town);
}

struct world {
    struct scratch *scratch;
    struct arena *arena;
    const char *path;
    struct store *store; // who writes
    struct city_versions *versions;
};

static const char *make_city(struct world *world, const char *file)
{
    struct error err;
    struct store *store;
    struct city_info info = {.name = "C", .crs = "EPSG:9210"};
    const char *path = scratch_path(world->scratch, file);
    need(store_create(path, &info, &err), &err);
    need(store_open(path, STORE_WRITE, &store, &err), &err);
    write_town(store, world->arena);
    store_close(store);
    return path;
}

static struct world open_world(enum store_mode mode)
{
    struct world world = {.scratch = scratch_new(), .arena = arena_new()};
    struct error err;
    struct store *store;
    world.path = make_city(&world, "city.sqlite");
    need(store_open(world.path, STORE_READ, &store, &err), &err);
    need(city_network_prepare(store, NULL, &err), &err);
    store_close(store);
    need(store_open(world.path, STORE_WRITE, &world.store, &err), &err);
    need(city_versions_open(world.path, mode, false, &world.versions, &err),
         &err);
    return world;
}

static void close_world(struct world *world)
{
    city_versions_close(world->versions);
    store_close(world->store);
    arena_free(world->arena);
    scratch_free(world->scratch);
}

static void publish(struct store *store, const char *plan)
{
    struct error err;
    need(store_begin(store, &err), &err);
    need(store_publish_plan(store, plan, &err), &err);
    need(store_commit(store, &err), &err);
}

static bool renew(struct world *world)
{
    struct error err;
    bool changed;
    need(city_versions_renew(world->versions, &changed, &err), &err);
    return changed;
}

// The plan in force and the school it gives to the middle of the town agree.
static const char *plan_of(const struct city_version *version)
{
    const struct plan *plan = version->city->plan_of[LEVEL_PRIMARY].plan;
    if (plan == NULL)
        return "";
    const struct zone *zone =
        city_state_zone_at(version->city, LEVEL_PRIMARY, MIDDLE);
    CHECK(zone != NULL);
    CHECK_TEXT(zone->school_id, plan->id + strlen("plan-"));
    return plan->id;
}

static const char *plan_now(struct world *world)
{
    const struct city_version *version = city_versions_take(world->versions);
    const char *id = arena_text(world->arena, plan_of(version));
    city_versions_put(world->versions, version);
    return id;
}

static uint64_t zones_of(const struct city_version *version)
{
    return tile_set_checksum(tile_service_set(version->tiles, "zones"));
}

static void a_published_plan_is_a_new_version_that_shares_the_rest(void **state)
{
    struct world world = open_world(STORE_READ);
    publish(world.store, "plan-west");
    CHECK(renew(&world));
    const struct city_version *before = city_versions_take(world.versions);
    publish(world.store, "plan-east");
    CHECK(renew(&world));
    const struct city_version *after = city_versions_take(world.versions);
    CHECK_TEXT(plan_of(before), "plan-west");
    CHECK_TEXT(plan_of(after), "plan-east");
    CHECK(strcmp(before->id, after->id) != 0);
    CHECK(before->city->network == after->city->network);
    CHECK(before->city->schools.items == after->city->schools.items);
    CHECK(before->city->names == after->city->names);
    CHECK(tile_service_set(before->tiles, "base") ==
          tile_service_set(after->tiles, "base"));
    CHECK(zones_of(before) != zones_of(after));
    city_versions_put(world.versions, before);
    CHECK_TEXT(plan_of(after), "plan-east");
    city_versions_put(world.versions, after);
    close_world(&world);
}

static void the_same_plan_in_force_again_draws_the_same_zones(void **state)
{
    struct world world = open_world(STORE_READ);
    publish(world.store, "plan-west");
    renew(&world);
    const struct city_version *first = city_versions_take(world.versions);
    publish(world.store, "plan-east");
    renew(&world);
    publish(world.store, "plan-west");
    renew(&world);
    const struct city_version *third = city_versions_take(world.versions);
    CHECK(first != third);
    CHECK(zones_of(first) == zones_of(third));
    city_versions_put(world.versions, first);
    city_versions_put(world.versions, third);
    close_world(&world);
}

static void what_changes_no_answer_makes_no_version(void **state)
{
    struct world world = open_world(STORE_READ);
    struct error err;
    CHECK(!renew(&world));
    need(store_run(world.store,
                   "INSERT INTO import_log (what, file, checksum, report)"
                   " VALUES ('osm', 'f', 'c', 'r')",
                   &err),
         &err);
    CHECK(!renew(&world));
    close_world(&world);
}

static void numbers_only_single_answers_read_change_the_id_alone(void **state)
{
    struct world world = open_world(STORE_READ);
    struct error err;
    const struct city_version *before = city_versions_take(world.versions);
    need(store_run(world.store,
                   "INSERT INTO population (ward_id, year, people)"
                   " VALUES ('w', 2025, 70)",
                   &err),
         &err);
    CHECK(renew(&world));
    const struct city_version *after = city_versions_take(world.versions);
    CHECK(before->city == after->city);
    CHECK(before->tiles == after->tiles);
    CHECK(strcmp(before->id, after->id) != 0);
    city_versions_put(world.versions, before);
    city_versions_put(world.versions, after);
    close_world(&world);
}

static void schools_that_change_are_read_anew(void **state)
{
    struct world world = open_world(STORE_READ);
    struct error err;
    const struct city_version *before = city_versions_take(world.versions);
    need(store_run(world.store,
                   "UPDATE school SET name = 'Tây Mới'"
                   " WHERE id = 'west'",
                   &err),
         &err);
    CHECK(renew(&world));
    const struct city_version *after = city_versions_take(world.versions);
    CHECK_TEXT(before->city->schools.items[1].name, "Tây");
    CHECK_TEXT(after->city->schools.items[1].name, "Tây Mới");
    city_versions_put(world.versions, before);
    city_versions_put(world.versions, after);
    close_world(&world);
}

static void a_change_not_yet_committed_is_not_seen(void **state)
{
    struct world world = open_world(STORE_READ);
    struct error err;
    need(store_begin(world.store, &err), &err);
    need(store_publish_plan(world.store, "plan-west", &err), &err);
    CHECK(!renew(&world));
    CHECK_TEXT(plan_now(&world), "");
    need(store_commit(world.store, &err), &err);
    CHECK(renew(&world));
    CHECK_TEXT(plan_now(&world), "plan-west");
    close_world(&world);
}

static void copy_file(const char *from, const char *to)
{
    char bytes[65536];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    CHECK(in != NULL && out != NULL);
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
        CHECK_INT(fwrite(bytes, 1, n, out), n);
    fclose(in);
    CHECK_INT(fclose(out), 0);
}

// A copy of the city as it is, in which that plan is in force.
static const char *copy_with(struct world *world, const char *file,
                             const char *plan)
{
    struct error err;
    struct store *store;
    const char *path = scratch_path(world->scratch, file);
    copy_file(world->path, path);
    need(store_open(path, STORE_WRITE, &store, &err), &err);
    publish(store, plan);
    store_close(store);
    return path;
}

static void replaces_and_is_seen(enum store_mode mode)
{
    struct world world = open_world(mode);
    const char *west = copy_with(&world, "west.sqlite", "plan-west");
    const char *east = copy_with(&world, "east.sqlite", "plan-east");
    CHECK_INT(rename(west, world.path), 0);
    CHECK(renew(&world));
    CHECK_TEXT(plan_now(&world), "plan-west");
    CHECK_INT(rename(east, world.path), 0);
    CHECK(renew(&world));
    CHECK_TEXT(plan_now(&world), "plan-east");
    CHECK(!renew(&world));
    close_world(&world);
}

static void a_file_renamed_over_the_city_is_taken_up(void **state)
{
    replaces_and_is_seen(STORE_READ);
}

static void a_replica_takes_up_a_file_renamed_over_it(void **state)
{
    replaces_and_is_seen(STORE_IMMUTABLE);
}

// Both copies have had as many commits, so SQLite's own count is the same.
static void a_file_copied_over_the_city_is_taken_up(void **state)
{
    struct world world = open_world(STORE_READ);
    const char *west = copy_with(&world, "west.sqlite", "plan-west");
    const char *east = copy_with(&world, "east.sqlite", "plan-east");
    copy_file(west, world.path);
    CHECK(renew(&world));
    CHECK_TEXT(plan_now(&world), "plan-west");
    copy_file(east, world.path);
    CHECK(renew(&world));
    CHECK_TEXT(plan_now(&world), "plan-east");
    close_world(&world);
}

static void a_city_that_cannot_be_read_stays_as_it_was(void **state)
{
    struct world world = open_world(STORE_READ);
    struct error err;
    bool changed;
    publish(world.store, "plan-west");
    CHECK(renew(&world));
    const char *kept = copy_with(&world, "kept.sqlite", "plan-east");
    const char *half = scratch_path(world.scratch, "half.sqlite");
    copy_file(kept, half);
    CHECK_INT(truncate(half, 300 * 1000), 0);
    CHECK_INT(rename(half, world.path), 0);
    CHECK(city_versions_renew(world.versions, &changed, &err) != STATUS_OK);
    CHECK(!changed);
    CHECK(!city_versions_is_readable(world.versions));
    CHECK_TEXT(plan_now(&world), "plan-west");
    CHECK_INT(unlink(world.path), 0);
    CHECK_INT(city_versions_renew(world.versions, &changed, &err),
              STATUS_NOT_FOUND);
    CHECK_TEXT(plan_now(&world), "plan-west");
    CHECK_INT(rename(kept, world.path), 0);
    CHECK(renew(&world));
    CHECK(city_versions_is_readable(world.versions));
    CHECK_TEXT(plan_now(&world), "plan-east");
    close_world(&world);
}

static void a_replica_without_its_network_is_refused(void **state)
{
    struct world world = open_world(STORE_READ);
    struct city_versions *versions;
    struct error err;
    const char *alone = copy_with(&world, "alone.sqlite", "plan-west");
    CHECK(city_versions_open(alone, STORE_IMMUTABLE, false, &versions, &err) !=
          STATUS_OK);
    CHECK(strstr(err.text, "alone.network") != NULL);
    CHECK(access(scratch_path(world.scratch, "alone.network"), F_OK) != 0);
    close_world(&world);
}

struct crowd {
    struct world *world;
    atomic_bool is_over;
    atomic_size_t n_asked;
};

static void *ask_on(void *context)
{
    struct crowd *crowd = context;
    while (!atomic_load(&crowd->is_over)) {
        const struct city_version *version =
            city_versions_take(crowd->world->versions);
        const struct plan *plan = version->city->plan_of[LEVEL_PRIMARY].plan;
        const struct zone *zone =
            city_state_zone_at(version->city, LEVEL_PRIMARY, MIDDLE);
        if (plan == NULL || zone == NULL ||
            strcmp(zone->school_id, plan->id + 5) != 0)
            return (void *)1;
        city_versions_put(crowd->world->versions, version);
        atomic_fetch_add(&crowd->n_asked, 1);
    }
    return NULL;
}

static void many_threads_never_see_half_of_a_switch(void **state)
{
    struct world world = open_world(STORE_READ);
    struct crowd crowd = {.world = &world};
    pthread_t threads[4];
    publish(world.store, "plan-west");
    CHECK(renew(&world));
    for (size_t i = 0; i < 4; i++)
        CHECK_INT(pthread_create(&threads[i], NULL, ask_on, &crowd), 0);
    for (int i = 0; i < 60; i++) {
        const char *plan = i % 2 == 0 ? "plan-east" : "plan-west";
        publish(world.store, plan);
        CHECK(renew(&world));
        CHECK_TEXT(plan_now(&world), plan);
    }
    while (atomic_load(&crowd.n_asked) == 0)
        usleep(1000);
    atomic_store(&crowd.is_over, true);
    for (size_t i = 0; i < 4; i++) {
        void *disagreed;
        pthread_join(threads[i], &disagreed);
        CHECK(disagreed == NULL);
    }
    close_world(&world);
}

static void who_watches_sees_it_by_itself(void **state)
{
    struct world world = open_world(STORE_READ);
    struct city_versions *watched;
    struct error err;
    need(city_versions_open(world.path, STORE_READ, true, &watched, &err),
         &err);
    publish(world.store, "plan-west");
    const char *plan = "";
    for (int i = 0; i < 1000 && plan[0] == '\0'; i++) {
        usleep(10000);
        const struct city_version *version = city_versions_take(watched);
        plan = arena_text(world.arena, plan_of(version));
        city_versions_put(watched, version);
    }
    CHECK_TEXT(plan, "plan-west");
    city_versions_close(watched);
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_published_plan_is_a_new_version_that_shares_the_rest),
        TEST(the_same_plan_in_force_again_draws_the_same_zones),
        TEST(what_changes_no_answer_makes_no_version),
        TEST(numbers_only_single_answers_read_change_the_id_alone),
        TEST(schools_that_change_are_read_anew),
        TEST(a_change_not_yet_committed_is_not_seen),
        TEST(a_file_renamed_over_the_city_is_taken_up),
        TEST(a_replica_takes_up_a_file_renamed_over_it),
        TEST(a_file_copied_over_the_city_is_taken_up),
        TEST(a_city_that_cannot_be_read_stays_as_it_was),
        TEST(a_replica_without_its_network_is_refused),
        TEST(many_threads_never_see_half_of_a_switch),
        TEST(who_watches_sees_it_by_itself),
    };
    return RUN_TESTS(tests);
}
