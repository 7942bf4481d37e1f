#include "base/json_writer.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct json_writer json_into(struct text_buffer *into)
{
    return (struct json_writer){.into = into};
}

// Every value starts here: after another value it needs a comma.
static void begin_value(struct json_writer *json)
{
    if (json->needs_comma)
        text_add(json->into, ",", 1);
    json->needs_comma = true;
}

static void open_with(struct json_writer *json, const char *bracket)
{
    begin_value(json);
    text_add(json->into, bracket, 1);
    json->needs_comma = false;
}

static void close_with(struct json_writer *json, const char *bracket)
{
    text_add(json->into, bracket, 1);
    json->needs_comma = true;
}

void json_begin_object(struct json_writer *json)
{
    open_with(json, "{");
}

void json_end_object(struct json_writer *json)
{
    close_with(json, "}");
}

void json_begin_array(struct json_writer *json)
{
    open_with(json, "[");
}

void json_end_array(struct json_writer *json)
{
    close_with(json, "]");
}

static void add_escaped(struct text_buffer *into, unsigned char c)
{
    if (c == '"' || c == '\\')
        text_add_format(into, "\\%c", c);
    else if (c == '\n')
        text_add_string(into, "\\n");
    else
        text_add_format(into, "\\u%04x", c);
}

static void add_string(struct text_buffer *into, const char *text)
{
    text_add(into, "\"", 1);
    while (*text != '\0') {
        size_t plain = 0;
        while ((unsigned char)text[plain] >= 0x20 && text[plain] != '"' &&
               text[plain] != '\\')
            plain++;
        text_add(into, text, plain);
        text += plain;
        if (*text != '\0')
            add_escaped(into, (unsigned char)*text++);
    }
    text_add(into, "\"", 1);
}

void json_key(struct json_writer *json, const char *key)
{
    begin_value(json);
    add_string(json->into, key);
    text_add(json->into, ":", 1);
    json->needs_comma = false;
}

void json_text(struct json_writer *json, const char *text)
{
    if (text == NULL) {
        json_nothing(json);
        return;
    }
    begin_value(json);
    add_string(json->into, text);
}

// Writes value / 10^decimals exactly, without trailing zeros, so that it ends
// before `at`; returns where it starts. Whole numbers and not printf's %f,
// which is slow and would be the greater part of a route.
static char *put_scaled(char *at, int64_t scaled, int decimals)
{
    uint64_t left = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
    for (; decimals > 0 && left % 10 == 0; decimals--)
        left /= 10;
    if (decimals > 0) {
        for (; decimals > 0; decimals--, left /= 10)
            *--at = (char)('0' + left % 10);
        *--at = '.';
    }
    do
        *--at = (char)('0' + left % 10);
    while ((left /= 10) != 0);
    if (scaled < 0)
        *--at = '-';
    return at;
}

#define SCALED_SIZE 24

static void add_scaled(struct text_buffer *into, int64_t scaled, int decimals)
{
    char digits[SCALED_SIZE];
    char *end = digits + sizeof digits;
    char *at = put_scaled(end, scaled, decimals);
    text_add(into, at, (size_t)(end - at));
}

void json_int(struct json_writer *json, int64_t value)
{
    begin_value(json);
    add_scaled(json->into, value, 0);
}

void json_bool(struct json_writer *json, bool value)
{
    begin_value(json);
    text_add_string(json->into, value ? "true" : "false");
}

void json_nothing(struct json_writer *json)
{
    begin_value(json);
    text_add_string(json->into, "null");
}

void json_verbatim(struct json_writer *json, const char *value)
{
    begin_value(json);
    text_add_string(json->into, value);
}

static const double POWERS[] = {1,   1e1, 1e2, 1e3,  1e4,  1e5,  1e6,
                                1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13};

static void add_number(struct text_buffer *into, double value, int decimals)
{
    assert(isfinite(value) && decimals >= 0 && decimals <= 9);
    double scaled = nearbyint(value * POWERS[decimals]);
    if (fabs(scaled) < 9e18)
        add_scaled(into, (int64_t)scaled, decimals);
    else
        text_add_format(into, "%.17g", value);
}

void json_number(struct json_writer *json, double value, int decimals)
{
    begin_value(json);
    add_number(json->into, value, decimals);
}

void json_metres(struct json_writer *json, uint32_t cm)
{
    begin_value(json);
    add_scaled(json->into, (int64_t)cm, 2);
}

static int64_t e7_of(double degrees)
{
    assert(fabs(degrees) <= 1e9);
    return (int64_t)nearbyint(degrees * 1e7);
}

// In one piece, from its end: a route has hundreds of these.
void json_position(struct json_writer *json, double lon_deg, double lat_deg)
{
    char text[2 * SCALED_SIZE + 3];
    char *end = text + sizeof text;
    char *at = end;
    *--at = ']';
    at = put_scaled(at, e7_of(lat_deg), 7);
    *--at = ',';
    at = put_scaled(at, e7_of(lon_deg), 7);
    *--at = '[';
    begin_value(json);
    text_add(json->into, at, (size_t)(end - at));
}

// As few decimals as give the number back. A whole number below 2^53 divided by
// a power of ten that is exact gives the number nearest to that decimal, which
// is what reading the decimal gives.
static void add_as_given(struct text_buffer *into, double value)
{
    assert(isfinite(value));
    for (int decimals = 7; decimals <= 13; decimals++) {
        double scaled = nearbyint(value * POWERS[decimals]);
        if (fabs(scaled) < 9e15 && scaled / POWERS[decimals] == value) {
            add_scaled(into, (int64_t)scaled, decimals);
            return;
        }
    }
    text_add_format(into, "%.17g", value);
}

void json_number_as_given(struct json_writer *json, double value)
{
    begin_value(json);
    add_as_given(json->into, value);
}

void json_position_as_given(struct json_writer *json, double lon_deg,
                            double lat_deg)
{
    begin_value(json);
    text_add(json->into, "[", 1);
    add_as_given(json->into, lon_deg);
    text_add(json->into, ",", 1);
    add_as_given(json->into, lat_deg);
    text_add(json->into, "]", 1);
}

void json_key_int(struct json_writer *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}

void json_key_text(struct json_writer *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}

void json_key_number(struct json_writer *json, const char *key, double value,
                     int decimals)
{
    json_key(json, key);
    json_number(json, value, decimals);
}

void json_key_metres(struct json_writer *json, const char *key, uint32_t cm)
{
    json_key(json, key);
    json_metres(json, cm);
}
