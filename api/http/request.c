// An address is taken apart before it is decoded: first at "?", then the path
// at "/" and the query at "&" and "=", and only then are percent signs turned
// into bytes. So a %2F or %26 inside a name stays inside it, and no decoding
// can make a second path out of the first. Everything decoded is checked to be
// UTF-8 without NUL, once, here.

#include "http/request.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "geo/lonlat.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// Decodes one part of the address. `plus_is_space` holds for queries, as forms
// write them. NULL if the part is broken.
static const char *decode(struct arena *arena, const char *part, size_t n,
                          bool plus_is_space)
{
    char *decoded = arena_array(arena, char, n + 1);
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        char c = part[i];
        if (c == '%') {
            int high = i + 2 < n ? hex_value(part[i + 1]) : -1;
            int low = i + 2 < n ? hex_value(part[i + 2]) : -1;
            if (high < 0 || low < 0)
                return NULL;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        decoded[length++] = c;
    }
    return text_is_utf8(decoded, length, NULL) ? decoded : NULL;
}

static enum status add_segment(struct request *request, const char *part,
                               size_t n, struct error *err)
{
    const char *segment = decode(request->arena, part, n, false);
    if (segment == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "the path has a broken percent sign or is not UTF-8");
    if (strcmp(segment, ".") == 0 || strcmp(segment, "..") == 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "the path has \"%s\" as one of its parts", segment);
    if (request->n_segments == REQUEST_MOST_SEGMENTS)
        return error_set(err, STATUS_BAD_INPUT,
                         "the path has more than %d parts",
                         REQUEST_MOST_SEGMENTS);
    request->segments[request->n_segments++] = segment;
    return STATUS_OK;
}

static enum status parse_path(struct request *request, const char *path,
                              size_t n, struct error *err)
{
    if (n == 0 || path[0] != '/')
        return error_set(err, STATUS_BAD_INPUT,
                         "the path does not begin with \"/\"");
    for (size_t at = 1; at <= n;) {
        const char *slash = memchr(path + at, '/', n - at);
        size_t end = slash == NULL ? n : (size_t)(slash - path);
        enum status status = add_segment(request, path + at, end - at, err);
        if (status != STATUS_OK)
            return status;
        at = end + 1;
    }
    // Each segment decoded on its own was good, so the whole is too.
    request->path = decode(request->arena, path, n, false);
    return STATUS_OK;
}

static const char *find_field(const struct request_field *fields, size_t n,
                              const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(fields[i].name, name) == 0)
            return fields[i].value;
    return NULL;
}

static enum status add_field(struct request *request, const char *part,
                             size_t n, struct error *err)
{
    const char *equals = memchr(part, '=', n);
    size_t name_end = equals == NULL ? n : (size_t)(equals - part);
    size_t value_at = equals == NULL ? n : name_end + 1;
    struct request_field field = {
        decode(request->arena, part, name_end, true),
        decode(request->arena, part + value_at, n - value_at, true)};
    if (field.name == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "the name of a parameter is not text");
    if (field.value == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s has a broken percent sign or is not UTF-8",
                         field.name);
    if (find_field(request->query, request->n_query, field.name) != NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s is given twice",
                         field.name);
    if (request->n_query == REQUEST_MOST_FIELDS)
        return error_set(err, STATUS_BAD_INPUT, "more than %d parameters",
                         REQUEST_MOST_FIELDS);
    request->query[request->n_query++] = field;
    return STATUS_OK;
}

static enum status parse_query(struct request *request, const char *query,
                               struct error *err)
{
    while (*query != '\0') {
        size_t span = strcspn(query, "&");
        enum status status =
            span > 0 ? add_field(request, query, span, err) : STATUS_OK;
        if (status != STATUS_OK)
            return status;
        query += span;
        query += *query == '&';
    }
    return STATUS_OK;
}

enum status request_parse(struct arena *arena, const char *url,
                          struct request *request, struct error *err)
{
    *request = (struct request){.arena = arena, .method = "GET"};
    if (strnlen(url, REQUEST_LONGEST_URL + 1) > REQUEST_LONGEST_URL)
        return error_set(err, STATUS_BAD_INPUT,
                         "the address is longer than %d bytes",
                         REQUEST_LONGEST_URL);
    size_t path_length = strcspn(url, "?");
    enum status status = parse_path(request, url, path_length, err);
    if (status == STATUS_OK && url[path_length] == '?')
        status = parse_query(request, url + path_length + 1, err);
    return status;
}

// One segment against one part of the pattern: "{y}.mvt" takes what stands
// before ".mvt".
static bool segment_fits(struct request *request, const char *segment,
                         const char *part, size_t n)
{
    if (part[0] != '{')
        return strlen(segment) == n && memcmp(segment, part, n) == 0;
    const char *close = memchr(part, '}', n);
    assert(close != NULL);
    size_t ending = n - (size_t)(close + 1 - part);
    size_t length = strlen(segment);
    if (length <= ending ||
        memcmp(segment + length - ending, close + 1, ending) != 0)
        return false;
    request->path_fields[request->n_path_fields++] = (struct request_field){
        arena_text_n(request->arena, part + 1, (size_t)(close - part - 1)),
        arena_text_n(request->arena, segment, length - ending)};
    return true;
}

bool request_fits(struct request *request, const char *pattern)
{
    request->n_path_fields = 0;
    const char *part = pattern + 1;
    for (size_t i = 0; i < request->n_segments; i++) {
        size_t n = strcspn(part, "/");
        if (!segment_fits(request, request->segments[i], part, n))
            return false;
        bool is_last = part[n] == '\0';
        if (is_last != (i + 1 == request->n_segments))
            return false;
        part += is_last ? n : n + 1;
    }
    return true;
}

const char *request_path_text(const struct request *request, const char *name)
{
    const char *value =
        find_field(request->path_fields, request->n_path_fields, name);
    assert(value != NULL);
    return value;
}

static enum status read_int(const char *name, const char *text, int64_t least,
                            int64_t most, int64_t *value, struct error *err)
{
    int64_t parsed;
    if (!text_parse_int64(text, &parsed) || parsed < least || parsed > most)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s must be a whole number from %lld to %lld, "
                         "not \"%s\"",
                         name, (long long)least, (long long)most, text);
    *value = parsed;
    return STATUS_OK;
}

enum status request_path_int(const struct request *request, const char *name,
                             int64_t least, int64_t most, int64_t *value,
                             struct error *err)
{
    return read_int(name, request_path_text(request, name), least, most, value,
                    err);
}

const char *request_text(const struct request *request, const char *name,
                         const char *fallback)
{
    const char *value = find_field(request->query, request->n_query, name);
    return value == NULL || value[0] == '\0' ? fallback : value;
}

enum status request_need_text(const struct request *request, const char *name,
                              const char *example, const char **value,
                              struct error *err)
{
    const char *text = request_text(request, name, NULL);
    if (text == NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s is needed, such as %s",
                         name, example);
    *value = text;
    return STATUS_OK;
}

enum status request_int(const struct request *request, const char *name,
                        int64_t least, int64_t most, int64_t *value,
                        struct error *err)
{
    const char *text = request_text(request, name, NULL);
    if (text == NULL)
        return STATUS_OK;
    return read_int(name, text, least, most, value, err);
}

enum status request_lonlat(const struct request *request, const char *name,
                           struct lonlat *at, struct error *err)
{
    const char *text = NULL;
    const char *example = arena_format(request->arena, "%s=106.70,10.78", name);
    enum status status = request_need_text(request, name, example, &text, err);
    if (status != STATUS_OK)
        return status;
    const char *wrong = lonlat_parse(text, at);
    if (wrong != NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s: \"%s\" %s", name, text,
                         wrong);
    return STATUS_OK;
}

static bool parse_box(struct arena *arena, const char *text,
                      struct lonlat_box *box)
{
    size_t half = 0;
    int commas = 0;
    for (; text[half] != '\0'; half++)
        if (text[half] == ',' && ++commas == 2)
            break;
    if (commas < 2)
        return false;
    return lonlat_parse(arena_text_n(arena, text, half), &box->south_west) ==
               NULL &&
           lonlat_parse(text + half + 1, &box->north_east) == NULL &&
           box->south_west.lon_deg <= box->north_east.lon_deg &&
           box->south_west.lat_deg <= box->north_east.lat_deg;
}

enum status request_bbox(const struct request *request, const char *name,
                         bool *is_given, struct lonlat_box *box,
                         struct error *err)
{
    const char *text = request_text(request, name, NULL);
    *is_given = text != NULL;
    if (text != NULL && !parse_box(request->arena, text, box))
        return error_set(err, STATUS_BAD_INPUT,
                         "%s must be west,south,east,north in degrees, "
                         "not \"%s\"",
                         name, text);
    return STATUS_OK;
}

// Pairs "name=value" with "; " between them (RFC 6265, section 5.4); a value
// may stand in quotes.
const char *request_cookie(const struct request *request, const char *name)
{
    const char *at = request->cookies == NULL ? "" : request->cookies;
    size_t length = strlen(name);
    while (*at != '\0') {
        at += strspn(at, "; \t");
        size_t n = strcspn(at, ";");
        if (n > length && strncmp(at, name, length) == 0 && at[length] == '=') {
            const char *value = at + length + 1;
            n -= length + 1;
            while (n > 0 && (value[n - 1] == ' ' || value[n - 1] == '\t'))
                n--;
            bool is_quoted = n >= 2 && value[0] == '"' && value[n - 1] == '"';
            return is_quoted ? arena_text_n(request->arena, value + 1, n - 2)
                             : arena_text_n(request->arena, value, n);
        }
        at += n;
    }
    return NULL;
}

// A Host is copied into tile addresses, so it may hold only what hosts and
// ports are made of.
static bool is_host(const char *host)
{
    return host != NULL && host[0] != '\0' && strlen(host) < 256 &&
           strspn(host,
                  "abcdefghijklmnopqrstuvwxyz"
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]") == strlen(host);
}

const char *request_origin(const struct request *request)
{
    const char *host = is_host(request->host) ? request->host : "localhost";
    return arena_format(request->arena, "%s://%s",
                        request->is_https ? "https" : "http", host);
}
