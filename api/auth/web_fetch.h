#ifndef AUTH_WEB_FETCH_H
#define AUTH_WEB_FETCH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

// Asking another server, which only signing in elsewhere (oidc.h) does.

#define WEB_MOST_BYTES ((size_t)1 << 20)

struct web_request {
    const char *url;
    const char *form;    ///< a body to POST, encoded; NULL: a GET
    const char *user;    ///< for Basic authentication; or NULL
    const char *secret;  ///< with it
    const char *ca_file; ///< certificates to trust; NULL: the system's
};

/// Sends it and waits at most five seconds. Redirects are not followed.
/// STATUS_IO when no answer comes, is longer than WEB_MOST_BYTES or is none of
/// 200 to 299 (then `*body`, where not NULL, is what was said all the same).
/// The body lives in the arena and ends with a NUL.
enum status web_fetch(struct arena *arena, const struct web_request *request,
                      const char **body, struct error *err);

/// A text as a value in a query or a form.
const char *web_escape(struct arena *arena, const char *text);

/// Whether that is an address to be asked: https, or http on this machine.
bool web_is_safe(const char *url);

#endif
