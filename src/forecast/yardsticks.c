// Of several readings of "plain 3-year progression" this one gives the errors
// published for New York (by school and grade 8.3 to 9.1 %, by school 4.4 to
// 4.8 % at one year): ratios of sums, and entry from the mean of three years.

#include "forecast/yardsticks.h"

#define COHORTS 3

// The school's ratio into the grade; negative if there is none.
static float plain_ratio(const struct enrolment_panel *panel, uint32_t school,
                         int32_t grade, int32_t origin)
{
    float pupils = 0;
    float below = 0;
    for (int32_t year = origin; year > origin - COHORTS; year--) {
        int32_t here = panel_at(panel, school, grade, year);
        int32_t under = panel_at(panel, school, grade - 1, year - 1);
        if (here == PANEL_ABSENT || under == PANEL_ABSENT)
            continue;
        pupils += (float)here;
        below += (float)under;
    }
    return below > 0 ? pupils / below : -1;
}

static float plain_entry(const struct enrolment_panel *panel, uint32_t school,
                         int32_t grade, int32_t origin)
{
    float sum = 0;
    float n = 0;
    for (int32_t year = origin; year > origin - COHORTS; year--) {
        int32_t here = panel_at(panel, school, grade, year);
        if (here == PANEL_ABSENT)
            continue;
        sum += (float)here;
        n++;
    }
    return sum / n;
}

// Grade by grade from below, so that the cohort is there when it is needed.
static void carry_grade(const struct enrolment_panel *panel, uint32_t school,
                        int32_t grade, size_t n_ahead, float *cells)
{
    int32_t origin = panel->first_year + (int32_t)panel->n_years - 1;
    bool is_known = panel_at(panel, school, grade, origin) != PANEL_ABSENT;
    int32_t below = panel_at(panel, school, grade - 1, origin);
    bool is_fed = is_known && below != PANEL_ABSENT;
    float ratio = plain_ratio(panel, school, grade, origin);
    float entry = is_known ? plain_entry(panel, school, grade, origin) : -1;
    float *row = cells + (size_t)grade * n_ahead;
    for (size_t h = 0; h < n_ahead; h++) {
        row[h] = entry;
        if (is_fed && ratio >= 0)
            row[h] = ratio * (h == 0 ? (float)below : *(row - n_ahead + h - 1));
    }
}

float *plain_progression(struct arena *arena,
                         const struct enrolment_panel *panel, size_t n_ahead)
{
    size_t n_cells = panel->n_schools * PANEL_GRADES;
    float *cells = arena_array(arena, float, n_cells *n_ahead);
    for (uint32_t s = 0; s < panel->n_schools; s++)
        for (int32_t g = 0; g < PANEL_GRADES; g++)
            carry_grade(panel, s, g, n_ahead,
                        cells + (size_t)s * PANEL_GRADES * n_ahead);
    return cells;
}
