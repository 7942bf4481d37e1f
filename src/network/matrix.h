#ifndef NETWORK_MATRIX_H
#define NETWORK_MATRIX_H

#include "network/measure.h"

/// All distances from some places to others, the way router_distance gives
/// them one by one, but many at a time. Row by row: `[from * n_to + to]`;
/// UINT32_MAX where there is no way. Either answer may be NULL if not wanted;
/// with the one that the measure goes by alone it takes half the time.
void matrix_fill(const struct measure *measure, const struct net_place *from,
                 size_t n_from, const struct net_place *to, size_t n_to,
                 uint32_t *distance_cm, uint32_t *duration_ms);

/// The same to be asked again and again: the work for the goals is done once.
/// One thread at a time.
struct matrix;

struct matrix *matrix_new(const struct measure *measure,
                          const struct net_place *to, size_t n_to);
void matrix_free(struct matrix *matrix);
void matrix_rows(struct matrix *matrix, const struct net_place *from,
                 size_t n_from, uint32_t *distance_cm, uint32_t *duration_ms);

#endif
