#ifndef AUTH_OIDC_PROVIDER_H
#define AUTH_OIDC_PROVIDER_H

#include "auth/id_token.h"

/// What is known of the provider without asking it.
struct oidc_options {
    const char *issuer;
    const char *client_id;
    const char *client_secret; ///< or NULL
    const char *redirect;
    const char *ca_file; ///< or NULL
};

/// Reads them; they live in the arena.
enum status oidc_options_read(const char *path, struct arena *arena,
                              struct oidc_options *options, struct error *err);

/// What a provider says of itself (OpenID Connect Discovery 1.0).
struct oidc_endpoints {
    const char *authorization;
    const char *token;
    const char *keys; ///< its jwks_uri
};

/// Reads its discovery document. STATUS_BAD_INPUT when it is another issuer's
/// or lacks an address.
enum status oidc_endpoints_read(struct arena *arena, const char *document,
                                const struct oidc_options *options,
                                struct oidc_endpoints *endpoints,
                                struct error *err);

/// Takes the ID token out of the answer of the token endpoint.
enum status oidc_token_read(struct arena *arena, const char *answer,
                            const char **id_token, struct error *err);

/// The same by asking the provider: its addresses, its keys, and an ID token
/// for a code.
enum status oidc_fetch_endpoints(struct arena *arena,
                                 const struct oidc_options *options,
                                 struct oidc_endpoints *endpoints,
                                 struct error *err);
enum status oidc_fetch_keys(struct arena *arena,
                            const struct oidc_options *options,
                            const struct oidc_endpoints *endpoints,
                            const struct json_value **keys, struct error *err);
enum status oidc_fetch_token(struct arena *arena,
                             const struct oidc_options *options,
                             const struct oidc_endpoints *endpoints,
                             const char *code, const char *verifier,
                             const char **id_token, struct error *err);

#endif
