// A relation asks the R*Tree first, with the box of what the filter tells, and
// SpatiaLite (GEOS) then. Points, lines and areas are asked for apart, as GEOS
// has no relation with a mixture of them; that one of them is met is the same.

#include "ogc/cql2_relation.h"

#include <string.h>

#include "store/wkb.h"

struct writing {
    const struct ogc_collection *collection;
    const struct ogc_view *view;
    struct sql_text *sql;
};

bool cql2_is_geometry(const struct cql2_node *node)
{
    return node->kind == CQL2_PROPERTY && strcmp(node->text, OGC_GEOMETRY) == 0;
}

static struct ring onto_city(struct writing *w, struct ring ring)
{
    return ogc_view_ring(w->view, w->sql->arena, ring);
}

// A polygon whose outer ring lies wholly beyond the city is none.
static void add_polygon(struct writing *w, const struct polygon *given,
                        struct polygon_list *polygons)
{
    struct arena *arena = w->sql->arena;
    struct polygon cut = {arena_array(arena, struct ring, given->n_rings), 0};
    for (size_t i = 0; i < given->n_rings; i++) {
        struct ring ring = onto_city(w, given->rings[i]);
        if (i == 0 && ring.count == 0)
            return;
        if (ring.count > 0)
            cut.rings[cut.n_rings++] = ring;
    }
    *polygon_list_add(polygons, arena) = cut;
}

// The literal on the city's plane.
struct city_shape {
    struct point_m_list points;
    struct line_list lines;
    struct polygon_list polygons;
};

static struct city_shape shape_in_city(struct writing *w,
                                       const struct cql2_shape *given)
{
    struct city_shape shape = {0};
    struct arena *arena = w->sql->arena;
    struct point_m at;
    for (size_t i = 0; i < given->points.count; i++)
        if (ogc_view_point(w->view, given->points.items[i], &at))
            *point_m_list_add(&shape.points, arena) = at;
    for (size_t i = 0; i < given->lines.count; i++)
        ogc_view_line(w->view, arena, given->lines.items[i], &shape.lines);
    for (size_t i = 0; i < given->polygons.count; i++)
        add_polygon(w, &given->polygons.items[i], &shape.polygons);
    for (size_t i = 0; i < given->boxes.count; i++) {
        struct area area =
            ogc_view_area_of_box(w->view, arena, given->boxes.items[i]);
        for (size_t p = 0; p < area.n_polygons; p++)
            *polygon_list_add(&shape.polygons, arena) = area.polygons[p];
    }
    return shape;
}

// One sort of the shape's parts as bytes, and the box around them.
struct shape_part {
    const char *bytes;
    size_t n_bytes;
    struct box_m box;
};

static struct shape_part part_of(struct arena *arena, struct text_buffer *wkb,
                                 struct box_m box)
{
    struct shape_part part = {arena_copy(arena, wkb->bytes, wkb->length),
                              wkb->length, box};
    text_buffer_free(wkb);
    return part;
}

static size_t list_parts(struct writing *w, const struct city_shape *shape,
                         struct shape_part parts[3])
{
    struct arena *arena = w->sql->arena;
    struct text_buffer wkb = {0};
    size_t n = 0;
    if (shape->points.count > 0) {
        wkb_encode_points(&wkb, shape->points.items, shape->points.count);
        parts[n++] =
            part_of(arena, &wkb,
                    box_of_points(shape->points.items, shape->points.count));
    }
    if (shape->lines.count > 0) {
        struct box_m box = BOX_EMPTY;
        for (size_t i = 0; i < shape->lines.count; i++)
            box = box_joined(box, line_box(shape->lines.items[i]));
        wkb_encode_lines(&wkb, shape->lines.items, shape->lines.count);
        parts[n++] = part_of(arena, &wkb, box);
    }
    if (shape->polygons.count > 0) {
        struct area area = {shape->polygons.items, shape->polygons.count};
        wkb_encode_area(&wkb, &area);
        parts[n++] = part_of(arena, &wkb, area_box(&area));
    }
    return n;
}

// The relation's name in SpatiaLite, and with its sides changed over.
static const struct relation {
    const char *cql2;
    const char *sql;
    const char *turned;
} RELATIONS[] = {
    {"S_INTERSECTS", "ST_Intersects", "ST_Intersects"},
    {"S_DISJOINT", "ST_Intersects", "ST_Intersects"}, // and not
    {"S_EQUALS", "ST_Equals", "ST_Equals"},
    {"S_TOUCHES", "ST_Touches", "ST_Touches"},
    {"S_WITHIN", "ST_Within", "ST_Contains"},
    {"S_OVERLAPS", "ST_Overlaps", "ST_Overlaps"},
    {"S_CROSSES", "ST_Crosses", "ST_Crosses"},
    {"S_CONTAINS", "ST_Contains", "ST_Within"},
};

static const struct relation *relation_of(const char *name)
{
    const struct relation *relation = RELATIONS;
    while (strcmp(relation->cql2, name) != 0)
        relation++;
    return relation;
}

static void write_relation(struct writing *w, const char *function,
                           const struct shape_part *parts, size_t n)
{
    sql_add(w->sql, n == 0 ? "0" : "");
    for (size_t i = 0; i < n; i++) {
        sql_add(w->sql, i == 0 ? "(" : " OR (");
        ogc_collection_near(w->collection, parts[i].box, w->sql);
        sql_add(w->sql, " AND ");
        sql_add(w->sql, function);
        sql_add(w->sql, "(");
        sql_add(w->sql, w->collection->geometry);
        sql_add(w->sql, ", GeomFromWKB(");
        sql_value_bytes(w->sql, parts[i].bytes, parts[i].n_bytes);
        sql_add(w->sql, ", SRID)) = 1)");
    }
}

static enum status check_sides(const struct cql2_node *node, struct error *err)
{
    for (size_t i = 0; i < 2; i++)
        if (!cql2_is_geometry(node->children[i]) &&
            !cql2_is_geometry(node->children[1 - i]))
            break;
        else if (node->children[i]->kind == CQL2_SHAPE)
            return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "filter: %s is of the property " OGC_GEOMETRY
                     " and a geometry such as POINT(106.7 10.78)",
                     node->text);
}

enum status cql2_relation_write(const struct cql2_node *node,
                                const struct ogc_collection *collection,
                                const struct ogc_view *view,
                                struct sql_text *sql, struct error *err)
{
    struct writing writing = {collection, view, sql}, *w = &writing;
    enum status status = check_sides(node, err);
    if (status != STATUS_OK)
        return status;
    bool is_turned = cql2_is_geometry(node->children[1]);
    const struct relation *relation = relation_of(node->text);
    const struct cql2_shape *given = node->children[!is_turned]->shape;
    struct city_shape shape = shape_in_city(w, given);
    struct shape_part parts[3];
    size_t n = list_parts(w, &shape, parts);
    bool is_any = strcmp(relation->sql, "ST_Intersects") == 0;
    if (n > 1 && !is_any)
        return error_set(err, STATUS_BAD_INPUT,
                         "filter: %s takes no geometry of several sorts",
                         node->text);
    bool is_disjoint = strcmp(node->text, "S_DISJOINT") == 0;
    sql_add(w->sql, is_disjoint ? "NOT (" : "(");
    write_relation(w, is_turned ? relation->turned : relation->sql, parts, n);
    sql_add(w->sql, ")");
    return STATUS_OK;
}
