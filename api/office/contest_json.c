#include "office/contest_json.h"

#include <string.h>

#include "http/json_value.h"

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

static bool is_own(const struct json_value *pupil,
                   const struct visitor *officer)
{
    const struct json_value *ward = json_find(pupil, "ward");
    return visitor_has_ward(officer, ward == NULL ? NULL : ward->text);
}

// Children of other wards are only counted.
static void write_own_pupils(struct json_writer *json,
                             const struct json_value *pupils,
                             const struct visitor *officer)
{
    int64_t n_others = 0;
    json_key(json, "pupils");
    json_begin_array(json);
    for (size_t i = 0; i < pupils->n_values; i++) {
        const struct json_value *pupil = &pupils->values[i];
        if (is_own(pupil, officer))
            json_write_value(json, pupil);
        else
            n_others++;
    }
    json_end_array(json);
    json_key_int(json, "others", n_others);
}

// The effect was written as JSON by our own command. One that does not tell of
// schools is of an older version; it counts as none and is worked out again.
static void write_effect(struct json_writer *json, struct arena *arena,
                         const char *text, const struct visitor *officer)
{
    const struct json_value *effect = NULL;
    struct error ignored;
    json_key(json, "effect");
    if (text == NULL ||
        json_read(arena, text, strlen(text), &effect, &ignored) != STATUS_OK ||
        json_find(effect, "by_school") == NULL) {
        json_nothing(json);
        return;
    }
    json_begin_object(json);
    for (size_t i = 0; i < effect->n_values; i++) {
        if (strcmp(effect->keys[i], "pupils") == 0) {
            write_own_pupils(json, &effect->values[i], officer);
            continue;
        }
        json_key(json, effect->keys[i]);
        json_write_value(json, &effect->values[i]);
    }
    json_end_object(json);
}

void contest_json_write(struct json_writer *json, struct arena *arena,
                        struct crs *crs, const struct contest *contest,
                        const struct visitor *officer)
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
    if (officer != NULL) {
        json_key_text(json, "pupil", contest->pupil_id);
        json_key_text(json, "decided_by", contest->decided_by);
        write_effect(json, arena, contest->effect, officer);
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
