#ifndef NETWORK_STREET_NET_H
#define NETWORK_STREET_NET_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "city/street.h"
#include "geo/box_index.h"
#include "geo/ground.h"

/// An edge: a stretch of street between two nodes, whoever may use it.
struct net_edge {
    uint32_t from_node;
    uint32_t to_node;
    uint32_t first_vertex; ///< its line is vertices[first .. first + n)
    uint32_t n_vertices;   ///< at least 2
    uint32_t length_cm;    ///< on the ellipsoid
    uint32_t name;         ///< where its name starts in `names`; 0 if none
};

/// The shape of the streets, shared by all profiles: nodes, edges, lines and
/// names as flat arrays, so that the same struct can sit in an arena or on a
/// memory-mapped file. Read-only once built; threads share it.
///
/// `vertex_cm[v]` is how far along its edge vertex v lies, so the length of
/// any part of an edge is a subtraction of whole centimetres.
struct street_net {
    size_t n_nodes;
    size_t n_edges;
    size_t n_vertices;
    size_t names_size;
    const struct point_m *nodes;
    const int64_t *node_ids; ///< junction ids, ascending
    const struct net_edge *edges;
    const struct point_m *vertices;
    const uint32_t *vertex_cm;
    const char *names; ///< NUL-terminated texts; names[0] is an empty one
    struct box_index edge_boxes; ///< where each edge lies
    struct ground ground;
};

/// A box of an edge is grown by a hair, so that rounding in the distance to a
/// piece of it can never make it seem nearer than its own box.
#define EDGE_BOX_HAIR_M 1e-6

/// Builds the net in `arena`: nodes in the order of the junctions, edges in
/// the order of the streets. Fails with STATUS_BAD_INPUT when a street names a
/// junction that is not there or is longer than 100 km.
enum status street_net_build(struct arena *arena,
                             const struct street_set *streets,
                             struct ground ground, struct street_net *net,
                             struct error *err);

/// The name of an edge's street, "" if it has none.
const char *street_net_name(const struct street_net *net, uint32_t edge);

/// The point `offset_cm` along the edge.
struct point_m street_net_point_at(const struct street_net *net, uint32_t edge,
                                   uint32_t offset_cm);

#endif
