// A network file is used whole or not at all.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "scratch.h"
#include "store/file_seal.h"
#include "store/network_file.h"
#include "town.h"

#define STREETS "0123456789abcdef0123456789abcdef"
#define SEAL_AT 24

struct bytes {
    unsigned char *at;
    size_t count;
};

static struct bytes slurp(struct arena *arena, const char *path)
{
    FILE *in = fopen(path, "rb");
    CHECK(in != NULL);
    struct bytes bytes = {arena_array(arena, unsigned char, 1 << 20), 0};
    bytes.count = fread(bytes.at, 1, 1 << 20, in);
    fclose(in);
    return bytes;
}

static void spill(const char *path, struct bytes bytes)
{
    // A new file, since a disk may be made to wait for one written over.
    unlink(path);
    FILE *out = fopen(path, "wb");
    CHECK(out != NULL);
    CHECK_INT(fwrite(bytes.at, 1, bytes.count, out), bytes.count);
    fclose(out);
}

static void seal(struct bytes bytes)
{
    size_t after = SEAL_AT + FILE_SEAL_BYTES;
    file_seal(bytes.at + after, bytes.count - after, bytes.at + SEAL_AT);
}

static void take_profile(struct network *network, size_t p,
                         const struct town *town)
{
    network->graphs[p] = town->graph;
    network->turns[p] = *town->measure.turns;
    network->hierarchies[p] = *town->measure.hierarchy;
}

// A cross of streets, one of them one way, in both profiles.
static struct network cross(struct town *town)
{
    int64_t middle = town_junction(town, 0, 0);
    for (int i = 0; i < 4; i++) {
        int64_t end = town_junction(town,
                                    i == 0   ? 90
                                    : i == 1 ? -80
                                             : 0,
                                    i == 2   ? 70
                                    : i == 3 ? -60
                                             : 0);
        town_street(town, middle, end, "residential")->name = "Lê Lợi";
    }
    town_street(town, 2, 4, "primary")->tags.oneway = "yes";
    town_build(town, "walk");
    struct network network = {
        .net = town->net,
        .n_profiles = 2,
        .profiles = {profile_find("walk"), profile_find("motorbike")},
        .streets_checksum = STREETS};
    take_profile(&network, 0, town);
    town_build(town, "motorbike");
    take_profile(&network, 1, town);
    network_file_checksum(&network, network.checksum);
    return network;
}

struct written {
    struct town *town;
    struct scratch *scratch;
    const char *path;
    struct network network;
};

static struct written write_cross(void)
{
    struct written w = {.town = town_new(), .scratch = scratch_new()};
    struct error err;
    w.network = cross(w.town);
    w.path = scratch_path(w.scratch, "town.network");
    if (network_file_write(w.path, &w.network, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return w;
}

static void end(struct written *w)
{
    scratch_free(w->scratch);
    town_free(w->town);
}

static enum status open_status(const char *path, const char *streets)
{
    struct network_file *file;
    struct error err;
    enum status status = network_file_open(path, streets, &file, &err);
    if (status == STATUS_OK)
        network_file_close(file);
    return status;
}

// Asks the network everything; it must survive whatever it holds.
static uint64_t ask_everything(const struct network *network)
{
    struct arena *arena = arena_new();
    uint64_t sum = 0;
    for (size_t p = 0; p < network->n_profiles; p++) {
        const struct road_graph *graph = &network->graphs[p];
        struct snapper *snapper = snapper_build(arena, &network->net, graph);
        struct measure measure = network_measure(network, p);
        struct router *router = router_new(&measure);
        struct net_place from, to;
        for (int i = 0; i < 12; i++) {
            struct route route;
            if (snap_point(snapper, (struct point_m){7 * i, 3 * i - 9}, 200,
                           &from) &&
                snap_point(snapper, (struct point_m){-9 * i, 5 * i - 40}, 200,
                           &to) &&
                router_route(router, arena, &from, &to, &route)) {
                sum = 31 * sum + route.distance_cm + route.line.count;
                for (size_t leg = 0; leg < route.n_legs; leg++)
                    sum += strlen(route.legs[leg].name);
            }
        }
        router_free(router);
    }
    arena_free(arena);
    return sum;
}

static void a_mapped_network_answers_like_the_one_in_memory(void **state)
{
    struct written w = write_cross();
    struct network_file *file;
    struct error err;
    CHECK_INT(network_file_open(w.path, STREETS, &file, &err), STATUS_OK);
    const struct network *mapped = network_file_content(file);
    CHECK_TEXT(mapped->checksum, w.network.checksum);
    CHECK_TEXT(mapped->streets_checksum, STREETS);
    CHECK_INT(mapped->n_profiles, 2);
    CHECK_TEXT(mapped->profiles[1]->name, "motorbike");
    CHECK(ask_everything(mapped) == ask_everything(&w.network));
    CHECK(ask_everything(mapped) != 0);
    network_file_close(file);
    end(&w);
}

static void a_file_that_is_not_there_is_not_found(void **state)
{
    CHECK_INT(open_status("/nowhere/town.network", STREETS), STATUS_NOT_FOUND);
    network_file_close(NULL);
}

static void a_file_of_other_streets_is_never_used(void **state)
{
    struct written w = write_cross();
    CHECK_INT(open_status(w.path, "00000000000000000000000000000000"),
              STATUS_STATE);
    end(&w);
}

static void a_file_cut_anywhere_is_never_used(void **state)
{
    struct written w = write_cross();
    struct bytes whole = slurp(w.town->arena, w.path);
    for (size_t n = 0; n < whole.count; n += n < 500 ? 1 : 61) {
        spill(w.path, (struct bytes){whole.at, n});
        CHECK_INT(open_status(w.path, STREETS), STATUS_STATE);
    }
    spill(w.path, (struct bytes){whole.at, whole.count + 1});
    CHECK_INT(open_status(w.path, STREETS), STATUS_STATE);
    end(&w);
}

static void a_file_with_any_byte_changed_is_never_used(void **state)
{
    struct written w = write_cross();
    struct bytes bytes = slurp(w.town->arena, w.path);
    for (size_t i = 0; i < bytes.count; i++) {
        bytes.at[i] ^= (unsigned char)(1u << (i % 8));
        spill(w.path, bytes);
        CHECK_INT(open_status(w.path, STREETS), STATUS_STATE);
        bytes.at[i] ^= (unsigned char)(1u << (i % 8));
    }
    end(&w);
}

// Someone who knows the format can give a bad file the right checksum.
static void a_hostile_file_is_refused_or_does_no_harm(void **state)
{
    struct written w = write_cross();
    struct bytes good = slurp(w.town->arena, w.path);
    struct bytes bad = {arena_array(w.town->arena, unsigned char, good.count),
                        good.count};
    struct random random = random_from(5);
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
        memcpy(bad.at, good.at, good.count);
        for (uint32_t n = 1 + random_below(&random, 3); n > 0; n--)
            bad.at[random_below(&random, (uint32_t)bad.count)] =
                (unsigned char)(random_below(&random, 3) == 0
                                    ? 255
                                    : random_below(&random, 256));
        seal(bad);
        spill(w.path, bad);
        struct network_file *file;
        struct error err;
        if (network_file_open(w.path, STREETS, &file, &err) == STATUS_OK) {
            ask_everything(network_file_content(file));
            network_file_close(file);
        } else {
            refused++;
        }
    }
    CHECK(refused > 500);
    end(&w);
}

static void a_folder_that_cannot_be_written_is_named(void **state)
{
    struct town *town = town_new();
    struct network network = cross(town);
    struct error err;
    CHECK_INT(network_file_write("/nowhere/town.network", &network, &err),
              STATUS_IO);
    CHECK(strstr(err.text, "/nowhere/town.network") != NULL);
    town_free(town);
}

static void the_file_lies_beside_its_city(void **state)
{
    char path[64];
    network_file_path("a/b/town.sqlite", path, sizeof path);
    CHECK_TEXT(path, "a/b/town.network");
    network_file_path("town", path, sizeof path);
    CHECK_TEXT(path, "town.network");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_mapped_network_answers_like_the_one_in_memory),
        TEST(a_file_that_is_not_there_is_not_found),
        TEST(a_file_of_other_streets_is_never_used),
        TEST(a_file_cut_anywhere_is_never_used),
        TEST(a_file_with_any_byte_changed_is_never_used),
        TEST(a_hostile_file_is_refused_or_does_no_harm),
        TEST(a_folder_that_cannot_be_written_is_named),
        TEST(the_file_lies_beside_its_city),
    };
    return RUN_TESTS(tests);
}
