// A range is a distribution known at seven points:
//
//      chance of fewer   2.5   10    25    50    75    90   97.5 %
//                        low95 low80 low50 med.  h.50  h.80  h.95
//
// Between two of them pupils are taken to be spread evenly, so the chance is a
// line. Outside, 2.5 % are left on each side; they are spread as thickly as the
// 7.5 % beside them, which ends a third of that piece's width farther out.

#include "forecast/range_sum.h"

#define N_KNOTS 9

// The chance of more, at each knot; the first and last are the ends.
static const double CHANCE_ABOVE[N_KNOTS] = {1,    0.975, 0.9,   0.75, 0.5,
                                             0.25, 0.1,   0.025, 0};

static void put_knots(const struct forecast_range *r, double knots[N_KNOTS])
{
    const double inner[N_KNOTS - 2] = {(double)r->low95,  (double)r->low80,
                                       (double)r->low50,  (double)r->median,
                                       (double)r->high50, (double)r->high80,
                                       (double)r->high95};
    for (size_t k = 0; k < N_KNOTS - 2; k++)
        knots[k + 1] = inner[k];
    knots[0] = inner[0] - (inner[1] - inner[0]) / 3;
    knots[N_KNOTS - 1] = inner[6] + (inner[6] - inner[5]) / 3;
}

// Where quantiles fall together the chance drops at once: at the very number
// half of those who stand there count as more, so that the median gives 0.5.
static double chance_at_knot(const double knots[N_KNOTS], size_t first)
{
    size_t last = first;
    while (last + 1 < N_KNOTS && knots[last + 1] <= knots[first])
        last++;
    return (CHANCE_ABOVE[first] + CHANCE_ABOVE[last]) / 2;
}

double forecast_range_chance_above(const struct forecast_range *range,
                                   double pupils)
{
    double knots[N_KNOTS];
    put_knots(range, knots);
    for (size_t k = 0; k < N_KNOTS; k++) {
        if (pupils > knots[k])
            continue;
        if (pupils >= knots[k])
            return chance_at_knot(knots, k);
        if (k == 0)
            return 1;
        double passed = (pupils - knots[k - 1]) / (knots[k] - knots[k - 1]);
        return CHANCE_ABOVE[k - 1] +
               passed * (CHANCE_ABOVE[k] - CHANCE_ABOVE[k - 1]);
    }
    return 0;
}

void range_sum_add(struct range_sum *sum, const struct forecast_range *range)
{
    if (range->median < 0)
        return;
    const float low[3] = {range->low50, range->low80, range->low95};
    const float high[3] = {range->high50, range->high80, range->high95};
    sum->median += (double)range->median;
    for (size_t i = 0; i < 3; i++) {
        sum->below[i] += (double)range->median - (double)low[i];
        sum->above[i] += (double)high[i] - (double)range->median;
    }
}

static double narrowed(double part, double all, double whole)
{
    return all > 0 && whole < all ? part * (whole / all) : part;
}

// Never an inner range that is wider than an outer one, never below nobody.
static double not_less(double width, double least)
{
    return width < least ? least : width;
}

struct forecast_range range_sum_share(const struct range_sum *part,
                                      const struct range_sum *all,
                                      const struct forecast_range *whole)
{
    struct range_sum target = {0};
    range_sum_add(&target, whole);
    double below = 0;
    double above = 0;
    float low[3];
    float high[3];
    for (size_t i = 0; i < 3; i++) {
        below = not_less(
            narrowed(part->below[i], all->below[i], target.below[i]), below);
        above = not_less(
            narrowed(part->above[i], all->above[i], target.above[i]), above);
        low[i] = (float)not_less(part->median - below, 0);
        high[i] = (float)(part->median + above);
    }
    return (struct forecast_range){.median = (float)part->median,
                                   .low50 = low[0],
                                   .high50 = high[0],
                                   .low80 = low[1],
                                   .high80 = high[1],
                                   .low95 = low[2],
                                   .high95 = high[2]};
}
