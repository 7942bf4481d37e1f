// Hẻm. From a street a lane goes straight into the block, and from it others
// branch at right angles, up to three deep. A lane stops before one that is
// in its way, or joins it; one too close beside another is not drawn.
//
//    ══╤═══════════╤══ street
//      │     ┌──   │
//      ├─────┤     ├──
//      │     └─    │      12/5/3 is house 3 in the lane that leaves
//      └──                Hẻm 12 at its number 5

#include <math.h>
#include <stdlib.h>

#include "sample_streets.h"

#define LANE_SHORTEST_M 24.0
#define LANE_GAP_M 17.0
#define LANE_MARGIN_M 15.0

LIST_DECLARE_OF(size_t, lane);

// The block being filled: its lanes so far, and metres to a lattice step.
struct filling {
    struct drawn_streets *streets;
    struct block block;
    enum quarter quarter;
    struct random random;
    struct lane_list lanes;
    double step_m[2]; ///< along u and along v
};

static int32_t low_of(const struct filling *filling, enum plan_axis axis)
{
    return axis == AXIS_U ? filling->block.low.u : filling->block.low.v;
}

static int32_t high_of(const struct filling *filling, enum plan_axis axis)
{
    return axis == AXIS_U ? filling->block.high.u : filling->block.high.v;
}

static int32_t steps(const struct filling *filling, enum plan_axis axis,
                     double metres)
{
    return (int32_t)(metres / filling->step_m[axis] + 0.5);
}

// A lane that is thought of: at `fixed` of `axis`, from its mouth on the
// street `parent` to `end`.
struct wish {
    enum plan_axis axis;
    int32_t fixed;
    int32_t mouth;
    int32_t end;
    size_t parent;
    size_t joins; ///< the street it ends at, or SIZE_MAX
};

static bool overlaps(const struct wish *wish, const struct drawn_street *other)
{
    int32_t low = wish->mouth < wish->end ? wish->mouth : wish->end;
    int32_t high = wish->mouth < wish->end ? wish->end : wish->mouth;
    return other->from <= high && other->to >= low;
}

static bool is_beside(const struct filling *filling, const struct wish *wish,
                      const struct drawn_street *other)
{
    return other->axis == wish->axis && overlaps(wish, other) &&
           abs(other->fixed - wish->fixed) <
               steps(filling, wish->axis, LANE_GAP_M);
}

static bool is_in_the_way(const struct filling *filling,
                          const struct wish *wish,
                          const struct drawn_street *other)
{
    enum plan_axis along = wish->axis == AXIS_U ? AXIS_V : AXIS_U;
    int32_t margin = steps(filling, wish->axis, LANE_GAP_M);
    int32_t room = steps(filling, along, LANE_GAP_M);
    int32_t past =
        wish->end > wish->mouth ? wish->end + room : wish->end - room;
    bool is_between = (other->fixed > wish->mouth && other->fixed <= past) ||
                      (other->fixed < wish->mouth && other->fixed >= past);
    return other->axis != wish->axis && is_between &&
           other->from - margin <= wish->fixed &&
           other->to + margin >= wish->fixed;
}

// Ends the lane at or before one in its way.
static void cut_at(struct filling *filling, struct wish *wish, size_t lane)
{
    const struct drawn_street *other = &filling->streets->streets.items[lane];
    enum plan_axis along = wish->axis == AXIS_U ? AXIS_V : AXIS_U;
    int32_t room = steps(filling, along, LANE_GAP_M);
    bool meets = other->from <= wish->fixed && other->to >= wish->fixed;
    if (meets && random_chance(&filling->random, 30)) {
        wish->end = other->fixed;
        wish->joins = lane;
        return;
    }
    wish->end = other->fixed + (wish->end > wish->mouth ? -room : room);
    wish->joins = SIZE_MAX;
}

// Fits the wish between the lanes that are there. False if it has no room.
static bool fit(struct filling *filling, struct wish *wish)
{
    enum plan_axis along = wish->axis == AXIS_U ? AXIS_V : AXIS_U;
    bool grows = wish->end > wish->mouth;
    for (size_t i = 0; i < filling->lanes.count; i++) {
        size_t lane = filling->lanes.items[i];
        if (lane != wish->parent &&
            is_in_the_way(filling, wish,
                          &filling->streets->streets.items[lane]))
            cut_at(filling, wish, lane);
    }
    for (size_t i = 0; i < filling->lanes.count; i++)
        if (is_beside(
                filling, wish,
                &filling->streets->streets.items[filling->lanes.items[i]]))
            return false;
    int32_t length = grows ? wish->end - wish->mouth : wish->mouth - wish->end;
    return length >= steps(filling, along, LANE_SHORTEST_M);
}

static void name_lane(struct drawn_streets *streets, struct drawn_street *lane,
                      const struct drawn_street *parent, bool is_right)
{
    struct arena *arena = streets->arena;
    int number = street_number(streets->terrain, parent, lane->fixed, is_right);
    lane->prefix = parent->prefix == NULL
                       ? arena_format(arena, "%d", number)
                       : arena_format(arena, "%s/%d", parent->prefix, number);
    lane->road = parent->road;
    lane->name = arena_format(arena, "Hẻm %s %s", lane->prefix, lane->road);
}

static void set_lane_class(struct filling *filling, struct drawn_street *lane)
{
    bool is_narrow = lane->depth >= 2 && random_chance(&filling->random, 35);
    lane->highway = is_narrow                             ? "footway"
                    : lane->depth > 1                     ? "service"
                    : random_chance(&filling->random, 60) ? "service"
                                                          : "living_street";
    lane->has_service = lane->highway[0] == 's';
}

// Draws the wish as a lane and returns its index.
static size_t add_lane(struct filling *filling, const struct wish *wish)
{
    struct drawn_streets *streets = filling->streets;
    struct drawn_street *lane =
        drawn_street_list_add(&streets->streets, streets->arena);
    const struct drawn_street *parent = &streets->streets.items[wish->parent];
    bool grows = wish->end > wish->mouth;
    size_t index = streets->streets.count - 1;
    *lane = (struct drawn_street){.axis = wish->axis,
                                  .rank = RANK_LANE,
                                  .quarter = filling->quarter,
                                  .fixed = wish->fixed,
                                  .from = grows ? wish->mouth : wish->end,
                                  .to = grows ? wish->end : wish->mouth,
                                  .numbered_from = wish->mouth,
                                  .depth = parent->depth + 1};
    // Right of a street that runs along u lies lower v, and the reverse.
    name_lane(streets, lane, parent, (parent->axis == AXIS_V) != grows);
    set_lane_class(filling, lane);
    street_add_stop(streets, index, wish->mouth);
    street_add_stop(streets, index, wish->end);
    street_add_stop(streets, wish->parent, wish->fixed);
    if (wish->joins != SIZE_MAX)
        street_add_stop(streets, wish->joins, wish->fixed);
    *lane_list_add(&filling->lanes, streets->arena) = index;
    return index;
}

// A way through to the next street, sometimes closed to motorbikes.
static void mark_through_lane(struct filling *filling, size_t lane)
{
    const struct drawn_street *drawn = &filling->streets->streets.items[lane];
    if (!random_chance(&filling->random, 35))
        return;
    int32_t middle = (drawn->from + drawn->to) / 2;
    struct spot at = street_spot(drawn, middle);
    street_add_stop(filling->streets, lane, middle);
    *street_mark_list_add(&filling->streets->marks, filling->streets->arena) =
        (struct street_mark){
            at, "barrier",
            random_chance(&filling->random, 50) ? "bollard" : "cycle_barrier"};
}

static void branch(struct filling *filling, size_t lane);

static void try_branch(struct filling *filling, size_t lane)
{
    const struct drawn_street parent = filling->streets->streets.items[lane];
    enum plan_axis axis = parent.axis == AXIS_U ? AXIS_V : AXIS_U;
    enum plan_axis along = parent.axis;
    double share = random_between(&filling->random, 0.15, 0.97);
    bool grows = random_chance(&filling->random, 50);
    int32_t margin = steps(filling, along, LANE_MARGIN_M);
    int32_t length =
        steps(filling, along, random_between(&filling->random, 28, 95));
    struct wish wish = {
        .axis = axis, .mouth = parent.fixed, .parent = lane, .joins = SIZE_MAX};
    wish.fixed =
        parent.from + (int32_t)(share * (double)(parent.to - parent.from));
    int32_t most = grows ? high_of(filling, along) - margin - parent.fixed
                         : parent.fixed - low_of(filling, along) - margin;
    length = length > most ? most : length;
    wish.end = parent.fixed + (grows ? length : -length);
    if (length > 0 && fit(filling, &wish))
        branch(filling, add_lane(filling, &wish));
}

static void branch(struct filling *filling, size_t lane)
{
    static const uint32_t TRIES[] = {7, 5, 3};
    if (filling->streets->streets.items[lane].depth >= 3)
        return;
    for (uint32_t i = 0; i < TRIES[filling->quarter]; i++)
        try_branch(filling, lane);
}

// A lane off one of the four streets around the block.
static void try_mouth(struct filling *filling, const struct drawn_cell *cell,
                      size_t a, size_t c)
{
    enum plan_axis axis = random_chance(&filling->random, 50) ? AXIS_U : AXIS_V;
    enum plan_axis along = axis == AXIS_U ? AXIS_V : AXIS_U;
    bool grows = random_chance(&filling->random, 50);
    bool is_through = random_chance(&filling->random, 22);
    int32_t low = low_of(filling, along);
    int32_t high = high_of(filling, along);
    int32_t margin = steps(filling, along, LANE_MARGIN_M);
    int32_t depth = (int32_t)(random_between(&filling->random, 0.35, 1) *
                              (double)(high - low - margin));
    struct wish wish = {.axis = axis, .joins = SIZE_MAX};
    wish.fixed =
        low_of(filling, axis) +
        (int32_t)(random_between(&filling->random, 0.15, 0.85) *
                  (double)(high_of(filling, axis) - low_of(filling, axis)));
    size_t k = axis == AXIS_U ? c : a;
    wish.mouth = grows ? low : high;
    wish.parent =
        cell_street(filling->streets, cell, along, k + !grows, wish.fixed);
    wish.end = grows ? low + depth : high - depth;
    if (is_through) {
        wish.end = grows ? high : low;
        wish.joins =
            cell_street(filling->streets, cell, along, k + grows, wish.fixed);
    }
    if (!fit(filling, &wish))
        return;
    bool goes_through = is_through && wish.end == (grows ? high : low);
    size_t lane = add_lane(filling, &wish);
    if (goes_through)
        mark_through_lane(filling, lane);
    branch(filling, lane);
}

static void fill_block(struct drawn_streets *streets,
                       const struct drawn_cell *cell, size_t a, size_t c)
{
    static const uint32_t TRIES[] = {9, 8, 2};
    const struct terrain *terrain = streets->terrain;
    struct filling filling = {
        .streets = streets,
        .block = cell_block(cell, a, c),
        .quarter = cell->quarter,
        .random =
            terrain_random(terrain, 4 + 1000 * a, cell->i * 1000 + c, cell->j)};
    for (int axis = 0; axis < 2; axis++) {
        enum plan_axis side = (enum plan_axis)axis;
        int32_t low = low_of(&filling, side);
        int32_t high = high_of(&filling, side);
        filling.step_m[axis] = (terrain_coordinate_m(terrain, side, high) -
                                terrain_coordinate_m(terrain, side, low)) /
                               (double)(high - low);
    }
    for (uint32_t i = 0; i < TRIES[cell->quarter]; i++)
        try_mouth(&filling, cell, a, c);
}

void lanes_draw(struct drawn_streets *streets)
{
    for (size_t n = 0; n < streets->cells.count; n++) {
        const struct drawn_cell *cell = &streets->cells.items[n];
        for (size_t c = 0; c + 1 < cell->n_vs; c++)
            for (size_t a = 0; a + 1 < cell->n_us; a++)
                if (cell->uses[c * (cell->n_us - 1) + a] == BLOCK_HOMES)
                    fill_block(streets, cell, a, c);
    }
}
