// A year of an indicator is worked out ward by ward. What was told of a ward,
// or of the city, stands as it is; else a ward has what its schools have, and
// the city what its wards have, each weighing as much as its schools do. So a
// city of schools alone comes to the same whether one goes by wards or not.
//
// On the straight line from the first year through the last, extended to the
// target's year, an indicator meets its target exactly when its last value is
// not behind the straight way from the first value to the target: both say
// (last - first) / years so far >= (target - first) / years in all.

#include "forecast/indicators.h"

#include <stdlib.h>
#include <string.h>

static const char *const STATES[] = {
    [INDICATOR_NO_TARGET] = "no_target", [INDICATOR_REACHED] = "reached",
    [INDICATOR_ON_TRACK] = "on_track",   [INDICATOR_BEHIND] = "behind",
    [INDICATOR_MISSED] = "missed",       [INDICATOR_TOO_EARLY] = "too_early",
};

bool indicator_may_count_children(const char *unit)
{
    static const char *const THINGS[] = {
        "room",   "rooms",   "classroom", "classrooms", "class",  "classes",
        "school", "schools", "phòng",     "phòng học",  "lớp",    "trường",
        "m2",     "m²",      "ha",        "m",          "km",     "hours",
        "giờ",    "điểm",    "đồng",      "triệu đồng", "tỷ đồng"};
    for (size_t i = 0; i < sizeof THINGS / sizeof *THINGS; i++)
        if (strcmp(unit, THINGS[i]) == 0)
            return false;
    return unit[0] != '%';
}

const char *indicator_state_name(enum indicator_state state)
{
    return STATES[state];
}

enum unit { UNIT_PERCENT, UNIT_SCHOOLS, UNIT_SUM };

static enum unit unit_of(const struct indicator *indicator)
{
    if (text_same(indicator->unit, INDICATOR_PERCENT))
        return UNIT_PERCENT;
    return text_same(indicator->unit, INDICATOR_SCHOOLS) ? UNIT_SCHOOLS
                                                         : UNIT_SUM;
}

// What was said of a ward (or the city) in a year.
struct tally {
    double sum;         // of schools: value times weight
    double weight;      // of these schools
    uint32_t n_schools; // that have a value
    bool is_told;
    double told; // of the place itself
};

struct building {
    struct arena *arena;
    const struct indicator_inputs *inputs;
    double *school_weights;         // by pupils
    double *ward_weights[UNIT_SUM]; // of all schools there, by unit
    struct tally *wards;            // the last: schools of no ward
    struct tally city;
    struct indicator_year_list *years;    // by ward, the last: the city
    const struct indicator_value **found; // values of one indicator
};

// Weights -------------------------------------------------------------------

static void weigh_schools(struct building *b)
{
    const struct indicator_inputs *inputs = b->inputs;
    double pupils = 0;
    size_t n_known = 0;
    for (size_t s = 0; s < inputs->n_schools; s++)
        if (inputs->schools[s].pupils > 0) {
            pupils += inputs->schools[s].pupils;
            n_known++;
        }
    double usual = n_known == 0 ? 1 : pupils / (double)n_known;
    for (size_t s = 0; s < inputs->n_schools; s++) {
        double of_school = inputs->schools[s].pupils;
        b->school_weights[s] = of_school > 0 ? of_school : usual;
    }
}

// A ward without a school of its own weighs as much as one does on the average.
static void weigh_wards(struct building *b, enum unit unit)
{
    const struct indicator_inputs *inputs = b->inputs;
    double *weights = b->ward_weights[unit];
    double all = 0;
    size_t n_known = 0;
    for (size_t s = 0; s < inputs->n_schools; s++)
        if (inputs->schools[s].ward != INDICATOR_NOWHERE)
            weights[inputs->schools[s].ward] +=
                unit == UNIT_PERCENT ? b->school_weights[s] : 1;
    for (size_t w = 0; w < inputs->n_wards; w++) {
        all += weights[w];
        n_known += weights[w] > 0;
    }
    for (size_t w = 0; w < inputs->n_wards; w++)
        if (!(weights[w] > 0))
            weights[w] = n_known == 0 ? 1 : all / (double)n_known;
}

// A year --------------------------------------------------------------------

static void count_school(struct building *b, enum unit unit,
                         const struct indicator_value *value)
{
    const struct indicator_inputs *inputs = b->inputs;
    uint32_t ward = inputs->schools[value->school].ward;
    struct tally *tally =
        &b->wards[ward == INDICATOR_NOWHERE ? inputs->n_wards : ward];
    double weight = unit == UNIT_PERCENT ? b->school_weights[value->school] : 1;
    double has = value->value;
    if (unit == UNIT_SCHOOLS)
        has = value->value > 0 || value->value < 0 ? 100 : 0;
    tally->sum += weight * has;
    tally->weight += weight;
    tally->n_schools++;
}

static void count(struct building *b, enum unit unit,
                  const struct indicator_value *value)
{
    if (value->school != INDICATOR_NOWHERE) {
        count_school(b, unit, value);
        return;
    }
    struct tally *tally =
        value->ward == INDICATOR_NOWHERE ? &b->city : &b->wards[value->ward];
    tally->is_told = true;
    tally->told = value->value;
}

static bool is_known(const struct tally *tally)
{
    return tally->is_told || tally->n_schools > 0;
}

static double value_of(const struct tally *tally, enum unit unit)
{
    if (tally->is_told)
        return tally->told;
    return unit == UNIT_SUM ? tally->sum : tally->sum / tally->weight;
}

static void add_year(struct building *b, size_t place, int32_t year,
                     const struct tally *tally, enum unit unit)
{
    if (is_known(tally))
        *indicator_year_list_add(&b->years[place], b->arena) =
            (struct indicator_year){year, value_of(tally, unit),
                                    tally->is_told ? 0 : tally->n_schools};
}

// The city as its wards and the schools of no ward make it.
static struct tally sum_wards(const struct building *b, enum unit unit)
{
    size_t n_wards = b->inputs->n_wards;
    struct tally city = b->city;
    for (size_t w = 0; w <= n_wards && !city.is_told; w++) {
        const struct tally *ward = &b->wards[w];
        if (!is_known(ward))
            continue;
        double weight = ward->weight;
        if (ward->is_told)
            weight = unit == UNIT_SUM ? 1 : b->ward_weights[unit][w];
        city.sum += unit == UNIT_SUM ? value_of(ward, unit)
                                     : value_of(ward, unit) * weight;
        city.weight += weight;
        city.n_schools += ward->is_told ? 1 : ward->n_schools;
    }
    return city;
}

static void close_year(struct building *b, enum unit unit, int32_t year)
{
    size_t n_wards = b->inputs->n_wards;
    struct tally city = sum_wards(b, unit);
    for (size_t w = 0; w < n_wards; w++)
        add_year(b, w, year, &b->wards[w], unit);
    add_year(b, n_wards, year, &city, unit);
    memset(b->wards, 0, (n_wards + 1) * sizeof *b->wards);
    b->city = (struct tally){0};
}

// An indicator --------------------------------------------------------------

// By year; of one year in the order they came, so that sums are the same.
static int compare_years(const void *left, const void *right)
{
    const struct indicator_value *a =
        *(const struct indicator_value *const *)left;
    const struct indicator_value *b =
        *(const struct indicator_value *const *)right;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    return (a > b) - (a < b);
}

static void take_values(struct building *b, uint32_t indicator)
{
    const struct indicator_inputs *inputs = b->inputs;
    enum unit unit = unit_of(&inputs->indicators[indicator]);
    size_t n = 0;
    for (size_t i = 0; i < inputs->n_values; i++)
        if (inputs->values[i].indicator == indicator)
            b->found[n++] = &inputs->values[i];
    if (n > 0)
        qsort(b->found, n, sizeof *b->found, compare_years);
    for (size_t i = 0; i < n; i++) {
        count(b, unit, b->found[i]);
        if (i + 1 == n || b->found[i + 1]->year != b->found[i]->year)
            close_year(b, unit, b->found[i]->year);
    }
}

static double within_unit(const struct indicator *indicator, double value)
{
    if (unit_of(indicator) == UNIT_SUM)
        return value;
    return value < 0 ? 0 : value > 100 ? 100 : value;
}

static enum indicator_state state_of(const struct indicator *indicator,
                                     const struct indicator_progress *progress)
{
    int32_t last = progress->years.items[progress->years.count - 1].year;
    double sign = indicator->is_lower_better ? -1 : 1;
    double target = within_unit(indicator, indicator->target);
    if (!indicator->has_target)
        return INDICATOR_NO_TARGET;
    if (!(progress->distance > 0))
        return INDICATOR_REACHED;
    if (indicator->target_year != 0 && last >= indicator->target_year)
        return INDICATOR_MISSED;
    if (progress->years.count == 1)
        return INDICATOR_TOO_EARLY;
    bool is_on_track = indicator->target_year == 0
                           ? sign * progress->trend > 0
                           : sign * (progress->expected - target) >= -1e-9;
    return is_on_track ? INDICATOR_ON_TRACK : INDICATOR_BEHIND;
}

static void judge(const struct indicator *indicator,
                  struct indicator_progress *progress)
{
    const struct indicator_year_list *years = &progress->years;
    const struct indicator_year *first = &years->items[0];
    const struct indicator_year *last = &years->items[years->count - 1];
    double to_go = indicator->is_lower_better ? last->value - indicator->target
                                              : indicator->target - last->value;
    progress->expected = last->value;
    if (years->count > 1)
        progress->trend =
            (last->value - first->value) / (last->year - first->year);
    if (indicator->target_year > last->year)
        progress->expected = within_unit(
            indicator, last->value + progress->trend *
                                         (indicator->target_year - last->year));
    // A mean of hundreds may miss 100 by the last bit.
    if (indicator->has_target && to_go > 1e-9)
        progress->distance = to_go;
    progress->state = state_of(indicator, progress);
}

static void add_progress(struct building *b, uint32_t indicator, uint32_t ward,
                         struct indicator_progress_list *list)
{
    size_t place = ward == INDICATOR_NOWHERE ? b->inputs->n_wards : ward;
    struct indicator_year_list *years = &b->years[place];
    if (years->count == 0)
        return;
    struct indicator_progress *progress =
        indicator_progress_list_add(list, b->arena);
    *progress = (struct indicator_progress){
        .indicator = indicator, .ward = ward, .years = *years};
    judge(&b->inputs->indicators[indicator], progress);
    *years = (struct indicator_year_list){0};
}

struct indicator_progress_list
indicator_progress_build(struct arena *arena,
                         const struct indicator_inputs *inputs)
{
    size_t n_wards = inputs->n_wards;
    struct indicator_progress_list list = {0};
    struct building b = {
        .arena = arena,
        .inputs = inputs,
        .school_weights = arena_array(arena, double, inputs->n_schools),
        .ward_weights = {arena_array(arena, double, n_wards),
                         arena_array(arena, double, n_wards)},
        .wards = arena_array(arena, struct tally, n_wards + 1),
        .years = arena_array(arena, struct indicator_year_list, n_wards + 1),
        .found = arena_array(arena, const struct indicator_value *,
                             inputs->n_values)};
    weigh_schools(&b);
    weigh_wards(&b, UNIT_PERCENT);
    weigh_wards(&b, UNIT_SCHOOLS);
    for (uint32_t i = 0; i < inputs->n_indicators; i++) {
        take_values(&b, i);
        add_progress(&b, i, INDICATOR_NOWHERE, &list);
        for (uint32_t w = 0; w < n_wards; w++)
            add_progress(&b, i, w, &list);
    }
    return list;
}
