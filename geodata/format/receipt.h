#ifndef FORMAT_RECEIPT_H
#define FORMAT_RECEIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "geo/point.h"

/// What is raised when a receipt's fields change their meaning.
#define RECEIPT_VERSION 1

/// A longer file is no receipt: a way of 10,000 bends takes 250 kB.
#define RECEIPT_LONGEST_BYTES ((size_t)4 << 20)

/// A street's name and how much of it is travelled.
struct receipt_street {
    const char *name; ///< "" if the street has none
    uint32_t length_cm;
};

/// The receipt of a distance as somebody hands it in: what it claims, whether
/// or not it is so. Exact: lengths in whole centimetres, positions as they were
/// written. What is about the way is 0 or NULL when there is none, and then
/// `reason` says why.
struct receipt {
    const char *city;
    const char *profile;
    unsigned profile_version;
    const char *weight; ///< "distance" or "time"
    const char *rule;   ///< how the distance is measured, a sentence
    const char *network;
    unsigned network_version;
    struct lonlat home;
    const char *school_id; ///< NULL when the way leads to a position, and …
    const char *school_name;
    struct lonlat to; ///< … this is it
    bool is_reached;
    const char *reason;
    uint32_t distance_cm;
    uint32_t duration_s;
    bool is_snapped;
    struct lonlat snapped;
    uint32_t straight_cm;
    struct lonlat gate;
    const char *gate_kind;
    uint32_t gate_straight_cm;
    uint32_t extra_cm; ///< added by the profile's rule for dangerous crossings
    struct receipt_street *streets;
    size_t n_streets;
    struct lonlat *line;
    size_t n_line;
};

/// Reads what `hocgan route --json` and /v1/route write. Fails with
/// STATUS_BAD_INPUT and one sentence, which calls the file `name`, when the
/// bytes are no such thing: not JSON, nested too deep, fields missing or of the
/// wrong kind, numbers that no distance or position has. Fields that are not a
/// receipt's are passed over. Texts live in `arena`.
enum status receipt_parse(const char *name, const char *bytes, size_t n_bytes,
                          struct arena *arena, struct receipt *receipt,
                          struct error *err);

/// The same from a file; "-" is standard input.
enum status receipt_read(const char *path, struct arena *arena,
                         struct receipt *receipt, struct error *err);

#endif
