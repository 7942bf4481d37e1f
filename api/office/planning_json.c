#include "office/planning_json.h"

#include <string.h>

#include "base/parallel.h"
#include "forecast/past_forecasts.h"
#include "query/number_json.h"

struct planning_school_told planning_school_of(const struct city_state *city,
                                               const char *id)
{
    struct planning_school_told told = {.name = id, .ward = NUMBERS_NO_WARD};
    struct error ignored;
    uint32_t school;
    if (city_state_find_school(city, id, &school, &ignored) != STATUS_OK)
        return told;
    if (city->schools.items[school].name[0] != '\0')
        told.name = city->schools.items[school].name;
    told.ward = city->notes[school].ward_index;
    told.at = &city->notes[school].at;
    return told;
}

static void write_entry(struct json_writer *json,
                        const struct forecast_entry *entry)
{
    json_key_text(json, "forecast", entry->id);
    json_key_text(json, "made_at", entry->made_at);
    json_key_int(json, "origin", entry->origin);
    json_key_int(json, "until", entry->origin + entry->n_years);
    json_key_text(json, "method", entry->method);
    json_key_text(json, "version", entry->version);
}

// Rooms -----------------------------------------------------------------------

static bool is_same_id(const char *one, const char *other)
{
    return one == NULL || other == NULL ? one == other
                                        : strcmp(one, other) == 0;
}

static void write_rates(struct json_writer *json,
                        const struct forecast_record *record,
                        const char *ward_id)
{
    json_key(json, "rooms_per_10000");
    json_begin_array(json);
    for (size_t i = 0; i < record->rates.count; i++) {
        const struct forecast_room_rate *rate = &record->rates.items[i];
        if (!is_same_id(rate->ward_id, ward_id))
            continue;
        json_begin_object(json);
        json_key_int(json, "year", rate->year);
        json_key_number(json, "value", rate->rooms_per_10000, 1);
        json_key_int(json, "target", ROOMS_TARGET_PER_10000);
        json_end_object(json);
    }
    json_end_array(json);
}

// The rows of one place and the level, from the row `from` on.
static void write_needs(struct json_writer *json,
                        const struct forecast_record *record, size_t from,
                        enum level level)
{
    const struct forecast_rooms *first = &record->rooms.items[from];
    json_key(json, "needs");
    json_begin_array(json);
    for (size_t i = from; i < record->rooms.count; i++) {
        const struct forecast_rooms *row = &record->rooms.items[i];
        if (row->subject != first->subject || !is_same_id(row->id, first->id))
            break;
        if (row->level == level)
            forecast_need_json(json, level, (int32_t)row->year, &row->need);
    }
    json_end_array(json);
}

// The first row of a ward after `from`, or the number of rows.
static size_t next_ward(const struct forecast_record *record, size_t from)
{
    const struct forecast_rooms *rows = record->rooms.items;
    size_t i = from;
    while (i < record->rooms.count &&
           (rows[i].subject != FORECAST_WARD || rows[i].id == NULL ||
            (i > 0 && rows[i - 1].subject == FORECAST_WARD &&
             is_same_id(rows[i].id, rows[i - 1].id))))
        i++;
    return i;
}

static void write_city(struct json_writer *json, const struct city_state *city,
                       const struct forecast_record *record, enum level level)
{
    size_t i = 0;
    while (i < record->rooms.count &&
           record->rooms.items[i].subject != FORECAST_CITY)
        i++;
    json_key(json, "city");
    json_begin_object(json);
    json_key_text(json, "id", NULL);
    json_key_text(json, "name", city->info.name);
    write_needs(json, record, i, level);
    write_rates(json, record, NULL);
    json_end_object(json);
}

void planning_rooms_write(struct json_writer *json,
                          const struct city_state *city,
                          const struct forecast_record *record,
                          enum level level)
{
    struct error ignored;
    uint32_t ward;
    json_begin_object(json);
    write_entry(json, &record->entry);
    json_key_text(json, "level", level_name(level));
    write_city(json, city, record, level);
    json_key(json, "wards");
    json_begin_array(json);
    for (size_t i = next_ward(record, 0); i < record->rooms.count;
         i = next_ward(record, i + 1)) {
        const char *id = record->rooms.items[i].id;
        if (city_state_find_ward(city, id, &ward, &ignored) != STATUS_OK)
            continue;
        json_begin_object(json);
        json_key_text(json, "id", id);
        json_key_text(json, "name", city->ward_texts[ward]);
        write_needs(json, record, i, level);
        write_rates(json, record, id);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
}

// Schools ---------------------------------------------------------------------

static void write_school(struct json_writer *json,
                         const struct city_state *city,
                         const struct forecast_rooms *row)
{
    struct planning_school_told told = planning_school_of(city, row->id);
    bool has_ward = told.ward != NUMBERS_NO_WARD;
    json_begin_object(json);
    json_key_text(json, "id", row->id);
    json_key_text(json, "name", told.name);
    json_key_text(json, "ward",
                  has_ward ? city->wards.items[told.ward].id : NULL);
    json_key_text(json, "ward_name",
                  has_ward ? city->ward_texts[told.ward] : NULL);
    json_key(json, "at");
    if (told.at == NULL)
        json_nothing(json);
    else
        json_position(json, told.at->lon_deg, told.at->lat_deg);
    json_key(json, "need");
    forecast_need_json(json, row->level, (int32_t)row->year, &row->need);
    json_end_object(json);
}

void planning_schools_write(struct json_writer *json,
                            const struct city_state *city,
                            const struct forecast_rooms_list *rooms,
                            size_t limit)
{
    json_begin_object(json);
    json_key_int(json, "total", (int64_t)rooms->count);
    json_key(json, "schools");
    json_begin_array(json);
    for (size_t i = 0; i < rooms->count && i < limit; i++)
        write_school(json, city, &rooms->items[i]);
    json_end_array(json);
    json_end_object(json);
}

// Pupils ----------------------------------------------------------------------

static void write_of(struct json_writer *json, int32_t level, int64_t grade,
                     int64_t year)
{
    json_key_text(json, "level",
                  level < 0 ? NULL : level_name((enum level)level));
    json_key_known(json, "grade", grade < 0 ? NUMBER_UNKNOWN : grade);
    json_key_int(json, "year", year);
}

static void write_known(struct json_writer *json,
                        const struct past_count_list *counts)
{
    json_key(json, "known");
    json_begin_array(json);
    for (size_t i = 0; i < counts->count; i++) {
        const struct past_count *count = &counts->items[i];
        json_begin_object(json);
        write_of(json, count->level, count->grade, count->year);
        json_key_int(json, "pupils", count->pupils);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_range(struct json_writer *json, int32_t level, int64_t grade,
                        int64_t year, const struct forecast_range *range)
{
    write_of(json, level, grade, year);
    forecast_told_write(json, range, true);
}

// The forecast that is kept: pupils in all and by grade, then by level.
static void write_ahead(struct json_writer *json,
                        const struct forecast_record *ahead)
{
    json_key(json, "ahead");
    json_begin_array(json);
    for (size_t i = 0; i < ahead->values.count; i++) {
        const struct forecast_value *value = &ahead->values.items[i];
        int32_t level = value->grade == FORECAST_ALL_GRADES
                            ? PAST_ALL
                            : (int32_t)level_of_grade((int)value->grade);
        json_begin_object(json);
        write_range(json, level, value->grade, value->year, &value->pupils);
        json_end_object(json);
    }
    for (size_t i = 0; i < ahead->rooms.count; i++) {
        const struct forecast_rooms *rooms = &ahead->rooms.items[i];
        json_begin_object(json);
        write_range(json, (int32_t)rooms->level, PAST_ALL, rooms->year,
                    &rooms->need.pupils);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_past(struct json_writer *json,
                       const struct past_range_list *ranges)
{
    json_key(json, "past");
    json_begin_array(json);
    for (size_t i = 0; i < ranges->count; i++) {
        const struct past_range *range = &ranges->items[i];
        json_begin_object(json);
        json_key_int(json, "origin", range->origin);
        write_range(json, range->level, range->grade, range->year,
                    &range->pupils);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_subject(struct json_writer *json,
                          const struct city_state *city,
                          const struct forecast_case *planning,
                          const struct planning_subject *asked)
{
    static const char *const NAMES[] = {[SCOPE_CITY] = "city",
                                        [SCOPE_WARD] = "ward",
                                        [SCOPE_SCHOOL] = "school"};
    const char *name = city->info.name;
    struct error ignored;
    uint32_t ward;
    if (asked->scope == SCOPE_SCHOOL)
        name = planning->schools[asked->index].name;
    else if (asked->scope == SCOPE_WARD &&
             city_state_find_ward(city, asked->id, &ward, &ignored) ==
                 STATUS_OK)
        name = city->ward_texts[ward];
    json_key_text(json, "subject", NAMES[asked->scope]);
    json_key_text(json, "id", asked->id);
    json_key_text(json, "name", name);
}

void planning_pupils_write(struct json_writer *json,
                           const struct city_state *city,
                           struct forecast_case *planning,
                           const struct planning_subject *asked,
                           const struct forecast_record *ahead)
{
    struct past_count_list counts = past_counts(
        planning->arena, &planning->panel, asked->scope, asked->index);
    struct past_range_list ranges =
        past_forecasts(planning->arena, &planning->inputs, planning->supply,
                       asked->scope, asked->index, parallel_cores());
    json_begin_object(json);
    write_subject(json, city, planning, asked);
    json_key_known(json, "origin",
                   ahead->entry.id == NULL ? NUMBER_UNKNOWN
                                           : ahead->entry.origin);
    write_known(json, &counts);
    write_ahead(json, ahead);
    write_past(json, &ranges);
    json_end_object(json);
}
