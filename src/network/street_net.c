// Flat arrays, each street's line laid after the other's:
//
//     edge          0                1           2
//     vertices    [ a  b  c  d ]   [ e  f ]    [ g  h  i ]
//     vertex_cm   [ 0 40 90 120]   [ 0 75 ]    [ 0 10 66 ]
//
// `vertex_cm` rounds the length from the edge's start, not each piece: so an
// edge's length is its true length to half a centimetre however many bends it
// has, and its parts still add up exactly.

#include "network/street_net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define LONGEST_CM 10000000u // 100 km

static enum status find_node(const struct street_set *streets, int64_t id,
                             const struct street *street, uint32_t *node,
                             struct error *err)
{
    size_t low = 0;
    size_t high = streets->junctions.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (streets->junctions.items[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == streets->junctions.count ||
        streets->junctions.items[low].id != id)
        return error_set(err, STATUS_BAD_INPUT,
                         "street %lld (way %lld) ends at junction %lld, which "
                         "is not there",
                         (long long)street->id, (long long)street->way_id,
                         (long long)id);
    *node = (uint32_t)low;
    return STATUS_OK;
}

static enum status check_line(const struct street *street, struct error *err)
{
    if (street->line.count < 2)
        return error_set(err, STATUS_BAD_INPUT,
                         "street %lld (way %lld) has fewer than two points",
                         (long long)street->id, (long long)street->way_id);
    for (size_t i = 0; i < street->line.count; i++)
        if (!isfinite(street->line.points[i].x_m) ||
            !isfinite(street->line.points[i].y_m))
            return error_set(err, STATUS_BAD_INPUT,
                             "street %lld (way %lld) has a point without "
                             "coordinates",
                             (long long)street->id, (long long)street->way_id);
    return STATUS_OK;
}

// Copies the line and measures it from its start.
static enum status lay_line(const struct street *street, struct ground ground,
                            struct point_m *vertices, uint32_t *vertex_cm,
                            struct error *err)
{
    double length_m = 0;
    for (size_t i = 0; i < street->line.count; i++) {
        vertices[i] = street->line.points[i];
        if (i > 0)
            length_m += ground_distance_m(ground, vertices[i - 1], vertices[i]);
        if (!(100 * length_m < LONGEST_CM))
            return error_set(err, STATUS_BAD_INPUT,
                             "street %lld (way %lld) is longer than 100 km",
                             (long long)street->id, (long long)street->way_id);
        vertex_cm[i] = (uint32_t)floor(100 * length_m + 0.5);
    }
    return STATUS_OK;
}

// Names are kept once each: equal names are neighbours when sorted.
struct name_of {
    const char *name;
    uint32_t edge;
};

static int by_name(const void *a, const void *b)
{
    const struct name_of *x = a;
    const struct name_of *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->edge > y->edge) - (x->edge < y->edge);
}

static size_t sorted_names(const struct street_set *streets,
                           struct name_of *named)
{
    size_t n = 0;
    for (size_t i = 0; i < streets->streets.count; i++) {
        const char *name = streets->streets.items[i].name;
        if (name != NULL && name[0] != '\0')
            named[n++] = (struct name_of){name, (uint32_t)i};
    }
    qsort(named, n, sizeof *named, by_name);
    return n;
}

static void lay_names(struct arena *arena, const struct street_set *streets,
                      struct net_edge *edges, struct street_net *net)
{
    struct name_of *named =
        arena_array(arena, struct name_of, streets->streets.count);
    size_t n = sorted_names(streets, named);
    size_t size = 1;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(named[i].name, named[i - 1].name) != 0)
            size += strlen(named[i].name) + 1;

    char *names = arena_array(arena, char, size);
    size_t at = 1;
    for (size_t i = 0; i < n; i++) {
        size_t bytes = strlen(named[i].name) + 1;
        bool is_new = i == 0 || strcmp(named[i].name, named[i - 1].name) != 0;
        if (is_new) {
            memcpy(names + at, named[i].name, bytes);
            at += bytes;
        }
        edges[named[i].edge].name = (uint32_t)(at - bytes);
    }
    net->names = names;
    net->names_size = size;
}

static size_t count_vertices(const struct street_set *streets)
{
    size_t count = 0;
    for (size_t i = 0; i < streets->streets.count; i++)
        count += streets->streets.items[i].line.count;
    return count;
}

static void lay_nodes(struct arena *arena, const struct street_set *streets,
                      struct street_net *net)
{
    struct point_m *nodes = arena_array(arena, struct point_m, net->n_nodes);
    int64_t *ids = arena_array(arena, int64_t, net->n_nodes);
    for (size_t i = 0; i < net->n_nodes; i++) {
        nodes[i] = streets->junctions.items[i].at;
        ids[i] = streets->junctions.items[i].id;
    }
    net->nodes = nodes;
    net->node_ids = ids;
}

static enum status lay_edge(const struct street_set *streets, size_t i,
                            uint32_t first_vertex, struct ground ground,
                            struct net_edge *edge, struct point_m *vertices,
                            uint32_t *vertex_cm, struct error *err)
{
    const struct street *street = &streets->streets.items[i];
    enum status status = check_line(street, err);
    if (status == STATUS_OK)
        status = find_node(streets, street->from_junction, street,
                           &edge->from_node, err);
    if (status == STATUS_OK)
        status = find_node(streets, street->to_junction, street, &edge->to_node,
                           err);
    if (status == STATUS_OK)
        status = lay_line(street, ground, vertices + first_vertex,
                          vertex_cm + first_vertex, err);
    if (status != STATUS_OK)
        return status;
    edge->first_vertex = first_vertex;
    edge->n_vertices = (uint32_t)street->line.count;
    edge->length_cm = vertex_cm[first_vertex + edge->n_vertices - 1];
    return STATUS_OK;
}

static struct box_index index_edges(struct arena *arena,
                                    const struct street_net *net)
{
    struct arena *scratch = arena_new();
    struct box_m *boxes = arena_array(scratch, struct box_m, net->n_edges);
    for (size_t e = 0; e < net->n_edges; e++)
        boxes[e] =
            box_grown(box_of_points(net->vertices + net->edges[e].first_vertex,
                                    net->edges[e].n_vertices),
                      EDGE_BOX_HAIR_M);
    struct box_index *index = box_index_build(arena, boxes, net->n_edges);
    arena_free(scratch);
    return *index;
}

enum status street_net_build(struct arena *arena,
                             const struct street_set *streets,
                             struct ground ground, struct street_net *net,
                             struct error *err)
{
    struct street_net built = {.n_nodes = streets->junctions.count,
                               .n_edges = streets->streets.count,
                               .n_vertices = count_vertices(streets),
                               .ground = ground};
    struct net_edge *edges = arena_array(arena, struct net_edge, built.n_edges);
    struct point_m *vertices =
        arena_array(arena, struct point_m, built.n_vertices);
    uint32_t *vertex_cm = arena_array(arena, uint32_t, built.n_vertices);
    uint32_t first_vertex = 0;
    for (size_t i = 0; i < built.n_edges; i++) {
        enum status status = lay_edge(streets, i, first_vertex, ground,
                                      &edges[i], vertices, vertex_cm, err);
        if (status != STATUS_OK)
            return status;
        first_vertex += edges[i].n_vertices;
    }
    built.edges = edges;
    built.vertices = vertices;
    built.vertex_cm = vertex_cm;
    lay_nodes(arena, streets, &built);
    lay_names(arena, streets, edges, &built);
    built.edge_boxes = index_edges(arena, &built);
    *net = built;
    return STATUS_OK;
}

const char *street_net_name(const struct street_net *net, uint32_t edge)
{
    return net->names + net->edges[edge].name;
}

// The last vertex that lies at or before the offset, but not the line's last.
static uint32_t segment_at(const struct street_net *net,
                           const struct net_edge *edge, uint32_t offset_cm)
{
    uint32_t low = edge->first_vertex;
    uint32_t high = edge->first_vertex + edge->n_vertices - 2;
    while (low < high) {
        uint32_t middle = low + (high - low + 1) / 2;
        if (net->vertex_cm[middle] <= offset_cm)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

struct point_m street_net_point_at(const struct street_net *net, uint32_t edge,
                                   uint32_t offset_cm)
{
    uint32_t v = segment_at(net, &net->edges[edge], offset_cm);
    uint32_t from_cm = net->vertex_cm[v];
    uint32_t to_cm = net->vertex_cm[v + 1];
    if (offset_cm <= from_cm)
        return net->vertices[v];
    if (offset_cm >= to_cm)
        return net->vertices[v + 1];
    return point_between(net->vertices[v], net->vertices[v + 1],
                         (double)(offset_cm - from_cm) / (to_cm - from_cm));
}
