// What is told are sums of what is not: a whole that is told, less its parts
// that are told, is the sum of those that are withheld. If one of these has
// parts itself, some of them told, take those away too. What is left is a sum
// over single places (the ends of the tree), and every such sum belongs to one
// told whole and to none beside it, since a told part begins a sum of its own:
//
//     city 90 ── ward A (withheld) ── school 3 (withheld)
//              │                    └ school 27
//              ├ ward B (withheld) ── school 20 (withheld)
//              └ ward C 40            90 - 40 - 27 = 23 = 3 + 20
//
// So it is enough that each of these sums goes over at least two places, at
// least one in each withheld part, and is more than two small counts can add up
// to: then every place can have more or fewer, another one making up for it,
// and even who hears that one is small cannot tell how small. If all places are
// withheld before that, the sum is the whole, which is told anyway. A whole
// with one part only is as large as that, so they are small together.
//
// A count under the least has only such parts, so all of these are withheld.
//
// What is added is drawn by lot. Were it the smallest or the first, who knows
// that could reason back: "had this one been small, another would have gone
// with it". The lot is the same for the same seed.

#include "city/suppression.h"

#include "base/random.h"

#define NONE COUNT_NO_WHOLE

struct tree {
    struct told_count *counts;
    uint32_t *first_part;
    uint32_t *next_part; // of the same whole
    uint64_t *lot;
};

static struct tree link_parts(struct arena *arena, struct told_count *counts,
                              size_t n, uint64_t seed)
{
    struct tree tree = {counts, arena_array(arena, uint32_t, n),
                        arena_array(arena, uint32_t, n),
                        arena_array(arena, uint64_t, n)};
    struct random random = random_from(seed);
    for (size_t i = 0; i < n; i++) {
        tree.first_part[i] = tree.next_part[i] = NONE;
        tree.lot[i] = random_next(&random);
    }
    for (size_t i = n; i-- > 0;) // so that the first part comes first
        if (counts[i].whole != NONE) {
            tree.next_part[i] = tree.first_part[counts[i].whole];
            tree.first_part[counts[i].whole] = (uint32_t)i;
        }
    return tree;
}

// The part that is told whose lot comes first; NONE if there is none.
static uint32_t drawn_part(const struct tree *tree, uint32_t whole)
{
    uint32_t drawn = NONE;
    for (uint32_t p = tree->first_part[whole]; p != NONE;
         p = tree->next_part[p])
        if (tree->counts[p].is_told &&
            (drawn == NONE || tree->lot[p] < tree->lot[drawn]))
            drawn = p;
    return drawn;
}

// The same of these and the parts of withheld parts.
static uint32_t drawn_beside(const struct tree *tree, uint32_t whole)
{
    uint32_t drawn = drawn_part(tree, whole);
    for (uint32_t p = tree->first_part[whole]; p != NONE;
         p = tree->next_part[p]) {
        uint32_t inner = tree->counts[p].is_told ? NONE : drawn_beside(tree, p);
        if (inner != NONE &&
            (drawn == NONE || tree->lot[inner] < tree->lot[drawn]))
            drawn = inner;
    }
    return drawn;
}

// How many children are in the withheld places of a count.
static uint32_t hidden_children(const struct tree *tree, uint32_t which)
{
    uint32_t p = tree->first_part[which];
    uint32_t hidden = p == NONE ? tree->counts[which].count : 0;
    for (; p != NONE; p = tree->next_part[p])
        if (!tree->counts[p].is_told)
            hidden += hidden_children(tree, p);
    return hidden;
}

static uint32_t withheld_parts(const struct tree *tree, uint32_t whole)
{
    uint32_t n = 0;
    for (uint32_t p = tree->first_part[whole]; p != NONE;
         p = tree->next_part[p])
        n += !tree->counts[p].is_told;
    return n;
}

// Withholds a count and, so that its parts do not tell it, one of them.
static void withhold(const struct tree *tree, uint32_t which)
{
    while (which != NONE) {
        tree->counts[which].is_told = false;
        which =
            withheld_parts(tree, which) > 0 ? NONE : drawn_part(tree, which);
    }
}

// Withholds more of a told whole until the sum of what is withheld says too
// little, or all is.
static void settle(const struct tree *tree, uint32_t whole, uint32_t least)
{
    uint32_t n_parts = withheld_parts(tree, whole);
    if (n_parts == 0)
        return;
    if (n_parts == 1)
        withhold(tree, drawn_part(tree, whole));
    while (hidden_children(tree, whole) < 2 * least - 1) {
        uint32_t more = drawn_beside(tree, whole);
        if (more == NONE)
            return;
        withhold(tree, more);
    }
}

void suppression_decide(struct arena *arena, struct told_count *counts,
                        size_t n_counts, uint32_t least, uint64_t seed)
{
    struct tree tree = link_parts(arena, counts, n_counts, seed);
    for (size_t i = 0; i < n_counts; i++)
        counts[i].is_told = counts[i].count >= least;
    for (uint32_t i = 0; i < n_counts; i++)
        if (counts[i].is_told)
            settle(&tree, i, least);
}
