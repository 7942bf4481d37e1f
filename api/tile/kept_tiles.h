#ifndef TILE_KEPT_TILES_H
#define TILE_KEPT_TILES_H

#include <stdio.h>

#include "store/store.h"
#include "tile/tile_set.h"

/// The tile sets of a city that no plan changes (base, schools, wards, units):
/// NAME.tiles mapped if it fits NAME.sqlite as it is now, else built anew and
/// written beside it; kept in memory where the city is read-only or its folder
/// cannot be written.
struct kept_tiles;

enum kept_set { KEPT_BASE, KEPT_SCHOOLS, KEPT_WARDS, KEPT_UNITS, N_KEPT_SETS };

enum status kept_tiles_open(struct store *store, struct kept_tiles **tiles,
                            struct error *err);
void kept_tiles_close(struct kept_tiles *tiles);

const struct tile_set *kept_tiles_set(const struct kept_tiles *tiles,
                                      enum kept_set set);

/// Builds and writes NAME.tiles.
enum status kept_tiles_write(struct store *store, struct error *err);

/// The same unless it fits the city already: for who will open it where
/// nothing can be written. A line about it goes to `messages`, if not NULL.
enum status kept_tiles_prepare(struct store *store, FILE *messages,
                               struct error *err);

#endif
