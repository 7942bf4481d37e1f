// A network fits a city when it carries the checksum of its streets as they
// are now. If the file beside the city does not, the network is built from the
// streets and written for the next time, then mapped like any other, so that
// everything after this point is the same. Only where the file cannot be
// written does the one in memory serve; its checksum is what the file's would
// be.

#include "store/city_network.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "crs/crs.h"
#include "store/store_city.h"

struct city_network {
    struct arena *arena;       // of what was built in memory, and the snappers
    struct network_file *file; // or NULL
    const struct network *network;
    struct traveller travellers[8];
    size_t n_travellers;
};

static enum status read_streets(struct store *store, struct arena *arena,
                                struct street_set *streets, struct error *err)
{
    enum status status = store_read_streets(store, arena, streets, err);
    if (status != STATUS_OK)
        return status;
    if (streets->streets.count == 0)
        return error_set(err, STATUS_STATE,
                         "%s has no streets; import an OpenStreetMap file "
                         "first",
                         store_path(store));
    return STATUS_OK;
}

// How the plane stretches the ground in the middle of the streets.
static enum status find_ground(struct store *store, struct arena *arena,
                               const struct street_set *streets,
                               struct ground *ground, struct error *err)
{
    struct city_info info;
    struct crs *crs;
    struct box_m box = BOX_EMPTY;
    for (size_t i = 0; i < streets->junctions.count; i++)
        box = box_with_point(box, streets->junctions.items[i].at);
    struct point_m middle = {(box.min_x_m + box.max_x_m) / 2,
                             (box.min_y_m + box.max_y_m) / 2};

    enum status status = store_read_city(store, arena, &info, err);
    if (status == STATUS_OK)
        status = crs_open(info.crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    *ground = crs_ground(crs, middle);
    crs_close(crs);
    return STATUS_OK;
}

// Profiles have nothing in common but the streets, so each is built on a thread
// and in an arena of its own.
struct building {
    const struct street_set *streets;
    struct network *network;
    struct network_report *reports;
    const struct progress *progress;
    atomic_size_t n_done;
    struct arena *arenas[8];
};

static void build_profile(void *context, size_t p)
{
    struct building *building = context;
    struct network *network = building->network;
    struct network_report *report = &building->reports[p];
    struct arena *arena = building->arenas[p];
    network->graphs[p] =
        road_graph_build(arena, network->profiles[p], building->streets,
                         &network->net, &report->roads);
    struct measure measure = measure_build(
        arena, network->profiles[p], BY_DISTANCE, building->streets,
        &network->net, &network->graphs[p], &report->turns);
    network->turns[p] = *measure.turns;
    network->hierarchies[p] = *measure.hierarchy;
    progress_tell(building->progress,
                  atomic_fetch_add(&building->n_done, 1) + 1,
                  network->n_profiles, "the ways of each kind of traveller");
}

static void build_profiles(struct arena *arena,
                           const struct street_set *streets,
                           struct network *network,
                           struct network_report *reports,
                           const struct progress *progress)
{
    struct building building = {.streets = streets,
                                .network = network,
                                .reports = reports,
                                .progress = progress};
    for (size_t p = 0; p < network->n_profiles; p++)
        building.arenas[p] = arena_new();
    parallel_for(network->n_profiles, parallel_cores(), build_profile,
                 &building);
    for (size_t p = 0; p < network->n_profiles; p++)
        arena_adopt(arena, building.arenas[p]);
}

static enum status build_from(struct store *store, struct arena *arena,
                              const struct street_set *streets,
                              struct network *network,
                              struct network_report *reports,
                              const struct progress *progress,
                              struct error *err)
{
    struct ground ground;
    enum status status = find_ground(store, arena, streets, &ground, err);
    if (status == STATUS_OK)
        status = street_net_build(arena, streets, ground, &network->net, err);
    if (status != STATUS_OK)
        return error_prefix(err, "%s: ", store_path(store));
    build_profiles(arena, streets, network, reports, progress);
    network_file_checksum(network, network->checksum);
    return STATUS_OK;
}

enum status city_network_build(struct store *store, struct arena *arena,
                               const struct profile *const *profiles,
                               size_t n_profiles, struct network *network,
                               struct network_report *reports,
                               const struct progress *progress,
                               struct error *err)
{
    struct arena *scratch = arena_new();
    struct street_set streets = {0};
    *network = (struct network){.n_profiles = n_profiles};
    for (size_t p = 0; p < n_profiles; p++)
        network->profiles[p] = profiles[p];

    enum status status =
        store_streets_checksum(store, network->streets_checksum, err);
    if (status == STATUS_OK)
        status = read_streets(store, scratch, &streets, err);
    if (status == STATUS_OK)
        status =
            build_from(store, arena, &streets, network, reports, progress, err);
    arena_free(scratch);
    return status;
}

// Whether the network has every profile that is asked for.
static bool has_profiles(const struct network *network, const char *profile)
{
    for (size_t i = 0; i < profile_count(); i++) {
        const char *name = profile_at(i)->name;
        bool found = profile != NULL && strcmp(profile, name) != 0;
        for (size_t p = 0; p < network->n_profiles; p++)
            found |= strcmp(network->profiles[p]->name, name) == 0;
        if (!found)
            return false;
    }
    return true;
}

static enum status open_file(const char *path, const char *streets_checksum,
                             const char *profile, struct network_file **file,
                             struct error *err)
{
    enum status status = network_file_open(path, streets_checksum, file, err);
    if (status != STATUS_OK)
        return status;
    if (has_profiles(network_file_content(*file), profile))
        return STATUS_OK;
    network_file_close(*file);
    *file = NULL;
    return error_set(err, STATUS_STATE, "%s is without the profile %s", path,
                     profile == NULL ? "asked for" : profile);
}

// Builds all profiles; `opened` then has the file, or the network in memory.
static enum status rebuild(struct store *store, const char *path,
                           struct city_network *opened, FILE *messages,
                           struct error *err)
{
    const struct profile *profiles[8];
    struct network_report reports[8];
    struct network *built = arena_array(opened->arena, struct network, 1);
    for (size_t i = 0; i < profile_count(); i++)
        profiles[i] = profile_at(i);
    enum status status =
        city_network_build(store, opened->arena, profiles, profile_count(),
                           built, reports, NULL, err);
    if (status != STATUS_OK)
        return status;
    opened->network = built;

    struct error why;
    if (network_file_write(path, built, &why) == STATUS_OK &&
        network_file_open(path, built->streets_checksum, &opened->file, &why) ==
            STATUS_OK) {
        arena_reset(opened->arena);
        opened->network = network_file_content(opened->file);
    } else if (messages != NULL) {
        fprintf(messages, "the network stays in memory: %s\n", why.text);
    }
    return STATUS_OK;
}

static enum status open_network(struct store *store, const char *profile,
                                FILE *messages, struct city_network *opened,
                                struct error *err)
{
    char path[PATH_MAX + 32];
    char streets_checksum[33];
    network_file_path(store_path(store), path, sizeof path);
    enum status status = store_streets_checksum(store, streets_checksum, err);
    if (status != STATUS_OK)
        return status;
    status = open_file(path, streets_checksum, profile, &opened->file, err);
    if (status == STATUS_OK) {
        opened->network = network_file_content(opened->file);
        return STATUS_OK;
    }
    if (store_is_immutable(store))
        return error_prefix(err, "a replica builds no network, and ");
    if (messages != NULL && status == STATUS_NOT_FOUND)
        fprintf(messages, "%s is not there yet: building it\n", path);
    else if (messages != NULL)
        fprintf(messages, "%s: building it anew\n", err->text);
    return rebuild(store, path, opened, messages, err);
}

static void make_travellers(struct city_network *opened, const char *profile)
{
    const struct network *network = opened->network;
    for (size_t p = 0; p < network->n_profiles; p++) {
        if (profile != NULL && strcmp(profile, network->profiles[p]->name) != 0)
            continue;
        opened->travellers[opened->n_travellers++] = (struct traveller){
            network_measure(network, p),
            snapper_build(opened->arena, &network->net, &network->graphs[p])};
    }
}

enum status city_network_open(struct store *store, const char *profile,
                              FILE *messages, struct city_network **network,
                              struct error *err)
{
    const struct profile *known;
    if (profile != NULL && profile_ask(profile, &known, err) != STATUS_OK)
        return STATUS_BAD_INPUT;
    struct arena *arena = arena_new();
    struct city_network *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        arena_free(arena);
        return error_set(err, STATUS_IO, "out of memory for the network");
    }
    opened->arena = arena;
    enum status status = open_network(store, profile, messages, opened, err);
    if (status != STATUS_OK) {
        city_network_close(opened);
        return status;
    }
    make_travellers(opened, profile);
    *network = opened;
    return STATUS_OK;
}

void city_network_close(struct city_network *network)
{
    if (network == NULL)
        return;
    network_file_close(network->file);
    arena_free(network->arena);
    free(network);
}

enum status city_network_prepare(struct store *store, FILE *messages,
                                 struct error *err)
{
    char path[PATH_MAX + 32];
    char streets_checksum[33];
    struct city_network *network;
    network_file_path(store_path(store), path, sizeof path);
    enum status status = store_streets_checksum(store, streets_checksum, err);
    if (status != STATUS_OK || network_file_is_of(path, streets_checksum))
        return status;
    status = city_network_open(store, NULL, messages, &network, err);
    if (status == STATUS_OK)
        city_network_close(network);
    return status;
}

const struct traveller *
city_network_traveller(const struct city_network *network, const char *profile)
{
    for (size_t i = 0; i < network->n_travellers; i++)
        if (strcmp(network->travellers[i].measure.profile->name, profile) == 0)
            return &network->travellers[i];
    return NULL;
}

const struct network *city_network_content(const struct city_network *network)
{
    return network->network;
}
