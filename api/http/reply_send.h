#ifndef HTTP_REPLY_SEND_H
#define HTTP_REPLY_SEND_H

#include <microhttpd.h>

#include "http/reply.h"

/// A settled reply as the library sends it, as often as wanted. The bytes that
/// were written are given away; borrowed ones are copied where it `owns` them,
/// and must live until the request ends where it does not. NULL: no memory.
struct MHD_Response *reply_response(struct reply *reply, bool owns);

/// The 304 for the same reply.
struct MHD_Response *reply_response_unchanged(const struct reply *reply);

#endif
