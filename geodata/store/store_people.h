#ifndef STORE_STORE_PEOPLE_H
#define STORE_STORE_PEOPLE_H

#include <stdbool.h>

#include "base/list.h"
#include "store/store.h"

// Who may use the office, in the private file. Writing needs a transaction.

struct person {
    int64_t number;
    const char *name;      ///< signs in with it: "lan"
    const char *full_name; ///< or NULL
    const char *role;      ///< "officer", "planner", "admin"
    const char *const *ward_ids;
    size_t n_wards;
    bool has_all_wards;
    const char *password; ///< as libsodium keeps it (argon2id); or NULL
    const char *subject;  ///< who it is to the city's own sign-in; or NULL
    bool is_disabled;
    bool must_change; ///< the password was given by someone else
    const char *made_at;
};
LIST_DECLARE(person);

/// Adds an account; `number` is given by the store. STATUS_STATE when name or
/// subject is taken.
enum status store_add_person(struct store *private_store,
                             const struct person *person, int64_t *number,
                             struct error *err);
/// Writes all but name, number and made_at. STATUS_STATE when the subject is
/// another's.
enum status store_update_person(struct store *private_store,
                                const struct person *person, struct error *err);
/// With its sessions and wards.
enum status store_remove_person(struct store *private_store, int64_t number,
                                struct error *err);

/// STATUS_NOT_FOUND when there is none.
enum status store_find_person(struct store *private_store, struct arena *arena,
                              const char *name, struct person *person,
                              struct error *err);
enum status store_find_person_of_subject(struct store *private_store,
                                         struct arena *arena,
                                         const char *subject,
                                         struct person *person,
                                         struct error *err);
/// By name.
enum status store_read_people(struct store *private_store, struct arena *arena,
                              struct person_list *people, struct error *err);

/// Administrators that can sign in, but for that one.
enum status store_count_other_admins(struct store *private_store,
                                     int64_t number, int64_t *n,
                                     struct error *err);

#endif
