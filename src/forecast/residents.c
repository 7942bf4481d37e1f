// People are kept in one array by ward, year and age. A count that is not there
// is looked for along the cohort's diagonal: the six-year-olds of 2027 are the
// five-year-olds of 2026, or the four-year-olds of 2025. Who moves in and out
// meanwhile is not known; the growth from one cohort to the next mostly is.

#include "forecast/residents.h"

#include <math.h>

#define AGES 21
#define AGE_OF_GRADE_0 5
#define MOST_CHANGE 2.0 // more than twice or less than half: another counting

struct resident_table {
    size_t n_wards;
    int32_t first_year;
    size_t n_years;
    double *people; // `[(ward * n_years + y) * AGES + age]`; negative: no row
};

static double *people_at(const struct resident_table *table, uint32_t ward,
                         int32_t year, int32_t age)
{
    size_t y = (size_t)(year - table->first_year);
    return &table->people[(ward * table->n_years + y) * AGES + (size_t)age];
}

static bool is_usable(const struct resident_row *row, size_t n_wards)
{
    return row->ward < n_wards && row->age >= 0 && row->age < AGES &&
           row->people >= 0;
}

struct resident_table *resident_table_build(struct arena *arena,
                                            const struct forecast_inputs *in)
{
    if (in->n_residents == 0 || in->panel->n_wards == 0)
        return NULL;
    int32_t first = in->residents[0].year;
    int32_t last = first;
    for (size_t i = 1; i < in->n_residents; i++) {
        int32_t year = in->residents[i].year;
        first = year < first ? year : first;
        last = year > last ? year : last;
    }
    struct resident_table *table = arena_array(arena, struct resident_table, 1);
    table->n_wards = in->panel->n_wards;
    table->first_year = first;
    table->n_years = (size_t)(last - first) + 1;
    size_t n = table->n_wards * table->n_years * AGES;
    table->people = arena_array(arena, double, n);
    for (size_t i = 0; i < n; i++)
        table->people[i] = -1;
    for (size_t i = 0; i < in->n_residents; i++) {
        const struct resident_row *row = &in->residents[i];
        if (is_usable(row, table->n_wards))
            *people_at(table, row->ward, row->year, row->age) =
                (double)row->people;
    }
    return table;
}

double resident_count(const struct resident_table *residents, uint32_t ward,
                      int32_t grade, int32_t year, int32_t known_until)
{
    if (residents == NULL || ward >= residents->n_wards)
        return -1;
    for (int32_t age = grade + AGE_OF_GRADE_0; age >= 0; age--, year--) {
        if (year < residents->first_year)
            return -1;
        if (year > known_until ||
            year >= residents->first_year + (int32_t)residents->n_years)
            continue;
        double people = *people_at(residents, ward, year, age);
        if (people >= 0)
            return people;
    }
    return -1;
}

double resident_growth(const struct resident_table *residents, uint32_t ward,
                       int32_t grade, int32_t year, int32_t known_until)
{
    double now = resident_count(residents, ward, grade, year, known_until);
    double before =
        resident_count(residents, ward, grade, year - 1, known_until);
    if (!(now > 0) || !(before > 0))
        return 1;
    return fmin(fmax(now / before, 1 / MOST_CHANGE), MOST_CHANGE);
}
