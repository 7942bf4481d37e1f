#ifndef NETWORK_TURN_BAN_H
#define NETWORK_TURN_BAN_H

#include "base/arena.h"
#include "base/list.h"
#include "network/road_graph.h"

/// An edge travelled in one direction: twice the edge, plus 1 if backward.
typedef uint32_t edge_run;

static inline edge_run edge_run_of(uint32_t edge, bool is_backward)
{
    return 2 * edge + (is_backward ? 1 : 0);
}
static inline uint32_t edge_run_edge(edge_run run)
{
    return run / 2;
}
static inline bool edge_run_is_backward(edge_run run)
{
    return run % 2 != 0;
}

/// Runs that may not follow one another: two for a turn at a junction, more
/// when the restriction leads via ways.
struct turn_ban {
    const edge_run *runs;
    size_t n_runs;
};
LIST_DECLARE(turn_ban);

/// What became of the restrictions, for the report.
struct turn_ban_report {
    size_t n_applied;
    size_t n_excepted; ///< do not hold for this traveller
    size_t n_unusable; ///< a way is missing, or closed to this traveller anyway
    size_t n_ambiguous; ///< a way passes through the junction, so that it is
                        ///< not said from which side, or to which
};

/// The turns forbidden to the profile, in `arena`: each `no_…` restriction as
/// the runs it names, each `only_…` as a ban on every other way on. None for a
/// profile that does not obey turns.
struct turn_ban_list
turn_bans_find(struct arena *arena, const struct profile *profile,
               const struct street_set *streets, const struct street_net *net,
               const struct road_graph *graph, struct turn_ban_report *report);

#endif
