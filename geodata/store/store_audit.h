#ifndef STORE_STORE_AUDIT_H
#define STORE_STORE_AUDIT_H

#include "base/list.h"
#include "store/store.h"

// The audit log, in the private file: who changed what and when, each entry
// sealed with the hash of the one before, so that none can be changed, taken
// out or put between without every later hash showing it. The file refuses
// updates and deletes itself.

/// 32 bytes as hex, and a NUL.
#define AUDIT_HASH_SIZE 65

struct audit_entry {
    int64_t number;      ///< 1, 2, 3 … without gaps
    const char *at;      ///< ISO 8601, UTC
    const char *who;     ///< "officer lan", "family", "command line (lan)"
    const char *action;  ///< "pupil.move_pin", "plan.publish", "job.start"
    const char *subject; ///< id of the thing; or NULL
    const char *detail;  ///< JSON without names or homes of children; or NULL
    char
        hash[AUDIT_HASH_SIZE]; ///< hex: of the hash before and all of the above
};
LIST_DECLARE(audit_entry);

/// Appends an entry, in the transaction of what it tells of (STATUS_STATE
/// without one). `number` and `hash` are worked out here; `at` that is NULL is
/// now.
enum status store_append_audit(struct store *private_store,
                               const struct audit_entry *entry,
                               struct error *err);

/// The newest first, those before number `before` (0: all), at most `limit`.
enum status store_read_audit(struct store *private_store, struct arena *arena,
                             int64_t before, size_t limit,
                             struct audit_entry_list *entries,
                             struct error *err);

/// The same of one subject, the newest `limit`.
enum status store_read_audit_of(struct store *private_store,
                                struct arena *arena, const char *subject,
                                size_t limit, struct audit_entry_list *entries,
                                struct error *err);

/// Works the whole chain out again. STATUS_BAD_INPUT naming the first entry
/// that does not fit, or when the file no longer refuses changes of it. A log
/// cut off at its end fits too: so `head`, unless NULL, is the hash of an entry
/// noted earlier, which must be there. `*last` gets the newest entry (number 0:
/// there is none).
enum status store_verify_audit(struct store *private_store, struct arena *arena,
                               const char *head, struct audit_entry *last,
                               struct error *err);

#endif
