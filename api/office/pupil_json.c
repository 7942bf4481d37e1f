#include "office/pupil_json.h"

#include "base/text.h"
#include "query/number_json.h"

static void write_home(struct json_writer *json, struct crs *crs,
                       const struct pupil *pupil)
{
    struct lonlat at = crs_to_lonlat(crs, pupil->home);
    json_key(json, "at");
    json_position(json, at.lon_deg, at.lat_deg);
}

static void write_place(struct json_writer *json,
                        const struct placed_pupil *placed)
{
    json_key(json, "placement");
    if (placed->round_id == NULL) {
        json_nothing(json);
        return;
    }
    json_begin_object(json);
    json_key_text(json, "round", placed->round_id);
    json_key_text(json, "school", placed->place.school_id);
    json_key_text(json, "programme", placed->place.programme);
    json_key(json, "distance_m");
    if (placed->place.way_cm == UINT32_MAX)
        json_nothing(json);
    else
        json_metres(json, placed->place.way_cm);
    json_key(json, "group");
    if (placed->place.group == UINT32_MAX)
        json_nothing(json);
    else
        json_int(json, (int64_t)placed->place.group + 1);
    json_end_object(json);
}

static void write_score(struct json_writer *json, int64_t score_milli)
{
    json_key(json, "score");
    if (score_milli == NUMBER_UNKNOWN)
        json_nothing(json);
    else
        json_number(json, (double)score_milli / 1000, 3);
}

void pupil_json_write_members(struct json_writer *json,
                              const struct service *service, struct crs *crs,
                              const struct placed_pupil *placed)
{
    const struct pupil *pupil = &placed->pupil;
    json_key_text(json, "id", pupil->id);
    json_key_text(json, "name", pupil->name);
    json_key_int(json, "grade", pupil->grade);
    json_key_int(json, "year", pupil->year);
    json_key_known(json, "birth_year", pupil->birth_year);
    json_key_text(json, "ward", pupil_ward(service, pupil));
    json_key_text(json, "address", pupil->address);
    write_home(json, crs, pupil);
    json_key_text(json, "previous_school", pupil->previous_school);
    json_key_text(json, "sibling_of", pupil->sibling_of);
    json_key_text(json, "sibling_school", pupil->sibling_school);
    json_key_text(json, "programme", pupil->programme);
    write_score(json, pupil->score_milli);
    write_place(json, placed);
}

void pupil_json_write(struct json_writer *json, const struct service *service,
                      struct crs *crs, const struct placed_pupil *placed)
{
    json_begin_object(json);
    pupil_json_write_members(json, service, crs, placed);
    json_end_object(json);
}
