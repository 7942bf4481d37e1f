#ifndef SAMPLE_STREETS_H
#define SAMPLE_STREETS_H

#include "base/list.h"
#include "sample_terrain.h"

/// Streets of the made-up city: main streets along the lattice's lines, a
/// grid of small ones in each cell, and hẻm branching off inside the blocks.

enum street_rank { RANK_MAIN, RANK_SMALL, RANK_LANE };

LIST_DECLARE_OF(int32_t, stop);

/// A street that runs along a lattice line or parallel to one: `axis` is the
/// coordinate that stays at `fixed` while the other goes from `from` to `to`.
struct drawn_street {
    enum plan_axis axis;
    enum street_rank rank;
    enum quarter quarter;
    int32_t fixed;
    int32_t from; ///< less than `to`
    int32_t to;
    int32_t numbered_from; ///< where house number 1 stands
    int depth;             ///< of a hẻm: 1 off a street, 2 off a hẻm …
    const char *highway;   ///< NULL for a ferry
    const char *name;      ///< "Hẻm 12/5 Lê Lợi"
    const char *road;      ///< of its addresses: "Lê Lợi"
    const char *prefix;    ///< of its house numbers: "12/5", or NULL
    bool is_oneway;
    bool is_bridge;
    bool has_service;       ///< service=alley
    struct stop_list stops; ///< where it meets another street
};
LIST_DECLARE(drawn_street);

/// What stands on a block.
enum block_use {
    BLOCK_HOMES,
    BLOCK_SCHOOL,
    BLOCK_PARK,
    BLOCK_FLATS,
    BLOCK_FIELD,
};

/// A cell of land: its small streets at `us` and `vs` (both edges included)
/// and what stands on the (n_us - 1) * (n_vs - 1) blocks between them.
struct drawn_cell {
    size_t i, j;
    enum quarter quarter;
    size_t n_us, n_vs;
    int32_t *us, *vs;
    size_t first_small; ///< its small streets, columns then rows
    uint8_t *uses;      ///< enum block_use, rows of n_us - 1
};
LIST_DECLARE(drawn_cell);

/// A block: the rectangle between four streets.
struct block {
    struct spot low;
    struct spot high;
};

/// Something in the way or beside it: a bollard, a crossing, traffic lights.
struct street_mark {
    struct spot at;
    const char *key;
    const char *value;
};
LIST_DECLARE(street_mark);

struct drawn_streets {
    const struct terrain *terrain;
    struct arena *arena;
    struct drawn_street_list streets;
    struct drawn_cell_list cells;
    struct street_mark_list marks;
    size_t *first_main[2]; ///< by axis and line, into streets
    size_t n_names;
};

/// Main and small streets, with the cells they bound; all blocks are homes.
struct drawn_streets streets_draw(struct arena *arena,
                                  const struct terrain *terrain);

/// The hẻm inside the blocks that are homes (sample_lanes.c).
void lanes_draw(struct drawn_streets *streets);

struct block cell_block(const struct drawn_cell *cell, size_t a, size_t c);

/// The street that runs along line `k` of the cell's small streets of `axis`
/// (0 and the last are main streets) past `along`.
size_t cell_street(const struct drawn_streets *streets,
                   const struct drawn_cell *cell, enum plan_axis axis, size_t k,
                   int32_t along);

/// Notes that another street meets this one at `at`.
void street_add_stop(struct drawn_streets *streets, size_t street, int32_t at);

struct spot street_spot(const struct drawn_street *street, int32_t at);

/// The house number at `at`, odd on the left and even on the right.
int street_number(const struct terrain *terrain,
                  const struct drawn_street *street, int32_t at, bool is_right);

/// Metres from `a` to `b` before bending, along the street.
double street_metres(const struct terrain *terrain,
                     const struct drawn_street *street, int32_t a, int32_t b);

#endif
