#ifndef AUTH_OIDC_H
#define AUTH_OIDC_H

#include "http/reply.h"

/// The city's own sign-in, through OpenID Connect: an authorization code with
/// PKCE, state and nonce. Threads share it. What the provider says of itself
/// (addresses, keys) is asked for when first needed and kept for an hour.
struct oidc;

/// Reads the options, a JSON file:
///
///     { "issuer": "https://login.city.example",
///       "client_id": "hocgan",
///       "client_secret_file": "/etc/hocgan/oidc-secret",
///       "redirect": "https://office.city.example/v1/oidc/callback",
///       "ca_file": "/etc/hocgan/ca.pem" }
///
/// The secret's file and `ca_file` may be left out.
enum status oidc_open(const char *options_path, struct oidc **oidc,
                      struct error *err);
void oidc_close(struct oidc *oidc);

/// Sends the browser to the provider (303), with a cookie that only this
/// process can read, by which it is known when it comes back. `next` is where
/// it is to go in the end: a path of ours, or it becomes "/".
enum status oidc_begin(struct oidc *oidc, const struct request *request,
                       const char *next, struct reply *reply,
                       struct error *err);

/// The browser is back: works out who it is. Both texts live in the request's
/// arena. Takes the cookie back. STATUS_BAD_INPUT when it is not what was
/// begun, STATUS_IO when the provider cannot be asked.
enum status oidc_finish(struct oidc *oidc, const struct request *request,
                        struct reply *reply, const char **subject,
                        const char **next, struct error *err);

#endif
