// The unit stands in the member's name, as the rest of the interface does it,
// so a page made for metres finds nothing where times are meant.

#include "admission/way_text.h"

#include <stdio.h>

// Whole seconds, rounded half up.
static void time_format(uint32_t duration_ms, enum language language,
                        char text[WAY_TEXT_SIZE])
{
    uint32_t seconds = duration_ms / 1000 + (duration_ms % 1000 >= 500);
    if (language == LANGUAGE_VIETNAMESE)
        snprintf(text, WAY_TEXT_SIZE, "%u phút %02u giây", seconds / 60,
                 seconds % 60);
    else
        snprintf(text, WAY_TEXT_SIZE, "%u min %02u s", seconds / 60,
                 seconds % 60);
}

void way_format(uint32_t way_cm, enum road_weight weight,
                enum language language, char text[WAY_TEXT_SIZE])
{
    if (weight == BY_TIME)
        time_format(way_cm, language, text);
    else
        metres_format(way_cm, language, text);
}

static void way_key(struct json_writer *json, const char *stem,
                    enum road_weight weight)
{
    char key[64];
    snprintf(key, sizeof key, "%s_%s", stem, weight == BY_TIME ? "s" : "m");
    json_key(json, key);
}

void json_no_way(struct json_writer *json, const char *stem,
                 enum road_weight weight)
{
    way_key(json, stem, weight);
    json_nothing(json);
}

void json_way_sum(struct json_writer *json, const char *stem, uint64_t sum_cm,
                  enum road_weight weight)
{
    way_key(json, stem, weight);
    if (weight == BY_TIME)
        json_number(json, (double)sum_cm / 1000, 3);
    else
        json_number(json, (double)sum_cm / 100, 2);
}

void json_way(struct json_writer *json, const char *stem, uint32_t way_cm,
              enum road_weight weight)
{
    if (way_cm == UINT32_MAX) {
        json_no_way(json, stem, weight);
        return;
    }
    json_way_sum(json, stem, way_cm, weight);
}
