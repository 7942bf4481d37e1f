#ifndef STORE_STORE_BACKUP_H
#define STORE_STORE_BACKUP_H

#include <stdbool.h>

#include "base/error.h"

/// What a copy came to.
struct backup_report {
    bool has_private;       ///< there was a private file, and it was copied too
    char city_checksum[33]; ///< of the bytes of the copies (BLAKE2b-128)
    char private_checksum[33]; ///< "" without one
};

/// Copies a city and, if it has one, its private file (mode 0600) to another
/// place, both as they were at one moment: while it runs, nobody writes. A
/// server may go on answering. Both copies are checked from end to end before
/// they take their names, the private one first. Derived files (network, tiles)
/// are not copied; they are made anew.
///
/// STATUS_STATE when there is a file at the other place, unless
/// `keeps_old`: then what was there is renamed to "NAME.before-restore.sqlite"
/// and "….private.sqlite", replacing those of an earlier time. STATUS_BAD_INPUT
/// when the city, or its private file, is no file of this program, is of a
/// newer schema, or is damaged.
enum status store_copy_city(const char *from, const char *to, bool keeps_old,
                            struct backup_report *report, struct error *err);

#endif
