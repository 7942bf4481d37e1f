// Schools first (school_rooms.c), then their sums.
//
// Counts of a sum are sums of counts. Ranges are not: a ward's range is
// narrower than those of its schools together, as their errors partly cancel
// out. The forecast says how narrow the ward is over all grades, and a level's
// share of it is narrowed as much (range_sum.h). Rooms needed at the ends of a
// range follow the pupils: the schools' own spans, narrowed by the same.

#include "forecast/classrooms.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/range_sum.h"
#include "forecast/school_rooms.h"

int32_t class_cap_of(enum level level)
{
    return level <= LEVEL_PRIMARY ? 35 : 45;
}

double site_area_m2_of(enum level level)
{
    return level == LEVEL_PRESCHOOL ? 12 : 10;
}

int32_t room_supply_class_cap(const struct room_supply *supply,
                              enum level level)
{
    int lowest = 0;
    while (lowest < (int)level && (supply->levels & LEVEL_BIT(lowest)) == 0)
        lowest++;
    int32_t usual = class_cap_of(level);
    if (supply->class_cap <= 0)
        return usual;
    int32_t cap = supply->class_cap * usual / class_cap_of((enum level)lowest);
    return cap > 0 ? cap : 1;
}

// Sums ------------------------------------------------------------------------

// What is added up beside the counts.
struct need_sum {
    struct range_sum pupils;
    double rooms_below; // from the rooms needed to those at low80
    double rooms_above;
    double known_pupils; // of schools whose rooms are known
    double places;
    double area_m2;
    double area_pupils; // of schools whose site is known
};

static void add_counts(struct room_need *to, const struct room_need *need)
{
    to->n_schools += need->n_schools;
    to->n_unknown += need->n_unknown;
    to->classes += need->classes;
    to->rooms_needed += need->rooms_needed;
    to->needed_unknown += need->needed_unknown;
    to->rooms += need->rooms > 0 ? need->rooms : 0;
    to->classes_possible += need->classes_possible;
    to->shortage += need->shortage;
    to->surplus += need->surplus;
    to->missing_for_two_sessions += need->missing_for_two_sessions;
    to->n_two_sessions += need->n_two_sessions;
    to->n_overflowing += need->n_overflowing;
    to->n_large += need->n_large;
    to->n_small += need->n_small;
    to->n_area_known += need->n_area_known;
}

static void add_need(struct need_sum *sum, struct room_need *to,
                     const struct room_need *need)
{
    double median = (double)need->pupils.median;
    add_counts(to, need);
    range_sum_add(&sum->pupils, &need->pupils);
    sum->rooms_below += need->rooms_needed - need->rooms_low80;
    sum->rooms_above += need->rooms_high80 - need->rooms_needed;
    if (need->places >= 0) {
        sum->known_pupils += median;
        sum->places += need->places;
    }
    if (need->m2_per_pupil >= 0) {
        sum->area_m2 += need->m2_per_pupil * median;
        sum->area_pupils += median;
    }
}

// How much a span of the schools narrows in their sum.
static double narrowing(double sum, double part, double whole)
{
    return sum > 0 ? fmin(1, fmax(0, (whole - part) / sum)) : 0;
}

static void put_ranges(const struct need_sum *sum, const struct range_sum *all,
                       const struct forecast_range *whole, struct room_need *to)
{
    double low =
        narrowing(all->below[1], (double)whole->low80, (double)whole->median);
    double high =
        narrowing(all->above[1], (double)whole->median, (double)whole->high80);
    to->pupils = range_sum_share(&sum->pupils, all, whole);
    to->rooms_low80 =
        to->rooms_needed - (int32_t)lround(low * sum->rooms_below);
    to->rooms_high80 =
        to->rooms_needed + (int32_t)lround(high * sum->rooms_above);
}

static void put_means(const struct need_sum *sum, struct room_need *to)
{
    double held = sum->pupils.median - sum->known_pupils;
    bool is_known = to->n_schools > to->n_unknown;
    if (!is_known && to->n_schools > 0)
        to->rooms = -1;
    to->places = is_known ? sum->places : -1;
    to->overflow_chance =
        is_known ? forecast_range_chance_above(&to->pupils, sum->places + held)
                 : -1;
    to->class_size = to->classes_possible > 0
                         ? sum->known_pupils / to->classes_possible
                         : -1;
    to->m2_per_pupil =
        sum->area_pupils > 0 ? sum->area_m2 / sum->area_pupils : -1;
}

// The levels of a ward or of the city.
static void finish_levels(const struct need_sum sums[N_LEVELS],
                          const struct forecast_range *whole,
                          struct room_need *needs, size_t stride)
{
    struct range_sum all = {0};
    for (size_t l = 0; l < N_LEVELS; l++) {
        all.median += sums[l].pupils.median;
        for (size_t i = 0; i < 3; i++) {
            all.below[i] += sums[l].pupils.below[i];
            all.above[i] += sums[l].pupils.above[i];
        }
    }
    for (size_t l = 0; l < N_LEVELS; l++) {
        put_ranges(&sums[l], &all, whole, &needs[l * stride]);
        put_means(&sums[l], &needs[l * stride]);
    }
}

// A year ----------------------------------------------------------------------

static void read_school(const struct forecast *forecast, size_t school,
                        size_t y, double grades[PANEL_GRADES],
                        struct forecast_range ranges[N_LEVELS])
{
    struct range_sum all = {0};
    struct range_sum parts[N_LEVELS] = {0};
    const struct forecast_range *cells =
        &forecast->cells[school * PANEL_GRADES * forecast->n_years + y];
    for (int g = 0; g < PANEL_GRADES; g++) {
        const struct forecast_range *cell =
            &cells[(size_t)g * forecast->n_years];
        grades[g] = fmax(0, (double)cell->median);
        range_sum_add(&parts[level_of_grade(g)], cell);
        range_sum_add(&all, cell);
    }
    for (int l = 0; l < N_LEVELS; l++)
        ranges[l] =
            range_sum_share(&parts[l], &all,
                            &forecast->schools[school * forecast->n_years + y]);
}

static size_t ward_of(const struct enrolment_panel *panel, size_t school,
                      size_t n_wards)
{
    uint32_t ward = panel->schools[school].ward;
    return ward < n_wards ? ward : n_wards;
}

static void build_year(const struct room_table *table,
                       const struct forecast *forecast,
                       const struct room_supply *supply,
                       const struct enrolment_panel *panel, size_t y,
                       struct need_sum *sums)
{
    size_t n_years = table->n_years;
    struct need_sum *of_city = &sums[(table->n_wards + 1) * N_LEVELS];
    for (size_t s = 0; s < table->n_schools; s++) {
        double grades[PANEL_GRADES];
        struct forecast_range ranges[N_LEVELS];
        struct room_need *needs = &table->schools[s * N_LEVELS * n_years + y];
        size_t ward = ward_of(panel, s, table->n_wards);
        read_school(forecast, s, y, grades, ranges);
        school_rooms(grades, ranges, &supply[s], needs, n_years);
        for (size_t l = 0; l < N_LEVELS; l++) {
            add_need(&sums[ward * N_LEVELS + l],
                     &table->wards[(ward * N_LEVELS + l) * n_years + y],
                     &needs[l * n_years]);
            add_need(&of_city[l], &table->city[l * n_years + y],
                     &needs[l * n_years]);
        }
    }
    for (size_t w = 0; w <= table->n_wards; w++)
        finish_levels(&sums[w * N_LEVELS], &forecast->wards[w * n_years + y],
                      &table->wards[w * N_LEVELS * n_years + y], n_years);
    finish_levels(of_city, &forecast->city[y], &table->city[y], n_years);
}

// People ----------------------------------------------------------------------

static double rooms_for_people(const struct room_need *needs, size_t n_years,
                               int64_t people)
{
    int64_t rooms = 0;
    for (size_t l = 0; l < N_LEVELS; l++)
        rooms += needs[l * n_years].rooms > 0 ? needs[l * n_years].rooms : 0;
    return people > 0 ? 10000 * (double)rooms / (double)people : -1;
}

static void put_rooms_per_10000(const struct room_table *table,
                                const int64_t *people_3_18)
{
    size_t n_years = table->n_years;
    for (size_t y = 0; y < n_years; y++) {
        int64_t in_city = 0;
        for (size_t w = 0; w < table->n_wards; w++) {
            int64_t people =
                people_3_18 == NULL ? 0 : people_3_18[w * n_years + y];
            in_city += people > 0 ? people : 0;
            table->rooms_per_10000[w * n_years + y] = rooms_for_people(
                &table->wards[w * N_LEVELS * n_years + y], n_years, people);
        }
        table->rooms_per_10000[table->n_wards * n_years + y] =
            rooms_for_people(&table->city[y], n_years, in_city);
    }
}

struct room_table room_table_build(struct arena *arena,
                                   const struct forecast *forecast,
                                   const struct room_supply *supply,
                                   const struct enrolment_panel *panel,
                                   const int64_t *people_3_18)
{
    size_t n_years = forecast->n_years;
    size_t n_wards = forecast->n_wards;
    struct room_table table = {
        .first_year = forecast->origin + 1,
        .n_years = n_years,
        .n_schools = forecast->n_schools,
        .n_wards = n_wards,
        .schools = arena_array(arena, struct room_need,
                               forecast->n_schools * N_LEVELS * n_years),
        .wards = arena_array(arena, struct room_need,
                             (n_wards + 1) * N_LEVELS * n_years),
        .city = arena_array(arena, struct room_need, N_LEVELS * n_years),
        .rooms_per_10000 = arena_array(arena, double, (n_wards + 1) * n_years)};
    for (size_t y = 0; y < n_years; y++)
        build_year(
            &table, forecast, supply, panel, y,
            arena_array(arena, struct need_sum, (n_wards + 2) * N_LEVELS));
    put_rooms_per_10000(&table, people_3_18);
    return table;
}

// Questions -------------------------------------------------------------------

static size_t place_in(const struct room_table *table, size_t row,
                       enum level level, int32_t year)
{
    return (row * N_LEVELS + level) * table->n_years +
           (size_t)(year - table->first_year);
}

const struct room_need *room_table_school(const struct room_table *table,
                                          uint32_t school, enum level level,
                                          int32_t year)
{
    return &table->schools[place_in(table, school, level, year)];
}

const struct room_need *room_table_ward(const struct room_table *table,
                                        uint32_t ward, enum level level,
                                        int32_t year)
{
    size_t row = ward < table->n_wards ? ward : table->n_wards;
    return &table->wards[place_in(table, row, level, year)];
}

const struct room_need *room_table_city(const struct room_table *table,
                                        enum level level, int32_t year)
{
    return &table->city[place_in(table, 0, level, year)];
}

double room_need_two_sessions_share(const struct room_need *need)
{
    int32_t n_known = need->n_schools - need->n_unknown;
    return n_known > 0 ? (double)need->n_two_sessions / (double)n_known : -1;
}

// The risk of one school and level: its worst year.
static struct room_risk worst_year(const struct room_table *table,
                                   uint32_t school, enum level level,
                                   int32_t last_year)
{
    struct room_risk risk = {.school = school, .level = level};
    for (int32_t year = table->first_year; year <= last_year; year++) {
        const struct room_need *need =
            room_table_school(table, school, level, year);
        if (risk.need == NULL ||
            need->overflow_chance > risk.need->overflow_chance) {
            risk.year = year;
            risk.need = need;
        }
    }
    return risk;
}

static int risk_order(const void *left, const void *right)
{
    const struct room_risk *a = left;
    const struct room_risk *b = right;
    double chance_a = a->need->overflow_chance;
    double chance_b = b->need->overflow_chance;
    if (chance_a < chance_b || chance_a > chance_b)
        return chance_a > chance_b ? -1 : 1;
    if (a->need->shortage != b->need->shortage)
        return a->need->shortage > b->need->shortage ? -1 : 1;
    if (a->school != b->school)
        return a->school < b->school ? -1 : 1;
    return (a->level > b->level) - (a->level < b->level);
}

struct room_risk_list room_table_rank(struct arena *arena,
                                      const struct room_table *table,
                                      int32_t last_year, double least_chance)
{
    struct room_risk_list risks = {0};
    int32_t last_known = table->first_year + (int32_t)table->n_years - 1;
    int32_t last = last_year < last_known ? last_year : last_known;
    for (uint32_t s = 0; s < table->n_schools; s++)
        for (int l = 0; l < N_LEVELS; l++) {
            struct room_risk risk = worst_year(table, s, (enum level)l, last);
            if (risk.need != NULL && risk.need->n_schools > 0 &&
                risk.need->overflow_chance >= least_chance)
                *room_risk_list_add(&risks, arena) = risk;
        }
    if (risks.count > 0)
        qsort(risks.items, risks.count, sizeof *risks.items, risk_order);
    return risks;
}
