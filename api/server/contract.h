#ifndef SERVER_CONTRACT_H
#define SERVER_CONTRACT_H

#include "http/http_server.h"

/// api/openapi.yaml, compiled into the program. Ended by an entry without a
/// name.
struct contract_text {
    const char *name; ///< "openapi"
    const char *yaml;
};
extern const struct contract_text CONTRACT_TEXTS[];

/// The document as it is written, and as JSON for programs that read only that.
http_handler_fn contract_get_yaml;
http_handler_fn contract_get_json;

#endif
