#include "zone/zone_outline.h"

#include <math.h>

#include "geo/box_index.h"

// Looks for a sample inside a ward.
struct street_search {
    const struct area *ward;
    const struct point_m *places;
    bool found;
};

static bool is_in_ward(uint32_t sample, void *context)
{
    struct street_search *search = context;
    search->found = area_has_point(search->ward, search->places[sample]);
    return !search->found;
}

// The areas of the wards in which some sample lies.
static size_t wards_with_streets(struct arena *scratch,
                                 const struct street_samples *samples,
                                 const struct ward *wards, size_t n_wards,
                                 struct area *kept)
{
    struct point_m *places =
        arena_array(scratch, struct point_m, samples->count);
    struct box_m *boxes = arena_array(scratch, struct box_m, samples->count);
    for (size_t i = 0; i < samples->count; i++) {
        places[i] = sample_place(samples, samples->points[i]);
        boxes[i] = box_with_point(BOX_EMPTY, places[i]);
    }
    struct box_index *index = box_index_build(scratch, boxes, samples->count);

    size_t n_kept = 0;
    for (size_t w = 0; w < n_wards; w++) {
        struct street_search search = {&wards[w].area, places, false};
        box_index_search(index, area_box(&wards[w].area), is_in_ward, &search);
        if (search.found)
            kept[n_kept++] = wards[w].area;
    }
    return n_kept;
}

static void fill_small_gaps(struct area *outline)
{
    for (size_t p = 0; p < outline->n_polygons; p++) {
        struct polygon *polygon = &outline->polygons[p];
        size_t n_kept = 1;
        for (size_t r = 1; r < polygon->n_rings; r++)
            if (fabs(ring_signed_m2(polygon->rings[r])) >=
                OUTLINE_SMALLEST_GAP_M2)
                polygon->rings[n_kept++] = polygon->rings[r];
        polygon->n_rings = n_kept;
    }
}

static enum status outline_of_streets(struct shaper *shaper,
                                      struct arena *arena,
                                      const struct street_samples *samples,
                                      struct area *outline, struct error *err)
{
    // A street in a straight line has no hull: each sample brings a square.
    struct point_m *corners =
        arena_array(arena, struct point_m, 4 * samples->count);
    for (size_t i = 0; i < samples->count; i++) {
        struct point_m at = sample_place(samples, samples->points[i]);
        for (size_t k = 0; k < 4; k++)
            corners[4 * i + k] = (struct point_m){at.x_m + (k & 1 ? 1 : -1),
                                                  at.y_m + (k & 2 ? 1 : -1)};
    }
    struct area hull;
    enum status status = shape_convex_hull(shaper, arena, corners,
                                           4 * samples->count, &hull, err);
    if (status != STATUS_OK)
        return status;
    return shape_buffer(shaper, arena, &hull, OUTLINE_BEYOND_STREETS_M, outline,
                        err);
}

enum status zone_outline_build(struct shaper *shaper, struct arena *arena,
                               const struct street_samples *samples,
                               const struct ward *wards, size_t n_wards,
                               struct area *outline,
                               size_t *n_wards_without_streets,
                               struct error *err)
{
    struct arena *scratch = arena_new();
    struct area *kept = arena_array(scratch, struct area, n_wards);
    size_t n_kept = wards_with_streets(scratch, samples, wards, n_wards, kept);
    *n_wards_without_streets = n_wards - n_kept;
    enum status status =
        n_kept == 0 ? outline_of_streets(shaper, arena, samples, outline, err)
                    : shape_union_on_grid(shaper, arena, kept, n_kept,
                                          ZONE_GRID_M, outline, err);
    if (status == STATUS_OK)
        fill_small_gaps(outline);
    arena_free(scratch);
    return status;
}
