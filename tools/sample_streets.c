// Main streets follow the lattice's lines and stop at water and rails unless
// there is a bridge. In each cell a grid of small streets runs from edge to
// edge. Where two cross, both have a stop, so a street is a line with the
// sorted places at which others meet it.

#include "sample_streets.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "sample_names.h"

struct spot street_spot(const struct drawn_street *street, int32_t at)
{
    return street->axis == AXIS_U ? (struct spot){street->fixed, at}
                                  : (struct spot){at, street->fixed};
}

void street_add_stop(struct drawn_streets *streets, size_t street, int32_t at)
{
    struct drawn_street *drawn = &streets->streets.items[street];
    assert(at >= drawn->from && at <= drawn->to);
    for (size_t i = 0; i < drawn->stops.count; i++)
        if (drawn->stops.items[i] == at)
            return;
    *stop_list_add(&drawn->stops, streets->arena) = at;
}

double street_metres(const struct terrain *terrain,
                     const struct drawn_street *street, int32_t a, int32_t b)
{
    enum plan_axis along = street->axis == AXIS_U ? AXIS_V : AXIS_U;
    return fabs(terrain_coordinate_m(terrain, along, b) -
                terrain_coordinate_m(terrain, along, a));
}

// Houses are 4.5 m wide, as tube houses are.
int street_number(const struct terrain *terrain,
                  const struct drawn_street *street, int32_t at, bool is_right)
{
    double along_m = street_metres(terrain, street, street->numbered_from, at);
    return 2 * (int)(along_m / 4.5) + (is_right ? 2 : 1);
}

struct block cell_block(const struct drawn_cell *cell, size_t a, size_t c)
{
    return (struct block){{cell->us[a], cell->vs[c]},
                          {cell->us[a + 1], cell->vs[c + 1]}};
}

static size_t add_street(struct drawn_streets *streets, enum plan_axis axis,
                         int32_t fixed, int32_t from, int32_t to)
{
    struct drawn_street *street =
        drawn_street_list_add(&streets->streets, streets->arena);
    *street = (struct drawn_street){.axis = axis,
                                    .fixed = fixed,
                                    .from = from,
                                    .to = to,
                                    .numbered_from = from};
    size_t index = streets->streets.count - 1;
    street_add_stop(streets, index, from);
    street_add_stop(streets, index, to);
    return index;
}

static const char *main_class(const struct terrain *terrain,
                              enum plan_axis axis, size_t line)
{
    if (line == 0 || line + 1 == terrain->n_lines[axis])
        return "trunk";
    for (size_t i = 0; axis == AXIS_U && i < terrain->n_bridges; i++)
        if (terrain->bridges[i] == line)
            return "primary";
    return line % 3 == 0 ? "secondary" : "tertiary";
}

static void name_street(struct drawn_streets *streets, size_t street,
                        const char *name)
{
    streets->streets.items[street].name = name;
    streets->streets.items[street].road = name;
}

static void add_main(struct drawn_streets *streets, enum plan_axis axis,
                     size_t line, size_t first, size_t last, const char *name,
                     bool is_bridge)
{
    size_t index = add_street(streets, axis, (int32_t)line * GRAIN,
                              (int32_t)first * GRAIN, (int32_t)last * GRAIN);
    struct drawn_street *street = &streets->streets.items[index];
    street->rank = RANK_MAIN;
    street->quarter = QUARTER_GROWN;
    street->highway = main_class(streets->terrain, axis, line);
    street->numbered_from = 0;
    street->is_bridge = is_bridge;
    name_street(streets, index, name);
    for (size_t m = first; !is_bridge && m <= last; m++)
        street_add_stop(streets, index, (int32_t)m * GRAIN);
}

// One line, cut where water or rails run across it.
static void draw_main_line(struct drawn_streets *streets, enum plan_axis axis,
                           size_t line)
{
    const struct terrain *terrain = streets->terrain;
    const struct plan_line *others = terrain->lines[1 - axis];
    size_t n_others = terrain->n_lines[1 - axis];
    const char *name = name_in_honour(streets->arena, streets->n_names++);
    size_t first = 0;
    streets->first_main[axis][line] = streets->streets.count;
    for (size_t m = 0; m < n_others; m++) {
        if (others[m].kind == LINE_STREET)
            continue;
        if (first < m - 1)
            add_main(streets, axis, line, first, m - 1, name, false);
        if (terrain_is_crossed(terrain, axis, line, m))
            add_main(streets, axis, line, m - 1, m + 1, name,
                     others[m].kind != LINE_RAIL);
        first = m + 1;
    }
    add_main(streets, axis, line, first, n_others - 1, name, false);
}

static void draw_main_streets(struct drawn_streets *streets)
{
    const struct terrain *terrain = streets->terrain;
    for (int axis = 0; axis < 2; axis++) {
        streets->first_main[axis] =
            arena_array(streets->arena, size_t, terrain->n_lines[axis]);
        for (size_t line = 0; line < terrain->n_lines[axis]; line++)
            if (terrain->lines[axis][line].kind == LINE_STREET)
                draw_main_line(streets, (enum plan_axis)axis, line);
    }
}

// The main street along a line that passes `along`.
static size_t find_main(const struct drawn_streets *streets,
                        enum plan_axis axis, size_t line, int32_t along)
{
    size_t i = streets->first_main[axis][line];
    while (streets->streets.items[i].to < along)
        i++;
    return i;
}

size_t cell_street(const struct drawn_streets *streets,
                   const struct drawn_cell *cell, enum plan_axis axis, size_t k,
                   int32_t along)
{
    size_t n_lines = axis == AXIS_U ? cell->n_us : cell->n_vs;
    size_t line = axis == AXIS_U ? cell->i : cell->j;
    if (k == 0 || k + 1 == n_lines)
        return find_main(streets, axis, k == 0 ? line : line + 1, along);
    return cell->first_small + (axis == AXIS_U ? 0 : cell->n_us - 2) + k - 1;
}

// The places of the small streets across one side of the cell.
static int32_t *divide(struct drawn_streets *streets, enum plan_axis axis,
                       size_t line, enum quarter quarter, struct random *random,
                       size_t *n)
{
    static const double SPACING_M[] = {125, 175, 215};
    const struct terrain *terrain = streets->terrain;
    int32_t low = (int32_t)line * GRAIN;
    double width_m = terrain_coordinate_m(terrain, axis, low + GRAIN) -
                     terrain_coordinate_m(terrain, axis, low);
    size_t n_parts = (size_t)(width_m / SPACING_M[quarter] + 0.5);
    n_parts = n_parts < 2 ? 2 : n_parts;
    int32_t *at = arena_array(streets->arena, int32_t, n_parts + 1);
    for (size_t k = 0; k <= n_parts; k++) {
        double shift =
            quarter == QUARTER_NEW ? 0 : random_between(random, -0.14, 0.14);
        bool is_edge = k == 0 || k == n_parts;
        at[k] = low + (int32_t)(((double)k + (is_edge ? 0 : shift)) * GRAIN /
                                (double)n_parts);
    }
    *n = n_parts + 1;
    return at;
}

static const char *small_name(struct drawn_streets *streets,
                              enum quarter quarter, int *estate_number)
{
    if (quarter == QUARTER_NEW)
        return arena_format(streets->arena, "Đường số %d", ++*estate_number);
    return name_in_honour(streets->arena, streets->n_names++);
}

// One small street from edge to edge of the cell, stopping at both.
static void draw_small(struct drawn_streets *streets,
                       const struct drawn_cell *cell, enum plan_axis axis,
                       size_t k, int *estate_number)
{
    enum plan_axis other = axis == AXIS_U ? AXIS_V : AXIS_U;
    int32_t fixed = axis == AXIS_U ? cell->us[k] : cell->vs[k];
    size_t line = axis == AXIS_U ? cell->j : cell->i;
    size_t index = add_street(streets, axis, fixed, (int32_t)line * GRAIN,
                              (int32_t)(line + 1) * GRAIN);
    struct drawn_street *street = &streets->streets.items[index];
    street->rank = RANK_SMALL;
    street->quarter = cell->quarter;
    street->highway = "residential";
    // In the old town every other small street is one-way, in turn.
    street->is_oneway = cell->quarter == QUARTER_OLD && k % 2 == 1;
    name_street(streets, index,
                small_name(streets, cell->quarter, estate_number));
    street_add_stop(streets, find_main(streets, other, line, fixed), fixed);
    street_add_stop(streets, find_main(streets, other, line + 1, fixed), fixed);
}

static void cross_small(struct drawn_streets *streets,
                        const struct drawn_cell *cell)
{
    size_t first = cell->first_small;
    size_t n_columns = cell->n_us - 2;
    for (size_t a = 0; a < n_columns; a++)
        for (size_t c = 0; c + 2 < cell->n_vs; c++) {
            street_add_stop(streets, first + a, cell->vs[c + 1]);
            street_add_stop(streets, first + n_columns + c, cell->us[a + 1]);
        }
}

static void draw_cell(struct drawn_streets *streets, size_t i, size_t j)
{
    struct drawn_cell *cell =
        drawn_cell_list_add(&streets->cells, streets->arena);
    struct random random = terrain_random(streets->terrain, 3, i, j);
    int estate_number = 0;
    cell->i = i;
    cell->j = j;
    cell->quarter = terrain_quarter(streets->terrain, i, j);
    cell->us = divide(streets, AXIS_U, i, cell->quarter, &random, &cell->n_us);
    cell->vs = divide(streets, AXIS_V, j, cell->quarter, &random, &cell->n_vs);
    cell->uses = arena_array(streets->arena, uint8_t,
                             (cell->n_us - 1) * (cell->n_vs - 1));
    cell->first_small = streets->streets.count;
    for (size_t k = 1; k + 1 < cell->n_us; k++)
        draw_small(streets, cell, AXIS_U, k, &estate_number);
    for (size_t k = 1; k + 1 < cell->n_vs; k++)
        draw_small(streets, cell, AXIS_V, k, &estate_number);
    cross_small(streets, cell);
}

static void draw_ferry(struct drawn_streets *streets)
{
    const struct terrain *terrain = streets->terrain;
    int32_t row = (int32_t)terrain->river_row;
    int32_t column = (int32_t)terrain->ferry_column;
    size_t index = add_street(streets, AXIS_U, column * GRAIN,
                              (row - 1) * GRAIN, (row + 1) * GRAIN);
    streets->streets.items[index].rank = RANK_MAIN;
    name_street(streets, index, "Phà Bến Mẫu");
}

struct drawn_streets streets_draw(struct arena *arena,
                                  const struct terrain *terrain)
{
    struct drawn_streets streets = {.terrain = terrain, .arena = arena};
    draw_main_streets(&streets);
    for (size_t j = 0; j + 1 < terrain->n_lines[AXIS_V]; j++)
        for (size_t i = 0; i + 1 < terrain->n_lines[AXIS_U]; i++)
            if (terrain_is_land(terrain, i, j))
                draw_cell(&streets, i, j);
    draw_ferry(&streets);
    return streets;
}
