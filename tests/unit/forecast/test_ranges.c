// Ranges learned from errors whose law is known.

#include <math.h>

#include "base/random.h"
#include "check.h"
#include "forecast/ranges.h"

static const struct range_prior PRIOR = {0.75, 0.05};

// Close enough to a normal number: the sum of twelve even ones.
static double normal(struct random *random)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += random_unit(random);
    return sum;
}

// Forecasts of sizes from 20 to 520 that are off by chance: standard error
// `share` of the size, growing with the years to the power of `growth`.
static struct past_error_list errors_of(struct arena *arena, size_t n,
                                        double share, double growth,
                                        size_t n_horizons)
{
    struct past_error_list errors = {0};
    struct random random = random_from(7);
    for (size_t i = 0; i < n; i++)
        for (size_t h = 1; h <= n_horizons; h++) {
            double median = 20 + 500 * random_unit(&random);
            double off = share * median * pow((double)h, growth);
            past_error_add(
                &errors, arena,
                (struct past_error){.median = (float)median,
                                    .actual =
                                        (float)(median + off * normal(&random)),
                                    .horizon = (uint8_t)h});
        }
    return errors;
}

static void quantiles_are_those_of_the_errors(void **state)
{
    struct arena *arena = arena_new();
    struct past_error_list errors = errors_of(arena, 6000, 0.1, 0.5, 1);
    struct range_rule rule = range_rule_learn(&errors, PRIOR);
    struct forecast_range range = range_rule_apply(&rule, 300, 1);
    CHECK_NEAR((double)range.median, 300, 1e-3);
    CHECK_NEAR((double)range.low80, 300 - 1.28 * 30, 4);
    CHECK_NEAR((double)range.high80, 300 + 1.28 * 30, 4);
    CHECK_NEAR((double)range.low50, 300 - 0.67 * 30, 4);
    CHECK_NEAR((double)range.high95, 300 + 1.96 * 30, 6);
    arena_free(arena);
}

static void growth_is_learned_and_carries_on(void **state)
{
    struct arena *arena = arena_new();
    const double growths[] = {0, 0.5, 0.9};
    for (size_t i = 0; i < 3; i++) {
        struct past_error_list errors =
            errors_of(arena, 4000, 0.1, growths[i], 5);
        struct range_rule rule = range_rule_learn(&errors, PRIOR);
        // The prior counts as one origin beside the four horizons.
        double expected = (4 * growths[i] + PRIOR.growth) / 5;
        CHECK_NEAR(rule.growth, expected, 0.05);
        struct forecast_range near = range_rule_apply(&rule, 300, 1);
        struct forecast_range far = range_rule_apply(&rule, 300, 9);
        CHECK_NEAR((double)((far.high80 - 300) / (near.high80 - 300)),
                   pow(9, rule.growth), 0.01);
    }
    arena_free(arena);
}

static void without_errors_the_usual_holds(void **state)
{
    struct past_error_list none = {0};
    struct range_rule rule = range_rule_learn(&none, PRIOR);
    CHECK_INT(rule.n_bins, 0);
    struct forecast_range small = range_rule_apply(&rule, 10, 1);
    struct forecast_range large = range_rule_apply(&rule, 1000, 1);
    CHECK(small.low80 < 6 && small.high80 > 14);
    CHECK(large.low80 < 940 && large.high80 > 1060);
    CHECK(large.high80 < 1100);
}

static void a_range_never_goes_below_nobody(void **state)
{
    struct past_error_list none = {0};
    struct range_rule rule = range_rule_learn(&none, PRIOR);
    for (double median = 0; median < 30; median += 0.5)
        for (size_t h = 1; h <= 10; h++) {
            struct forecast_range range = range_rule_apply(&rule, median, h);
            CHECK(range.low95 >= 0 && range.low95 <= range.low80);
        }
}

static void few_forecasts_of_a_city_give_wide_tails(void **state)
{
    struct arena *arena = arena_new();
    struct past_error_list errors = {0};
    const struct range_prior city = {0.75, 0.01};
    past_error_add(
        &errors, arena,
        (struct past_error){.median = 1000, .actual = 1010, .horizon = 1});
    struct forecast_range range = range_of_few(&errors, city, 1000, 1);
    // Three degrees of freedom: 1.64 and 3.18 standard errors, not 1.28, 1.96.
    CHECK_NEAR((double)range.high80, 1000 + 16.4, 0.8);
    CHECK_NEAR((double)range.high95, 1000 + 31.8, 2.5);
    arena_free(arena);
}

static void independent_errors_add_by_their_squares(void **state)
{
    struct forecast_range a = {100, 97, 103, 94, 106, 91, 109};
    struct forecast_range b = {50, 46, 54, 42, 58, 38, 62};
    struct forecast_range sum = range_plus(a, b);
    CHECK_NEAR((double)sum.median, 150, 1e-6);
    CHECK_NEAR((double)sum.low50, 145, 1e-4);
    CHECK_NEAR((double)sum.high80, 160, 1e-4);
    CHECK_NEAR((double)sum.high95, 165, 1e-4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(quantiles_are_those_of_the_errors),
        TEST(growth_is_learned_and_carries_on),
        TEST(without_errors_the_usual_holds),
        TEST(a_range_never_goes_below_nobody),
        TEST(few_forecasts_of_a_city_give_wide_tails),
        TEST(independent_errors_add_by_their_squares),
    };
    return RUN_TESTS(tests);
}
