#include "import/osm_gates.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "geo/box_index.h"

// Mappers draw the gate on the street's side of the wall as often as on it.
#define ON_OUTLINE_M 5.0

struct gate {
    struct point_m at;
};
LIST_DECLARE(gate);

struct gate_search {
    const struct gate_list *gates;
    const struct school *school;
    struct arena *arena;
    struct gate_list on_outline;
    struct gate_list inside;
};

static bool is_gate(struct osm_tags tags)
{
    const char *entrance = osm_tag(tags, "entrance");
    if (entrance != NULL && !text_is_one_of(entrance, "no emergency"))
        return true;
    return text_is_one_of(osm_tag(tags, "barrier"),
                          "gate entrance lift_gate swing_gate sliding_gate "
                          "wicket_gate");
}

static double distance_to_ring_m(struct ring ring, struct point_m p)
{
    double nearest_m = INFINITY;
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i];
        struct point_m b = ring.points[i + 1];
        struct point_m foot = point_between(a, b, point_share_along(p, a, b));
        nearest_m = fmin(nearest_m, point_distance_m(p, foot));
    }
    return nearest_m;
}

static bool is_on_outline(const struct area *grounds, struct point_m p)
{
    for (size_t i = 0; i < grounds->n_polygons; i++)
        if (distance_to_ring_m(grounds->polygons[i].rings[0], p) <=
            ON_OUTLINE_M)
            return true;
    return false;
}

static bool take_gate(uint32_t item, void *context)
{
    struct gate_search *search = context;
    struct gate gate = search->gates->items[item];
    if (is_on_outline(&search->school->grounds, gate.at))
        *gate_list_add(&search->on_outline, search->arena) = gate;
    else if (area_has_point(&search->school->grounds, gate.at))
        *gate_list_add(&search->inside, search->arena) = gate;
    return true;
}

static void set_gates(const struct osm_source *source, struct school *school,
                      const struct gate_list *gates)
{
    school->gates = arena_array(source->arena, struct point_m, gates->count);
    school->n_gates = gates->count;
    for (size_t i = 0; i < gates->count; i++)
        school->gates[i] = gates->items[i].at;
    report_count(source->report, "schools", "note", "gates and entrances found",
                 gates->count);
}

void osm_gates_add(const struct osm_source *source, struct school_list *schools)
{
    struct gate_list gates = {0};
    for (size_t i = 0; i < source->file->nodes.count; i++)
        if (is_gate(source->file->nodes.items[i].tags))
            gate_list_add(&gates, source->arena)->at = source->at[i];
    struct box_m *boxes = arena_array(source->arena, struct box_m, gates.count);
    for (size_t i = 0; i < gates.count; i++)
        boxes[i] = box_of_points(&gates.items[i].at, 1);
    struct box_index *index =
        box_index_build(source->arena, boxes, gates.count);
    for (size_t i = 0; i < schools->count; i++) {
        struct school *school = &schools->items[i];
        if (area_is_empty(&school->grounds))
            continue;
        struct gate_search search = {
            .gates = &gates, .school = school, .arena = source->arena};
        box_index_search(index,
                         box_grown(area_box(&school->grounds), ON_OUTLINE_M),
                         take_gate, &search);
        set_gates(source, school,
                  search.on_outline.count > 0 ? &search.on_outline
                                              : &search.inside);
    }
}
