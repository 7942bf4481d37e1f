#ifndef GEO_TILE_H
#define GEO_TILE_H

#include <stdbool.h>
#include <stdint.h>

#include "geo/point.h"

/// A tile of the usual web pyramid (WebMercatorQuad): at zoom z the world is
/// 2^z by 2^z tiles, x counted from 180° W, y from about 85° N.
struct tile {
    uint32_t zoom;
    uint32_t x;
    uint32_t y;
};

/// The deepest zoom that is served.
#define TILE_DEEPEST_ZOOM 20

/// A position on the Web Mercator square, from (0, 0) in the north-west to
/// (1, 1) in the south-east. Tile z/x/y covers [x, x + 1) / 2^z.
struct mercator {
    double x;
    double y;
};

/// Latitudes beyond 85.06° are moved to the edge of the square.
struct mercator mercator_from_lonlat(struct lonlat at);
struct lonlat mercator_to_lonlat(struct mercator at);

bool tile_is_valid(struct tile tile);

/// The tile's number, as PMTiles counts them: all tiles of a zoom after those
/// of the zooms before, along the Hilbert curve.
uint64_t tile_number(struct tile tile);

#endif
