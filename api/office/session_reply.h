#ifndef OFFICE_SESSION_REPLY_H
#define OFFICE_SESSION_REPLY_H

#include "http/reply.h"
#include "office/office.h"
#include "store/store_people.h"

// What is answered to those who sign in, by a password, by the city's own
// sign-in or as a family.

/// Who is signed in, what it may see, and its CSRF token.
void session_reply_visitor(struct reply *reply, const struct visitor *visitor);

/// Nobody is; and whether the city's own sign-in is another way to.
void session_reply_nobody(struct reply *reply, bool has_oidc);

/// Begins a session for an account that has proven itself, with an audit entry
/// whose detail is `way` (JSON), and answers as above.
enum status session_reply_begin(struct office *office,
                                const struct request *request,
                                const struct person *person, const char *way,
                                struct reply *reply, struct error *err);

/// Counts a guess at that name from where the request comes, or (`is_right`)
/// forgives it, and keeps that before anything is made of it: when `*wait_s` is
/// not 0, the guess must not be looked at (auth/lockout.h). It is no change of
/// data that the audit log should tell of.
enum status session_count_guess(struct office *office,
                                const struct request *request, const char *name,
                                bool is_right, int64_t *wait_s,
                                struct error *err);

/// 401, in one sentence for every reason.
void session_reply_wrong(struct reply *reply);

/// 429 with Retry-After.
void session_reply_wait(struct reply *reply, const struct request *request,
                        int64_t wait_s);

#endif
