#ifndef STORE_DERIVED_FILE_H
#define STORE_DERIVED_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/// A file beside the city that is worked out from it and can be made again at
/// any time: NAME.network, NAME.tiles. It is read by mapping it.

/// NAME.sqlite has NAME followed by `ending` beside it. `path` needs `size`
/// bytes.
void derived_file_path(const char *city_path, const char *ending, char *path,
                       size_t size);

/// Whether the folder can be written to; a replica's, or that of a public
/// server's own user, often cannot.
bool derived_file_is_writable(const char *city_path);

/// Writes the file under a temporary name and renames it, so that a reader
/// sees the old file or the new one, whole.
enum status derived_file_write(const char *path, const void *bytes, size_t size,
                               struct error *err);

/// The bytes of a file as it was when it was mapped.
struct derived_file {
    const void *bytes;
    size_t size;
};

/// Maps the file for reading. STATUS_NOT_FOUND when there is none,
/// STATUS_STATE when it is no file or has fewer than `least_size` bytes.
enum status derived_file_map(const char *path, size_t least_size,
                             struct derived_file *file, struct error *err);

/// A zeroed one is fine.
void derived_file_unmap(struct derived_file *file);

#endif
