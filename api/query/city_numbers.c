// Everything is filed by school with one walk along two sorted lists. Then what
// may be told is decided for the whole city at once, a level (or a year of the
// forecast) at a time: the city is the whole of its wards and these of their
// schools; schools in no ward are parts of the city.
//
// The seed of the draw is worked out of all enrolment by grade, which is not
// published.

#include "query/city_numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "city/suppression.h"
#include "forecast/classrooms.h"

struct reading {
    struct arena *arena;
    const struct numbers_of *of;
    struct city_numbers *numbers;
    struct cut_off_list cut_offs;
    struct capacity_list capacity;
    struct enrolment_list enrolment;
    struct forecast_record forecast;
    uint64_t seed;
};

bool cut_off_is_withheld(const struct cut_off *cut_off)
{
    return cut_off->placed == NUMBER_UNKNOWN;
}

int64_t cut_off_seats_left(const struct cut_off *cut_off)
{
    if (cut_off_is_withheld(cut_off))
        return NUMBER_UNKNOWN;
    return cut_off->placed < cut_off->seats ? cut_off->seats - cut_off->placed
                                            : 0;
}

// Filing ----------------------------------------------------------------------

// The school of that id, looked for onwards from `*at` as ids come in order;
// NULL if the map has none.
static struct school_numbers *school_from(const struct reading *reading,
                                          const char *id, size_t *at)
{
    const struct school_list *schools = reading->of->schools;
    while (*at < schools->count && strcmp(schools->items[*at].id, id) < 0)
        ++*at;
    return *at < schools->count && strcmp(schools->items[*at].id, id) == 0
               ? &reading->numbers->schools[*at]
               : NULL;
}

static int by_school_newest_first(const void *a, const void *b)
{
    const struct cut_off *x = a;
    const struct cut_off *y = b;
    int order = strcmp(x->school_id, y->school_id);
    if (order == 0)
        order = (x->year < y->year) - (x->year > y->year);
    if (order == 0)
        order = (x->grade > y->grade) - (x->grade < y->grade);
    if (order == 0 && x->programme != NULL && y->programme != NULL)
        return strcmp(x->programme, y->programme);
    return order != 0 ? order : (x->programme != NULL) - (y->programme != NULL);
}

static void note_last(struct school_numbers *school, const struct cut_off *it)
{
    enum level level = level_of_grade((int)it->grade);
    if (it->programme == NULL && it->grade == level_entry_grade(level) &&
        school->last[level] == NULL)
        school->last[level] = it;
}

static void file_cut_offs(struct reading *reading)
{
    struct cut_off_list *list = &reading->cut_offs;
    size_t at = 0;
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items,
              by_school_newest_first);
    for (size_t i = 0; i < list->count; i++) {
        const struct cut_off *it = &list->items[i];
        struct school_numbers *school =
            school_from(reading, it->school_id, &at);
        if (school == NULL || it->grade < 0 || it->grade > 12)
            continue;
        if (school->n_cut_offs++ == 0)
            school->cut_offs = it;
        note_last(school, it);
    }
}

static void file_capacity(struct reading *reading)
{
    size_t at = 0;
    for (size_t i = 0; i < reading->capacity.count; i++) {
        const struct capacity *row = &reading->capacity.items[i];
        struct school_numbers *school =
            school_from(reading, row->school_id, &at);
        if (school != NULL)
            school->capacity = row; // years come in order
    }
}

static uint32_t class_cap(const struct reading *reading, size_t school,
                          enum level level)
{
    const struct capacity *capacity =
        reading->numbers->schools[school].capacity;
    struct room_supply supply = {
        .levels = reading->of->schools->items[school].levels,
        .class_cap = capacity == NULL ? 0 : (int32_t)capacity->class_cap};
    return (uint32_t)room_supply_class_cap(&supply, level);
}

static void file_enrolment(struct reading *reading)
{
    struct city_numbers *numbers = reading->numbers;
    size_t at = 0;
    for (size_t i = 0; i < reading->enrolment.count; i++) {
        const struct enrolment *row = &reading->enrolment.items[i];
        struct school_numbers *school =
            school_from(reading, row->school_id, &at);
        struct random mixed =
            random_from(reading->seed ^ (uint64_t)row->pupils);
        reading->seed = random_next(&mixed);
        numbers->enrolment_year = row->year;
        if (school == NULL || row->grade < 0 || row->grade > 12)
            continue;
        enum level level = level_of_grade((int)row->grade);
        struct pupils_now *now = &school->now[level];
        now->is_known = true;
        now->class_cap = class_cap(reading, at, level);
        now->pupils += (uint32_t)row->pupils;
        now->classes +=
            ((uint32_t)row->pupils + now->class_cap - 1) / now->class_cap;
    }
}

static int64_t forecast_year(const struct reading *reading, size_t y)
{
    return reading->forecast.entry.origin + 1 + (int64_t)y;
}

// Totals come by school and year; the years of one are put side by side.
static void file_forecast(struct reading *reading)
{
    const struct forecast_record *record = &reading->forecast;
    size_t n_years = (size_t)record->entry.n_years;
    size_t at = 0;
    for (size_t i = 0; i + n_years <= record->values.count;) {
        const struct forecast_value *value = &record->values.items[i];
        struct school_numbers *school =
            value->subject == FORECAST_SCHOOL && value->id != NULL
                ? school_from(reading, value->id, &at)
                : NULL;
        if (school == NULL || value->year != forecast_year(reading, 0)) {
            i++;
            continue;
        }
        struct forecast_range *ranges =
            arena_array(reading->arena, struct forecast_range, n_years);
        for (size_t y = 0; y < n_years; y++)
            ranges[y] = record->values.items[i + y].pupils;
        school->forecast = ranges;
        i += n_years;
    }
}

// What may be told
// -------------------------------------------------------------

// The city, its wards, and the schools that have a count: in that order.
struct telling {
    struct told_count *counts;
    size_t n_counts;
    uint32_t *schools; // of each count after the wards
};

static struct telling telling_new(const struct reading *reading)
{
    size_t n_wards = reading->of->n_wards;
    size_t most = 1 + n_wards + reading->of->schools->count;
    struct telling telling = {
        arena_array(reading->arena, struct told_count, most), 1 + n_wards,
        arena_array(reading->arena, uint32_t, most)};
    telling.counts[0].whole = COUNT_NO_WHOLE;
    return telling;
}

static void tell_school(const struct reading *reading, struct telling *telling,
                        uint32_t school, uint32_t count)
{
    uint32_t ward = reading->numbers->schools[school].ward;
    uint32_t whole = ward == NUMBERS_NO_WARD ? 0 : 1 + ward;
    telling->schools[telling->n_counts] = school;
    telling->counts[telling->n_counts++] =
        (struct told_count){.whole = whole, .count = count};
    if (whole != 0)
        telling->counts[whole].count += count;
    telling->counts[0].count += count;
}

// Wards without a school of it are no parts: what is known to be none is no
// count of children, and hides nothing.
static void decide(const struct reading *reading, struct telling *telling)
{
    size_t n_wards = reading->of->n_wards;
    bool *has_part = arena_array(reading->arena, bool, 1 + n_wards);
    for (size_t i = 1 + n_wards; i < telling->n_counts; i++)
        has_part[telling->counts[i].whole] = true;
    for (size_t w = 1; w <= n_wards; w++)
        telling->counts[w].whole = has_part[w] ? 0 : COUNT_NO_WHOLE;
    suppression_decide(reading->arena, telling->counts, telling->n_counts,
                       COUNT_LEAST_TOLD, reading->seed);
}

static void put_place(struct pupils_now *now, const struct told_count *count)
{
    now->pupils = count->count;
    now->is_told = count->is_told;
}

static void decide_level(struct reading *reading, enum level level)
{
    struct city_numbers *numbers = reading->numbers;
    struct telling telling = telling_new(reading);
    for (uint32_t s = 0; s < reading->of->schools->count; s++) {
        const struct school_numbers *school = &numbers->schools[s];
        if (!school->now[level].is_known)
            continue;
        tell_school(reading, &telling, s, school->now[level].pupils);
        numbers->city.now[level].is_known = true;
        if (school->ward != NUMBERS_NO_WARD)
            numbers->wards[school->ward].now[level].is_known = true;
    }
    decide(reading, &telling);
    put_place(&numbers->city.now[level], &telling.counts[0]);
    for (size_t w = 0; w < reading->of->n_wards; w++)
        put_place(&numbers->wards[w].now[level], &telling.counts[1 + w]);
    for (size_t i = 1 + reading->of->n_wards; i < telling.n_counts; i++)
        numbers->schools[telling.schools[i]].now[level].is_told =
            telling.counts[i].is_told;
}

static void decide_year(struct reading *reading, size_t y, bool *told)
{
    const struct city_numbers *numbers = reading->numbers;
    size_t n_wards = reading->of->n_wards;
    size_t n_years = (size_t)reading->forecast.entry.n_years;
    struct telling telling = telling_new(reading);
    for (uint32_t s = 0; s < reading->of->schools->count; s++)
        if (numbers->schools[s].forecast != NULL)
            tell_school(
                reading, &telling, s,
                (uint32_t)lroundf(numbers->schools[s].forecast[y].median));
    decide(reading, &telling);
    for (size_t i = 0; i <= n_wards; i++)
        told[i * n_years + y] = telling.counts[i].is_told;
    for (size_t i = 1 + n_wards; i < telling.n_counts; i++)
        told[(1 + n_wards + telling.schools[i]) * n_years + y] =
            telling.counts[i].is_told;
}

static void decide_forecast(struct reading *reading)
{
    struct city_numbers *numbers = reading->numbers;
    size_t n_wards = reading->of->n_wards;
    size_t n_schools = reading->of->schools->count;
    size_t n_years = (size_t)reading->forecast.entry.n_years;
    bool *told =
        arena_array(reading->arena, bool, (1 + n_wards + n_schools) * n_years);
    for (size_t y = 0; y < n_years; y++)
        decide_year(reading, y, told);
    numbers->city.is_forecast_told = told;
    for (size_t w = 0; w < n_wards; w++)
        numbers->wards[w].is_forecast_told = told + (1 + w) * n_years;
    for (size_t s = 0; s < n_schools; s++)
        numbers->schools[s].is_forecast_told =
            told + (1 + n_wards + s) * n_years;
}

// Reading
// -----------------------------------------------------------------------

static enum status read_forecast(struct reading *reading, struct store *store,
                                 struct error *err)
{
    struct forecast_question newest = {.only_totals = true};
    struct forecast_entry_list entries;
    enum status status =
        store_read_forecasts(store, reading->arena, &entries, err);
    if (status != STATUS_OK || entries.count == 0)
        return status;
    status = store_read_forecast(store, reading->arena, &newest,
                                 &reading->forecast, err);
    if (status != STATUS_OK)
        return status;
    reading->numbers->forecast =
        arena_copy(reading->arena, &reading->forecast.entry,
                   sizeof(struct forecast_entry));
    file_forecast(reading);
    decide_forecast(reading);
    return STATUS_OK;
}

static enum status read_all(struct reading *reading, struct store *store,
                            struct error *err)
{
    enum status status =
        store_read_cut_offs(store, reading->arena, &reading->cut_offs, err);
    if (status == STATUS_OK)
        status =
            store_read_capacity(store, reading->arena, &reading->capacity, err);
    if (status == STATUS_OK)
        status = store_read_newest_enrolment(store, reading->arena,
                                             &reading->enrolment, err);
    if (status != STATUS_OK)
        return status;
    file_cut_offs(reading);
    file_capacity(reading);
    file_enrolment(reading);
    for (int level = 0; level < N_LEVELS; level++)
        decide_level(reading, (enum level)level);
    return read_forecast(reading, store, err);
}

enum status city_numbers_read(struct store *store, struct arena *arena,
                              const struct numbers_of *of,
                              const struct city_numbers **numbers,
                              struct error *err)
{
    struct city_numbers *made = arena_array(arena, struct city_numbers, 1);
    struct reading reading = {.arena = arena, .of = of, .numbers = made};
    made->schools =
        arena_array(arena, struct school_numbers, of->schools->count);
    made->wards = arena_array(arena, struct place_numbers, of->n_wards);
    for (size_t s = 0; s < of->schools->count; s++)
        made->schools[s].ward = of->ward_of[s];
    *numbers = made;
    return read_all(&reading, store, err);
}
