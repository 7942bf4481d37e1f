#ifndef HTTP_CONNECTION_DESK_H
#define HTTP_CONNECTION_DESK_H

#include <microhttpd.h>

#include "base/arena.h"

/// The library's callback for connections: gives a new one memory, which its
/// requests use one after the other, and takes it back.
void connection_desk_notify(void *context, struct MHD_Connection *connection,
                            void **desk,
                            enum MHD_ConnectionNotificationCode code);

/// The memory for a request that begins, empty; and given back when it ends.
struct arena *connection_desk_take(struct MHD_Connection *connection);
void connection_desk_clear(struct MHD_Connection *connection);

#endif
