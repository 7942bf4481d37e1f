// What a year's problem is made of. Pupils are shared out among units by
// largest remainder, so that all of them live somewhere and every number can be
// worked out again by hand.

#include <math.h>
#include <stdlib.h>

#include "planning/siting_case.h"

static const struct room_supply *supply_at(const struct siting_case *siting,
                                           size_t spot)
{
    uint32_t school = siting->spots[spot].school;
    return school == PANEL_NOBODY ? NULL : &siting->planning->supply[school];
}

int32_t siting_case_class_cap(const struct siting_case *siting, size_t spot)
{
    const struct room_supply *supply = supply_at(siting, spot);
    enum level level = siting->question.level;
    return supply == NULL ? class_cap_of(level)
                          : room_supply_class_cap(supply, level);
}

int32_t siting_case_per_room(const struct siting_case *siting, size_t spot)
{
    const struct room_supply *supply = supply_at(siting, spot);
    bool is_shared = supply != NULL && supply->classes_per_room > 1 &&
                     !siting->question.two_sessions;
    return is_shared ? supply->classes_per_room : 1;
}

double siting_case_pupils_now(const struct siting_case *siting, size_t spot)
{
    double pupils = 0;
    for (int grade = 0; grade < PANEL_GRADES; grade++) {
        int32_t here =
            panel_at(&siting->planning->panel, siting->spots[spot].school,
                     grade, siting->forecast->origin);
        if (level_of_grade(grade) == siting->question.level && here > 0)
            pupils += here;
    }
    return pupils;
}

double siting_case_pupils(const struct siting_case *siting, size_t spot,
                          int32_t year)
{
    if (year <= siting->forecast->origin)
        return siting_case_pupils_now(siting, spot);
    return (double)room_table_school(siting->rooms, siting->spots[spot].school,
                                     siting->question.level, year)
        ->pupils.median;
}

// All schools together.
struct totals {
    double now;
    double then;
};

static struct totals totals_of(const struct siting_case *siting, int32_t year)
{
    struct totals totals = {0};
    for (size_t s = 0; s < siting->n_schools; s++) {
        totals.now += siting_case_pupils_now(siting, s);
        totals.then += siting_case_pupils(siting, s, year);
    }
    return totals;
}

static double growth_of(const struct siting_case *siting, size_t unit,
                        int32_t year, const struct totals *totals)
{
    uint32_t spot = siting->spot_of_unit[unit];
    double now =
        spot == SITING_NO_SPOT ? 0 : siting_case_pupils_now(siting, spot);
    if (now > 0)
        return siting_case_pupils(siting, spot, year) / now;
    return totals->now > 0 ? totals->then / totals->now : 1;
}

double siting_case_growth(const struct siting_case *siting, size_t unit,
                          int32_t year)
{
    struct totals totals = totals_of(siting, year);
    return growth_of(siting, unit, year, &totals);
}

struct remainder {
    double left;
    uint32_t unit;
};

static int remainder_order(const void *left, const void *right)
{
    const struct remainder *a = left;
    const struct remainder *b = right;
    if (a->left < b->left || a->left > b->left)
        return a->left > b->left ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

// Whole pupils in proportion to the weights, in all as many as there are.
static void share_out(struct arena *arena, double pupils, const double *weights,
                      size_t n, struct siting_demand *demands)
{
    struct remainder *remainders = arena_array(arena, struct remainder, n);
    int64_t left = llround(pupils);
    double sum = 0;
    for (size_t u = 0; u < n; u++)
        sum += weights[u];
    if (!(sum > 0))
        return;
    double per_weight = (double)left / sum;
    for (size_t u = 0; u < n; u++) {
        double exact = weights[u] * per_weight;
        demands[u].pupils = (uint32_t)floor(exact);
        left -= demands[u].pupils;
        remainders[u] = (struct remainder){exact - floor(exact), (uint32_t)u};
    }
    qsort(remainders, n, sizeof *remainders, remainder_order);
    for (size_t i = 0; i < n && left > 0; i++, left--)
        demands[remainders[i].unit].pupils++;
}

static struct siting_demand *demands_of(const struct siting_case *siting,
                                        struct arena *arena, int32_t year)
{
    size_t n_units = siting->units.units.count;
    struct totals totals = totals_of(siting, year);
    double *weights = arena_array(arena, double, n_units);
    struct siting_demand *demands =
        arena_array(arena, struct siting_demand, siting->n_demands);
    for (size_t u = 0; u < n_units; u++)
        weights[u] = siting->units.problem.entrants[u] *
                     growth_of(siting, u, year, &totals);
    share_out(arena, totals.then, weights, n_units, demands);
    for (size_t h = 0; h < siting->question.n_homes; h++)
        demands[n_units + h].pupils = siting->question.homes[h].pupils;
    return demands;
}

// A school whose rooms are not known is taken to hold those it has.
static uint32_t seats_of(const struct siting_case *siting, size_t spot,
                         int32_t year)
{
    const struct room_need *need =
        room_table_school(siting->rooms, siting->spots[spot].school,
                          siting->question.level, year);
    if (need->rooms < 0)
        return (uint32_t)llround(
            siting_case_pupils(siting, spot, siting->rooms->first_year));
    return (uint32_t)(need->rooms * siting_case_per_room(siting, spot) *
                      siting_case_class_cap(siting, spot));
}

struct siting_problem siting_case_problem(const struct siting_case *siting,
                                          struct arena *arena, int32_t year)
{
    struct siting_place *places =
        arena_array(arena, struct siting_place, siting->n_spots);
    for (size_t s = 0; s < siting->n_spots; s++) {
        const struct siting_spot *spot = &siting->spots[s];
        places[s] = (struct siting_place){
            .is_open = !spot->is_site,
            .seats = spot->is_site ? 0 : seats_of(siting, s, year),
            .most_rooms = spot->most_rooms,
            .seats_per_room = (uint32_t)(siting_case_class_cap(siting, s) *
                                         siting_case_per_room(siting, s)),
            .cost = spot->cost};
    }
    return (struct siting_problem){.demands = demands_of(siting, arena, year),
                                   .n_demands = siting->n_demands,
                                   .places = places,
                                   .n_places = siting->n_spots,
                                   .way_cm = siting->ways.ways.way_cm,
                                   .cap_cm = siting->question.cap_cm};
}
