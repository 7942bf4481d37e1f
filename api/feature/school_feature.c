// Schools are few (some thousands at most), so a list is one look at each.

#include "feature/school_feature.h"

#include <string.h>

#include "query/number_json.h"
#include "query/query_json.h"
#include "search/fold.h"

static void write_seats(struct json_writer *json,
                        const struct school_note *note)
{
    json_key(json, "seats");
    if (note->n_seats == 0) {
        json_nothing(json);
        return;
    }
    json_begin_array(json);
    for (size_t i = 0; i < note->n_seats; i++) {
        json_begin_object(json);
        json_key(json, "year");
        json_int(json, note->seats[i].year);
        json_key(json, "grade");
        json_int(json, note->seats[i].grade);
        json_key(json, "seats");
        json_int(json, note->seats[i].seats);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_school(struct json_writer *json,
                         const struct city_state *city, uint32_t school)
{
    const struct school *s = &city->schools.items[school];
    const struct school_note *note = &city->notes[school];
    json_key(json, "id");
    json_text(json, s->id);
    json_key(json, "name");
    json_text(json, s->name);
    json_key(json, "levels");
    json_levels(json, s->levels);
    json_key(json, "at");
    json_lonlat(json, note->at);
    json_key(json, "address");
    json_text(json, s->address);
    json_key(json, "ward");
    json_text(json, note->ward);
    json_key(json, "kind");
    json_text(json, s->kind);
    write_seats(json, note);
    json_key(json, "gates");
    json_begin_array(json);
    for (size_t i = 0; i < s->n_gates; i++)
        json_lonlat(json, note->gates[i]);
    json_end_array(json);
}

static void write_capacity(struct json_writer *json,
                           const struct capacity *capacity)
{
    json_key(json, "capacity");
    if (capacity == NULL) {
        json_nothing(json);
        return;
    }
    json_begin_object(json);
    json_key_int(json, "year", capacity->year);
    json_key_int(json, "rooms", capacity->rooms);
    json_key_int(json, "class_cap", capacity->class_cap);
    json_key_int(json, "sessions", capacity->sessions);
    json_key(json, "area_m2");
    if (capacity->area_m2 < 0)
        json_nothing(json);
    else
        json_number(json, capacity->area_m2, 1);
    json_end_object(json);
}

static void write_now(struct json_writer *json,
                      const struct city_numbers *numbers,
                      const struct school_numbers *school)
{
    json_key_known(json, "enrolment_year",
                   numbers->enrolment_year == 0 ? NUMBER_UNKNOWN
                                                : numbers->enrolment_year);
    json_key(json, "now");
    json_begin_array(json);
    for (int level = 0; level < N_LEVELS; level++)
        if (school->now[level].is_known)
            pupils_now_write(json, (enum level)level, &school->now[level],
                             true);
    json_end_array(json);
}

static void write_forecast(struct json_writer *json,
                           const struct city_numbers *numbers,
                           const struct school_numbers *school)
{
    json_key(json, "forecast");
    if (school->forecast == NULL) {
        json_nothing(json);
        return;
    }
    const struct forecast_entry *entry = numbers->forecast;
    json_begin_object(json);
    json_key_text(json, "id", entry->id);
    json_key_int(json, "origin", entry->origin);
    json_key(json, "pupils");
    json_begin_array(json);
    for (int64_t y = 0; y < entry->n_years; y++) {
        json_begin_object(json);
        json_key_int(json, "year", entry->origin + 1 + y);
        forecast_told_write(json, &school->forecast[y],
                            school->is_forecast_told[y]);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

void school_feature_write(struct json_writer *json,
                          const struct city_state *city, uint32_t school)
{
    const struct school_numbers *numbers = &city->numbers->schools[school];
    json_begin_object(json);
    write_school(json, city, school);
    write_capacity(json, numbers->capacity);
    write_now(json, city->numbers, numbers);
    json_key(json, "cut_offs");
    json_begin_array(json);
    for (size_t i = 0; i < numbers->n_cut_offs; i++)
        cut_off_write(json, &numbers->cut_offs[i]);
    json_end_array(json);
    write_forecast(json, city->numbers, numbers);
    json_end_object(json);
}

// Whether a word of the name begins with the `n` bytes of `word`.
static bool has_word(const char *name, const char *word, size_t n)
{
    for (const char *at = name; at != NULL; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (strncmp(at, word, n) == 0)
            return true;
    }
    return false;
}

static bool has_words(const char *name, const char *words)
{
    while (*words != '\0') {
        size_t n = strcspn(words, " ");
        if (!has_word(name, words, n))
            return false;
        words += n;
        words += *words == ' ';
    }
    return true;
}

static bool is_within(struct lonlat_box box, struct lonlat at)
{
    return at.lon_deg >= box.south_west.lon_deg &&
           at.lon_deg <= box.north_east.lon_deg &&
           at.lat_deg >= box.south_west.lat_deg &&
           at.lat_deg <= box.north_east.lat_deg;
}

static bool passes(const struct city_state *city, uint32_t school,
                   const struct school_filter *filter, const char *folded)
{
    const struct school *s = &city->schools.items[school];
    const struct school_note *note = &city->notes[school];
    return (filter->levels == 0 || (s->levels & filter->levels) != 0) &&
           (!filter->has_box || is_within(filter->box, note->at)) &&
           (folded == NULL || has_words(note->folded_name, folded));
}

static void list_school(struct json_writer *json, const struct city_state *city,
                        uint32_t school)
{
    json_begin_object(json);
    write_school(json, city, school);
    json_end_object(json);
}

void school_features_write(struct json_writer *json, struct arena *arena,
                           const struct city_state *city,
                           const struct school_filter *filter)
{
    const char *folded =
        filter->words == NULL ? NULL : fold_text(arena, filter->words);
    uint32_t *passed = arena_array(arena, uint32_t, city->schools.count);
    size_t total = 0;
    for (uint32_t i = 0; i < city->schools.count; i++)
        if (passes(city, i, filter, folded))
            passed[total++] = i;
    json_begin_object(json);
    json_key(json, "total");
    json_int(json, (int64_t)total);
    json_key(json, "schools");
    json_begin_array(json);
    for (size_t i = 0; i < total && i < filter->limit; i++)
        list_school(json, city, passed[i]);
    json_end_array(json);
    json_end_object(json);
}
