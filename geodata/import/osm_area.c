// Ways become rings (import/osm_rings.h), and rings nest: a ring inside an even
// number of others bounds what is covered, inside an odd number a hole. What
// comes out crossed or touching wrongly is repaired by the shape module.

#include "import/osm_area.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "import/osm_rings.h"

static const char NOT_CLOSED[] = "its outline does not close";
static const char NODES_MISSING[] = "part of it is not in the file";
static const char NO_SURFACE[] = "it encloses nothing";

// A ring with what nesting asks of it.
struct nested_ring {
    struct ring ring;
    struct box_m box;
    double size_m2;
    size_t depth;
};

static bool has_vertex(struct ring ring, struct point_m p)
{
    for (size_t i = 0; i < ring.count; i++)
        if (ring.points[i].x_m == p.x_m && ring.points[i].y_m == p.y_m)
            return true;
    return false;
}

// A point of the ring's line that is not a vertex of the other, so that inside
// or outside is clear: a vertex, or where all are shared the middle of a side.
static struct point_m telling_point(struct ring ring, struct ring other)
{
    for (size_t i = 0; i < ring.count; i++)
        if (!has_vertex(other, ring.points[i]))
            return ring.points[i];
    return point_between(ring.points[0], ring.points[1], 0.5);
}

static bool is_inside(const struct nested_ring *inner,
                      const struct nested_ring *outer)
{
    if (inner->size_m2 >= outer->size_m2 ||
        !box_overlaps(inner->box, outer->box))
        return false;
    struct ring ring = outer->ring;
    struct polygon polygon = {&ring, 1};
    struct area area = {&polygon, 1};
    return area_has_point(&area, telling_point(inner->ring, outer->ring));
}

static int larger_first(const void *a, const void *b)
{
    const struct nested_ring *x = a;
    const struct nested_ring *y = b;
    return (x->size_m2 < y->size_m2) - (x->size_m2 > y->size_m2);
}

static struct nested_ring *measure_rings(const struct osm_source *source,
                                         const struct node_chain_list *chains,
                                         size_t *n_rings)
{
    struct nested_ring *rings =
        arena_array(source->arena, struct nested_ring, chains->count);
    *n_rings = 0;
    for (size_t c = 0; c < chains->count; c++) {
        struct node_chain chain = chains->items[c];
        if (chain.count < 4)
            continue;
        struct nested_ring *ring = &rings[(*n_rings)++];
        ring->ring.points =
            arena_array(source->arena, struct point_m, chain.count);
        ring->ring.count = chain.count;
        for (size_t i = 0; i < chain.count; i++)
            ring->ring.points[i] = source->at[chain.nodes[i]];
        ring->box = box_of_points(ring->ring.points, chain.count);
        ring->size_m2 = fabs(ring_signed_m2(ring->ring));
    }
    qsort(rings, *n_rings, sizeof *rings, larger_first);
    return rings;
}

// The polygon that ring `i`, a hole, is cut from: of the rings around it the
// smallest that bounds a surface.
static size_t outer_of(const struct nested_ring *rings, size_t i)
{
    for (size_t j = i; j-- > 0;)
        if (rings[j].depth % 2 == 0 && is_inside(&rings[i], &rings[j]))
            return j;
    return i;
}

static struct area nest(struct arena *arena, struct nested_ring *rings,
                        size_t n_rings)
{
    struct area area = {arena_array(arena, struct polygon, n_rings), 0};
    size_t *polygon_of = arena_array(arena, size_t, n_rings);
    for (size_t i = 0; i < n_rings; i++) {
        for (size_t j = 0; j < i; j++)
            rings[i].depth += is_inside(&rings[i], &rings[j]);
        bool is_hole = rings[i].depth % 2 == 1;
        size_t outer = is_hole ? outer_of(rings, i) : i;
        polygon_of[i] = is_hole ? polygon_of[outer] : area.n_polygons++;
        area.polygons[polygon_of[i]].n_rings++;
    }
    for (size_t p = 0; p < area.n_polygons; p++) {
        struct polygon *polygon = &area.polygons[p];
        polygon->rings = arena_array(arena, struct ring, polygon->n_rings);
        polygon->n_rings = 0;
    }
    for (size_t i = 0; i < n_rings; i++) {
        struct polygon *polygon = &area.polygons[polygon_of[i]];
        polygon->rings[polygon->n_rings++] = rings[i].ring;
    }
    area_orient(&area);
    return area;
}

static const char *area_of_rings(const struct osm_source *source,
                                 const struct node_chain_list *chains,
                                 struct area *area)
{
    size_t n_rings;
    struct nested_ring *rings = measure_rings(source, chains, &n_rings);
    struct area raw = nest(source->arena, rings, n_rings);
    struct error err;
    if (shape_make_valid(source->shaper, source->arena, &raw, area, &err) !=
            STATUS_OK ||
        area_is_empty(area))
        return NO_SURFACE;
    return NULL;
}

static bool has_all_nodes(const struct osm_way *way)
{
    for (size_t i = 0; i < way->n_nodes; i++)
        if (way->nodes[i] == OSM_NO_NODE)
            return false;
    return true;
}

bool osm_is_closed(const struct osm_way *way)
{
    return way->n_nodes >= 4 && way->nodes[0] == way->nodes[way->n_nodes - 1];
}

const char *osm_area_of_way(const struct osm_source *source,
                            const struct osm_way *way, struct area *area)
{
    if (!osm_is_closed(way))
        return NOT_CLOSED;
    if (!has_all_nodes(way))
        return NODES_MISSING;
    struct node_chain chain = {way->nodes, way->n_nodes};
    struct node_chain_list chains = {&chain, 1, 1};
    return area_of_rings(source, &chains, area);
}

bool osm_is_area_relation(const struct osm_relation *relation)
{
    return text_is_one_of(osm_tag(relation->tags, "type"),
                          "multipolygon boundary");
}

// Ways that are part of the outline, whatever their role says.
static bool is_outline(const struct osm_member *member)
{
    return member->kind == OSM_WAY &&
           (member->role[0] == '\0' ||
            text_is_one_of(member->role, "outer inner enclave exclave"));
}

static bool is_repeated(const struct osm_relation *relation, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (relation->members[i].kind == OSM_WAY &&
            relation->members[i].id == relation->members[at].id)
            return true;
    return false;
}

const char *osm_area_of_relation(const struct osm_source *source,
                                 const struct osm_relation *relation,
                                 struct area *area)
{
    struct node_chain_list chains = {0};
    for (size_t i = 0; i < relation->n_members; i++) {
        const struct osm_member *member = &relation->members[i];
        if (!is_outline(member) || is_repeated(relation, i))
            continue;
        const struct osm_way *way = osm_find_way(source->file, member->id);
        if (way == NULL || !has_all_nodes(way))
            return NODES_MISSING;
        *node_chain_list_add(&chains, source->arena) =
            (struct node_chain){way->nodes, way->n_nodes};
    }
    struct node_chain_list rings = {0};
    uint32_t open_node;
    if (!osm_rings_assemble(source->arena, chains.items, chains.count, &rings,
                            &open_node))
        return NOT_CLOSED;
    return area_of_rings(source, &rings, area);
}

struct line osm_line_of_way(const struct osm_source *source,
                            const struct osm_way *way)
{
    struct line line = {
        arena_array(source->arena, struct point_m, way->n_nodes), 0};
    uint32_t before = OSM_NO_NODE;
    for (size_t i = 0; i < way->n_nodes; i++) {
        if (way->nodes[i] == OSM_NO_NODE || way->nodes[i] == before)
            continue;
        before = way->nodes[i];
        line.points[line.count++] = source->at[before];
    }
    return line;
}
