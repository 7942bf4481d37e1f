#ifndef TILE_TILE_LAYOUT_H
#define TILE_TILE_LAYOUT_H

#include "base/list.h"
#include "geo/box_index.h"
#include "tile/mvt.h"
#include "tile/tile_set.h"

// How a tile set lies in memory and, byte for byte, in NAME.tiles: known to who
// builds it, keeps it and draws from it. Flat arrays that point into each other
// by number, so they lie anywhere.
//
//     shapes  [ street a | street b | lake      | … | end ]   by layer
//     parts      [ line ]  [ line ]  [ ring ][ hole ]  [ end ]
//     points     [ . . . . | . . .  | . . . . | . . . ]
//
// A shape's parts end where the next shape's begin, and so do a part's points;
// one shape and one part more than there are say where the last ones end.
//
// Positions are whole units of the Web Mercator square cut into 2^32 by 2^32,
// about 9 mm: the grid of a tile of 4096 units at zoom 20. The grid of zoom z
// is 2^(20 - z) times coarser, so snapping to it is a shift.

#define GRID_ZOOM 20u
#define GRID_SIZE 4294967296.0

/// The zoom at which every vertex is drawn; above it a vertex weighs in.
#define FULL_DETAIL_ZOOM 16

struct grid_point {
    uint32_t x;
    uint32_t y;
};
LIST_DECLARE(grid_point);

enum tile_value { TILE_TEXT, TILE_INT, TILE_BOOL };

/// A property: the layer's field of that number, and a text by where it begins
/// in the pool of texts, or a number.
struct tile_tag {
    uint8_t field;
    uint8_t kind; // enum tile_value
    uint16_t unused;
    int32_t value;
};
LIST_DECLARE(tile_tag);

/// Points that belong together: one, a line, or a closed ring. Its number of
/// points reaches to the next part's.
struct tile_part {
    uint32_t first_point;
    uint32_t is_hole; // 0 or 1
};
LIST_DECLARE(tile_part);

/// What a shape is drawn as; the first three are enum mvt_type.
enum tile_kind {
    TILE_POINT = MVT_POINT,
    TILE_LINE = MVT_LINE,
    TILE_AREA = MVT_POLYGON,
    TILE_LABEL_LINE, ///< the stretch a name is written along (tile_labels.h)
    N_TILE_KINDS
};

/// Shapes are sorted by layer; lines with equal tags (the same run of tags)
/// stand side by side and are drawn as one feature.
struct tile_shape {
    uint8_t layer;
    uint8_t kind; // enum tile_kind
    uint8_t from_zoom;
    uint8_t n_tags;
    uint32_t first_tag;
    uint32_t first_part;
};
LIST_DECLARE(tile_shape);

/// Shapes are found by an index for each band of zooms from which they are
/// drawn, so that a tile far out does not meet every lane.
#define N_TILE_BANDS 4
extern const uint8_t TILE_BAND_FROM[N_TILE_BANDS];

/// How many of everything.
struct tile_counts {
    uint32_t n_shapes;
    uint32_t n_parts;
    uint32_t n_points;
    uint32_t n_tags;
    uint32_t texts_size;
    uint32_t n_in_band[N_TILE_BANDS];
};

#define TILE_NO_TEXT UINT32_MAX

struct tile_set {
    struct tile_set_info info;
    struct tile_counts counts;
    struct box_m bounds;             // in grid units
    uint32_t attribution;            // in texts, or TILE_NO_TEXT
    uint64_t checksum;               // of all this
    const struct tile_shape *shapes; // n_shapes + 1
    const struct tile_part *parts;   // n_parts + 1
    const struct grid_point *points;
    const uint8_t *from_zooms; // of each point: drawn from there on
    const struct tile_tag *tags;
    const char *texts; // each with its NUL
    struct box_index bands[N_TILE_BANDS];

    /// A set whose layers are sets of their own, so that one can change and the
    /// others stay: it has nothing itself, and is drawn as they are, in turn.
    const struct tile_set *const *joined;
    size_t n_joined;
};

/// Joins sets of one info (one at least), which must outlive what is made.
struct tile_set *tile_set_join(struct arena *arena,
                               const struct tile_set *const *sets, size_t n);

/// The bytes of a set, piece by piece in a fixed order: what is hashed and
/// written, and set to where they lie when a file is mapped.
#define TILE_SECTIONS (6 + 2 * N_TILE_BANDS)
struct tile_section {
    const void **at; // the set's pointer to it
    size_t size;
};
void tile_set_sections(struct tile_set *set,
                       struct tile_section sections[TILE_SECTIONS]);

/// The set's name, description, layers and fields as one number: a file made
/// for other layers does not fit.
uint64_t tile_set_describe(const struct tile_set_info *info);

/// The set's checksum, from its bytes and its description.
uint64_t tile_set_hash(struct tile_set *set);

/// The part of the grid whose shapes reach into the tile or the margin drawn
/// around it.
struct box_m tile_reach(struct tile tile);

/// Whether all numbers in the set lead somewhere, so that drawing cannot leave
/// it: what is checked of a mapped file before it is trusted. NULL, or what is
/// wrong as the end of a sentence.
const char *tile_set_check(const struct tile_set *set);

#endif
