// The grades of a year are the parts of its total, which is told or not for the
// whole city at once (city_numbers.h); if it is, the grades are decided on
// here, else none is told. The seed is the total's own decimals, which are not
// published. Wards have no grades. The city's grades are sums over all schools'
// forecasts, each with decimals nobody is told, so taking what is told of
// schools from them leaves no number of children.

#include "feature/forecast_feature.h"

#include <math.h>
#include <string.h>

#include "city/suppression.h"
#include "forecast/forecast_page.h"
#include "query/number_json.h"

#define MOST_GRADES 13

struct telling {
    const struct forecast_asked *asked;
    const struct city_numbers *numbers;
    struct arena *arena;
    const struct forecast_record *record;
    bool *is_told; // of each value
};

static const bool *totals_told(const struct telling *telling)
{
    const struct city_numbers *numbers = telling->numbers;
    switch (telling->asked->subject) {
    case FORECAST_SCHOOL:
        return numbers->schools[telling->asked->index].is_forecast_told;
    case FORECAST_WARD:
        return numbers->wards[telling->asked->index].is_forecast_told;
    case FORECAST_CITY:
        break;
    }
    return numbers->city.is_forecast_told;
}

static uint64_t seed_of(const struct forecast_range *range)
{
    uint64_t seed = 0;
    memcpy(&seed, &range->median, sizeof range->median);
    return seed << 32 | (uint64_t)llround((double)range->high95 * 1e4);
}

// The grades of a year whose total is told.
static void decide_grades(const struct telling *telling, int64_t year,
                          uint64_t seed)
{
    const struct forecast_value_list *values = &telling->record->values;
    struct told_count counts[1 + MOST_GRADES] = {{.whole = COUNT_NO_WHOLE}};
    size_t value_of[1 + MOST_GRADES];
    size_t n = 1;
    for (size_t i = 0; i < values->count && n <= MOST_GRADES; i++) {
        const struct forecast_value *value = &values->items[i];
        if (value->year != year || value->grade < 0 || value->pupils.median < 0)
            continue;
        uint32_t pupils = (uint32_t)lroundf(value->pupils.median);
        value_of[n] = i;
        counts[n++] = (struct told_count){.whole = 0, .count = pupils};
        counts[0].count += pupils;
    }
    suppression_decide(telling->arena, counts, n, COUNT_LEAST_TOLD, seed);
    for (size_t i = 1; i < n; i++)
        telling->is_told[value_of[i]] = counts[i].is_told;
}

static void decide(struct telling *telling)
{
    const struct forecast_record *record = telling->record;
    const bool *told = totals_told(telling);
    for (size_t i = 0; i < record->values.count; i++) {
        const struct forecast_value *value = &record->values.items[i];
        int64_t y = value->year - record->entry.origin - 1;
        if (y < 0 || y >= record->entry.n_years)
            continue;
        if (value->grade != FORECAST_ALL_GRADES)
            continue;
        telling->is_told[i] = told[y];
        if (told[y])
            decide_grades(telling, value->year, seed_of(&value->pupils));
    }
}

static bool has_level(const struct telling *telling, enum level level)
{
    return telling->asked->levels == 0 ||
           (telling->asked->levels & LEVEL_BIT(level)) != 0;
}

static void write_pupils(struct json_writer *json,
                         const struct telling *telling)
{
    json_key(json, "pupils");
    json_begin_array(json);
    for (size_t i = 0; i < telling->record->values.count; i++) {
        const struct forecast_value *value = &telling->record->values.items[i];
        bool is_total = value->grade == FORECAST_ALL_GRADES;
        if (value->pupils.median < 0 ||
            (!is_total &&
             !has_level(telling, level_of_grade((int)value->grade))))
            continue;
        json_begin_object(json);
        json_key_known(json, "grade", is_total ? NUMBER_UNKNOWN : value->grade);
        json_key_int(json, "year", value->year);
        forecast_told_write(json, &value->pupils, telling->is_told[i]);
        json_end_object(json);
    }
    json_end_array(json);
}

// Whether all pupils that a level's rooms follow from are told.
static bool level_is_told(const struct telling *telling,
                          const struct forecast_rooms *rooms)
{
    const struct forecast_value_list *values = &telling->record->values;
    for (size_t i = 0; i < values->count; i++) {
        const struct forecast_value *value = &values->items[i];
        if (value->year == rooms->year && !telling->is_told[i] &&
            value->pupils.median >= 0 &&
            (value->grade == FORECAST_ALL_GRADES ||
             level_of_grade((int)value->grade) == rooms->level))
            return false;
    }
    return rooms->need.pupils.median >= COUNT_LEAST_TOLD;
}

static void write_share(struct json_writer *json, const char *key, double share)
{
    json_key(json, key);
    if (share < 0)
        json_nothing(json);
    else
        json_number(json, share, 4);
}

static void write_need(struct json_writer *json,
                       const struct forecast_rooms *rooms, bool is_told)
{
    const struct room_need *need = &rooms->need;
    json_begin_object(json);
    json_key_text(json, "level", level_name(rooms->level));
    json_key_int(json, "year", rooms->year);
    json_key_int(json, "schools", need->n_schools);
    json_key_known(json, "rooms",
                   need->rooms < 0 ? NUMBER_UNKNOWN : need->rooms);
    json_key(json, "withheld");
    json_bool(json, !is_told);
    if (is_told) {
        json_key_int(json, "classes", need->classes);
        json_key_int(json, "rooms_needed", need->rooms_needed);
        json_key_int(json, "rooms_low80", need->rooms_low80);
        json_key_int(json, "rooms_high80", need->rooms_high80);
        json_key_int(json, "shortage", need->shortage);
        json_key_int(json, "surplus", need->surplus);
        json_key_int(json, "missing_for_two_sessions",
                     need->missing_for_two_sessions);
        write_share(json, "two_sessions_share",
                    room_need_two_sessions_share(need));
        write_share(json, "overflow_chance", need->overflow_chance);
    }
    json_end_object(json);
}

static void write_rooms(struct json_writer *json, const struct telling *telling)
{
    json_key(json, "rooms");
    json_begin_array(json);
    for (size_t i = 0; i < telling->record->rooms.count; i++) {
        const struct forecast_rooms *rooms = &telling->record->rooms.items[i];
        if (rooms->need.n_schools > 0 && has_level(telling, rooms->level))
            write_need(json, rooms, level_is_told(telling, rooms));
    }
    json_end_array(json);
    json_key(json, "rooms_per_10000");
    json_begin_array(json);
    for (size_t i = 0; i < telling->record->rates.count; i++) {
        const struct forecast_room_rate *rate =
            &telling->record->rates.items[i];
        json_begin_object(json);
        json_key_int(json, "year", rate->year);
        json_key_number(json, "value", rate->rooms_per_10000, 1);
        json_key_int(json, "target", ROOMS_TARGET_PER_10000);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_subject(struct json_writer *json,
                          const struct city_state *city,
                          const struct forecast_asked *asked)
{
    json_key_text(json, "subject", forecast_subject_name(asked->subject));
    if (asked->subject == FORECAST_SCHOOL) {
        json_key_text(json, "id", city->schools.items[asked->index].id);
        json_key_text(json, "name", city->schools.items[asked->index].name);
    } else if (asked->subject == FORECAST_WARD) {
        json_key_text(json, "id", city->wards.items[asked->index].id);
        json_key_text(json, "name", city->ward_texts[asked->index]);
    } else {
        json_key_text(json, "id", NULL);
        json_key_text(json, "name", city->info.name);
    }
}

static void write_all(struct json_writer *json, const struct city_state *city,
                      const struct telling *telling)
{
    const struct forecast_entry *entry = &telling->record->entry;
    json_begin_object(json);
    json_key_text(json, "forecast", entry->id);
    json_key_text(json, "made_at", entry->made_at);
    json_key_int(json, "origin", entry->origin);
    json_key_int(json, "until", entry->origin + entry->n_years);
    json_key_text(json, "method", entry->method);
    json_key_text(json, "version", entry->version);
    write_subject(json, city, telling->asked);
    write_pupils(json, telling);
    write_rooms(json, telling);
    json_end_object(json);
}

static const char *subject_id(const struct city_state *city,
                              const struct forecast_asked *asked)
{
    return asked->subject == FORECAST_SCHOOL
               ? city->schools.items[asked->index].id
           : asked->subject == FORECAST_WARD
               ? city->wards.items[asked->index].id
               : NULL;
}

enum status forecast_feature_write(struct json_writer *json,
                                   const struct city_state *city,
                                   struct store *store, struct arena *arena,
                                   const struct forecast_asked *asked,
                                   struct error *err)
{
    if (city->numbers->forecast == NULL)
        return error_set(err, STATUS_NOT_FOUND, "%s has no forecast yet",
                         city->info.name);
    struct forecast_record record;
    struct forecast_question question = {.id = city->numbers->forecast->id,
                                         .of_one = true,
                                         .subject = asked->subject,
                                         .subject_id = subject_id(city, asked)};
    enum status status =
        store_read_forecast(store, arena, &question, &record, err);
    if (status != STATUS_OK)
        return status;
    if (record.values.count == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "the forecast has nothing of the %s \"%.60s\"",
                         forecast_subject_name(asked->subject),
                         question.subject_id);
    struct telling telling = {asked, city->numbers, arena, &record,
                              arena_array(arena, bool, record.values.count)};
    decide(&telling);
    write_all(json, city, &telling);
    return STATUS_OK;
}
