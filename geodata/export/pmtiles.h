#ifndef EXPORT_PMTILES_H
#define EXPORT_PMTILES_H

#include <stddef.h>

#include "base/error.h"
#include "geo/tile.h"

/// One file that has all the tiles of a set, readable by byte ranges from any
/// bucket or CDN: PMTiles version 3 (github.com/protomaps/PMTiles). Tiles of
/// equal bytes are stored once. One thread.
struct pmtiles;

struct pmtiles_info {
    const char *metadata; ///< JSON: name, attribution, vector_layers
    int first_zoom;
    int last_zoom;
    double bounds_deg[4]; ///< west, south, east, north
};

/// Begins the file at `path` under another name. STATUS_IO when it cannot be
/// written.
enum status pmtiles_begin(const char *path, struct pmtiles **archive,
                          struct error *err);

/// Adds a tile (gzipped vector tile), in any order, each once.
enum status pmtiles_add(struct pmtiles *archive, struct tile tile,
                        const char *bytes, size_t n, struct error *err);

/// Writes directories and header and puts the file in its place.
enum status pmtiles_finish(struct pmtiles *archive,
                           const struct pmtiles_info *info, struct error *err);

/// Frees; what was not finished is removed. NULL is fine.
void pmtiles_free(struct pmtiles *archive);

#endif
