#ifndef STORE_NETWORK_FILE_H
#define STORE_NETWORK_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "network/measure.h"
#include "network/road_graph.h"
#include "network/street_net.h"

/// NAME.network: the street net and one graph a profile as flat arrays, laid
/// out so that mapping the file is loading it. It carries the checksum of the
/// streets it was built from, the versions of the profiles' tables and of the
/// format, and a seal over its own bytes; a file that is torn, old or of other
/// streets is recognised and never used.
#define NETWORK_FILE_VERSION 4u

struct network_file;

/// A mapped network. Everything in it lives until network_file_close and may
/// be shared by threads. Its road graphs are without arcs.
struct network {
    struct street_net net;
    size_t n_profiles;
    const struct profile *profiles[8];
    struct road_graph graphs[8];
    struct turn_graph turns[8];
    struct hierarchy hierarchies[8]; ///< by distance
    char checksum[33]; ///< of the file's content: what receipts name
    char streets_checksum[33];
};

/// The checksum the network's file has or would have.
void network_file_checksum(const struct network *network, char hex[33]);

/// The measure by distance of a network's profile `p`.
struct measure network_measure(const struct network *network, size_t p);

/// Writes the file under a temporary name and renames it, so that a reader
/// sees the old file or the new one, whole.
enum status network_file_write(const char *path, const struct network *network,
                               struct error *err);

/// Maps the file. STATUS_NOT_FOUND when there is none, STATUS_STATE when it
/// is torn, of another version or does not carry `streets_checksum`.
enum status network_file_open(const char *path, const char *streets_checksum,
                              struct network_file **file, struct error *err);
/// Whether the file says it is of these streets, which is looked at in its head
/// only: enough to know that it need not be built.
bool network_file_is_of(const char *path, const char *streets_checksum);
void network_file_close(struct network_file *file);
const struct network *network_file_content(const struct network_file *file);

/// NAME.sqlite has NAME.network beside it. `path` needs `size` bytes.
void network_file_path(const char *city_path, char *path, size_t size);

#endif
