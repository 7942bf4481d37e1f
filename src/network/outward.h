#ifndef NETWORK_OUTWARD_H
#define NETWORK_OUTWARD_H

#include "network/road_graph.h"
#include "network/route.h"
#include "network/snap.h"

/// How long a way is, as one number that orders ways and adds up: whole
/// centimetres above whole milliseconds, so that of all shortest ways the
/// quickest comes first, in every search alike; or, by time, the other way
/// round.
typedef uint64_t way_length;

static inline way_length way_of(enum road_weight weight, uint32_t distance_cm,
                                uint32_t duration_ms)
{
    return weight == BY_DISTANCE ? (way_length)distance_cm << 32 | duration_ms
                                 : (way_length)duration_ms << 32 | distance_cm;
}
static inline uint32_t way_cm(enum road_weight weight, way_length way)
{
    return (uint32_t)(weight == BY_DISTANCE ? way >> 32 : way);
}
static inline uint32_t way_ms(enum road_weight weight, way_length way)
{
    return (uint32_t)(weight == BY_DISTANCE ? way : way >> 32);
}

/// What a way is compared by first: centimetres, or milliseconds by time.
static inline uint32_t way_first(way_length way)
{
    return (uint32_t)(way >> 32);
}

/// Longer than any way (2^31 cm or ms), yet one more way can be added to it
/// without wrapping.
#define WAY_NEVER ((way_length)INT32_MAX << 32)

/// The straight piece of a place.
way_length way_straight(enum road_weight weight, const struct net_place *place);

/// The way within an edge from one offset to another; WAY_NEVER if that
/// direction is closed.
way_length way_along(const struct road_graph *graph, enum road_weight weight,
                     uint32_t edge, uint32_t from_cm, uint32_t to_cm);

/// A search outward from a home along streets, node by node in the order of
/// their ways. Its memory is used again by the next search and only what was
/// touched is cleared.
struct outward;

struct outward *outward_new(struct arena *arena, const struct street_net *net,
                            const struct road_graph *graph,
                            enum road_weight weight);

/// Forgets the last search and begins one at `from`, whose straight piece is
/// the beginning of every way.
void outward_start(struct outward *search, const struct net_place *from);

/// Settles the next node: no shorter way to it can be found any more. False
/// when no more can be reached.
bool outward_settle(struct outward *search, uint32_t *node, way_length *way);

/// The way to a node that was settled; WAY_NEVER if it was never touched.
way_length outward_way_to(const struct outward *search, uint32_t node);

/// A stretch travelled along an edge, in the direction of the offsets.
struct stretch {
    uint32_t edge;
    uint32_t from_cm;
    uint32_t to_cm;
};

/// The last stretch of the way to a settled node. Returns true, and the node
/// it began at, unless it began at the home.
bool outward_last_stretch(const struct outward *search, uint32_t node,
                          struct stretch *stretch, uint32_t *before);

#endif
