#ifndef AUTH_SESSIONS_H
#define AUTH_SESSIONS_H

#include "auth/passwords.h"
#include "auth/visitor.h"
#include "http/reply.h"
#include "store/store_sessions.h"

// A session is a random token of 256 bits that its owner has in a cookie and
// the private file as a hash only. It ends after half an hour without a request
// and twelve hours in any case, and when its account changes.

#define SESSION_IDLE_S (30 * 60)
#define SESSION_LONGEST_S (12 * 60 * 60)

/// Who is signed in, as the private file says. Threads share it. What it found
/// it remembers until anyone, in this process or another, changes that file.
struct sessions;

enum status sessions_open(const char *city_path, struct sessions **sessions,
                          struct error *err);
void sessions_close(struct sessions *sessions);

/// What keeps and compares the passwords of those who sign in.
struct passwords *sessions_passwords(struct sessions *sessions);

/// Whom the request's cookie speaks for; NULL when for nobody (no cookie, not
/// ours, over, an account that is disabled). Lives in the request's arena.
enum status sessions_find(struct sessions *sessions,
                          const struct request *request,
                          const struct visitor **visitor, struct error *err);

/// Whose session is to begin: an account's, or that of a pupil's family.
struct session_owner {
    int64_t person;
    const char *pupil_id; ///< NULL for an account
};

/// Begins a session, in a transaction of the private file: always a new token,
/// which goes into a cookie of the reply. The session the request came with
/// ends. `*csrf` lives in the request's arena.
enum status session_begin(struct store *private_store,
                          const struct request *request, struct reply *reply,
                          const struct session_owner *owner, const char **csrf,
                          struct error *err);

/// An account as the visitor it is once signed in; NULL when it may not.
/// Borrows the account's texts.
struct visitor *visitor_of_person(struct arena *arena,
                                  const struct person *person,
                                  const char *csrf);

/// Ends the session the request came with, in a transaction of the private
/// file, and takes its cookie back. Without a session nothing happens.
enum status session_end(struct store *private_store,
                        const struct request *request, struct reply *reply,
                        struct error *err);

/// The hash under which the request's own session is kept, in its arena; NULL
/// when it brings none.
const char *session_hash(const struct request *request);

#endif
