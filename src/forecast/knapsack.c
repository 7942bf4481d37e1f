// By table: before[room] is the most that the pieces looked at so far are worth
// in that room; taken[piece][room] remembers whether the piece is among them,
// and is read backwards from the whole room.
//
// By cutting (Dantzig 1957): pieces in order of worth per size, the last cut to
// fit. Its part is rounded up to the grid, so that the sum stays exact and is
// never below what whole pieces are worth.

#include "forecast/knapsack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// A table beyond this many places is not worth its time.
#define MOST_PLACES ((size_t)1 << 18)

struct knapsack {
    double grid;
    size_t most_places;
    double *before;
    double *after;
    uint8_t *taken; // [piece * (capacity + 1) + room]
};

struct knapsack *knapsack_new(struct arena *arena, size_t most_pieces,
                              uint32_t most_capacity, double grid)
{
    struct knapsack *knapsack = arena_array(arena, struct knapsack, 1);
    size_t places = most_pieces * ((size_t)most_capacity + 1);
    knapsack->grid = grid;
    knapsack->most_places = places < MOST_PLACES ? places : MOST_PLACES;
    knapsack->before = arena_array(arena, double, knapsack->most_places + 1);
    knapsack->after = arena_array(arena, double, knapsack->most_places + 1);
    knapsack->taken = arena_array(arena, uint8_t, knapsack->most_places + 1);
    return knapsack;
}

static double take_all(struct knapsack_piece *pieces, size_t n_pieces)
{
    double worth = 0;
    for (size_t i = 0; i < n_pieces; i++) {
        pieces[i].share = 1;
        worth += pieces[i].worth;
    }
    return worth;
}

static void trace(const struct knapsack *knapsack,
                  struct knapsack_piece *pieces, size_t n_pieces,
                  size_t capacity)
{
    size_t room = capacity;
    for (size_t i = n_pieces; i-- > 0;) {
        bool is_taken = knapsack->taken[i * (capacity + 1) + room] != 0;
        pieces[i].share = is_taken ? 1 : 0;
        room -= is_taken ? pieces[i].size : 0;
    }
}

// One more piece: from what the others are worth to what they are with it.
static void add_piece(const double *restrict before, double *restrict after,
                      size_t capacity, size_t size, double worth)
{
    memcpy(after, before, size * sizeof *after);
    for (size_t room = size; room <= capacity; room++) {
        double with = before[room - size] + worth;
        after[room] = with > before[room] ? with : before[room];
    }
}

static void note_taken(const double *before, const double *after,
                       size_t capacity, uint8_t *taken)
{
    for (size_t room = 0; room <= capacity; room++)
        taken[room] = after[room] > before[room];
}

static double fill_by_table(struct knapsack *knapsack,
                            struct knapsack_piece *pieces, size_t n_pieces,
                            size_t capacity, bool is_traced)
{
    double *before = knapsack->before;
    double *after = knapsack->after;
    memset(before, 0, (capacity + 1) * sizeof *before);
    for (size_t i = 0; i < n_pieces; i++) {
        size_t size = pieces[i].size;
        add_piece(before, after, capacity,
                  size <= capacity ? size : capacity + 1, pieces[i].worth);
        if (is_traced)
            note_taken(before, after, capacity,
                       &knapsack->taken[i * (capacity + 1)]);
        double *spare = before;
        before = after;
        after = spare;
    }
    if (is_traced)
        trace(knapsack, pieces, n_pieces, capacity);
    return before[capacity];
}

static int by_worth_per_size(const void *a, const void *b)
{
    const struct knapsack_piece *x = a;
    const struct knapsack_piece *y = b;
    double left = x->worth * (double)y->size;
    double right = y->worth * (double)x->size;
    if (left > right || left < right)
        return left > right ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static double fill_by_cutting(const struct knapsack *knapsack,
                              struct knapsack_piece *pieces, size_t n_pieces,
                              uint32_t capacity)
{
    double worth = 0;
    uint32_t room = capacity;
    qsort(pieces, n_pieces, sizeof *pieces, by_worth_per_size);
    for (size_t i = 0; i < n_pieces; i++) {
        struct knapsack_piece *piece = &pieces[i];
        uint32_t taken = piece->size < room ? piece->size : room;
        piece->share =
            piece->size == 0 ? 1 : (double)taken / (double)piece->size;
        worth += taken == piece->size
                     ? piece->worth
                     : ceil(piece->worth * piece->share / knapsack->grid) *
                           knapsack->grid;
        room -= taken;
    }
    return worth;
}

double knapsack_fill(struct knapsack *knapsack, struct knapsack_piece *pieces,
                     size_t n_pieces, uint32_t capacity, bool is_traced)
{
    uint64_t sizes = 0;
    for (size_t i = 0; i < n_pieces; i++)
        sizes += pieces[i].size;
    if (sizes <= capacity)
        return take_all(pieces, n_pieces);
    if (n_pieces * ((size_t)capacity + 1) <= knapsack->most_places)
        return fill_by_table(knapsack, pieces, n_pieces, capacity, is_traced);
    return fill_by_cutting(knapsack, pieces, n_pieces, capacity);
}
