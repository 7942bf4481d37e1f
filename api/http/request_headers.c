#include "http/request_headers.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static const struct {
    const char *name;
    size_t offset;
} FIELDS[] = {
    {"Host", offsetof(struct request, host)},
    {"If-None-Match", offsetof(struct request, if_none_match)},
    {"If-Match", offsetof(struct request, if_match)},
    {"Range", offsetof(struct request, range)},
    {"If-Range", offsetof(struct request, if_range)},
    {"Content-Type", offsetof(struct request, content_type)},
    {"Accept", offsetof(struct request, accept)},
    {"Cookie", offsetof(struct request, cookies)},
    {"Origin", offsetof(struct request, origin)},
    {"X-CSRF-Token", offsetof(struct request, csrf_token)},
    {"Accept-Language", offsetof(struct request, language)},
};

const char *request_headers_find(struct MHD_Connection *connection,
                                 const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

bool request_headers_is_https(struct MHD_Connection *connection)
{
    return text_same(request_headers_find(connection, "X-Forwarded-Proto"),
                     "https");
}

static const char *place_v4(struct arena *arena, const unsigned char *bytes)
{
    return arena_format(arena, "%u.%u.%u.0", bytes[0], bytes[1], bytes[2]);
}

static const char *place_v6(struct arena *arena, const struct in6_addr *address)
{
    if (IN6_IS_ADDR_V4MAPPED(address))
        return place_v4(arena, &address->s6_addr[12]);
    char text[INET6_ADDRSTRLEN];
    struct in6_addr cut = *address;
    memset(&cut.s6_addr[6], 0, 10);
    inet_ntop(AF_INET6, &cut, text, sizeof text);
    return arena_text(arena, text);
}

const char *request_headers_place(struct arena *arena,
                                  const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return place_v4(arena,
                        (const unsigned char *)&(
                            (const struct sockaddr_in *)(const void *)address)
                            ->sin_addr);
    if (address->sa_family == AF_INET6)
        return place_v6(
            arena,
            &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
    return NULL;
}

// Without the spaces, brackets and port that some proxies write:
// "[2001:db8::1]:4711".
static const char *bare_address(struct arena *arena, const char *text)
{
    text += strspn(text, " \t[");
    size_t n = strcspn(text, " \t]");
    const char *colon = memchr(text, ':', n);
    bool has_port =
        colon != NULL &&
        memchr(colon + 1, ':', n - (size_t)(colon + 1 - text)) == NULL;
    return arena_text_n(arena, text, has_port ? (size_t)(colon - text) : n);
}

const char *request_headers_forwarded(struct arena *arena, const char *list)
{
    const char *comma = strrchr(list, ',');
    const char *text = bare_address(arena, comma == NULL ? list : comma + 1);
    struct in_addr v4;
    struct in6_addr v6;
    if (inet_pton(AF_INET, text, &v4) == 1)
        return place_v4(arena, (const unsigned char *)&v4);
    if (inet_pton(AF_INET6, text, &v6) == 1)
        return place_v6(arena, &v6);
    return NULL;
}

static bool is_loopback(const char *place)
{
    return place != NULL &&
           (strncmp(place, "127.", 4) == 0 || strcmp(place, "::") == 0);
}

static const char *read_remote(struct arena *arena,
                               struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const char *place =
        info == NULL ? NULL : request_headers_place(arena, info->client_addr);
    const char *list = request_headers_find(connection, "X-Forwarded-For");
    const char *forwarded = is_loopback(place) && list != NULL
                                ? request_headers_forwarded(arena, list)
                                : NULL;
    return forwarded != NULL ? forwarded : place;
}

void request_headers_read(struct request *request,
                          struct MHD_Connection *connection)
{
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
        *(const char **)(void *)((char *)request + FIELDS[i].offset) =
            request_headers_find(connection, FIELDS[i].name);
    const char *encodings = request_headers_find(connection, "Accept-Encoding");
    request->encoding = encoding_choose(encodings);
    request->takes_brotli = encoding_takes_brotli(encodings);
    request->is_https = request_headers_is_https(connection);
    request->remote = read_remote(request->arena, connection);
}

// The library has refused lengths that are no numbers; one that no file has is
// as good as the largest.
static size_t read_length(const char *text)
{
    int64_t n;
    return text_parse_int64(text, &n) && n >= 0 ? (size_t)n : SIZE_MAX;
}

struct body_promise request_headers_body(struct MHD_Connection *connection)
{
    struct body_promise promise = {
        .content = request_headers_find(connection, "Content-Encoding")};
    const char *length = request_headers_find(connection, "Content-Length");
    const char *expect = request_headers_find(connection, "Expect");
    promise.has_body =
        request_headers_find(connection, "Transfer-Encoding") != NULL;
    promise.waits = expect != NULL && strcasecmp(expect, "100-continue") == 0;
    if (length != NULL && !promise.has_body) {
        promise.has_length = true;
        promise.n_bytes = read_length(length);
        promise.has_body = promise.n_bytes > 0;
    }
    return promise;
}
