// In a hierarchy every arc of a side leads to a smaller position, so visiting
// the reached positions from large to small settles each before it is used: no
// queue is needed. Which positions are reached is kept as one bit each, and
// which words of these bits are not 0 as one bit a word; so finding the next is
// a look at a few words, in a network of any size:
//
//     words  [ ...           1        |   1        ]
//     bits   [ ... 0 1 0 0 1 ... | ... 1 0 ... ]     scanned from the right;
//                                                    arcs set bits to the left
//
// The positions visited are listed, so forgetting a climb costs as little.

#include "network/climb.h"

#include "base/arena.h"

#define NO_ARC UINT32_MAX

struct arrival {
    way_length way;
    uint32_t arc; // NO_ARC at an end
    uint32_t from;
};

struct climb {
    struct arena *arena;
    const uint32_t *position; // of the hierarchy's nodes
    const struct hierarchy_side *side;
    uint64_t *bits;
    uint64_t *words;          // which words of bits are not 0
    struct arrival *arrivals; // at positions whose bit is set
    uint32_t next_end;        // all set bits before this one are still to visit
    uint32_t *visited;
    uint32_t n_visited;
    uint32_t *touched; // words of bits that are not 0
    uint32_t n_touched;
};

struct climb *climb_new(const struct hierarchy *hierarchy)
{
    struct arena *arena = arena_new();
    size_t n = hierarchy->n_nodes;
    size_t n_words = n / 64 + 1;
    struct climb *climb = arena_array(arena, struct climb, 1);
    *climb = (struct climb){
        .arena = arena,
        .position = hierarchy->position,
        .bits = arena_array(arena, uint64_t, n_words),
        .words = arena_array(arena, uint64_t, n_words / 64 + 1),
        .arrivals = arena_array(arena, struct arrival, n),
        .visited = arena_array(arena, uint32_t, n),
        .touched = arena_array(arena, uint32_t, n_words),
    };
    return climb;
}

void climb_free(struct climb *climb)
{
    if (climb != NULL)
        arena_free(climb->arena);
}

static void forget(struct climb *climb)
{
    for (uint32_t i = 0; i < climb->n_touched; i++) {
        climb->bits[climb->touched[i]] = 0;
        climb->words[climb->touched[i] / 64] = 0;
    }
    climb->n_touched = 0;
    climb->n_visited = 0;
}

// Takes a way to a position if it is the first or beats the one known.
static inline void offer(struct climb *climb, uint32_t position, way_length way,
                         uint32_t arc, uint32_t from)
{
    uint64_t bit = (uint64_t)1 << position % 64;
    uint64_t *word = &climb->bits[position / 64];
    if ((*word & bit) != 0 && climb->arrivals[position].way <= way)
        return;
    if (*word == 0) {
        climb->touched[climb->n_touched++] = position / 64;
        climb->words[position / 64 / 64] |= (uint64_t)1 << position / 64 % 64;
    }
    *word |= bit;
    climb->arrivals[position] = (struct arrival){way, arc, from};
}

void climb_start(struct climb *climb, const struct hierarchy_side *side,
                 const struct place_end *ends, size_t n_ends)
{
    forget(climb);
    climb->side = side;
    climb->next_end = 0;
    for (size_t i = 0; i < n_ends; i++) {
        uint32_t position = climb->position[ends[i].state];
        offer(climb, position, ends[i].way, NO_ARC, position);
        if (position >= climb->next_end)
            climb->next_end = position + 1;
    }
}

// The last word before `word` that is not 0; false if there is none.
static bool find_word(const struct climb *climb, uint32_t *word)
{
    uint32_t at = *word / 64;
    uint64_t left = climb->words[at] & (((uint64_t)1 << *word % 64) - 1);
    while (left == 0) {
        if (at == 0)
            return false;
        left = climb->words[--at];
    }
    *word = at * 64 + 63 - (uint32_t)__builtin_clzll(left);
    return true;
}

bool climb_next(struct climb *climb, uint32_t *position, way_length *way)
{
    uint32_t word = climb->next_end / 64;
    uint64_t left =
        climb->bits[word] & (((uint64_t)1 << climb->next_end % 64) - 1);
    if (left == 0) {
        if (!find_word(climb, &word))
            return false;
        left = climb->bits[word];
    }
    climb->next_end = word * 64 + 63 - (uint32_t)__builtin_clzll(left);
    climb->visited[climb->n_visited++] = climb->next_end;
    *position = climb->next_end;
    *way = climb->arrivals[climb->next_end].way;
    return true;
}

void climb_leave(struct climb *climb)
{
    const struct hierarchy_side *side = climb->side;
    uint32_t position = climb->next_end;
    way_length way = climb->arrivals[position].way;
    for (uint32_t a = side->first[position]; a < side->first[position + 1]; a++)
        offer(climb, side->node[a], way + side->way[a], a, position);
}

void climb_all(struct climb *climb, const struct hierarchy_side *side,
               const struct place_end *ends, size_t n_ends)
{
    uint32_t position;
    way_length way;
    climb_start(climb, side, ends, n_ends);
    while (climb_next(climb, &position, &way))
        climb_leave(climb);
}

size_t climb_count(const struct climb *climb)
{
    return climb->n_visited;
}

uint32_t climb_position_at(const struct climb *climb, size_t i)
{
    return climb->visited[i];
}

way_length climb_way_to(const struct climb *climb, uint32_t position)
{
    bool is_reached = (climb->bits[position / 64] >> position % 64 & 1) != 0;
    return is_reached ? climb->arrivals[position].way : WAY_NEVER;
}

bool climb_step_to(const struct climb *climb, uint32_t position, uint32_t *arc,
                   uint32_t *from)
{
    *arc = climb->arrivals[position].arc;
    *from = climb->arrivals[position].from;
    return *arc != NO_ARC;
}
