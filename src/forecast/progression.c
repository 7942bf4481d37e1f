// A school's own ratio is the sum of its pupils in a grade over the sum of
// those in the grade below a year before, recent years weighing more. It is
// mixed with an expectation e of the same ratio as if that came from K pupils
// more:
//
//     ratio = (sum of pupils + K e) / (sum of the grade below + K)
//
// which is the empirical Bayes estimate when years scatter around the school's
// true ratio, and true ratios around e: K is the one variance over the other,
// by pupil (Morris, Parametric empirical Bayes inference, JASA 1983). K is
// taken from the data as the value that would have foretold the newest year
// best from the years before it (Stone, Cross-validatory choice and assessment
// of statistical predictions, JRSS B 1974): the textbook's moments of the two
// variances are ruled by the few schools that double or halve.
//
// e is the city's ratio times a factor of the school over all grades, itself
// drawn to its ward's and that to 1: a school that gains or loses pupils does
// so in all its grades.

#include "forecast/progression.h"

#include <math.h>

const struct progression_draw PROGRESSION_DRAWS[N_DRAWS] = {
    {0.7, 1}, {0.6, 1.0 / 3}, {0.8, 3}, {0.15, 1}};

#define MOST_PAIRS 5           // years that count
#define USUAL_STRENGTH 60.0    // pupils, where years are too few to tell
#define FEWEST_YEARS 3         // two cohorts one after the other
#define FACTOR_STRENGTH 1000.0 // a school of usual size over three years
#define WARD_STRENGTH 4000.0   // a few of them

static const double STRENGTHS[] = {10, 20, 40, 90, 140, 200, 300, 500};

static size_t at_draw(size_t row, size_t draw)
{
    return row * N_DRAWS + draw;
}

// A school's sums of one grade over the last years, for one draw.
static struct progression_sums sum_pairs(const struct enrolment_panel *panel,
                                         uint32_t school, int32_t grade,
                                         double memory)
{
    struct progression_sums sums = {0};
    int32_t origin = panel->first_year + (int32_t)panel->n_years - 1;
    double weight = 1;
    for (int32_t back = 0; back < MOST_PAIRS; back++, weight *= memory) {
        int32_t here = panel_at(panel, school, grade, origin - back);
        int32_t below = panel_at(panel, school, grade - 1, origin - back - 1);
        if (here == PANEL_ABSENT || below == PANEL_ABSENT)
            continue;
        sums.pupils += weight * here;
        sums.below += weight * below;
    }
    return sums;
}

static void sum_all(const struct enrolment_panel *panel,
                    struct progression *progression)
{
    for (uint32_t s = 0; s < panel->n_schools; s++)
        for (int32_t g = 1; g < PANEL_GRADES; g++)
            for (size_t d = 0; d < N_DRAWS; d++)
                progression
                    ->sums[at_draw((size_t)s * PANEL_GRADES + (size_t)g, d)] =
                    sum_pairs(panel, s, g, PROGRESSION_DRAWS[d].memory);
}

// One year only: the grades side by side, as if they followed each other.
static double cross_section(const struct enrolment_panel *panel, int32_t grade)
{
    int32_t origin = panel->first_year + (int32_t)panel->n_years - 1;
    double pupils = 0;
    double below = 0;
    for (uint32_t s = 0; s < panel->n_schools; s++) {
        int32_t here = panel_at(panel, s, grade, origin);
        int32_t under = panel_at(panel, s, grade - 1, origin);
        if (here == PANEL_ABSENT || under == PANEL_ABSENT)
            continue;
        pupils += here;
        below += under;
    }
    return pupils > 0 && below > 0 ? pupils / below : 1;
}

static void find_city_ratio(const struct enrolment_panel *panel,
                            struct progression *progression, int32_t grade,
                            size_t draw)
{
    struct progression_sums city = {0};
    for (size_t s = 0; s < panel->n_schools; s++) {
        const struct progression_sums *own =
            &progression->sums[at_draw(s * PANEL_GRADES + (size_t)grade, draw)];
        city.pupils += own->pupils;
        city.below += own->below;
    }
    progression->city_ratio[at_draw((size_t)grade, draw)] =
        city.below > 0 ? city.pupils / city.below : cross_section(panel, grade);
}

// Pupils of a school over all grades, and what the city's ratios make of its
// grades below.
static struct progression_sums
school_against_city(const struct progression *progression, size_t school,
                    size_t draw)
{
    struct progression_sums all = {0};
    for (size_t g = 1; g < PANEL_GRADES; g++) {
        const struct progression_sums *own =
            &progression->sums[at_draw(school * PANEL_GRADES + g, draw)];
        all.pupils += own->pupils;
        all.below += own->below * progression->city_ratio[at_draw(g, draw)];
    }
    return all;
}

static double mix(struct progression_sums sums, double strength,
                  double expected)
{
    return (sums.pupils + strength * expected) / (sums.below + strength);
}

static void find_factors(struct arena *arena,
                         const struct enrolment_panel *panel,
                         struct progression *progression, size_t draw)
{
    struct progression_sums *wards =
        arena_array(arena, struct progression_sums, panel->n_wards + 1);
    for (size_t s = 0; s < panel->n_schools; s++) {
        uint32_t ward = panel->schools[s].ward;
        if (ward >= panel->n_wards)
            continue;
        struct progression_sums all = school_against_city(progression, s, draw);
        wards[ward].pupils += all.pupils;
        wards[ward].below += all.below;
    }
    for (size_t s = 0; s < panel->n_schools; s++) {
        uint32_t ward = panel->schools[s].ward;
        double expected =
            ward < panel->n_wards ? mix(wards[ward], WARD_STRENGTH, 1) : 1;
        progression->factor[at_draw(s, draw)] =
            mix(school_against_city(progression, s, draw), FACTOR_STRENGTH,
                expected);
    }
}

static double expected_ratio(const struct progression *progression,
                             size_t school, int32_t grade, size_t draw)
{
    return progression->city_ratio[at_draw((size_t)grade, draw)] *
           progression->factor[at_draw(school, draw)];
}

// How far the newest year was from what the years before led to expect, had the
// strength been this.
static double miss_newest(const struct enrolment_panel *panel,
                          const struct progression *older, double strength)
{
    int32_t origin = panel->first_year + (int32_t)panel->n_years - 1;
    double miss = 0;
    for (uint32_t s = 0; s < panel->n_schools; s++)
        for (int32_t g = 1; g < PANEL_GRADES; g++) {
            int32_t here = panel_at(panel, s, g, origin);
            int32_t below = panel_at(panel, s, g - 1, origin - 1);
            if (here == PANEL_ABSENT || below == PANEL_ABSENT)
                continue;
            size_t cell = (size_t)s * PANEL_GRADES + (size_t)g;
            double ratio = mix(older->sums[at_draw(cell, 0)], strength,
                               expected_ratio(older, s, g, 0));
            miss += fabs(here - ratio * below);
        }
    return miss;
}

static double find_strength(const struct enrolment_panel *panel,
                            const struct progression *older)
{
    double best = USUAL_STRENGTH;
    double least = miss_newest(panel, older, best);
    for (size_t i = 0; i < sizeof STRENGTHS / sizeof *STRENGTHS; i++) {
        double miss = miss_newest(panel, older, STRENGTHS[i]);
        if (!(miss < least))
            continue;
        least = miss;
        best = STRENGTHS[i];
    }
    return best;
}

static struct progression build_drawn(struct arena *arena,
                                      const struct enrolment_panel *panel,
                                      double strength)
{
    size_t n_cells = panel->n_schools * PANEL_GRADES;
    struct progression built = {
        .strength = strength,
        .factor = arena_array(arena, double, panel->n_schools *N_DRAWS),
        .sums = arena_array(arena, struct progression_sums, n_cells * N_DRAWS)};
    sum_all(panel, &built);
    for (size_t d = 0; d < N_DRAWS; d++) {
        for (int32_t g = 1; g < PANEL_GRADES; g++)
            find_city_ratio(panel, &built, g, d);
        find_factors(arena, panel, &built, d);
    }
    return built;
}

struct progression progression_build(struct arena *arena,
                                     const struct enrolment_panel *panel)
{
    double strength = USUAL_STRENGTH;
    if (panel->n_years >= FEWEST_YEARS) {
        struct arena *aside = arena_new();
        struct enrolment_panel before =
            panel_until(panel, panel->first_year + (int32_t)panel->n_years - 2);
        struct progression older = build_drawn(aside, &before, USUAL_STRENGTH);
        strength = find_strength(panel, &older);
        arena_free(aside);
    }
    return build_drawn(arena, panel, strength);
}

double progression_ratio(const struct progression *progression, uint32_t school,
                         int32_t grade, size_t draw)
{
    size_t cell = (size_t)school * PANEL_GRADES + (size_t)grade;
    return mix(progression->sums[at_draw(cell, draw)],
               progression->strength * PROGRESSION_DRAWS[draw].strength,
               expected_ratio(progression, school, grade, draw));
}
