#include "geo/tile.h"

#include <math.h>

#include "geo/hilbert.h"

#define PI 3.14159265358979323846
#define NORTHERNMOST_DEG 85.051128779806604

struct mercator mercator_from_lonlat(struct lonlat at)
{
    double lat_deg =
        fmax(-NORTHERNMOST_DEG, fmin(NORTHERNMOST_DEG, at.lat_deg));
    double sine = sin(lat_deg * PI / 180);
    return (struct mercator){at.lon_deg / 360 + 0.5,
                             0.5 - log((1 + sine) / (1 - sine)) / (4 * PI)};
}

struct lonlat mercator_to_lonlat(struct mercator at)
{
    return (struct lonlat){(at.x - 0.5) * 360,
                           360 / PI * atan(exp((0.5 - at.y) * 2 * PI)) - 90};
}

bool tile_is_valid(struct tile tile)
{
    return tile.zoom <= TILE_DEEPEST_ZOOM && tile.x < (1u << tile.zoom) &&
           tile.y < (1u << tile.zoom);
}

uint64_t tile_number(struct tile tile)
{
    // 1 + 4 + 16 + … tiles of the zooms before.
    uint64_t before = (((uint64_t)1 << 2 * tile.zoom) - 1) / 3;
    return before + hilbert_along(tile.zoom, tile.x, tile.y);
}
