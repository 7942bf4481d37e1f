#ifndef BASE_JSON_WRITER_H
#define BASE_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/// Writes JSON (RFC 8259) straight into a text buffer, without a tree in
/// between: commas and escapes are its business, balance is the caller's.
///
///     struct json_writer json = json_into(&body);
///     json_begin_object(&json);
///     json_key(&json, "distance_m");
///     json_metres(&json, 41237);
///     json_end_object(&json);
///
/// Numbers are written the same on every machine: fixed decimals, trailing
/// zeros dropped. (`begin` and `nothing` because jansson has json_object,
/// json_array and json_null, and a library calls the program's own function of
/// that name.)
struct json_writer {
    struct text_buffer *into;
    bool needs_comma;
};

struct json_writer json_into(struct text_buffer *into);

void json_begin_object(struct json_writer *json);
void json_end_object(struct json_writer *json);
void json_begin_array(struct json_writer *json);
void json_end_array(struct json_writer *json);
void json_key(struct json_writer *json, const char *key);

/// A string; NULL is written as null.
void json_text(struct json_writer *json, const char *text);
void json_int(struct json_writer *json, int64_t value);
void json_bool(struct json_writer *json, bool value);
void json_nothing(struct json_writer *json);

/// A value that is JSON already.
void json_verbatim(struct json_writer *json, const char *value);

/// A finite number with at most `decimals` (0 to 9) digits after the point.
void json_number(struct json_writer *json, double value, int decimals);

/// The same with every decimal it has, so that reading it gives the number back
/// exactly.
void json_number_as_given(struct json_writer *json, double value);

/// Whole centimetres written exactly as metres: 41237 gives 412.37.
void json_metres(struct json_writer *json, uint32_t cm);

/// A position as [longitude, latitude] in degrees, 7 decimals (about 1 cm).
void json_position(struct json_writer *json, double lon_deg, double lat_deg);

/// The same with every decimal it has, so that reading it gives the position
/// back exactly: for what was given, not computed.
void json_position_as_given(struct json_writer *json, double lon_deg,
                            double lat_deg);

/// A key and its value at once, of the kinds above.
void json_key_int(struct json_writer *json, const char *key, int64_t value);
void json_key_text(struct json_writer *json, const char *key, const char *text);
void json_key_number(struct json_writer *json, const char *key, double value,
                     int decimals);
void json_key_metres(struct json_writer *json, const char *key, uint32_t cm);

#endif
