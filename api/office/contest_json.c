#include "office/contest_json.h"

#include <string.h>

static void write_place(struct json_writer *json, struct crs *crs,
                        const struct contest *contest)
{
    // A pin or gate is kept as its place twice.
    size_t n = contest->kind == CONTEST_LANE    ? contest->line.count
               : contest->kind == CONTEST_OTHER ? 0
                                                : 1;
    json_key(json, "places");
    json_begin_array(json);
    for (size_t i = 0; i < n && i < contest->line.count; i++) {
        struct lonlat at = crs_to_lonlat(crs, contest->line.points[i]);
        json_position(json, at.lon_deg, at.lat_deg);
    }
    json_end_array(json);
}

// The effect was written as JSON by our own command.
static void write_effect(struct json_writer *json, const char *effect)
{
    json_key(json, "effect");
    if (effect == NULL)
        json_nothing(json);
    else
        json_verbatim(json, effect);
}

void contest_json_write(struct json_writer *json, struct crs *crs,
                        const struct contest *contest, bool is_for_officer)
{
    json_begin_object(json);
    json_key_text(json, "id", contest->id);
    json_key_text(json, "kind", contest_kind_name(contest->kind));
    json_key_text(json, "state", contest_state_name(contest->state));
    json_key_text(json, "made_at", contest->made_at);
    json_key_text(json, "round", contest->round_id);
    json_key_text(json, "school", contest->school_id);
    json_key_text(json, "words", contest->words);
    write_place(json, crs, contest);
    json_key_text(json, "decided_at", contest->decided_at);
    json_key_text(json, "reason", contest->reason);
    if (is_for_officer) {
        json_key_text(json, "pupil", contest->pupil_id);
        json_key_text(json, "decided_by", contest->decided_by);
        write_effect(json, contest->effect);
    }
    json_end_object(json);
}

bool contest_window_is_open(const struct contest_window *window,
                            const char *day)
{
    return window->opens != NULL && strcmp(window->opens, day) <= 0 &&
           strcmp(day, window->closes) <= 0;
}

void contest_window_json_write(struct json_writer *json,
                               const struct contest_window *window,
                               const char *day)
{
    json_begin_object(json);
    json_key_text(json, "opens", window->opens);
    json_key_text(json, "closes", window->closes);
    json_key(json, "is_open");
    json_bool(json, contest_window_is_open(window, day));
    json_end_object(json);
}
