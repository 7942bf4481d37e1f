#ifndef AUTH_ACCOUNTS_H
#define AUTH_ACCOUNTS_H

#include "auth/passwords.h"
#include "city/ward.h"
#include "store/store_people.h"

// What holds for every account, whoever makes or changes it: an administrator
// over HTTP or someone at the command line.

#define ACCOUNT_LONGEST_TEXT 200
#define ACCOUNT_MOST_WARDS 2000

/// Whether name, role and wards go together: a name of 2 to 40 of a-z, 0-9,
/// ".",
/// "-", "_", a role that can sign in, wards (or all of them) for an officer and
/// for nobody else. STATUS_BAD_INPUT naming what does not.
enum status account_check(const struct person *person, struct error *err);

/// Whether the wards are the city's. STATUS_BAD_INPUT naming the first that is
/// not.
enum status account_check_wards(const struct person *person,
                                const struct ward_list *wards,
                                struct error *err);

/// Gives the account a new password; the rules know its names. `by_other`: it
/// must be changed at the next signing in.
enum status account_set_password(struct passwords *passwords,
                                 struct arena *arena, struct person *person,
                                 const char *given, bool by_other,
                                 struct error *err);

/// A password for someone else, to be changed at once: 20 random letters.
const char *account_random_password(struct arena *arena);

/// STATUS_STATE when, with this account as it is to become (NULL: gone), nobody
/// would be left who manages accounts. `number` is the account's.
enum status account_keep_admin(struct store *private_store, int64_t number,
                               const struct person *person, struct error *err);

#endif
