#ifndef NETWORK_REACH_AREA_H
#define NETWORK_REACH_AREA_H

#include "geo/area.h"
#include "network/reach_streets.h"

/// A part of a street, in whole centimetres along its edge. It may be a single
/// point, where a way just ends.
struct reach_piece {
    uint32_t edge;
    uint32_t from_cm;
    uint32_t to_cm;
};

/// A reach area (isochrone): what lies within so many metres along streets.
/// From a home it is everything one can come to; for a school it is every
/// place one can come from. (reach.h is another thing: the nearest school from
/// everywhere.)
///
/// The pieces are exact: a place is on one of them if and only if its street
/// distance is within the limit, straight pieces counted. The area is drawn
/// around them. It covers every piece and the straight pieces, as far as they
/// are within the limit; it covers no point of a street the profile may use
/// that is farther than REACH_TOLERANCE_M from what is within the limit. The
/// area of a smaller limit lies in that of a greater one, and is the same
/// whatever other limits are asked for (but for vertices on straight borders).
struct reach_area {
    uint32_t limit_cm;
    struct reach_piece *pieces; ///< by edge, then along it; none overlap
    size_t n_pieces;
    uint64_t street_cm; ///< the pieces together
    struct area area;   ///< on the plane, valid; empty if nothing is in reach
};

#define REACH_TOLERANCE_M 15.0
#define REACH_MOST_LIMITS 10
#define REACH_FARTHEST_CM 1000000u

/// Scratch memory for reach areas: make one per thread and use it again and
/// again. Borrows the streets.
struct reach_query;

struct reach_query *reach_query_new(const struct reach_streets *streets);
void reach_query_free(struct reach_query *query);

/// The areas within some limits: at most REACH_MOST_LIMITS, each greater than
/// the one before and at most REACH_FARTHEST_CM. `areas` has one entry a
/// limit, in their order; what they hold lives in `arena`. By distance,
/// whatever the weight of the measure.
void reach_from_home(struct reach_query *query, struct arena *arena,
                     const struct net_place *home, const uint32_t *limits_cm,
                     size_t n_limits, struct reach_area *areas);
void reach_to_gates(struct reach_query *query, struct arena *arena,
                    const struct net_place *gates, size_t n_gates,
                    const uint32_t *limits_cm, size_t n_limits,
                    struct reach_area *areas);

/// The line of a piece; two equal points if it is a single point.
struct line reach_piece_line(struct arena *arena, const struct street_net *net,
                             struct reach_piece piece);

#endif
