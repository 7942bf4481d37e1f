#ifndef FORECAST_KNAPSACK_H
#define FORECAST_KNAPSACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/// Which customers are worth most to a site of a given capacity.

struct knapsack_piece {
    double worth; ///< above 0, a multiple of the grid
    uint32_t size;
    uint32_t id;
    double share; ///< of it that is taken, 0 to 1
};

/// Room to work in, for so many pieces and up to such a capacity. Where pieces
/// times capacity are too many for a table, the best is found as if one piece
/// could be cut, which is worth no less.
struct knapsack;

struct knapsack *knapsack_new(struct arena *arena, size_t most_pieces,
                              uint32_t most_capacity, double grid);

/// The most that fits is worth. With `is_traced` the pieces' shares say which;
/// they may come back in another order.
double knapsack_fill(struct knapsack *knapsack, struct knapsack_piece *pieces,
                     size_t n_pieces, uint32_t capacity, bool is_traced);

#endif
