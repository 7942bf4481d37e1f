#ifndef SAMPLE_TERRAIN_H
#define SAMPLE_TERRAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/random.h"
#include "geo/point.h"

/// The ground plan of the made-up city: a lattice of lines (columns and rows)
/// that a smooth bend turns into a city with a winding river. Streets, wards
/// and schools are drawn on the lattice, where everything is upright, and
/// bent when written.

/// What runs along a line. Water and rails have a street on each bank, which
/// is the line before and the line after.
enum plan_line_kind { LINE_STREET, LINE_RIVER, LINE_CANAL, LINE_RAIL };

/// AXIS_U: columns, lines on which u stays the same; AXIS_V: rows.
enum plan_axis { AXIS_U, AXIS_V };

struct plan_line {
    enum plan_line_kind kind;
    double at_m; ///< before bending
};

/// A place on the lattice: line 3 is at 3 * GRAIN, and between lines are
/// GRAIN steps. Whole numbers, so that two streets meet in the same spot.
#define GRAIN 1000
struct spot {
    int32_t u;
    int32_t v;
};

/// How old a quarter is decides how it looks and how many children it has.
enum quarter { QUARTER_OLD, QUARTER_GROWN, QUARTER_NEW };

struct terrain {
    uint64_t seed;
    struct plan_line *lines[2]; ///< by axis
    size_t n_lines[2];
    size_t river_row;
    double *meander_m; ///< how far the river is bent, every MEANDER_STEP_M
    size_t n_meanders;
    size_t bridges[16]; ///< columns that cross the river
    size_t n_bridges;
    size_t lonely_column; ///< farthest from any bridge
    size_t ferry_column;
};

/// `n_cells` is about how many lattice cells of land there are.
struct terrain terrain_draw(struct arena *arena, uint64_t seed, size_t n_cells);

/// Where a coordinate of the lattice lies before bending, in metres.
double terrain_coordinate_m(const struct terrain *terrain, enum plan_axis axis,
                            int32_t at);

/// The bent position in metres from the city's corner, and in degrees.
struct point_m terrain_point(const struct terrain *terrain, struct spot spot);

/// Degrees times 10^7, whole: what the files say.
struct degrees_e7 {
    int64_t lon;
    int64_t lat;
};
struct degrees_e7 terrain_degrees(struct point_m at);

/// Whether cell (i, j), between columns i, i + 1 and rows j, j + 1, is land.
bool terrain_is_land(const struct terrain *terrain, size_t i, size_t j);
enum quarter terrain_quarter(const struct terrain *terrain, size_t i, size_t j);

/// Whether a street along line `line` of `axis` crosses the water or rails
/// whose middle is line `middle` of the other axis.
bool terrain_is_crossed(const struct terrain *terrain, enum plan_axis axis,
                        size_t line, size_t middle);

/// A random number stream for one purpose at one place, independent of what
/// was drawn elsewhere.
struct random terrain_random(const struct terrain *terrain, uint64_t purpose,
                             uint64_t a, uint64_t b);

/// A number in [least, most).
double random_between(struct random *random, double least, double most);

/// True with the given chance in a hundred.
bool random_chance(struct random *random, uint32_t percent);

#endif
