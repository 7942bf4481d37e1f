#ifndef HTTP_REQUEST_HEADERS_H
#define HTTP_REQUEST_HEADERS_H

#include <stddef.h>

#include "http/request.h"

struct MHD_Connection;
struct sockaddr;

/// Fills in what the headers and the connection say about a request; texts
/// live as long as the connection's request.
void request_headers_read(struct request *request,
                          struct MHD_Connection *connection);

/// Any one header, or NULL.
const char *request_headers_find(struct MHD_Connection *connection,
                                 const char *name);

/// Whether the client speaks TLS, with the proxy in front.
bool request_headers_is_https(struct MHD_Connection *connection);

/// What the client says about the body to come.
struct body_promise {
    bool has_body;
    bool has_length;     ///< it says how many bytes
    size_t n_bytes;      ///< where it does
    bool waits;          ///< for our 100 before it sends (Expect)
    const char *content; ///< Content-Encoding, or NULL
};

struct body_promise request_headers_body(struct MHD_Connection *connection);

/// An address without its last part: the last byte of an IPv4 address, the last
/// ten of an IPv6 one (which leaves what one household is given). NULL for
/// anything else.
const char *request_headers_place(struct arena *arena,
                                  const struct sockaddr *address);

/// The same of the last address in the list of X-Forwarded-For, which is the
/// one that the proxy beside us added itself.
const char *request_headers_forwarded(struct arena *arena, const char *list);

#endif
