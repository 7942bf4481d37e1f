#ifndef AUTH_PASSWORD_RULES_H
#define AUTH_PASSWORD_RULES_H

#include "base/arena.h"
#include "base/error.h"

// What a password must be: NIST SP 800-63B (revision 4), section 3.1.1. At
// least 15 characters, since it is the only thing asked for at signing in; up
// to 256, of any kind, spaces too; no rule of what it is made of and no day on
// which it runs out. Refused is what is guessed first: common passwords, the
// account's and the service's own names, runs along the keyboard, one thing
// repeated.

#define PASSWORD_LEAST_CHARACTERS 15
#define PASSWORD_MOST_CHARACTERS 256
#define PASSWORD_MOST_BYTES 1024

/// Common passwords in order, ready for searching.
struct common_passwords;
struct common_passwords *common_passwords_build(struct arena *arena);

/// The password in the one form it is hashed in (Unicode NFC), so that it is
/// the same from every keyboard. STATUS_BAD_INPUT when it is not text or too
/// long.
enum status password_normalise(struct arena *arena, const char *given,
                               const char **password, struct error *err);

/// Whether a new password (normalised) may be taken; STATUS_BAD_INPUT saying
/// why not, without the password. `names` are the account's own: sign-in name,
/// full name.
enum status password_check(const struct common_passwords *common,
                           const char *password, const char *const *names,
                           size_t n_names, struct error *err);

#endif
