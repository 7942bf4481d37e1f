// A cookie says who asks, but a browser sends it along with whatever any page
// makes it send. So a change also needs what only our own pages can know (the
// session's CSRF token, in a header no form can set), and where the browser
// says which site a request comes from, that must be this one. Signing in has
// no session yet: there the Origin is all there is, and a body of JSON, which
// no other site can send without being asked for leave.

#include "auth/gate.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

#include "http/problem.h"

static bool refuse(struct reply *reply, unsigned http_status,
                   const char *detail)
{
    reply_problem_status(reply, http_status, detail);
    return false;
}

static bool is_change(const struct http_route *route)
{
    return strcmp(route->method, "GET") != 0;
}

// A browser that sends no Origin is an old one, or no browser.
static bool is_from_here(const struct request *request)
{
    if (request->origin == NULL)
        return true;
    const char *host = strstr(request->origin, "://");
    return host != NULL && request->host != NULL &&
           strcasecmp(host + 3, request->host) == 0;
}

static bool has_csrf_token(const struct request *request,
                           const struct visitor *visitor)
{
    size_t n = strlen(visitor->csrf);
    return request->csrf_token != NULL && strlen(request->csrf_token) == n &&
           sodium_memcmp(request->csrf_token, visitor->csrf, n) == 0;
}

static bool is_about_session(const struct http_route *route)
{
    return strncmp(route->pattern, "/v1/session", 11) == 0;
}

// Whether that visitor may, with a sentence if not.
static bool admits_visitor(const struct request *request,
                           const struct visitor *visitor,
                           const struct http_route *route, struct reply *reply)
{
    if ((route->access & UINT32_C(1) << visitor->role) == 0)
        return refuse(reply, 403,
                      arena_format(request->arena,
                                   "%s %s is not for the role \"%s\"",
                                   route->method, route->pattern,
                                   role_name(visitor->role)));
    if (is_change(route) && !has_csrf_token(request, visitor))
        return refuse(reply, 403,
                      "X-CSRF-Token is not the one of this session");
    if (visitor->must_change && !is_about_session(route))
        return refuse(reply, 403,
                      "the password was given by someone else and must be "
                      "changed first (POST /v1/session/password)");
    return true;
}

bool gate_admits(struct sessions *sessions, struct request *request,
                 const struct http_route *route, struct reply *reply)
{
    const struct visitor *visitor = NULL;
    struct error err;
    if (is_change(route) && !is_from_here(request))
        return refuse(reply, 403, "the request comes from another site");
    if (route->access == ACCESS_EVERYONE)
        return true;
    if (sessions_find(sessions, request, &visitor, &err) != STATUS_OK) {
        reply_problem(reply, &err);
        return false;
    }
    if (visitor == NULL) {
        refuse(reply, 401, "nobody is signed in");
        reply_header(reply, "WWW-Authenticate", "Session");
        return false;
    }
    if (!admits_visitor(request, visitor, route, reply))
        return false;
    request->visitor = visitor;
    return true;
}
