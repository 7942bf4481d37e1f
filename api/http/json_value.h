#ifndef HTTP_JSON_VALUE_H
#define HTTP_JSON_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "geo/point.h"
#include "http/request.h"

/// (KIND, because jansson has constants of the shorter names.)
enum json_kind {
    JSON_KIND_NULL,
    JSON_KIND_BOOL,
    JSON_KIND_NUMBER,
    JSON_KIND_TEXT,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT,
};

/// What a client sent as JSON, in the arena of its request. Texts are
/// well-formed UTF-8 without NUL.
struct json_value {
    enum json_kind kind;
    bool truth;
    double number;
    int64_t integer; ///< where `is_integer`
    bool is_integer;
    const char *text;
    const char *const *keys; ///< of an object's values
    const struct json_value *values;
    size_t n_values;
};

/// Reads the body of a request, which must be an object. STATUS_BAD_INPUT with
/// line and column when it is no JSON, nests deeper than 32 or has a key twice.
enum status json_read_body(const struct request *request,
                           const struct json_value **object, struct error *err);

/// The same of any text; any kind of value.
enum status json_read(struct arena *arena, const char *text, size_t n,
                      const struct json_value **value, struct error *err);

/// The value of that key, or NULL (also where it is null).
const struct json_value *json_find(const struct json_value *object,
                                   const char *key);

/// Members of an object. Fails with STATUS_BAD_INPUT naming the member when it
/// is of another kind or outside the limits, and the `need` ones also when it
/// is absent; otherwise `*value` stays as it is.
enum status json_need_text(const struct json_value *object, const char *key,
                           size_t most_bytes, const char **value,
                           struct error *err);
enum status json_may_text(const struct json_value *object, const char *key,
                          size_t most_bytes, const char **value,
                          struct error *err);
enum status json_need_int(const struct json_value *object, const char *key,
                          int64_t least, int64_t most, int64_t *value,
                          struct error *err);
enum status json_may_int(const struct json_value *object, const char *key,
                         int64_t least, int64_t most, int64_t *value,
                         struct error *err);
enum status json_may_bool(const struct json_value *object, const char *key,
                          bool *value, struct error *err);

/// A position as [lon, lat].
enum status json_need_lonlat(const struct json_value *object, const char *key,
                             struct lonlat *at, struct error *err);

/// An array of `least` to `most` positions, in the arena that has the object.
enum status json_need_lonlats(struct arena *arena,
                              const struct json_value *object, const char *key,
                              size_t least, size_t most, struct lonlat **at,
                              size_t *n, struct error *err);

/// An array of texts, in the arena that has the object.
enum status json_may_texts(struct arena *arena, const struct json_value *object,
                           const char *key, size_t most, const char ***texts,
                           size_t *n_texts, struct error *err);

/// Writes it back; numbers that are not whole with up to nine decimals.
void json_write_value(struct json_writer *json, const struct json_value *value);

#endif
