#ifndef SAMPLE_SCHOOLS_H
#define SAMPLE_SCHOOLS_H

#include "city/level.h"
#include "sample_streets.h"
#include "sample_wards.h"

/// A school of the made-up city, on a block of its own.
struct drawn_school {
    const char *id;   ///< "M001", its `ref` on the map
    const char *name; ///< "Trường Tiểu học …"
    level_set levels;
    enum quarter quarter;
    size_t cell;
    struct block grounds;        ///< a rectangle of the lattice
    struct spot gates[2];        ///< on its outline
    enum plan_axis gate_axis[2]; ///< of the side each gate is in
    size_t gate_street[2];       ///< the street it opens to
    size_t n_gates;
    bool has_drive; ///< a short way joins the first gate to its street
    const char *road;
    int number;
    struct point_m at;
    int rooms;
    int sessions; ///< a day
    double area_m2;
    int seats[N_LEVELS]; ///< in the entry grade of each level
};

struct drawn_schools {
    struct drawn_school *schools;
    size_t n_schools;
};

/// The first school is the lonely one: a primary school in the fields of the
/// south bank, whose nearest homes as the crow flies lie across the river, far
/// from any bridge. Marks the blocks schools, parks and estates stand on.
struct drawn_schools schools_draw(struct drawn_streets *streets,
                                  size_t n_schools);

/// Pupils to a class at most: 35 in primary schools, else 45.
int class_cap(enum level level);

#endif
