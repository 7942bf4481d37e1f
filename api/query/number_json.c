#include "query/number_json.h"

#include <math.h>

#include "forecast/forecast_page.h"

void json_key_known(struct json_writer *json, const char *key, int64_t number)
{
    json_key(json, key);
    if (number == NUMBER_UNKNOWN)
        json_nothing(json);
    else
        json_int(json, number);
}

static void write_metres(struct json_writer *json, const char *key, int64_t cm)
{
    json_key(json, key);
    if (cm < 0 || cm > UINT32_MAX) // NUMBER_UNKNOWN is below 0
        json_nothing(json);
    else
        json_metres(json, (uint32_t)cm);
}

static void write_is_full(struct json_writer *json,
                          const struct cut_off *cut_off)
{
    json_key(json, "is_full");
    if (cut_off_is_withheld(cut_off))
        json_nothing(json);
    else
        json_bool(json, cut_off->is_full);
    json_key(json, "withheld");
    json_bool(json, cut_off_is_withheld(cut_off));
}

void cut_off_write(struct json_writer *json, const struct cut_off *cut_off)
{
    json_begin_object(json);
    json_key_int(json, "year", cut_off->year);
    json_key_int(json, "grade", cut_off->grade);
    json_key_text(json, "programme", cut_off->programme);
    json_key_int(json, "seats", cut_off->seats);
    json_key_known(json, "placed", cut_off->placed);
    json_key_known(json, "seats_left", cut_off_seats_left(cut_off));
    write_is_full(json, cut_off);
    json_key_known(json, "last_group", cut_off->last_group);
    json_key_text(json, "last_group_name", cut_off->last_group_name);
    write_metres(json, "last_distance_m", cut_off->last_cm);
    json_key(json, "last_score");
    if (cut_off->last_score_milli == NUMBER_UNKNOWN)
        json_nothing(json);
    else
        json_number(json, (double)cut_off->last_score_milli / 1000, 3);
    json_key_text(json, "method", cut_off->method);
    json_key_text(json, "round", cut_off->round_id);
    json_end_object(json);
}

void last_admitted_write(struct json_writer *json,
                         const struct cut_off *cut_off)
{
    if (cut_off == NULL) {
        json_nothing(json);
        return;
    }
    json_begin_object(json);
    json_key_int(json, "year", cut_off->year);
    write_metres(json, "distance_m", cut_off->last_cm);
    write_is_full(json, cut_off);
    json_end_object(json);
}

void pupils_now_write(struct json_writer *json, enum level level,
                      const struct pupils_now *now, bool is_school)
{
    json_begin_object(json);
    json_key_text(json, "level", level_name(level));
    json_key_known(json, "pupils", now->is_told ? now->pupils : NUMBER_UNKNOWN);
    json_key(json, "withheld");
    json_bool(json, !now->is_told);
    if (is_school) {
        json_key_int(json, "class_cap", now->class_cap);
        json_key_known(json, "classes",
                       now->is_told ? now->classes : NUMBER_UNKNOWN);
    }
    json_end_object(json);
}

static float whole(float pupils)
{
    return roundf(pupils);
}

void forecast_told_write(struct json_writer *json,
                         const struct forecast_range *range, bool is_told)
{
    struct forecast_range told = {-1, -1, -1, -1, -1, -1, -1};
    if (is_told)
        told = (struct forecast_range){.median = whole(range->median),
                                       .low50 = whole(range->low50),
                                       .high50 = whole(range->high50),
                                       .low80 = whole(range->low80),
                                       .high80 = whole(range->high80),
                                       .low95 = whole(range->low95),
                                       .high95 = whole(range->high95)};
    forecast_range_json(json, &told); // what is below 0 is null
    json_key(json, "withheld");
    json_bool(json, !is_told);
}
