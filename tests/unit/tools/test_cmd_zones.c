#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "check.h"
#include "scratch.h"
#include "store/store_city.h"

// A street of 800 m with a school at either end, in one ward.
//
//     West ---- 400 m ---- | ---- 400 m ---- East
struct town {
    struct scratch *scratch;
    struct arena *arena;
    const char *path;
    const char *out; // what the last command printed
    const char *report;
};

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static struct school school_at(const char *id, double x_m)
{
    struct school school = {.id = id,
                            .name = id,
                            .levels = LEVEL_BIT(LEVEL_PRIMARY),
                            .point = {x_m, 1190010},
                            .source = "file"};
    return school;
}

static void write_streets(struct town *town, struct store *store)
{
    struct street_set set = {0};
    struct point_m ends[] = {{600000, 1190000}, {600800, 1190000}};
    for (int i = 0; i < 2; i++)
        *junction_list_add(&set.junctions, town->arena) =
            (struct junction){.id = i + 1, .at = ends[i]};
    *street_list_add(&set.streets, town->arena) =
        (struct street){.id = 1,
                        .way_id = 1,
                        .from_junction = 1,
                        .to_junction = 2,
                        .name = "Phố Dài",
                        .tags = {.highway = "residential"},
                        .line = {ends, 2}};
    struct error err;
    MUST(store_write_streets(store, &set, &err));
}

static void write_ward(struct town *town, struct store *store)
{
    struct point_m corners[] = {{599900, 1189900},
                                {600900, 1189900},
                                {600900, 1190100},
                                {599900, 1190100}};
    struct ward ward = {.id = "w1",
                        .name = "Phường Một",
                        .area = area_of_ring(town->arena, corners, 4)};
    struct error err;
    MUST(store_write_wards(store, "file", &ward, 1, &err));
}

static void write_schools(struct town *town, double east_x_m)
{
    struct school schools[] = {school_at("east", east_x_m),
                               school_at("west", 600000)};
    struct store *store = NULL;
    struct error err;
    MUST(store_open(town->path, STORE_WRITE, &store, &err));
    MUST(store_begin(store, &err));
    MUST(store_write_schools(store, schools, 2, &err));
    MUST(store_commit(store, &err));
    store_close(store);
}

static struct town town_new(void)
{
    struct town town = {.scratch = scratch_new(), .arena = arena_new()};
    struct city_info info = {.name = "Phố Dài", .crs = "EPSG:9210"};
    struct store *store = NULL;
    struct error err;
    town.path = scratch_path(town.scratch, "town.sqlite");
    MUST(store_create(town.path, &info, &err));
    MUST(store_open(town.path, STORE_WRITE, &store, &err));
    MUST(store_begin(store, &err));
    write_streets(&town, store);
    write_ward(&town, store);
    MUST(store_commit(store, &err));
    store_close(store);
    return town;
}

static void town_end(struct town *town)
{
    arena_free(town->arena);
    scratch_free(town->scratch);
}

static const char *read_all(struct town *town, const char *path)
{
    char *text = arena_array(town->arena, char, 8192);
    FILE *file = fopen(path, "r");
    CHECK(file != NULL);
    size_t n = fread(text, 1, 8191, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

// Runs `hocgan zones TOWN WORDS` and gives its exit status.
static int zones(struct town *town, const char *words)
{
    const char *out = scratch_path(town->scratch, "out");
    const char *report = scratch_path(town->scratch, "report");
    int ended =
        system(arena_format(town->arena, "%s zones %s %s >%s 2>%s",
                            getenv("HOCGAN"), town->path, words, out, report));
    town->out = read_all(town, out);
    town->report = read_all(town, report);
    return WEXITSTATUS(ended);
}

static struct plan_list plans_in_force(struct town *town)
{
    struct store *store = NULL;
    struct plan_list plans;
    struct error err;
    MUST(store_open(town->path, STORE_READ, &store, &err));
    MUST(store_read_plans(store, town->arena, &plans, &err));
    store_close(store);
    return plans;
}

static void a_street_with_two_schools_is_halved(void **state)
{
    struct town town = town_new();
    write_schools(&town, 600800);
    CHECK_INT(zones(&town, "suggest --publish"), 0);
    struct plan_list plans = plans_in_force(&town);
    CHECK_INT(plans.count, 1);
    CHECK_INT(plans.items[0].level, LEVEL_PRIMARY);
    CHECK_TEXT(town.out,
               arena_format(town.arena, "primary %s\n", plans.items[0].id));
    CHECK_INT(plans.items[0].zones.count, 2);
    CHECK_TEXT(plans.items[0].zones.items[0].school_id, "east");
    // The border crosses the street within a metre of its middle.
    CHECK_NEAR(area_m2(&plans.items[0].zones.items[0].area), 100000, 200);
    CHECK_NEAR(area_m2(&plans.items[0].zones.items[1].area), 100000, 200);
    town_end(&town);
}

static void nothing_is_drawn_again_until_something_changes(void **state)
{
    struct town town = town_new();
    write_schools(&town, 600800);
    CHECK_INT(zones(&town, "suggest --publish"), 0);
    const char *first = town.out;
    CHECK_INT(zones(&town, "suggest --publish"), 0);
    CHECK_TEXT(town.out, first);
    CHECK(strstr(town.report, "primary: up to date\n") != NULL);

    write_schools(&town, 600400);
    CHECK_INT(zones(&town, "suggest --publish"), 0);
    CHECK(strcmp(town.out, first) != 0);
    CHECK(strstr(town.report, "primary: 2 zones") != NULL);
    town_end(&town);
}

static void a_draft_is_not_in_force_until_it_is_published(void **state)
{
    struct town town = town_new();
    write_schools(&town, 600800);
    CHECK_INT(zones(&town, "suggest --level primary"), 0);
    CHECK_INT(plans_in_force(&town).count, 0);
    char id[33];
    CHECK_INT(sscanf(town.out, "primary %32s", id), 1);
    CHECK_INT(zones(&town, "list"), 0);
    CHECK(strstr(town.out, id) == town.out);
    CHECK(strstr(town.out, "draft\n") != NULL);
    CHECK_INT(zones(&town, arena_format(town.arena, "publish %s", id)), 0);
    CHECK_TEXT(plans_in_force(&town).items[0].id, id);
    CHECK_INT(zones(&town, "list"), 0);
    CHECK(strstr(town.out, "in force\n") != NULL);
    town_end(&town);
}

static void what_cannot_be_done_is_said_in_a_sentence(void **state)
{
    struct town town = town_new();
    CHECK_INT(zones(&town, "suggest"), 1);
    CHECK(strstr(town.report, "has no schools; import them first") != NULL);
    write_schools(&town, 600800);
    CHECK_INT(zones(&town, "suggest --level preschool"), 1);
    CHECK(strstr(town.report,
                 "no school of level preschool lies near a street") != NULL);
    CHECK_INT(zones(&town, "suggest --level nursery"), 2);
    CHECK(strstr(town.report, "\"nursery\" is not a level") != NULL);
    CHECK_INT(zones(&town, "publish none"), 1);
    CHECK(strstr(town.report, "there is no plan \"none\"") != NULL);
    CHECK_INT(zones(&town, "paint"), 2);
    CHECK_INT(zones(&town, "suggest --profile broom"), 1);
    CHECK_INT(plans_in_force(&town).count, 0);
    town_end(&town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_street_with_two_schools_is_halved),
        TEST(nothing_is_drawn_again_until_something_changes),
        TEST(a_draft_is_not_in_force_until_it_is_published),
        TEST(what_cannot_be_done_is_said_in_a_sentence),
    };
    return RUN_TESTS(tests);
}
