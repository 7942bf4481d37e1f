// Wards are found by halving: a rectangle of cells is cut across its longer
// side where each part's people are in proportion to the wards it is to have,
// until each part is one ward. Old cells hold more people, so old wards are
// small. The first cut is the river.

#include "sample_wards.h"

#include "sample_names.h"

// A rectangle of lines.
struct rectangle {
    size_t low[2];
    size_t high[2];
};

// The people of a cell, in no unit; water and rails have none.
static double cell_weight(const struct terrain *terrain, size_t i, size_t j)
{
    static const double PEOPLE[] = {4.2, 2.0, 0.8};
    return terrain_is_land(terrain, i, j)
               ? PEOPLE[terrain_quarter(terrain, i, j)]
               : 0;
}

static double rectangle_weight(const struct terrain *terrain,
                               struct rectangle part)
{
    double sum = 0;
    for (size_t j = part.low[AXIS_V]; j < part.high[AXIS_V]; j++)
        for (size_t i = part.low[AXIS_U]; i < part.high[AXIS_U]; i++)
            sum += cell_weight(terrain, i, j);
    return sum;
}

static size_t count_land(const struct terrain *terrain, struct rectangle part)
{
    size_t n = 0;
    for (size_t j = part.low[AXIS_V]; j < part.high[AXIS_V]; j++)
        for (size_t i = part.low[AXIS_U]; i < part.high[AXIS_U]; i++)
            n += terrain_is_land(terrain, i, j);
    return n;
}

static double length_m(const struct terrain *terrain, struct rectangle part,
                       enum plan_axis axis)
{
    return terrain->lines[axis][part.high[axis]].at_m -
           terrain->lines[axis][part.low[axis]].at_m;
}

// The line and the number of wards before it that share people best.
struct cut {
    enum plan_axis axis;
    size_t line;
    size_t n_before;
    double misfit;
};

static size_t wards_for(double share, size_t n_wards, size_t land_before,
                        size_t land_after)
{
    size_t n = (size_t)(share * (double)n_wards + 0.5);
    n = n < 1 ? 1 : n > n_wards - 1 ? n_wards - 1 : n;
    n = n > land_before ? land_before : n;
    return n_wards - n > land_after ? n_wards - land_after : n;
}

static struct cut cut_along(const struct terrain *terrain,
                            struct rectangle part, enum plan_axis axis,
                            size_t n_wards)
{
    struct cut best = {.misfit = 1e300};
    double all = rectangle_weight(terrain, part);
    for (size_t line = part.low[axis] + 1; line < part.high[axis]; line++) {
        struct rectangle before = part;
        struct rectangle after = part;
        before.high[axis] = line;
        after.low[axis] = line;
        size_t land_before = count_land(terrain, before);
        size_t land_after = count_land(terrain, after);
        if (land_before == 0 || land_after == 0 ||
            land_before + land_after < n_wards)
            continue;
        double share = rectangle_weight(terrain, before) / all;
        size_t n = wards_for(share, n_wards, land_before, land_after);
        double off = share - (double)n / (double)n_wards;
        double lopsided = share - 0.5;
        double misfit = off * off * 4 + lopsided * lopsided;
        if (n >= 1 && n < n_wards && misfit < best.misfit)
            best = (struct cut){axis, line, n, misfit};
    }
    return best;
}

static void halve(struct arena *arena, const struct terrain *terrain,
                  struct drawn_wards *wards, struct rectangle part,
                  size_t n_wards)
{
    if (n_wards == 1) {
        wards->wards[wards->n_wards++] =
            (struct drawn_ward){.low_column = part.low[AXIS_U],
                                .high_column = part.high[AXIS_U],
                                .low_row = part.low[AXIS_V],
                                .high_row = part.high[AXIS_V]};
        return;
    }
    enum plan_axis longer =
        length_m(terrain, part, AXIS_U) > length_m(terrain, part, AXIS_V)
            ? AXIS_U
            : AXIS_V;
    struct cut cut = cut_along(terrain, part, longer, n_wards);
    if (cut.misfit > 1e299)
        cut = cut_along(terrain, part, longer == AXIS_U ? AXIS_V : AXIS_U,
                        n_wards);
    struct rectangle before = part;
    struct rectangle after = part;
    before.high[cut.axis] = cut.line;
    after.low[cut.axis] = cut.line;
    halve(arena, terrain, wards, before, cut.n_before);
    halve(arena, terrain, wards, after, n_wards - cut.n_before);
}

static void name_ward(struct arena *arena, const struct terrain *terrain,
                      struct drawn_ward *ward, size_t i)
{
    size_t n_of[3] = {0};
    for (size_t b = ward->low_row; b < ward->high_row; b++)
        for (size_t a = ward->low_column; a < ward->high_column; a++)
            if (terrain_is_land(terrain, a, b))
                n_of[terrain_quarter(terrain, a, b)]++;
    ward->quarter = n_of[QUARTER_NEW] > n_of[QUARTER_GROWN] + n_of[QUARTER_OLD]
                        ? QUARTER_NEW
                    : n_of[QUARTER_OLD] >= n_of[QUARTER_GROWN] ? QUARTER_OLD
                                                               : QUARTER_GROWN;
    ward->id = arena_format(arena, "P%02zu", i + 1);
    ward->name = arena_format(arena, "Phường %s", name_of_ward(arena, i));
}

static void mark_cells(struct arena *arena, const struct terrain *terrain,
                       struct drawn_wards *wards)
{
    wards->n_columns = terrain->n_lines[AXIS_U] - 1;
    wards->n_rows = terrain->n_lines[AXIS_V] - 1;
    wards->of_cell =
        arena_array(arena, uint16_t, wards->n_columns * wards->n_rows);
    for (size_t n = 0; n < wards->n_wards; n++) {
        const struct drawn_ward *ward = &wards->wards[n];
        for (size_t j = ward->low_row; j < ward->high_row; j++)
            for (size_t i = ward->low_column; i < ward->high_column; i++)
                wards->of_cell[j * wards->n_columns + i] = (uint16_t)n;
    }
}

struct drawn_wards wards_draw(struct arena *arena,
                              const struct terrain *terrain, size_t n_wards)
{
    struct drawn_wards wards = {0};
    struct rectangle south = {
        {0, 0}, {terrain->n_lines[AXIS_U] - 1, terrain->river_row}};
    struct rectangle north = {
        {0, terrain->river_row},
        {terrain->n_lines[AXIS_U] - 1, terrain->n_lines[AXIS_V] - 1}};
    double share =
        rectangle_weight(terrain, south) /
        (rectangle_weight(terrain, south) + rectangle_weight(terrain, north));
    size_t n_south = wards_for(share, n_wards, count_land(terrain, south),
                               count_land(terrain, north));
    wards.wards = arena_array(arena, struct drawn_ward, n_wards);
    halve(arena, terrain, &wards, south, n_south);
    halve(arena, terrain, &wards, north, n_wards - n_south);
    for (size_t i = 0; i < wards.n_wards; i++)
        name_ward(arena, terrain, &wards.wards[i], i);
    mark_cells(arena, terrain, &wards);
    return wards;
}

size_t wards_at(const struct drawn_wards *wards, struct spot spot)
{
    size_t i = (size_t)(spot.u / GRAIN);
    size_t j = (size_t)(spot.v / GRAIN);
    i = i < wards->n_columns ? i : wards->n_columns - 1;
    j = j < wards->n_rows ? j : wards->n_rows - 1;
    return wards->of_cell[j * wards->n_columns + i];
}

// Four spots a cell along each side, so that neighbours agree on the curve.
#define RING_STEP (GRAIN / 4)

size_t ward_ring(struct arena *arena, const struct drawn_ward *ward,
                 struct spot **ring)
{
    int32_t west = (int32_t)ward->low_column * GRAIN;
    int32_t east = (int32_t)ward->high_column * GRAIN;
    int32_t south = (int32_t)ward->low_row * GRAIN;
    int32_t north = (int32_t)ward->high_row * GRAIN;
    size_t n = 0;
    *ring =
        arena_array(arena, struct spot,
                    (size_t)(2 * (east - west + north - south) / RING_STEP));
    for (int32_t u = west; u < east; u += RING_STEP)
        (*ring)[n++] = (struct spot){u, south};
    for (int32_t v = south; v < north; v += RING_STEP)
        (*ring)[n++] = (struct spot){east, v};
    for (int32_t u = east; u > west; u -= RING_STEP)
        (*ring)[n++] = (struct spot){u, north};
    for (int32_t v = north; v > south; v -= RING_STEP)
        (*ring)[n++] = (struct spot){west, v};
    return n;
}

struct spot ward_middle(const struct drawn_ward *ward)
{
    return (struct spot){
        (int32_t)(ward->low_column + ward->high_column) * GRAIN / 2 + 40,
        (int32_t)(ward->low_row + ward->high_row) * GRAIN / 2 + 40};
}
