// Past errors are divided by a scale that grows with the median, and sorted
// within bins of similar medians: their quantiles, times the scale, are the
// range (split conformal prediction with bins: Lei, G'Sell, Rinaldo,
// Tibshirani, Wasserman, Distribution-free predictive inference for regression,
// JASA 2018). Nothing is assumed of their shape: schools lose pupils suddenly
// more often than they win them.
//
// Several years ahead there are few past errors or none; what can be seen at
// the origin is how much larger they were two years ahead than one, three than
// one and so on, by the same origins. The mean of log(larger) / log(years) is
// the power they grow with, which carries on to years that could not be seen.

#include "forecast/ranges.h"

#include <math.h>
#include <stdlib.h>

#define ERRORS_PER_BIN 150
#define PRIOR_ORIGINS 1.0   // how many origins the prior persistence counts
#define LEAST_GROWTH (-0.5) // of errors over a width that grows by itself
#define PRIOR_FREEDOM 2.0
#define USUAL_NOISE 2.0 // variance per pupil

static const double SIDES[RANGE_SIDES] = {0.025, 0.1, 0.25, 0.75, 0.9, 0.975};
static const double NORMAL[RANGE_SIDES] = {-1.960, -1.282, -0.674,
                                           0.674,  1.282,  1.960};

// To the power of 3/4: between chance, 1/2, and proportion, 1.
static double range_scale(double median)
{
    return sqrt((median + 1) * sqrt(median + 1));
}

void past_error_add(struct past_error_list *errors, struct arena *arena,
                    struct past_error error)
{
    error.scaled = (float)(((double)error.actual - (double)error.median) /
                           range_scale((double)error.median));
    *past_error_list_add(errors, arena) = error;
}

static int compare_floats(const void *first, const void *second)
{
    float a = *(const float *)first;
    float b = *(const float *)second;
    return (a > b) - (a < b);
}

// The 80 % point of absolute scaled errors at a horizon, of those origins that
// saw the horizon `seen`; negative if there are too few.
static double size_of_errors(const struct past_error_list *errors,
                             uint8_t horizon, const bool seen[UINT8_MAX + 1],
                             float *room)
{
    size_t n = 0;
    for (size_t i = 0; i < errors->count; i++) {
        const struct past_error *error = &errors->items[i];
        if (error->horizon == horizon && seen[error->origin])
            room[n++] = fabsf(error->scaled);
    }
    if (n < RANGE_FEWEST_ERRORS)
        return -1;
    qsort(room, n, sizeof *room, compare_floats);
    return (double)room[(n * 4) / 5];
}

// Adds what one horizon says of the growth.
static void add_growth(const struct past_error_list *errors, uint8_t horizon,
                       float *room, double *sum, double *n)
{
    bool seen[UINT8_MAX + 1] = {false};
    size_t n_origins = 0;
    for (size_t i = 0; i < errors->count; i++) {
        const struct past_error *error = &errors->items[i];
        if (error->horizon != horizon || seen[error->origin])
            continue;
        seen[error->origin] = true;
        n_origins++;
    }
    double far = size_of_errors(errors, horizon, seen, room);
    double near = size_of_errors(errors, 1, seen, room);
    if (far <= 0 || near <= 0)
        return;
    double growth = log(far / near) / log((double)horizon);
    *sum += (double)n_origins * fmin(fmax(growth, LEAST_GROWTH), 1);
    *n += (double)n_origins;
}

double range_growth_learn(const struct past_error_list *errors, double prior)
{
    struct arena *arena = arena_new();
    float *room = arena_array(arena, float, errors->count);
    double sum = PRIOR_ORIGINS * prior;
    double n = PRIOR_ORIGINS;
    for (uint8_t h = 2; h <= FORECAST_MOST_YEARS; h++)
        add_growth(errors, h, room, &sum, &n);
    arena_free(arena);
    return sum / n;
}

struct sized_error {
    float median;
    float scaled;
};

static int compare_sizes(const void *first, const void *second)
{
    const struct sized_error *a = first;
    const struct sized_error *b = second;
    if (a->median != b->median)
        return a->median < b->median ? -1 : 1;
    return (a->scaled > b->scaled) - (a->scaled < b->scaled);
}

// The quantiles of sorted values, each moved outward as one more would be.
static void take_sides(const float *sorted, size_t n, float sides[RANGE_SIDES])
{
    for (size_t q = 0; q < RANGE_SIDES; q++) {
        double at = SIDES[q] * (double)(n + 1);
        double place = (q < RANGE_SIDES / 2 ? floor(at) : ceil(at)) - 1;
        place = fmin(fmax(place, 0), (double)(n - 1));
        float side = sorted[(size_t)place];
        sides[q] = q < RANGE_SIDES / 2 ? fminf(side, 0) : fmaxf(side, 0);
    }
}

static void learn_bins(struct range_rule *rule, struct sized_error *near,
                       size_t n, float *room)
{
    qsort(near, n, sizeof *near, compare_sizes);
    size_t n_bins = n / ERRORS_PER_BIN;
    rule->n_bins = n_bins < 1 ? 1 : n_bins;
    if (rule->n_bins > RANGE_MOST_BINS)
        rule->n_bins = RANGE_MOST_BINS;
    for (size_t b = 0; b < rule->n_bins; b++) {
        size_t first = b * n / rule->n_bins;
        size_t end = (b + 1) * n / rule->n_bins;
        for (size_t i = first; i < end; i++)
            room[i - first] = near[i].scaled;
        qsort(room, end - first, sizeof *room, compare_floats);
        take_sides(room, end - first, rule->side[b]);
        rule->largest[b] = near[end - 1].median;
    }
}

struct range_rule range_rule_learn(const struct past_error_list *errors,
                                   struct range_prior prior)
{
    struct range_rule rule = {.growth = prior.growth,
                              .usual_share = prior.share};
    struct arena *arena = arena_new();
    float *room = arena_array(arena, float, errors->count);
    struct sized_error *near =
        arena_array(arena, struct sized_error, errors->count);
    size_t n = 0;
    for (size_t i = 0; i < errors->count; i++) {
        const struct past_error *error = &errors->items[i];
        if (error->horizon == 1)
            near[n++] = (struct sized_error){error->median, error->scaled};
    }
    if (n >= RANGE_FEWEST_ERRORS) {
        learn_bins(&rule, near, n, room);
        rule.growth = range_growth_learn(errors, prior.growth);
    }
    arena_free(arena);
    return rule;
}

struct range_width range_rule_width(const struct range_rule *rule,
                                    double median)
{
    struct range_width width;
    size_t bin = 0;
    while (bin + 1 < rule->n_bins && median > (double)rule->largest[bin])
        bin++;
    double share = rule->usual_share * median;
    double usual = sqrt(USUAL_NOISE * (median + 1) + share * share);
    for (size_t q = 0; q < RANGE_SIDES; q++)
        width.side[q] = rule->n_bins == 0
                            ? usual * NORMAL[q]
                            : range_scale(median) * (double)rule->side[bin][q];
    return width;
}

struct forecast_range range_of_width(double median,
                                     const struct range_width *width)
{
    const double *side = width->side;
    return (struct forecast_range){
        .median = (float)median,
        .low95 = (float)fmax(0, median + side[0]),
        .low80 = (float)fmax(0, median + side[1]),
        .low50 = (float)fmax(0, median + side[2]),
        .high50 = (float)(median + side[3]),
        .high80 = (float)(median + side[4]),
        .high95 = (float)(median + side[5]),
    };
}

static struct forecast_range range_grown(double median,
                                         struct range_width width,
                                         double growth, size_t horizon)
{
    double grown = pow((double)horizon, growth);
    for (size_t q = 0; q < RANGE_SIDES; q++)
        width.side[q] *= grown;
    return range_of_width(median, &width);
}

struct forecast_range range_rule_apply(const struct range_rule *rule,
                                       double median, size_t horizon)
{
    return range_grown(median, range_rule_width(rule, median), rule->growth,
                       horizon);
}

// Quantiles of Student's t by Cornish and Fisher's expansion (Biometrika 1937),
// close enough from three degrees of freedom on.
static double student(double normal, double freedom)
{
    double cube = normal * normal * normal;
    double fifth = cube * normal * normal;
    return normal + (cube + normal) / (4 * freedom) +
           (5 * fifth + 16 * cube + 3 * normal) / (96 * freedom * freedom);
}

struct forecast_range range_of_few(const struct past_error_list *errors,
                                   struct range_prior prior, double median,
                                   size_t horizon)
{
    double squares = PRIOR_FREEDOM * prior.share * prior.share;
    bool seen[UINT8_MAX + 1] = {false};
    double n = 0;
    double freedom = PRIOR_FREEDOM;
    for (size_t i = 0; i < errors->count; i++) {
        const struct past_error *error = &errors->items[i];
        if (error->horizon != 1 || error->median <= 0)
            continue;
        double off = (double)(error->actual / error->median) - 1;
        squares += off * off;
        n++;
        freedom += !seen[error->origin];
        seen[error->origin] = true;
    }
    double size = sqrt(squares / (n + PRIOR_FREEDOM)) * median;
    struct range_width width;
    for (size_t q = 0; q < RANGE_SIDES; q++)
        width.side[q] = size * student(NORMAL[q], freedom);
    return range_grown(median, width, prior.growth, horizon);
}

static float low_of_sum(float median, float a, float b)
{
    return fmaxf(0, median - hypotf(a, b));
}

struct forecast_range range_plus(struct forecast_range a,
                                 struct forecast_range b)
{
    float median = a.median + b.median;
    return (struct forecast_range){
        .median = median,
        .low50 = low_of_sum(median, a.median - a.low50, b.median - b.low50),
        .low80 = low_of_sum(median, a.median - a.low80, b.median - b.low80),
        .low95 = low_of_sum(median, a.median - a.low95, b.median - b.low95),
        .high50 = median + hypotf(a.high50 - a.median, b.high50 - b.median),
        .high80 = median + hypotf(a.high80 - a.median, b.high80 - b.median),
        .high95 = median + hypotf(a.high95 - a.median, b.high95 - b.median),
    };
}
