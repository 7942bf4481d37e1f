#ifndef STORE_STORE_ROUNDS_H
#define STORE_STORE_ROUNDS_H

#include "base/list.h"
#include "city/level.h"
#include "city/pupil.h"
#include "store/store.h"

// Rounds of placing, in the private file: what each was made by and from, where
// it put every child, and how far down each school's list it came. A round is a
// draft until it is published; a published one never changes, which the file
// itself sees to, whoever writes.

/// A round without its placements. Optional texts are NULL.
struct round_entry {
    const char *id; ///< hash of what it was made from
    enum level level;
    int64_t grade;
    int64_t year;
    const char *method;    ///< "nearest-first", "stable", "optimal"
    const char *objective; ///< "total", "tail", "caps"; of optima only
    const char *rules_name;
    const char *rules_version;
    const char *rules_checksum;
    const char *rules; ///< the text of the rule file
    const char *network_checksum;
    const char *made_from; ///< pupils, seats, draw, options, program version
    const char *made_at;   ///< ISO 8601, UTC
    const char *summary; ///< JSON: measures, and the certificate of an optimum
    bool is_published;
    bool is_in_force; ///< the last published of its grade and year
};
LIST_DECLARE(round_entry);

/// Where a round put a child.
struct round_place {
    const char *pupil_id;
    const char *school_id; ///< NULL: unplaced
    const char *programme; ///< whose seat it has; NULL: a general one
    uint32_t way_cm;       ///< (by time: milliseconds); UINT32_MAX if unplaced
    uint32_t group; ///< index into the school's groups; UINT32_MAX if unplaced
    uint32_t lot;   ///< place in the draw
};
LIST_DECLARE(round_place);

/// A pool of seats after the round, and the last it took: of those placed there
/// the one that was served last. `last_…` are NUMBER_UNKNOWN (NULL) when nobody
/// is there or it is not used.
struct round_pool {
    const char *school_id;
    const char *programme; ///< NULL: general
    int64_t seats;
    int64_t placed;
    int64_t price; ///< dual price; NUMBER_UNKNOWN but of optima
    int64_t last_group;
    const char *last_group_name;
    int64_t last_cm;
    int64_t last_score_milli;
    int64_t last_lot;
};
LIST_DECLARE(round_pool);

struct round_record {
    struct round_entry entry;
    struct round_place_list places; ///< read in order of pupil
    struct round_pool_list pools;   ///< read in order of school, programme
};

/// Adds a round, replacing a draft of the same id. STATUS_STATE when that round
/// is published already. `is_published` and `is_in_force` are not looked at.
/// Needs a transaction.
enum status store_write_round(struct store *private_store,
                              const struct round_record *record,
                              struct error *err);

/// STATUS_NOT_FOUND when there is no round of that id.
enum status store_read_round(struct store *private_store, struct arena *arena,
                             const char *id, struct round_record *record,
                             struct error *err);

/// A round without its placements and pools. STATUS_NOT_FOUND when there is
/// none of that id.
enum status store_read_round_entry(struct store *private_store,
                                   struct arena *arena, const char *id,
                                   struct round_entry *entry,
                                   struct error *err);

/// A round with its pools, without its placements, which are many.
enum status store_read_round_pools(struct store *private_store,
                                   struct arena *arena, const char *id,
                                   struct round_record *record,
                                   struct error *err);

/// How many children it placed at a school (NULL: anywhere, or nowhere); with
/// `is_unplaced` only those it placed nowhere. 0 when there is no such round.
enum status store_count_places(struct store *private_store, const char *id,
                               const char *school_id, bool is_unplaced,
                               int64_t *n, struct error *err);

/// All rounds, by year, grade, and within them in the order they were made.
/// `rules` and `summary` are there too.
enum status store_list_rounds(struct store *private_store, struct arena *arena,
                              struct round_entry_list *rounds,
                              struct error *err);

/// Puts a round in force: from now on it is the last published one of its grade
/// and year. STATUS_NOT_FOUND when there is no such round. Needs a transaction.
/// (What everyone may know of it goes into the city file by
/// store_write_cut_offs.)
enum status store_publish_round(struct store *private_store, const char *id,
                                struct error *err);

/// Removes a draft; STATUS_STATE when it is published, STATUS_NOT_FOUND when
/// there is none. Needs a transaction.
enum status store_remove_round(struct store *private_store, const char *id,
                               struct error *err);

#endif
