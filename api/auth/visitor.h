#ifndef AUTH_VISITOR_H
#define AUTH_VISITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "http/request.h"

/// What someone may do. Roles do not contain each other: an administrator
/// looks after accounts and publishing, and sees no pupil.
enum role { ROLE_OFFICER, ROLE_PLANNER, ROLE_ADMIN, ROLE_FAMILY };
#define N_ROLES 4

/// "officer", "planner", "admin", "family".
const char *role_name(enum role role);
bool role_find(const char *name, enum role *role);

/// Bits of `http_route.access`.
#define ACCESS_OFFICER (UINT32_C(1) << ROLE_OFFICER)
#define ACCESS_PLANNER (UINT32_C(1) << ROLE_PLANNER)
#define ACCESS_ADMIN (UINT32_C(1) << ROLE_ADMIN)
#define ACCESS_FAMILY (UINT32_C(1) << ROLE_FAMILY)
#define ACCESS_STAFF (ACCESS_OFFICER | ACCESS_PLANNER | ACCESS_ADMIN)
#define ACCESS_EVERYONE UINT32_C(0)

/// Who is signed in, as the gate found: `request->visitor`. Lives as long as
/// the request.
struct visitor {
    enum role role;
    int64_t person;        ///< number of the account; 0 of a family
    const char *name;      ///< the account's sign-in name; what audit calls it
    const char *full_name; ///< or NULL
    const char *const *ward_ids; ///< an officer's wards
    size_t n_wards;
    bool has_all_wards;   ///< an officer of the whole city
    const char *pupil_id; ///< a family's child; else NULL
    const char *csrf;     ///< what X-CSRF-Token must say when data changes
    bool must_change;     ///< has a password given by someone else
};

/// What the audit log calls someone: "officer lan", "family"; without anyone
/// "nobody".
const char *visitor_label(const struct visitor *visitor, struct arena *arena);

/// The visitor of a request whose route asks for one (never NULL there).
const struct visitor *request_visitor(const struct request *request);

/// Whether an officer looks after that ward (NULL, a ward not known: only one
/// of the whole city).
bool visitor_has_ward(const struct visitor *visitor, const char *ward_id);

#endif
