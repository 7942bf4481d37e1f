#include "http/connection_desk.h"

#include <stdio.h>
#include <stdlib.h>

// What one large answer needed is not held on to by a connection that stays.
#define MOST_RESTING_BYTES ((size_t)64 << 10)

struct desk {
    struct arena *arena;
};

void connection_desk_notify(void *context, struct MHD_Connection *connection,
                            void **desk,
                            enum MHD_ConnectionNotificationCode code)
{
    (void)context, (void)connection;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        arena_free(((struct desk *)*desk)->arena);
        free(*desk);
        return;
    }
    struct desk *made = malloc(sizeof *made);
    if (made == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    made->arena = arena_new();
    *desk = made;
}

static struct desk *desk_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection,
                                   MHD_CONNECTION_INFO_SOCKET_CONTEXT)
        ->socket_context;
}

struct arena *connection_desk_take(struct MHD_Connection *connection)
{
    return desk_of(connection)->arena;
}

void connection_desk_clear(struct MHD_Connection *connection)
{
    struct desk *desk = desk_of(connection);
    if (arena_used(desk->arena) <= MOST_RESTING_BYTES) {
        arena_reset(desk->arena);
        return;
    }
    arena_free(desk->arena);
    desk->arena = arena_new();
}
