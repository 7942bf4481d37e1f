#ifndef AUTH_GATE_H
#define AUTH_GATE_H

#include "auth/sessions.h"
#include "http/http_server.h"

/// Lets a request through to its route and sets its visitor, or writes the
/// refusal (RFC 9457): 401 when nobody is signed in, 403 when the role may not,
/// when a change comes from another site (Origin) or without the session's
/// X-CSRF-Token, and when the password must be changed first.
bool gate_admits(struct sessions *sessions, struct request *request,
                 const struct http_route *route, struct reply *reply);

#endif
