#ifndef TILE_TILE_CACHE_H
#define TILE_TILE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "geo/tile.h"

/// Tiles that were asked for lately, as they are sent: within a bound on their
/// bytes, the ones not asked for the longest go first. Threads share it.
struct tile_cache;

/// Which tile of which set.
struct tile_key {
    uint32_t set;
    struct tile tile;
};

struct tile_cache *tile_cache_new(size_t most_bytes);
void tile_cache_free(struct tile_cache *cache);

/// Appends the tile's bytes to `out` (none, for an empty tile). False if it is
/// not here.
bool tile_cache_find(struct tile_cache *cache, struct tile_key key,
                     struct text_buffer *out);

/// Keeps a copy of the bytes.
void tile_cache_keep(struct tile_cache *cache, struct tile_key key,
                     const char *bytes, size_t n);

/// The bytes kept, with what keeping them takes.
size_t tile_cache_bytes(struct tile_cache *cache);

#endif
