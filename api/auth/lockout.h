#ifndef AUTH_LOCKOUT_H
#define AUTH_LOCKOUT_H

#include <stdint.h>

#include "store/store_sessions.h"

// Who guesses waits, and waits longer each time: 2, 4, 8 … seconds, at most a
// quarter of an hour. Counted are guesses at one name from one place (after 3),
// at one name from anywhere (after 10) and from one place at any name (after
// 30). A place from which the name was signed in within the last thirty days is
// not held to what others guess at that name, so nobody can shut its owner out.

#define LOCKOUT_LONGEST_S (15 * 60)

/// A guess about to be made: at the sign-in name (or a child's code, prefixed
/// so that it is none), from the place a request says.
struct guess {
    const char *name;
    const char *from;
};

/// Counts the guess before it is known whether it is right, so that many at
/// once count as many. `*wait_s` is how long to wait before the next one may be
/// made: when it is not 0, this one must not be. Needs a transaction of the
/// private file, to be committed before the answer is looked at.
enum status lockout_count(struct store *private_store,
                          const struct guess *guess, int64_t now,
                          int64_t *wait_s, struct error *err);

/// The guess was right: what was counted for the name is forgotten, and its
/// place is known. Needs a transaction.
enum status lockout_forgive(struct store *private_store,
                            const struct guess *guess, int64_t now,
                            struct error *err);

#endif
