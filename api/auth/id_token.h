#ifndef AUTH_ID_TOKEN_H
#define AUTH_ID_TOKEN_H

#include "http/json_value.h"

/// What an ID token must say to be believed (OpenID Connect Core 1.0, section
/// 3.1.3.7).
struct id_token_wanted {
    const char *issuer;
    const char *client_id; ///< it must be meant for us
    const char *nonce;     ///< and for the browser that asked
    int64_t now;           ///< seconds since 1970
};

/// How far the other's clock may be off.
#define ID_TOKEN_SKEW_S 60

/// Checks the signature against the provider's keys (its JSON Web Key Set) and
/// then what is said. `*subject` lives in the arena. STATUS_NOT_FOUND when none
/// of the keys has the token's id: the provider may have new ones.
/// STATUS_BAD_INPUT for all else, naming what is wrong and nothing of the
/// token.
enum status id_token_check(struct arena *arena, const char *token,
                           const struct json_value *keys,
                           const struct id_token_wanted *wanted,
                           const char **subject, struct error *err);

#endif
