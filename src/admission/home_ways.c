// A home touches the streets at one point of one edge, and leaves that edge by
// at most two ends. The shortest way to a school is the shortest of
//
//     the way to an end of the edge + the table's way from there, or
//     along the edge itself, if a gate of the school lies on it.
//
// The table (network/school_table.h) is worked out once; a row of ways then
// takes a look at two rows of the table.

#include "admission/home_ways.h"

#include "base/parallel.h"
#include "network/school_table.h"

#define HOMES_A_PIECE 512

// A home: where it meets the streets, and the ways out.
struct home {
    struct net_place place;
    struct place_end exits[2];
    uint32_t n_exits;
    bool is_on_street;
};

struct home_ways {
    struct arena *arena;
    struct measure measure;
    const struct snapper *snapper; // while it is made
    const struct point_m *at;      // likewise
    struct home *homes;
    size_t n_homes;
    size_t n_schools;
    struct destination_set set;
    struct school_table *table;
};

static void place_home(struct home_ways *ways, size_t i)
{
    struct home *home = &ways->homes[i];
    home->is_on_street =
        snap_point(ways->snapper, ways->at[i], SNAP_FARTHEST_M, &home->place);
    if (home->is_on_street)
        home->n_exits =
            (uint32_t)place_exits(&ways->measure, &home->place, home->exits);
}

static void place_piece(void *context, size_t piece)
{
    struct home_ways *ways = context;
    size_t end = (piece + 1) * HOMES_A_PIECE;
    for (size_t i = piece * HOMES_A_PIECE; i < end && i < ways->n_homes; i++)
        place_home(ways, i);
}

struct home_ways *home_ways_new(const struct measure *measure,
                                const struct snapper *snapper,
                                const struct point_m *homes, size_t n_homes,
                                const struct school *schools, size_t n_schools,
                                size_t n_threads)
{
    struct arena *arena = arena_new();
    struct home_ways *ways = arena_array(arena, struct home_ways, 1);
    *ways =
        (struct home_ways){.arena = arena,
                           .measure = *measure,
                           .snapper = snapper,
                           .at = homes,
                           .homes = arena_array(arena, struct home, n_homes),
                           .n_homes = n_homes,
                           .n_schools = n_schools};
    ways->set = destination_set_build(arena, measure, snapper, schools,
                                      n_schools, (level_set)-1);
    ways->table = school_table_build(measure, &ways->set, n_threads);
    parallel_for((n_homes + HOMES_A_PIECE - 1) / HOMES_A_PIECE, n_threads,
                 place_piece, ways);
    ways->snapper = NULL;
    ways->at = NULL;
    return ways;
}

void home_ways_free(struct home_ways *ways)
{
    if (ways == NULL)
        return;
    school_table_free(ways->table);
    arena_free(ways->arena);
}

void home_ways_use(const struct home_ways *ways, struct round *round)
{
    round->way = home_ways_at;
    round->way_row = home_ways_row;
    round->ways = ways;
}

const struct net_place *home_ways_place(const struct home_ways *ways,
                                        uint32_t applicant)
{
    const struct home *home = &ways->homes[applicant];
    return home->is_on_street ? &home->place : NULL;
}

size_t home_ways_homes_off_street(const struct home_ways *ways)
{
    size_t n = 0;
    for (size_t i = 0; i < ways->n_homes; i++)
        n += !ways->homes[i].is_on_street;
    return n;
}

size_t home_ways_schools_off_street(const struct home_ways *ways)
{
    return ways->set.n_unreached;
}

static uint32_t lesser(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

// The way to a gate on the home's own edge.
static uint32_t way_along(const struct home_ways *ways, const struct home *home,
                          uint32_t gate)
{
    way_length way =
        place_along(&ways->measure, &home->place, &ways->set.gates[gate].place);
    return way < WAY_NEVER ? way_first(way) : UINT32_MAX;
}

uint32_t home_ways_at(const void *context, uint32_t applicant, uint32_t school)
{
    const struct home_ways *ways = context;
    const struct home *home = &ways->homes[applicant];
    uint32_t best = UINT32_MAX;
    if (!home->is_on_street)
        return best;
    for (uint32_t i = 0; i < home->n_exits; i++) {
        uint32_t rest =
            school_table_at(ways->table, home->exits[i].state, school);
        if (rest != UINT32_MAX)
            best = lesser(best, way_first(home->exits[i].way) + rest);
    }
    const uint32_t *first = &ways->set.first_on_edge[home->place.edge];
    for (uint32_t g = first[0]; g < first[1]; g++)
        if (ways->set.gates[g].school == school)
            best = lesser(best, way_along(ways, home, g));
    return best;
}

void home_ways_row(const void *context, uint32_t applicant, uint32_t *way_cm)
{
    const struct home_ways *ways = context;
    const struct home *home = &ways->homes[applicant];
    for (size_t s = 0; s < ways->n_schools; s++)
        way_cm[s] = UINT32_MAX;
    if (!home->is_on_street)
        return;
    for (uint32_t i = 0; i < home->n_exits; i++)
        school_table_lessen(ways->table, home->exits[i].state,
                            way_first(home->exits[i].way), way_cm);
    const struct destination *gates = ways->set.gates;
    const uint32_t *first = &ways->set.first_on_edge[home->place.edge];
    for (uint32_t g = first[0]; g < first[1]; g++)
        way_cm[gates[g].school] =
            lesser(way_cm[gates[g].school], way_along(ways, home, g));
}
