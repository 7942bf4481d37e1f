#ifndef EXPORT_SERVED_H
#define EXPORT_SERVED_H

#include "base/error.h"

// What the server gives, as files: tiles in one archive, and every published
// answer under its own path. Both are made by the server's own handlers, so
// they are the same bytes.

/// Writes the tile set of that name as PMTiles.
enum status export_tiles(const char *city, const char *set, const char *path,
                         struct error *err);

/// Writes the published answers into a folder that is empty or not there yet;
/// STATUS_STATE when it has something in it. Links that must be whole begin
/// with `origin`, such as "https://city.example".
enum status export_answers(const char *city, const char *origin,
                           const char *folder, struct error *err);

#endif
