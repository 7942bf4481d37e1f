// Host and port are told apart at the last colon, so that an IPv6 address in
// brackets keeps its own. The socket is opened here and not by the HTTP
// library, because only then is the port known that "0" became, and a refusal
// can say why.

#include "http/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

// "[::1]:80" and "127.0.0.1:80" into host and port; an empty host is all.
static bool split_listen(const char *wanted, char *host, size_t size,
                         const char **port)
{
    const char *colon = strrchr(wanted, ':');
    int64_t number;
    if (colon == NULL || !text_parse_int64(colon + 1, &number) || number < 0 ||
        number > 65535)
        return false;
    size_t n = (size_t)(colon - wanted);
    bool is_bracketed = n >= 2 && wanted[0] == '[' && colon[-1] == ']';
    if (n - 2 * is_bracketed >= size)
        return false;
    memcpy(host, wanted + is_bracketed, n - 2 * is_bracketed);
    host[n - 2 * is_bracketed] = '\0';
    *port = colon + 1;
    return true;
}

static int open_listener(const struct addrinfo *at)
{
    int listener =
        socket(at->ai_family, at->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
               at->ai_protocol);
    int yes = 1;
    if (listener < 0)
        return -1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, at->ai_addr, at->ai_addrlen) == 0 &&
        listen(listener, 1024) == 0)
        return listener;
    int reason = errno;
    close(listener);
    errno = reason;
    return -1;
}

static unsigned port_of(int listener)
{
    struct sockaddr_storage name;
    socklen_t size = sizeof name;
    if (getsockname(listener, (struct sockaddr *)&name, &size) != 0)
        return 0;
    if (name.ss_family == AF_INET6)
        return ntohs(((struct sockaddr_in6 *)&name)->sin6_port);
    return ntohs(((struct sockaddr_in *)&name)->sin_port);
}

static void write_address(char *address, const char *host, unsigned port)
{
    const char *shown = host[0] == '\0' ? "0.0.0.0" : host;
    snprintf(address, LISTENER_ADDRESS_SIZE,
             strchr(shown, ':') != NULL ? "http://[%s]:%u" : "http://%s:%u",
             shown, port);
}

enum status listener_open(const char *wanted, int *listener, char *address,
                          struct error *err)
{
    const char *port;
    char host[256];
    if (!split_listen(wanted, host, sizeof host, &port))
        return error_set(err, STATUS_BAD_INPUT,
                         "--listen must be HOST:PORT, such as "
                         "127.0.0.1:8080, not \"%s\"",
                         wanted);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    int code =
        getaddrinfo(host[0] == '\0' ? "0.0.0.0" : host, port, &hints, &found);
    if (code != 0)
        return error_set(err, STATUS_IO, "cannot listen on %s: %s", wanted,
                         gai_strerror(code));
    *listener = open_listener(found);
    int reason = errno;
    freeaddrinfo(found);
    if (*listener < 0)
        return error_set(err, STATUS_IO, "cannot listen on %s: %s", wanted,
                         strerror(reason));
    write_address(address, host, port_of(*listener));
    return STATUS_OK;
}
