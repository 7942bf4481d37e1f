// On foot, as a careful parent sends a child: the same streets as `walk`, but a
// big road adds metres to the distance, so a way round by a crossing or a
// bridge wins where it is not much longer.
//
//     crossing    the whole price from one side to the other, half of it for
//                 joining the road from a small street or leaving it; nothing
//                 at a mapped crossing or traffic light, nor over a bridge
//     along it    so much for each metre, but nothing on a bridge, in a tunnel
//                 or beside a mapped sidewalk
//
// Each carriageway of a divided road is crossed, and counted, by itself. Time
// is not changed: these metres are a caution, not a way.

#include "network/profile_table.h"

static const struct road_price PRICES[] = {
    {"primary primary_link", 10000, 25},
    {"trunk trunk_link", 15000, 50},
    {"motorway motorway_link", 20000, 100},
    {0},
};

static const struct profile_table TABLE = {
    .access = {BY_FOOT, BY_ACCESS},
    .classes = WALK_CLASSES,
    .own_oneway = offsetof(struct street_tags, oneway_foot),
    .stopped_by = "",
    .prices = PRICES,
};

const struct profile PROFILE_WALK_SAFE = {
    .name = "walk_safe", .version = 1, .vehicle = "", .table = &TABLE};
