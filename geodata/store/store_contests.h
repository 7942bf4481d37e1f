#ifndef STORE_STORE_CONTESTS_H
#define STORE_STORE_CONTESTS_H

#include "base/list.h"
#include "geo/area.h"
#include "store/store.h"

// A family's way in and what it contests, in the private file. Writing needs a
// transaction.

/// Keeps the hash of a code given to a child's family; the one before, used or
/// not, is void.
enum status store_write_family_code(struct store *private_store,
                                    const char *pupil_id, const char *hash,
                                    const char *made_at, struct error *err);

/// Uses up the code with that hash: `*is_right` says whether the child has one
/// of that hash that was not used yet.
enum status store_use_family_code(struct store *private_store,
                                  const char *pupil_id, const char *hash,
                                  const char *used_at, bool *is_right,
                                  struct error *err);

/// From when until when families may contest the placing of a grade: days as
/// "2026-07-01", both included.
struct contest_window {
    int64_t year;
    int64_t grade;
    const char *opens;
    const char *closes;
};

enum status store_write_contest_window(struct store *private_store,
                                       const struct contest_window *window,
                                       struct error *err);
/// STATUS_NOT_FOUND when none was set.
enum status store_read_contest_window(struct store *private_store,
                                      struct arena *arena, int64_t year,
                                      int64_t grade,
                                      struct contest_window *window,
                                      struct error *err);

enum contest_kind {
    CONTEST_PIN,   ///< the home is elsewhere
    CONTEST_LANE,  ///< a lane is missing on the map
    CONTEST_GATE,  ///< a school's gate is elsewhere, or missing
    CONTEST_OTHER, ///< in words only
};
const char *contest_kind_name(enum contest_kind kind);
bool contest_kind_find(const char *name, enum contest_kind *kind);

enum contest_state {
    CONTEST_OPEN,
    CONTEST_ACCEPTED,
    CONTEST_REFUSED,
    CONTEST_WITHDRAWN,
};
const char *contest_state_name(enum contest_state state);
bool contest_state_find(const char *name, enum contest_state *state);

/// What a family says is wrong. Optional texts are NULL.
struct contest {
    int64_t number;
    const char *id; ///< random: part of its address
    const char *pupil_id;
    const char *round_id; ///< the one in force when it was made
    enum contest_kind kind;
    const char *school_id; ///< of a gate
    const char *words;
    struct line line;    ///< of a lane; a pin or gate has its place twice
    const char *made_at; ///< ISO 8601, UTC
    enum contest_state state;
    const char *decided_at;
    const char *decided_by; ///< sign-in name
    const char *reason;
    const char *effect;    ///< JSON: who would change, see cmd_contest
    const char *effect_of; ///< what it was worked out from
};
LIST_DECLARE(contest);

/// Adds an open contest.
enum status store_add_contest(struct store *private_store,
                              const struct contest *contest, struct error *err);

/// Writes state, decision and effect of the contest with that id.
enum status store_update_contest(struct store *private_store,
                                 const struct contest *contest,
                                 struct error *err);

/// Which contests are wanted; zeroed, it is all.
struct contest_filter {
    const char *id;
    const char *pupil_id;
    bool of_state;
    enum contest_state state;
};

/// The oldest first.
enum status store_read_contests(struct store *private_store,
                                struct arena *arena,
                                const struct contest_filter *filter,
                                struct contest_list *contests,
                                struct error *err);

/// STATUS_NOT_FOUND when there is none of that id.
enum status store_find_contest(struct store *private_store, struct arena *arena,
                               const char *id, struct contest *contest,
                               struct error *err);

#endif
