#ifndef NETWORK_WAY_H
#define NETWORK_WAY_H

#include <stdint.h>

/// What makes a way short. By distance, of all shortest ways the quickest is
/// meant; by time, of all quickest ways the shortest.
enum road_weight { BY_DISTANCE, BY_TIME };

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

/// No way: longer than any (10,737 km, or 12 days). Two of these still add up
/// without reaching the sign bit, so sums need no special case, in whole
/// numbers with a sign or without.
#define WAY_NEVER_FIRST 0x3FFFFFFFu
#define WAY_NEVER ((way_length)WAY_NEVER_FIRST << 32)

#endif
