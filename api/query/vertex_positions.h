#ifndef QUERY_VERTEX_POSITIONS_H
#define QUERY_VERTEX_POSITIONS_H

#include "crs/crs.h"
#include "network/street_net.h"

/// The streets' vertices in degrees, to the seven decimals that are written.
/// Each is worked out when a way first passes it, and kept: the streets that
/// ways lead along are soon all there, and a server's start waits for none.
/// Eight bytes a vertex. Threads share it.
struct vertex_positions;

/// `net` must outlive it.
struct vertex_positions *vertex_positions_new(const struct street_net *net);
void vertex_positions_free(struct vertex_positions *positions);

/// The position of a vertex of the net; `crs` is the caller's own, of the city.
struct lonlat vertex_position_at(struct vertex_positions *positions,
                                 struct crs *crs, uint32_t vertex);

#endif
