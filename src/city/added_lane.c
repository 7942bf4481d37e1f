// A lane is laid from joint to joint, and each street it meets is cut there:
//
//     1 ======= 2            1 === J === 2     3 ======= 4
//         .          becomes       |               |
//         :  the lane              | =========== = K  (or 4, if it is near)
//
// A joint within JOINT_M of a street's end is that end's junction. Turn
// restrictions need no care: they name ways, and both pieces of a street keep
// its way; the piece at the junction of a restriction is still there.
//
// It is deterministic: lanes come in their order, and of streets equally near
// the one listed first is taken.

#include "city/added_lane.h"

#include <math.h>

#include "base/text.h"
#include "geo/box.h"

#define JOINT_M 0.5

struct joining {
    struct arena *arena;
    struct street_set *streets;
    struct box_m *boxes; // of each street; room for the pieces to come
};

// Where an end meets a street.
struct joint {
    size_t street;
    size_t segment; // the foot lies behind this point of its line
    struct point_m foot;
    double distance_m;
};

// Nobody steps from a lane onto a motorway, a bridge above it, or a ferry.
static bool is_joinable(const struct street_tags *tags)
{
    return tags->highway != NULL &&
           !text_is_one_of(tags->highway, "motorway motorway_link") &&
           (tags->bridge == NULL || text_same(tags->bridge, "no")) &&
           (tags->tunnel == NULL || text_same(tags->tunnel, "no"));
}

static void look_at_street(const struct joining *joining, size_t s,
                           struct point_m end, struct joint *nearest)
{
    struct line line = joining->streets->streets.items[s].line;
    for (size_t i = 0; i + 1 < line.count; i++) {
        struct point_m a = line.points[i];
        struct point_m b = line.points[i + 1];
        struct point_m foot = point_between(a, b, point_share_along(end, a, b));
        double distance_m = point_distance_m(end, foot);
        if (distance_m < nearest->distance_m)
            *nearest = (struct joint){s, i, foot, distance_m};
    }
}

static bool find_joint(const struct joining *joining, struct point_m end,
                       struct joint *joint)
{
    const struct street_list *streets = &joining->streets->streets;
    double just_beyond_m = nextafter(ADDED_LANE_REACH_M, INFINITY);
    *joint = (struct joint){.distance_m = just_beyond_m};
    for (size_t s = 0; s < streets->count; s++)
        if (is_joinable(&streets->items[s].tags) &&
            box_distance_m(joining->boxes[s], end) < joint->distance_m)
            look_at_street(joining, s, end, joint);
    return joint->distance_m < just_beyond_m;
}

static int64_t add_junction(struct joining *joining, int64_t id,
                            struct point_m at)
{
    *junction_list_add(&joining->streets->junctions, joining->arena) =
        (struct junction){.id = id, .at = at};
    return id;
}

static void add_point(struct line *line, struct point_m p)
{
    size_t n = line->count;
    if (n == 0 || line->points[n - 1].x_m != p.x_m ||
        line->points[n - 1].y_m != p.y_m)
        line->points[line->count++] = p;
}

static void add_points(struct line *line, const struct point_m *points,
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_point(line, points[i]);
}

static struct line line_for(struct joining *joining, size_t most)
{
    return (struct line){arena_array(joining->arena, struct point_m, most), 0};
}

// The first piece stays where the street was; the second comes at the end, so
// that streets stay sorted by id.
static void cut_street(struct joining *joining, const struct joint *joint,
                       int64_t junction)
{
    struct street_list *streets = &joining->streets->streets;
    struct street whole = streets->items[joint->street];
    struct line head = line_for(joining, joint->segment + 2);
    struct line tail = line_for(joining, whole.line.count - joint->segment);
    add_points(&head, whole.line.points, joint->segment + 1);
    add_point(&head, joint->foot);
    add_point(&tail, joint->foot);
    add_points(&tail, whole.line.points + joint->segment + 1,
               whole.line.count - joint->segment - 1);

    struct street *second = street_list_add(streets, joining->arena);
    struct street *first = &streets->items[joint->street];
    *second = whole;
    second->id = second[-1].id + 1;
    second->from_junction = first->to_junction = junction;
    first->line = head;
    second->line = tail;
    joining->boxes[joint->street] = line_box(head);
    joining->boxes[streets->count - 1] = line_box(tail);
}

// The junction of a joint: the street's own end, or a new one that cuts it.
static int64_t junction_at(struct joining *joining, struct joint *joint,
                           int64_t new_id)
{
    const struct street *street =
        &joining->streets->streets.items[joint->street];
    struct point_m first = street->line.points[0];
    struct point_m last = street->line.points[street->line.count - 1];
    if (point_distance_m(joint->foot, first) < JOINT_M) {
        joint->foot = first;
        return street->from_junction;
    }
    if (point_distance_m(joint->foot, last) < JOINT_M) {
        joint->foot = last;
        return street->to_junction;
    }
    add_junction(joining, new_id, joint->foot);
    cut_street(joining, joint, new_id);
    return new_id;
}

static void add_street(struct joining *joining, const struct added_lane *lane,
                       int64_t from, int64_t to, struct line line)
{
    struct street_list *streets = &joining->streets->streets;
    struct street *street = street_list_add(streets, joining->arena);
    *street = (struct street){
        .id = streets->count > 1 ? street[-1].id + 1 : 1,
        .way_id = ADDED_LANE_FIRST_ID + lane->number,
        .from_junction = from,
        .to_junction = to,
        .name = lane->name,
        .tags = {.highway = "service", .service = "alley", .motorcar = "no"},
        .line = line,
    };
    joining->boxes[streets->count - 1] = line_box(line);
}

// A lane that comes back to where it began has one joint: a graph has no use
// for an edge from a junction to itself, so its end is a dead end.
static bool join_lane(struct joining *joining, const struct added_lane *lane)
{
    int64_t id = ADDED_LANE_FIRST_ID + 2 * lane->number;
    struct point_m first = lane->line.points[0];
    struct point_m last = lane->line.points[lane->line.count - 1];
    struct joint begin, end;
    bool meets_first = find_joint(joining, first, &begin);
    bool meets_last = find_joint(joining, last, &end);
    if (!meets_first && !meets_last)
        return false;

    struct line line = line_for(joining, lane->line.count + 2);
    int64_t from = meets_first ? junction_at(joining, &begin, id)
                               : add_junction(joining, id, first);
    add_point(&line, meets_first ? begin.foot : first);
    add_points(&line, lane->line.points, lane->line.count);
    int64_t to = from;
    if (meets_last && find_joint(joining, last, &end)) // the cut moved it
        to = junction_at(joining, &end, id + 1);
    if (to == from)
        to = add_junction(joining, id + 1, last);
    else
        add_point(&line, end.foot);
    add_street(joining, lane, from, to, line);
    return true;
}

// Copies the street list with room for all pieces, three a lane at most, since
// pieces are cut in place.
static struct joining begin_joining(struct arena *arena,
                                    struct street_set *streets, size_t n_lanes)
{
    size_t n = streets->streets.count;
    size_t most = n + 3 * n_lanes;
    struct street_list copy = {arena_array(arena, struct street, most), n,
                               most};
    struct joining joining = {arena, streets,
                              arena_array(arena, struct box_m, most)};
    for (size_t s = 0; s < n; s++) {
        copy.items[s] = streets->streets.items[s];
        joining.boxes[s] = line_box(copy.items[s].line);
    }
    streets->streets = copy;
    return joining;
}

size_t added_lanes_join(struct arena *arena, struct street_set *streets,
                        const struct added_lane *lanes, size_t n_lanes)
{
    size_t n_joined = 0;
    if (n_lanes == 0)
        return 0;
    struct joining joining = begin_joining(arena, streets, n_lanes);
    for (size_t i = 0; i < n_lanes; i++)
        n_joined += lanes[i].line.count >= 2 && join_lane(&joining, &lanes[i]);
    return n_joined;
}
