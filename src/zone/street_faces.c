// Faces know their borders only as points, so whether a border is a big road is
// told by where it lies: the segments of big roads are in a box index, and a
// piece of border whose middle lies on one of them is part of it.

#include "zone/street_faces.h"

#include "base/text.h"
#include "geo/box_index.h"

// Cutting lines moves them by less than this.
#define SAME_LINE_M 0.05

// Big roads, as segments to be found by where they are.
struct big_roads {
    struct point_m (*segments)[2];
    struct box_index *index;
};

static bool is_drawn(const struct street *street)
{
    return street->tags.highway != NULL &&
           !text_is_one_of(street->tags.highway,
                           "construction proposed platform raceway corridor");
}

static bool is_big(const struct street *street)
{
    return text_is_one_of(street->tags.highway,
                          "motorway motorway_link trunk trunk_link primary "
                          "primary_link");
}

static struct big_roads index_big_roads(struct arena *scratch,
                                        const struct street_set *streets)
{
    size_t most = 0, n = 0;
    for (size_t i = 0; i < streets->streets.count; i++)
        most += streets->streets.items[i].line.count;
    struct big_roads big = {arena_alloc(scratch, most, sizeof *big.segments),
                            NULL};
    struct box_m *boxes = arena_array(scratch, struct box_m, most);
    for (size_t i = 0; i < streets->streets.count; i++) {
        const struct street *street = &streets->streets.items[i];
        if (street->tags.highway == NULL || !is_big(street))
            continue;
        for (size_t p = 0; p + 1 < street->line.count; p++) {
            boxes[n] = box_of_points(&street->line.points[p], 2);
            big.segments[n][0] = street->line.points[p];
            big.segments[n++][1] = street->line.points[p + 1];
        }
    }
    big.index = box_index_build(scratch, boxes, n);
    return big;
}

struct along {
    const struct big_roads *big;
    struct point_m middle;
    bool found;
};

static bool lies_along(uint32_t item, void *context)
{
    struct along *along = context;
    struct point_m a = along->big->segments[item][0];
    struct point_m b = along->big->segments[item][1];
    double share = point_share_along(along->middle, a, b);
    along->found = point_distance_m(along->middle, point_between(a, b, share)) <
                   SAME_LINE_M;
    return !along->found;
}

static double border_weight(const void *context, struct point_m from,
                            struct point_m to)
{
    struct along along = {context, point_between(from, to, 0.5), false};
    struct box_m here = box_with_point(BOX_EMPTY, along.middle);
    box_index_search(along.big->index, box_grown(here, SAME_LINE_M), lies_along,
                     &along);
    return along.found ? BIG_ROAD_WEIGHT : 1;
}

static size_t ring_count(const struct area *area)
{
    size_t n = 0;
    for (size_t p = 0; p < area->n_polygons; p++)
        n += area->polygons[p].n_rings;
    return n;
}

static struct lines all_lines(struct arena *scratch,
                              const struct street_set *streets,
                              const struct ward *wards, size_t n_wards)
{
    size_t most = streets->streets.count;
    for (size_t w = 0; w < n_wards; w++)
        most += ring_count(&wards[w].area);
    struct lines lines = {arena_array(scratch, struct line, most), 0};
    for (size_t i = 0; i < streets->streets.count; i++)
        if (is_drawn(&streets->streets.items[i]))
            lines.items[lines.count++] = streets->streets.items[i].line;
    for (size_t w = 0; w < n_wards; w++)
        for (size_t p = 0; p < wards[w].area.n_polygons; p++)
            for (size_t r = 0; r < wards[w].area.polygons[p].n_rings; r++) {
                struct ring ring = wards[w].area.polygons[p].rings[r];
                lines.items[lines.count++] =
                    (struct line){ring.points, ring.count};
            }
    return lines;
}

enum status street_faces_build(struct arena *arena,
                               const struct street_set *streets,
                               const struct ward *wards, size_t n_wards,
                               size_t n_threads, struct face_set *set,
                               struct error *err)
{
    struct arena *scratch = arena_new();
    struct big_roads big = index_big_roads(scratch, streets);
    enum status status =
        face_set_build(arena, all_lines(scratch, streets, wards, n_wards),
                       border_weight, &big, n_threads, set, err);
    arena_free(scratch);
    return status;
}
