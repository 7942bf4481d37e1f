#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "geo/point.h"
#include "http/encoding.h"

/// The longest address (path and query) that is read.
#define REQUEST_LONGEST_URL 2048

#define REQUEST_MOST_SEGMENTS 16
#define REQUEST_MOST_FIELDS 16

struct http_metrics;

/// A name and its value, percent signs decoded, well-formed UTF-8.
struct request_field {
    const char *name;
    const char *value;
};

/// What a client asks for, decoded and checked once, so that handlers see only
/// whole texts. Lives as long as its arena, which dies with the request.
struct request {
    struct arena *arena;
    const char *method; ///< "GET"; a HEAD arrives as GET
    const char *path;   ///< decoded, begins with "/"
    const char *host;   ///< the Host header, or NULL
    const char *if_none_match;
    const char *if_match;
    const char *range;        ///< the Range header, or NULL
    const char *if_range;     ///< the If-Range header, or NULL
    enum encoding encoding;   ///< the best to squeeze with for the client
    bool takes_brotli;        ///< a file squeezed with it beforehand will do
    const char *content_type; ///< of the body, or NULL
    const char *accept;       ///< the Accept header, or NULL
    const char *cookies;      ///< the Cookie header, or NULL
    const char *origin;       ///< the Origin header, or NULL
    const char *csrf_token;   ///< the X-CSRF-Token header, or NULL
    const char *language;     ///< the Accept-Language header, or NULL
    bool is_https; ///< as the proxy in front says (X-Forwarded-Proto)

    /// Where it comes from, for slowing down who guesses passwords: an address
    /// without its last part ("203.0.113.0", "2001:db8:1::"), from
    /// X-Forwarded-For when the proxy is on this machine. Never logged.
    const char *remote;

    const char *body; ///< HTTP_BODY_TEXT, with a NUL after it; else NULL
    size_t n_body;
    const char *body_file; ///< HTTP_BODY_FILE: its path; removed afterwards
                           ///< unless the handler moved it away
    const struct http_metrics *metrics; ///< the server's counters, or NULL
    const void *visitor; ///< who asks, as the gate found; NULL: nobody known

    const char *segments[REQUEST_MOST_SEGMENTS]; ///< of the path, decoded
    size_t n_segments;
    struct request_field path_fields[REQUEST_MOST_SEGMENTS]; ///< {z} …
    size_t n_path_fields;
    struct request_field query[REQUEST_MOST_FIELDS];
    size_t n_query;
};

/// Reads path and query from an address as it came over the wire, such as
/// "/v1/search?q=L%C3%AA+L%E1%BB%A3i". Fails with STATUS_BAD_INPUT for broken
/// percent signs, NUL, text that is not UTF-8, a parameter given twice, "." or
/// ".." as a part of the path, and anything over the limits above.
enum status request_parse(struct arena *arena, const char *url,
                          struct request *request, struct error *err);

/// Whether the path fits a pattern such as "/tiles/{set}/{z}/{x}/{y}.mvt"; if
/// it does, `path_fields` has what stands in the braces (never empty).
bool request_fits(struct request *request, const char *pattern);

/// What stands in the braces of the pattern that fitted.
const char *request_path_text(const struct request *request, const char *name);

/// The same as a whole number; STATUS_BAD_INPUT naming it when it is not one.
enum status request_path_int(const struct request *request, const char *name,
                             int64_t least, int64_t most, int64_t *value,
                             struct error *err);

/// A query parameter, or `fallback` when it is absent or empty.
const char *request_text(const struct request *request, const char *name,
                         const char *fallback);

/// A query parameter there must be. `example` shows how: "q=nguyen+trai".
enum status request_need_text(const struct request *request, const char *name,
                              const char *example, const char **value,
                              struct error *err);

/// `*value` stays as it is when the parameter is absent.
enum status request_int(const struct request *request, const char *name,
                        int64_t least, int64_t most, int64_t *value,
                        struct error *err);

/// A position "LON,LAT" there must be.
enum status request_lonlat(const struct request *request, const char *name,
                           struct lonlat *at, struct error *err);

/// A box "west,south,east,north" in degrees.
struct lonlat_box {
    struct lonlat south_west;
    struct lonlat north_east;
};

/// `*is_given` is false when the parameter is absent.
enum status request_bbox(const struct request *request, const char *name,
                         bool *is_given, struct lonlat_box *box,
                         struct error *err);

/// The value of a cookie, or NULL.
const char *request_cookie(const struct request *request, const char *name);

/// "http://city.example:8080", from the Host header: for links that must be
/// absolute. A host that is missing or has characters no host has gives
/// "http://localhost".
const char *request_origin(const struct request *request);

#endif
