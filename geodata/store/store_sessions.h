#ifndef STORE_STORE_SESSIONS_H
#define STORE_STORE_SESSIONS_H

#include "base/list.h"
#include "store/store_people.h"

// Who is signed in, and who guessed wrong, in the private file. Moments are
// seconds since 1970. Writing needs a transaction.

/// A person's session, or a family's.
struct session {
    const char *hash; ///< of the token; the token itself is with its owner only
    int64_t person;   ///< number of the account; 0 of a family
    const char *pupil_id; ///< of a family's child; else NULL
    const char *csrf;
    int64_t made_at;
    int64_t seen_at;
    int64_t ends_at;
};

enum status store_add_session(struct store *private_store,
                              const struct session *session, struct error *err);

/// A session with the account it belongs to (zeroed where it is a family's).
/// STATUS_NOT_FOUND when there is none; it may have ended.
enum status store_find_session(struct store *private_store, struct arena *arena,
                               const char *hash, struct session *session,
                               struct person *person, struct error *err);

enum status store_see_session(struct store *private_store, const char *hash,
                              int64_t seen_at, struct error *err);
enum status store_end_session(struct store *private_store, const char *hash,
                              struct error *err);

/// All sessions of an account, but for that one (or NULL).
enum status store_end_sessions(struct store *private_store, int64_t person,
                               const char *but_hash, struct error *err);

/// Drops what ended or was last seen before those moments, and what was
/// remembered of guesses that stopped mattering.
enum status store_forget_sessions(struct store *private_store, int64_t now,
                                  int64_t seen_before, struct error *err);

/// Wrong guesses under a key, such as "name:lan" or "from:203.0.113.0". All
/// zero when there is none.
struct sign_in_failure {
    int64_t failures;
    int64_t locked_until;
};

enum status store_read_failure(struct store *private_store, const char *key,
                               struct sign_in_failure *failure,
                               struct error *err);
enum status store_write_failure(struct store *private_store, const char *key,
                                const struct sign_in_failure *failure,
                                struct error *err);
enum status store_clear_failure(struct store *private_store, const char *key,
                                struct error *err);

#endif
