#ifndef ADMISSION_WAY_TEXT_H
#define ADMISSION_WAY_TEXT_H

#include "base/json_writer.h"
#include "base/language.h"
#include "network/way.h"

/// The ways of a round for people: rules measure by distance, in centimetres,
/// or by time, in milliseconds, and a way must never be read as the other.

/// "1,234.56 m", or by time "20 min 34 s".
#define WAY_TEXT_SIZE 40
void way_format(uint32_t way_cm, enum road_weight weight,
                enum language language, char text[WAY_TEXT_SIZE]);

/// The member `stem`_m in metres, or by time `stem`_s in seconds; UINT32_MAX
/// (no way) is null. A sum of ways may be longer than any way.
void json_way(struct json_writer *json, const char *stem, uint32_t way_cm,
              enum road_weight weight);
void json_way_sum(struct json_writer *json, const char *stem, uint64_t sum_cm,
                  enum road_weight weight);
void json_no_way(struct json_writer *json, const char *stem,
                 enum road_weight weight);

#endif
