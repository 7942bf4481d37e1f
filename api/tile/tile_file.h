#ifndef TILE_TILE_FILE_H
#define TILE_TILE_FILE_H

#include "base/error.h"
#include "tile/tile_set.h"

/// NAME.tiles: tile sets as flat arrays, laid out so that mapping the file is
/// loading it. It carries the checksum of what the sets were built from, a
/// description of their layers and a seal over its own bytes; a file that is
/// torn, old or of other data is recognised and never used. The version goes up
/// whenever the same data makes other shapes.
#define TILE_FILE_VERSION 3u
#define TILE_FILE_ENDING ".tiles"
#define TILE_FILE_MOST_SETS 8

/// Sets on a mapped file. They live until tile_file_close; threads share them.
struct tile_file;

/// Writes the file whole or not at all. `inputs` is the checksum of what the
/// sets were built from, 32 hex characters.
enum status tile_file_write(const char *path, const char *inputs,
                            const struct tile_set *const *sets, size_t n_sets,
                            struct error *err);

/// Maps the file, which must have exactly the sets that `infos` describe, in
/// their order. STATUS_NOT_FOUND when there is none; STATUS_STATE when it is
/// torn, of another version or of other inputs.
enum status tile_file_open(const char *path, const char *inputs,
                           const struct tile_set_info *const *infos,
                           size_t n_infos, struct tile_file **file,
                           struct error *err);
void tile_file_close(struct tile_file *file);

const struct tile_set *tile_file_set(const struct tile_file *file, size_t i);

/// Takes the sets from bytes that lie at a multiple of 8, without looking at
/// the seal: what tile_file_open does with the mapped ones. NULL, or what is
/// wrong as the end of a sentence.
const char *tile_file_take(const void *bytes, size_t size, const char *inputs,
                           const struct tile_set_info *const *infos,
                           size_t n_infos, struct tile_set *sets);

#endif
