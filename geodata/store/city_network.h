#ifndef STORE_CITY_NETWORK_H
#define STORE_CITY_NETWORK_H

#include <stdio.h>

#include "base/progress.h"
#include "network/road_graph.h"
#include "network/snap.h"
#include "store/network_file.h"
#include "store/store.h"

/// What was left out of one profile's network, and which turns it obeys.
struct network_report {
    struct road_graph_report roads;
    struct turn_ban_report turns;
};

/// The network that belongs to a city: NAME.network mapped if it fits the
/// streets of NAME.sqlite as they are now, else built anew and written beside
/// it (or, where the folder cannot be written, kept in memory). The one place
/// where commands and servers get a network from.
struct city_network;

/// What is needed to travel by one profile: where a home meets the street
/// (snap_point), and the ways from there (router_new). Shared by threads; each
/// thread makes its own router.
struct traveller {
    struct measure measure; ///< by distance
    const struct snapper *snapper;
};

/// Opens the network of the city in `store`, ready for the profile named, or
/// for all profiles if `profile` is NULL. When it has to be built, a line
/// about it goes to `messages` (which may be NULL); of an immutable store none
/// is built: the file must fit. Fails with STATUS_BAD_INPUT when there is no
/// such profile and with STATUS_STATE when the city has no streets. The store
/// is not needed afterwards.
enum status city_network_open(struct store *store, const char *profile,
                              FILE *messages, struct city_network **network,
                              struct error *err);
void city_network_close(struct city_network *network);

/// Builds and writes NAME.network unless it is of the city's streets as they
/// are now: for who will open it where nothing can be written.
enum status city_network_prepare(struct store *store, FILE *messages,
                                 struct error *err);

/// NULL if it was not opened for that profile.
const struct traveller *
city_network_traveller(const struct city_network *network, const char *profile);

/// The whole network; its `checksum` is what receipts name.
const struct network *city_network_content(const struct city_network *network);

/// Builds the network of the city for these profiles in `arena`, with one
/// report a profile. Its checksum is the one its file will have. `progress` is
/// told of profiles that are done; or NULL.
enum status city_network_build(struct store *store, struct arena *arena,
                               const struct profile *const *profiles,
                               size_t n_profiles, struct network *network,
                               struct network_report *reports,
                               const struct progress *progress,
                               struct error *err);

#endif
