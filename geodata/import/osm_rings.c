// We walk from chain to unused chain. Whenever the walk comes back to a node it
// has passed, the loop between is cut off as a ring:
//
//     a --- b --- c --- d          walked a b c d e, next end is c again:
//                  \   /           the ring c d e c goes out, and the walk
//                    e             stands at c with a b c behind it
//
// So a ring never touches itself at a junction of chains. If an even number of
// ends meets at every node, a walk can always leave where it came in, so it
// ends only by closing: every chain lands in a ring (Euler). A node with an
// odd number of ends is where an outline has a gap.

#include "import/osm_rings.h"

#include <stdlib.h>
#include <string.h>

struct chain_end {
    uint32_t node;
    uint32_t chain;
};

struct step {
    uint32_t from; // the node the step leaves
    uint32_t chain;
    bool is_reversed;
};

struct walk {
    struct arena *arena;
    const struct node_chain *chains;
    struct chain_end *ends; // sorted by node
    size_t n_ends;
    bool *is_used;
    struct step *steps;
    size_t n_steps;
    struct node_chain_list *rings;
};

static int by_node(const void *a, const void *b)
{
    const struct chain_end *x = a;
    const struct chain_end *y = b;
    if (x->node != y->node)
        return x->node < y->node ? -1 : 1;
    return (x->chain > y->chain) - (x->chain < y->chain);
}

static uint32_t first_of(struct node_chain chain)
{
    return chain.nodes[0];
}

static uint32_t last_of(struct node_chain chain)
{
    return chain.nodes[chain.count - 1];
}

// An unused chain with an end at `node`, or UINT32_MAX.
static uint32_t unused_at(const struct walk *walk, uint32_t node)
{
    size_t low = 0, high = walk->n_ends;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (walk->ends[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < walk->n_ends && walk->ends[low].node == node; low++)
        if (!walk->is_used[walk->ends[low].chain])
            return walk->ends[low].chain;
    return UINT32_MAX;
}

// Where on the walk it stood at `node`; n_steps if nowhere.
static size_t passed_at(const struct walk *walk, uint32_t node)
{
    for (size_t i = 0; i < walk->n_steps; i++)
        if (walk->steps[i].from == node)
            return i;
    return walk->n_steps;
}

static void add_nodes(uint32_t *nodes, size_t *count, struct node_chain chain,
                      bool is_reversed)
{
    for (size_t i = 0; i < chain.count; i++) {
        uint32_t node = chain.nodes[is_reversed ? chain.count - 1 - i : i];
        if (*count == 0 || nodes[*count - 1] != node)
            nodes[(*count)++] = node;
    }
}

// Takes the steps from `start` on off the walk and makes them a ring.
static void cut_ring(struct walk *walk, size_t start)
{
    size_t most = 0;
    for (size_t i = start; i < walk->n_steps; i++)
        most += walk->chains[walk->steps[i].chain].count;
    uint32_t *nodes = arena_array(walk->arena, uint32_t, most);
    size_t count = 0;
    for (size_t i = start; i < walk->n_steps; i++)
        add_nodes(nodes, &count, walk->chains[walk->steps[i].chain],
                  walk->steps[i].is_reversed);
    *node_chain_list_add(walk->rings, walk->arena) =
        (struct node_chain){nodes, count};
    walk->n_steps = start;
}

// Walks from `node` until nothing is left behind; false at a dead end.
static bool walk_from(struct walk *walk, uint32_t node, uint32_t *open_node)
{
    do {
        uint32_t chain = unused_at(walk, node);
        if (chain == UINT32_MAX) {
            *open_node = node;
            return false;
        }
        bool is_reversed = first_of(walk->chains[chain]) != node;
        walk->is_used[chain] = true;
        walk->steps[walk->n_steps++] = (struct step){node, chain, is_reversed};
        node = is_reversed ? first_of(walk->chains[chain])
                           : last_of(walk->chains[chain]);
        size_t start = passed_at(walk, node);
        if (start < walk->n_steps)
            cut_ring(walk, start);
    } while (walk->n_steps > 0);
    return true;
}

bool osm_rings_assemble(struct arena *arena, const struct node_chain *chains,
                        size_t n_chains, struct node_chain_list *rings,
                        uint32_t *open_node)
{
    struct walk walk = {.arena = arena, .chains = chains, .rings = rings};
    walk.ends = arena_array(arena, struct chain_end, 2 * n_chains);
    walk.is_used = arena_array(arena, bool, n_chains);
    walk.steps = arena_array(arena, struct step, n_chains);
    for (uint32_t i = 0; i < n_chains; i++) {
        if (chains[i].count < 2) {
            walk.is_used[i] = true;
            continue;
        }
        walk.ends[walk.n_ends++] = (struct chain_end){first_of(chains[i]), i};
        walk.ends[walk.n_ends++] = (struct chain_end){last_of(chains[i]), i};
    }
    qsort(walk.ends, walk.n_ends, sizeof *walk.ends, by_node);
    for (uint32_t i = 0; i < n_chains; i++)
        if (!walk.is_used[i] &&
            !walk_from(&walk, first_of(chains[i]), open_node))
            return false;
    return true;
}
