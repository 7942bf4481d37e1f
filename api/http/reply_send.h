#ifndef HTTP_REPLY_SEND_H
#define HTTP_REPLY_SEND_H

#include <microhttpd.h>

#include "http/reply.h"

/// Hands a settled reply to the library, which sends it as the client takes it.
/// The bytes that were written are given away; borrowed ones must live until
/// the request ends. `closes` ends the connection after it.
enum MHD_Result reply_send(struct reply *reply,
                           struct MHD_Connection *connection, bool closes);

#endif
