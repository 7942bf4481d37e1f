#ifndef SUPPORT_WITNESS_RULES_H
#define SUPPORT_WITNESS_RULES_H

#include <stdbool.h>

#include "network/profile.h"
#include "network/road_graph.h"

/// An edge travelled from its first point to its last, or backward.
struct move {
    uint32_t edge;
    bool is_backward;
};

/// The longest beginning of a rule that is read: the street it is from and
/// the pieces of the streets it is via.
#define RULE_MOST_MOVES 31

/// A turn restriction as sequences of moves: after `first`, the move `to` is
/// forbidden, or is the only one allowed.
struct rule {
    struct move first[RULE_MOST_MOVES];
    size_t n_first;
    struct move to;
    bool is_only;
};

struct rules {
    struct rule *at;
    size_t count;
    size_t n_ambiguous; ///< could be read in more than one way: left aside
    size_t n_excepted;
};

/// A second reading of turn restrictions, from the words of OpenStreetMap's
/// wiki: whoever comes along the `from` way, over the `via` node or along all
/// the `via` ways, may not (`no_…`) or may only (`only_…`) go on along the
/// `to` way. Ways must be split at the junction; where the members fit in more
/// than one place, nobody knows what is meant.
struct rules rules_read(struct arena *arena, const struct profile *profile,
                        const struct street_set *streets,
                        const struct street_net *net,
                        const struct road_graph *graph);

/// Whether someone who has made these moves may make another.
bool rules_allow(const struct rules *rules, const struct move *made, size_t n,
                 struct move next);

/// Drops moves from the front that can no longer matter. Returns how many are
/// left, moved to the front.
size_t rules_forget(const struct rules *rules, struct move *made, size_t n);

/// The node a move starts at, and the one it ends at.
uint32_t move_start(const struct street_net *net, struct move move);
uint32_t move_end(const struct street_net *net, struct move move);

bool move_is_open(const struct road_graph *graph, struct move move);

bool moves_equal(struct move a, struct move b);

#endif
