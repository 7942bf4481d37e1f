#ifndef AUTH_PASSWORDS_H
#define AUTH_PASSWORDS_H

#include <stdbool.h>

#include "auth/password_rules.h"

/// Keeps and compares passwords: argon2id, which takes 64 MiB and some tens of
/// milliseconds each time, so that stolen hashes are slow to guess. At most two
/// are worked out at once, whoever else waits, so that signing in cannot use up
/// the memory. Threads share it.
struct passwords;

enum status passwords_open(struct passwords **passwords, struct error *err);
void passwords_close(struct passwords *passwords);

/// A new password as it is kept. Fails with STATUS_BAD_INPUT when the rules
/// (password_rules.h) refuse it.
enum status passwords_keep(struct passwords *passwords, struct arena *arena,
                           const char *given, const char *const *names,
                           size_t n_names, const char **kept,
                           struct error *err);

/// Whether that is the password kept. With `kept` NULL (no such account, or one
/// without a password) it is not, and that takes as long to say.
bool passwords_fit(struct passwords *passwords, const char *kept,
                   const char *given);

#endif
