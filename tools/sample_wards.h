#ifndef SAMPLE_WARDS_H
#define SAMPLE_WARDS_H

#include "sample_terrain.h"

/// The wards: each a rectangle of lattice cells, bent with the city. Small in
/// the old town, large in the new quarters; the river's middle is a border.
struct drawn_ward {
    const char *id;   ///< "P01"
    const char *name; ///< "Phường Tân Khánh"
    enum quarter quarter;
    size_t low_column, high_column; ///< from this line to that
    size_t low_row, high_row;
};

struct drawn_wards {
    struct drawn_ward *wards;
    size_t n_wards;
    uint16_t *of_cell; ///< rows of n_columns
    size_t n_columns;  ///< cells in a row
    size_t n_rows;
};

struct drawn_wards wards_draw(struct arena *arena,
                              const struct terrain *terrain, size_t n_wards);

size_t wards_at(const struct drawn_wards *wards, struct spot spot);

/// The border of a ward, counter-clockwise on the lattice, in spots that its
/// neighbours share; not closed.
size_t ward_ring(struct arena *arena, const struct drawn_ward *ward,
                 struct spot **ring);

/// A spot well inside.
struct spot ward_middle(const struct drawn_ward *ward);

#endif
