#ifndef TILE_TILE_SET_H
#define TILE_TILE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "geo/tile.h"

/// Something of the city that is drawn from tiles of its own address: `base`,
/// `schools`, `wards`, `zones`. Built once by a tile_set_builder and only read
/// afterwards, so threads share it without locks.
struct tile_set;

/// A property of a layer's features. Type is "String", "Number" or "Boolean",
/// the words TileJSON has for them.
struct tile_field {
    const char *name;
    const char *type;
};

#define TILE_LAYER_MOST_FIELDS 8

/// A layer as TileJSON describes it, so that a style can be written for it.
struct tile_layer {
    const char *name;
    const char *description;
    uint8_t from_zoom; ///< the first zoom at which it has anything
    struct tile_field fields[TILE_LAYER_MOST_FIELDS]; ///< up to one unnamed

    /// Its areas border on each other: shared borders stay shared however
    /// they are simplified.
    bool is_coverage;
};

/// From `first_zoom` on there are tiles; `last_zoom` has every detail, so a map
/// enlarges its tiles to go deeper.
struct tile_set_info {
    const char *name;
    const char *description;
    const char *attribution; ///< or NULL
    uint8_t first_zoom;
    uint8_t last_zoom;
    const struct tile_layer *layers;
    size_t n_layers;
};

const struct tile_set_info *tile_set_info(const struct tile_set *set);

/// West, south, east and north of everything in it, degrees. False if it is
/// empty.
bool tile_set_bounds(const struct tile_set *set, double bounds_deg[4]);

/// A hash of everything the tiles are made from: tiles of an equal address and
/// hash have equal bytes.
uint64_t tile_set_checksum(const struct tile_set *set);

/// Appends the tile (valid, any zoom) in the Mapbox Vector Tile format, not
/// squeezed; nothing when nothing is there. Uses `scratch`.
void tile_set_render(const struct tile_set *set, struct arena *scratch,
                     struct tile tile, struct text_buffer *out);

/// Called with a tile that has something in it; anything but STATUS_OK ends
/// the walk. The bytes are those of tile_set_render and live until it returns.
typedef enum status tile_found_fn(void *context, struct tile tile,
                                  const char *bytes, size_t n,
                                  struct error *err);

/// Calls `found` for every tile of these zooms that has something in it, zoom
/// by zoom and along the Hilbert curve: in the order of tile_number. Gives
/// what `found` gave last.
enum status tile_set_each_tile(const struct tile_set *set, uint32_t first_zoom,
                               uint32_t last_zoom, tile_found_fn *found,
                               void *context, struct error *err);

/// Writes TileJSON 3.0.0; `origin` is "https://city.example".
void tile_set_write_json(const struct tile_set *set, const char *origin,
                         struct text_buffer *out);

#endif
