// One word a vertex: longitude and latitude in ten-millionths of a degree, or
// zero while unknown. Threads that meet at an unknown vertex both work it out
// and both write the same word, so no order between them is needed. (A vertex
// at 0,0 is worked out each time, which is no worse than not keeping it.)

#include "query/vertex_positions.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct vertex_positions {
    const struct street_net *net;
    _Atomic uint64_t words[];
};

struct vertex_positions *vertex_positions_new(const struct street_net *net)
{
    // calloc's pages cost nothing until they are used.
    struct vertex_positions *positions =
        calloc(1, sizeof *positions + net->n_vertices * sizeof(uint64_t));
    if (positions == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    positions->net = net;
    return positions;
}

void vertex_positions_free(struct vertex_positions *positions)
{
    free(positions);
}

static uint32_t e7_of(double degrees)
{
    return (uint32_t)(int32_t)lrint(degrees * 1e7);
}

static uint64_t word_of(struct lonlat at)
{
    return (uint64_t)e7_of(at.lon_deg) << 32 | e7_of(at.lat_deg);
}

struct lonlat vertex_position_at(struct vertex_positions *positions,
                                 struct crs *crs, uint32_t vertex)
{
    _Atomic uint64_t *kept = &positions->words[vertex];
    uint64_t word = atomic_load_explicit(kept, memory_order_relaxed);
    if (word == 0) {
        word = word_of(crs_to_lonlat(crs, positions->net->vertices[vertex]));
        atomic_store_explicit(kept, word, memory_order_relaxed);
    }
    return (struct lonlat){(double)(int32_t)(uint32_t)(word >> 32) / 1e7,
                           (double)(int32_t)(uint32_t)word / 1e7};
}
