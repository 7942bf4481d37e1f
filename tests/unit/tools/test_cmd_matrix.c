// hocgan network and hocgan matrix, as a person calls them.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "crs/crs.h"
#include "scratch.h"
#include "store/city_network.h"
#include "store/store_city.h"
#include "town.h"

// One street of 800 m and, 2 km north, a place without any.
struct city {
    struct scratch *scratch;
    struct town *town;
    const char *path;
    const char *said; // by the last command, on both outputs
    char from[3][40]; // 100 m and 500 m along the street; far away
};

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static void write_streets(struct city *city)
{
    struct store *store;
    struct error err;
    MUST(store_open(city->path, STORE_WRITE, &store, &err));
    MUST(store_begin(store, &err));
    MUST(store_write_streets(store, &city->town->streets, &err));
    MUST(store_commit(store, &err));
    store_close(store);
}

static struct city new_city(void)
{
    struct city city = {.scratch = scratch_new(), .town = town_new()};
    struct city_info info = {.name = "Phố Dài", .crs = "EPSG:9210"};
    struct point_m places[] = {
        {600100, 1190000}, {600500, 1190010}, {600100, 1192000}};
    struct error err;
    struct crs *crs;
    city.path = scratch_path(city.scratch, "town.sqlite");
    MUST(store_create(city.path, &info, &err));
    town_junction(city.town, 600000, 1190000);
    town_junction(city.town, 600800, 1190000);
    town_street(city.town, 1, 2, "residential");
    write_streets(&city);
    MUST(crs_open(info.crs, &crs, &err));
    for (int i = 0; i < 3; i++) {
        struct lonlat at = crs_to_lonlat(crs, places[i]);
        snprintf(city.from[i], sizeof city.from[i], "%.8f,%.8f", at.lon_deg,
                 at.lat_deg);
    }
    crs_close(crs);
    return city;
}

static void end(struct city *city)
{
    scratch_free(city->scratch);
    town_free(city->town);
}

static int run(struct city *city, const char *arguments)
{
    struct arena *arena = city->town->arena;
    const char *said = scratch_path(city->scratch, "said");
    int exit = system(arena_format(arena, "%s %s >%s 2>&1", getenv("HOCGAN"),
                                   arguments, said));
    char *text = arena_array(arena, char, 8000);
    FILE *in = fopen(said, "r");
    CHECK(in != NULL);
    CHECK(fread(text, 1, 7999, in) < 7999);
    fclose(in);
    city->said = text;
    CHECK(WIFEXITED(exit));
    return WEXITSTATUS(exit);
}

static int run_matrix(struct city *city, const char *from, const char *to,
                      const char *more)
{
    return run(city,
               arena_format(city->town->arena, "matrix %s --from %s --to %s %s",
                            city->path,
                            scratch_file(city->scratch, "from.csv", from),
                            scratch_file(city->scratch, "to.csv", to), more));
}

static void a_row_a_pair_and_nothing_where_no_way_exists(void **state)
{
    struct city city = new_city();
    struct arena *arena = city.town->arena;
    const char *from =
        arena_format(arena, "id,lon,lat\nnear,%s\n\"far, far\",%s\n",
                     city.from[0], city.from[2]);
    const char *to = arena_format(arena, "id,lon,lat\ngate,%s\nfar,%s\n",
                                  city.from[1], city.from[2]);
    CHECK_INT(run_matrix(&city, from, to, ""), 0);
    // 400 m along and 10 m aside, 100 km from the central meridian, where the
    // plane is drawn 0.9999 * (1 + (100 / 6367)² / 2) = 1.000023 times too
    // long; at 4.6 km/h.
    CHECK(strstr(city.said, "\nnear,gate,409.99,321\n") != NULL);
    CHECK(strstr(city.said, "\nnear,far,,\n") != NULL);
    CHECK(strstr(city.said, "\n\"far, far\",gate,,\n") != NULL);
    end(&city);
}

static void check_refused(struct city *city, const char *from,
                          const char *sentence)
{
    const char *to = "id,lon,lat\n";
    to = arena_format(city->town->arena, "%sa,%s\n", to, city->from[1]);
    const char *out = scratch_path(city->scratch, "out.csv");
    CHECK_INT(run_matrix(city, from, to,
                         arena_format(city->town->arena, "-o %s", out)),
              1);
    if (strstr(city->said, sentence) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", city->said, sentence);
    CHECK(access(out, F_OK) != 0);
}

static void bad_rows_are_refused_and_nothing_is_written(void **state)
{
    struct city city = new_city();
    check_refused(&city, "id,lon\na,106.7\n", "from.csv has no column \"lat\"");
    check_refused(&city, "id,lon,lat\na,10.78,106.7\n",
                  "row 2: the position of \"a\" has longitude and latitude "
                  "swapped");
    check_refused(&city, "id,lon,lat\na,106.7,north\n",
                  "row 2: lat must be a number of degrees, not \"north\"");
    check_refused(&city, "id,lon,lat\na,106.7,\n",
                  "row 2: lat must be a number of degrees, not \"\"");
    check_refused(&city, "id,lon,lat\n,106.7,10.7\n", "row 2: id is empty");
    check_refused(&city, "id,lon,lat\na,106.7,10.7\nb,106.7\n", "row 3");
    check_refused(&city, "id,lon,lat\na,106.7,10.7\na,106.7,10.7\n",
                  "the id \"a\" is there twice");
    end(&city);
}

static void wrong_usage_is_told_from_bad_data(void **state)
{
    struct city city = new_city();
    CHECK_INT(run(&city, "matrix"), 2);
    CHECK_INT(run(&city, "matrix town.sqlite --from a.csv"), 2);
    CHECK_INT(run(&city, "network town.sqlite --profile flying"), 2);
    CHECK(strstr(city.said, "there is no profile \"flying\"") != NULL);
    CHECK_INT(run(&city, "network nowhere.sqlite"), 1);
    end(&city);
}

static void the_network_is_built_and_reported(void **state)
{
    struct city city = new_city();
    struct arena *arena = city.town->arena;
    CHECK_INT(run(&city, arena_format(arena, "network %s", city.path)), 0);
    CHECK(strstr(city.said, "walk: 1 streets usable, 1 kept (0.8 km)") != NULL);
    CHECK(strstr(city.said, "motorbike: 1 streets usable") != NULL);
    CHECK(access(scratch_path(city.scratch, "town.network"), R_OK) == 0);
    CHECK_INT(
        run(&city, arena_format(arena, "network %s --profile walk", city.path)),
        0);
    CHECK(strstr(city.said, "motorbike") == NULL);
    end(&city);
}

static struct city_network *open_network(struct city *city, const char *profile)
{
    struct store *store;
    struct city_network *network;
    struct error err;
    MUST(store_open(city->path, STORE_READ, &store, &err));
    MUST(city_network_open(store, profile, NULL, &network, &err));
    store_close(store);
    return network;
}

static size_t count_streets(struct city *city)
{
    struct city_network *network = open_network(city, NULL);
    size_t n_edges = city_network_content(network)->net.n_edges;
    city_network_close(network);
    return n_edges;
}

static void the_network_follows_the_streets(void **state)
{
    struct city city = new_city();
    CHECK_INT(count_streets(&city), 1);
    CHECK_INT(count_streets(&city), 1);
    town_junction(city.town, 600800, 1190500);
    town_street(city.town, 2, 3, "residential");
    write_streets(&city);
    CHECK_INT(count_streets(&city), 2);
    end(&city);
}

static void a_profile_the_file_lacks_is_built(void **state)
{
    struct city city = new_city();
    CHECK_INT(run(&city, arena_format(city.town->arena,
                                      "network %s --profile walk", city.path)),
              0);
    struct city_network *network = open_network(&city, "walk");
    CHECK_INT(city_network_content(network)->n_profiles, 1);
    CHECK(city_network_traveller(network, "motorbike") == NULL);
    city_network_close(network);
    network = open_network(&city, "motorbike");
    CHECK(city_network_traveller(network, "motorbike") != NULL);
    city_network_close(network);
    end(&city);
}

static void a_replica_builds_no_profile(void **state)
{
    struct city city = new_city();
    CHECK_INT(run(&city, arena_format(city.town->arena,
                                      "network %s --profile walk", city.path)),
              0);
    struct store *store;
    struct city_network *network;
    struct error err;
    MUST(store_open(city.path, STORE_IMMUTABLE, &store, &err));
    CHECK_INT(city_network_open(store, NULL, NULL, &network, &err),
              STATUS_STATE);
    CHECK(strstr(err.text, "a replica builds no network") != NULL);
    store_close(store);
    end(&city);
}

// A folder in the file's place cannot be replaced by it.
static void where_the_file_cannot_be_written_memory_serves(void **state)
{
    struct city city = new_city();
    struct city_network *network = open_network(&city, NULL);
    char checksum[33];
    memcpy(checksum, city_network_content(network)->checksum, sizeof checksum);
    city_network_close(network);
    const char *path = scratch_path(city.scratch, "town.network");
    CHECK_INT(
        system(arena_format(city.town->arena, "rm %s && mkdir %s", path, path)),
        0);
    network = open_network(&city, NULL);
    CHECK_TEXT(city_network_content(network)->checksum, checksum);
    CHECK(city_network_traveller(network, "walk") != NULL);
    city_network_close(network);
    CHECK_INT(rmdir(path), 0);
    end(&city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_row_a_pair_and_nothing_where_no_way_exists),
        TEST(bad_rows_are_refused_and_nothing_is_written),
        TEST(wrong_usage_is_told_from_bad_data),
        TEST(the_network_is_built_and_reported),
        TEST(the_network_follows_the_streets),
        TEST(a_profile_the_file_lacks_is_built),
        TEST(a_replica_builds_no_profile),
        TEST(where_the_file_cannot_be_written_memory_serves),
    };
    return RUN_TESTS(tests);
}
