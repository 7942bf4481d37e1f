// The lattice and its bend.
//
//      │   │ ║ │      ║ canal or rails: a thin double column
//    ──┼───┼─╫─┼──
//    ──┼───┼─╫─┼──    north bank street
//    ≈≈≈≈≈≈≈≈≈≈≈≈≈    the river: a double row
//    ──┼───┼─╫─┼──    south bank street
//
// Lines are narrow in the old centre and wide in the new quarters. The bend
// moves every point north or south by the river's meander, fading to nothing
// at the city's edges, then leans, ripples and turns the whole.
//
// The same bytes on every machine: only + - * / and comparisons are used,
// which IEEE 754 rounds alike everywhere; no sine, no power.

#include "sample_terrain.h"

#include <assert.h>
#include <math.h>

#define MEANDER_STEP_M 1700.0
#define RIVER_HALF_M 105.0
#define CANAL_HALF_M 20.0
#define RAIL_HALF_M 16.0

// The corner of the city lies in the sea off Vũng Tàu, where no real place
// can be meant.
#define CORNER_LON_E7 1069000000.0
#define CORNER_LAT_E7 99500000.0
#define METRES_PER_DEGREE_LON 109640.0
#define METRES_PER_DEGREE_LAT 110612.0

double random_between(struct random *random, double least, double most)
{
    return least + (most - least) * random_unit(random);
}

bool random_chance(struct random *random, uint32_t percent)
{
    return random_below(random, 100) < percent;
}

struct random terrain_random(const struct terrain *terrain, uint64_t purpose,
                             uint64_t a, uint64_t b)
{
    struct random mixer = random_from(terrain->seed * 0x9E3779B9u + purpose);
    mixer.state ^= random_next(&mixer) + a * 0x632BE59BD9B4E019u;
    mixer.state ^= random_next(&mixer) + b * 0xD1342543DE82EF95u;
    return random_from(random_next(&mixer));
}

// The water or rails drawn after the given cell of an axis.
struct strip {
    size_t after_cell;
    enum plan_line_kind kind;
    double half_m;
};

static void add_line(struct terrain *terrain, enum plan_axis axis,
                     enum plan_line_kind kind, double at_m)
{
    terrain->lines[axis][terrain->n_lines[axis]++] =
        (struct plan_line){kind, at_m};
}

static void draw_axis(struct arena *arena, struct terrain *terrain,
                      enum plan_axis axis, size_t n_cells,
                      const struct strip strips[2])
{
    struct random random = terrain_random(terrain, 1, axis, 0);
    double at_m = 0;
    double middle = (double)(n_cells - 1) / 2;
    terrain->lines[axis] = arena_array(arena, struct plan_line, n_cells + 8);
    add_line(terrain, axis, LINE_STREET, at_m);
    for (size_t k = 0; k < n_cells; k++) {
        double edge = fabs((double)k - middle) / (middle + 0.5);
        at_m += (560 + 560 * edge) * random_between(&random, 0.88, 1.12);
        add_line(terrain, axis, LINE_STREET, at_m);
        for (size_t s = 0; s < 2; s++) {
            if (strips[s].after_cell != k)
                continue;
            at_m += strips[s].half_m;
            add_line(terrain, axis, strips[s].kind, at_m);
            at_m += strips[s].half_m;
            add_line(terrain, axis, LINE_STREET, at_m);
        }
    }
}

static size_t find_line(const struct terrain *terrain, enum plan_axis axis,
                        enum plan_line_kind kind)
{
    size_t i = 0;
    while (terrain->lines[axis][i].kind != kind)
        i++;
    return i;
}

static double width_m(const struct terrain *terrain, enum plan_axis axis)
{
    return terrain->lines[axis][terrain->n_lines[axis] - 1].at_m;
}

static void draw_meanders(struct arena *arena, struct terrain *terrain)
{
    struct random random = terrain_random(terrain, 2, 0, 0);
    terrain->n_meanders =
        (size_t)(width_m(terrain, AXIS_U) / MEANDER_STEP_M) + 3;
    terrain->meander_m = arena_array(arena, double, terrain->n_meanders);
    for (size_t i = 0; i < terrain->n_meanders; i++)
        terrain->meander_m[i] =
            random_between(&random, 380, 620) * (i % 2 == 0 ? 1 : -1);
}

// The street column nearest to a share of the city's width, but not beside a
// canal or the rails.
static size_t column_at_share(const struct terrain *terrain, double share)
{
    double wanted_m = share * width_m(terrain, AXIS_U);
    const struct plan_line *columns = terrain->lines[AXIS_U];
    size_t best = 0;
    for (size_t i = 1; i + 1 < terrain->n_lines[AXIS_U]; i++) {
        bool is_plain = columns[i].kind == LINE_STREET &&
                        columns[i - 1].kind == LINE_STREET &&
                        columns[i + 1].kind == LINE_STREET;
        if (is_plain && (best == 0 || fabs(columns[i].at_m - wanted_m) <
                                          fabs(columns[best].at_m - wanted_m)))
            best = i;
    }
    return best;
}

// Few bridges, and one long stretch without: between its ends a school on one
// bank is far from the homes it can be seen from on the other.
static void place_crossings(struct terrain *terrain)
{
    static const double SHARES[] = {0.06, 0.42, 0.96};
    for (size_t i = 0; i < sizeof SHARES / sizeof *SHARES; i++)
        terrain->bridges[terrain->n_bridges++] =
            column_at_share(terrain, SHARES[i]);
    terrain->lonely_column = column_at_share(terrain, 0.68);
    terrain->ferry_column = column_at_share(terrain, 0.24);
}

static size_t at_least(size_t n, size_t least)
{
    return n < least ? least : n;
}

struct terrain terrain_draw(struct arena *arena, uint64_t seed, size_t n_cells)
{
    struct terrain terrain = {.seed = seed};
    size_t n_columns = at_least((size_t)(sqrt((double)n_cells) * 1.06), 5);
    size_t n_rows = at_least(n_cells / n_columns, 4);
    struct strip across[2] = {{n_columns / 3, LINE_CANAL, CANAL_HALF_M},
                              {n_columns * 3 / 4, LINE_RAIL, RAIL_HALF_M}};
    struct strip along[2] = {{n_rows * 2 / 5, LINE_RIVER, RIVER_HALF_M},
                             {n_rows * 4 / 5 - 1, LINE_CANAL, CANAL_HALF_M}};
    if (along[1].after_cell <= along[0].after_cell)
        along[1].after_cell = along[0].after_cell + 1;
    draw_axis(arena, &terrain, AXIS_U, n_columns, across);
    draw_axis(arena, &terrain, AXIS_V, n_rows, along);
    terrain.river_row = find_line(&terrain, AXIS_V, LINE_RIVER);
    draw_meanders(arena, &terrain);
    place_crossings(&terrain);
    return terrain;
}

double terrain_coordinate_m(const struct terrain *terrain, enum plan_axis axis,
                            int32_t at)
{
    const struct plan_line *lines = terrain->lines[axis];
    size_t line = (size_t)(at / GRAIN);
    double share = (double)(at % GRAIN) / GRAIN;
    assert(line < terrain->n_lines[axis]);
    if (line + 1 == terrain->n_lines[axis])
        return lines[line].at_m;
    return lines[line].at_m + share * (lines[line + 1].at_m - lines[line].at_m);
}

static double smooth(double share)
{
    return share * share * (3 - 2 * share);
}

static double meander_at_m(const struct terrain *terrain, double x_m)
{
    size_t knot = (size_t)(x_m / MEANDER_STEP_M);
    double share = smooth(x_m / MEANDER_STEP_M - (double)knot);
    double here = terrain->meander_m[knot];
    return here + share * (terrain->meander_m[knot + 1] - here);
}

// A number in [-1, 1) for each corner of a raster.
static double corner_noise(const struct terrain *terrain, int64_t x, int64_t y,
                           uint64_t layer)
{
    struct random random =
        terrain_random(terrain, 100 + layer, (uint64_t)x, (uint64_t)y);
    return 2 * random_unit(&random) - 1;
}

// The raster's numbers, smoothly joined: a gentle ripple.
static double ripple(const struct terrain *terrain, double x_m, double y_m,
                     double step_m, uint64_t layer)
{
    int64_t i = (int64_t)(x_m / step_m);
    int64_t j = (int64_t)(y_m / step_m);
    double a = smooth(x_m / step_m - (double)i);
    double b = smooth(y_m / step_m - (double)j);
    double low = corner_noise(terrain, i, j, layer) * (1 - a) +
                 corner_noise(terrain, i + 1, j, layer) * a;
    double high = corner_noise(terrain, i, j + 1, layer) * (1 - a) +
                  corner_noise(terrain, i + 1, j + 1, layer) * a;
    return low * (1 - b) + high * b;
}

struct point_m terrain_point(const struct terrain *terrain, struct spot spot)
{
    double x_m = terrain_coordinate_m(terrain, AXIS_U, spot.u);
    double y_m = terrain_coordinate_m(terrain, AXIS_V, spot.v);
    double river_m = terrain->lines[AXIS_V][terrain->river_row].at_m;
    double edge_m =
        y_m < river_m ? river_m : width_m(terrain, AXIS_V) - river_m;
    double fade = 1 - fabs(y_m - river_m) / edge_m;
    double bent_x_m = x_m + 0.1 * y_m + 26 * ripple(terrain, x_m, y_m, 420, 0) +
                      3 * ripple(terrain, x_m, y_m, 90, 1);
    double bent_y_m = y_m + fade * meander_at_m(terrain, x_m) +
                      26 * ripple(terrain, x_m, y_m, 420, 2) +
                      3 * ripple(terrain, x_m, y_m, 90, 3);
    // Turned by about 13 degrees (an exact triangle would be 9, 40, 41).
    const double across = 9.0 / 41;
    const double along = 40.0 / 41;
    return (struct point_m){along * bent_x_m - across * bent_y_m + 2500,
                            across * bent_x_m + along * bent_y_m};
}

struct degrees_e7 terrain_degrees(struct point_m at)
{
    return (struct degrees_e7){
        (int64_t)floor(CORNER_LON_E7 + at.x_m * (1e7 / METRES_PER_DEGREE_LON) +
                       0.5),
        (int64_t)floor(CORNER_LAT_E7 + at.y_m * (1e7 / METRES_PER_DEGREE_LAT) +
                       0.5)};
}

bool terrain_is_land(const struct terrain *terrain, size_t i, size_t j)
{
    const struct plan_line *columns = terrain->lines[AXIS_U];
    const struct plan_line *rows = terrain->lines[AXIS_V];
    return columns[i].kind == LINE_STREET &&
           columns[i + 1].kind == LINE_STREET && rows[j].kind == LINE_STREET &&
           rows[j + 1].kind == LINE_STREET;
}

// The old town lies on the north bank; quarters are newer the farther out,
// and the south bank beyond the bridges was built last.
enum quarter terrain_quarter(const struct terrain *terrain, size_t i, size_t j)
{
    double x =
        (terrain->lines[AXIS_U][i].at_m + terrain->lines[AXIS_U][i + 1].at_m) /
        2 / width_m(terrain, AXIS_U);
    double y =
        (terrain->lines[AXIS_V][j].at_m + terrain->lines[AXIS_V][j + 1].at_m) /
        2 / width_m(terrain, AXIS_V);
    double river = terrain->lines[AXIS_V][terrain->river_row].at_m /
                   width_m(terrain, AXIS_V);
    double dx = x - 0.45;
    double dy = y - (river + 0.14);
    double far = sqrt(dx * dx + dy * dy);
    if (y < river)
        return far < 0.36 && dx < 0.1 ? QUARTER_GROWN : QUARTER_NEW;
    if (far < 0.2)
        return QUARTER_OLD;
    return far < 0.44 ? QUARTER_GROWN : QUARTER_NEW;
}

bool terrain_is_crossed(const struct terrain *terrain, enum plan_axis axis,
                        size_t line, size_t middle)
{
    enum plan_line_kind kind = terrain->lines[1 - axis][middle].kind;
    if (kind != LINE_RIVER)
        return (line + middle) % 2 == 0;
    for (size_t i = 0; i < terrain->n_bridges; i++)
        if (terrain->bridges[i] == line)
            return true;
    return false;
}
