// Pupils of a demand are alike, so they share its list of places. Three aims,
// one after another, become one cost: leaving one more pupil unseated costs
// more than any change of ways that it could save, and leaving one more outside
// more than any of both. One pupil more on a seat moves at most one pupil at
// each place (a shortest path of exchanges meets no place twice), so a factor
// of the number of places, and one, is enough.
//
// What more seats at a place are worth at most is read off the prices: pupils
// of a demand now pay `level`, cost and price; at the place they would pay the
// cost alone. The pupils who would save most, as many as seats, bound the gain
// (weak duality), and a seat more where all are taken is worth its price.

#include "forecast/siting_seating.h"

#include <stdlib.h>
#include <string.h>

#include "admission/assign.h"

struct saving {
    int64_t each;
    uint32_t pupils;
};

struct siting_seating {
    const struct siting_problem *problem;
    struct assigner *assigner;
    struct assign_choice *choices; // [demand * n_places], in order of cost
    uint32_t *n_choices;           // of each demand
    uint32_t *demand_of;           // of each pupil
    uint32_t *first_pupil;         // of each demand, n_demands + 1
    uint32_t *seats;
    int64_t over_cost;    // of being seated beyond the cap, besides the way
    int64_t nowhere_cost; // of having no seat
    struct saving *savings;
    uint32_t group; // pupils that move as one; "pupil" below is such a group
};

static uint32_t way_at(const struct siting_problem *problem, size_t demand,
                       size_t place)
{
    return problem->way_cm[demand * problem->n_places + place];
}

static int64_t cost_at(const struct siting_seating *seating, size_t demand,
                       size_t place)
{
    const struct siting_problem *problem = seating->problem;
    uint32_t way_cm = way_at(problem, demand, place);
    return way_cm <= problem->cap_cm ? way_cm : seating->over_cost + way_cm;
}

static void set_costs(struct siting_seating *seating)
{
    const struct siting_problem *problem = seating->problem;
    int64_t longest = 1;
    for (size_t i = 0; i < problem->n_demands * problem->n_places; i++) {
        uint32_t way_cm = problem->way_cm[i];
        if (way_cm != UINT32_MAX && way_cm > longest)
            longest = way_cm;
    }
    int64_t factor = (int64_t)problem->n_places + 1;
    int64_t unseated = factor * longest;
    seating->over_cost = factor * (unseated + longest);
    seating->nowhere_cost = seating->over_cost + unseated;
}

static int by_cost(const void *a, const void *b)
{
    const struct assign_choice *x = a;
    const struct assign_choice *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->school > y->school) - (x->school < y->school);
}

static void list_choices(struct siting_seating *seating, const bool *is_used)
{
    const struct siting_problem *problem = seating->problem;
    for (size_t d = 0; d < problem->n_demands; d++) {
        struct assign_choice *list = &seating->choices[d * problem->n_places];
        uint32_t count = 0;
        for (size_t j = 0; j < problem->n_places; j++)
            if (is_used[j] && way_at(problem, d, j) != UINT32_MAX)
                list[count++] =
                    (struct assign_choice){cost_at(seating, d, j), (uint32_t)j};
        qsort(list, count, sizeof *list, by_cost);
        seating->n_choices[d] = count;
    }
}

static size_t write_choices(const void *source, uint32_t pupil, size_t from,
                            size_t room, struct assign_choice *into)
{
    const struct siting_seating *seating = source;
    uint32_t demand = seating->demand_of[pupil];
    size_t count = seating->n_choices[demand];
    size_t left = from < count ? count - from : 0;
    size_t n = left < room ? left : room;
    if (n > 0)
        memcpy(into,
               &seating->choices[demand * seating->problem->n_places + from],
               n * sizeof *into);
    return n;
}

static uint32_t in_groups(const struct siting_seating *seating, uint32_t n)
{
    return (n + seating->group / 2) / seating->group;
}

static uint32_t pupils_of(const struct siting_seating *seating, size_t demand)
{
    return seating->first_pupil[demand + 1] - seating->first_pupil[demand];
}

static uint32_t number_pupils(struct arena *arena,
                              struct siting_seating *seating)
{
    const struct siting_problem *problem = seating->problem;
    uint32_t *first = arena_array(arena, uint32_t, problem->n_demands + 1);
    uint32_t sum = 0; // rounding the sums keeps the total right
    for (size_t d = 0; d < problem->n_demands; d++) {
        sum += problem->demands[d].pupils;
        first[d + 1] = in_groups(seating, sum);
    }
    uint32_t n_pupils = first[problem->n_demands];
    seating->first_pupil = first;
    seating->demand_of = arena_array(arena, uint32_t, n_pupils);
    for (size_t d = 0; d < problem->n_demands; d++)
        for (uint32_t i = first[d]; i < first[d + 1]; i++)
            seating->demand_of[i] = (uint32_t)d;
    return n_pupils;
}

static void assign_pupils(struct arena *arena, struct siting_seating *seating)
{
    uint32_t n_pupils = number_pupils(arena, seating);
    int64_t *unplaced = arena_array(arena, int64_t, n_pupils);
    for (uint32_t i = 0; i < n_pupils; i++)
        unplaced[i] = seating->nowhere_cost;
    struct assign_problem problem = {.n_pupils = n_pupils,
                                     .n_schools = seating->problem->n_places,
                                     .seats = seating->seats,
                                     .unplaced_cost = unplaced,
                                     .choices = write_choices,
                                     .source = seating};
    seating->assigner = assigner_new(&problem);
}

struct siting_seating *siting_seating_new(struct arena *arena,
                                          const struct siting_problem *problem,
                                          const bool *is_used,
                                          const uint32_t *seats, uint32_t group)
{
    size_t n_demands = problem->n_demands;
    size_t n_places = problem->n_places;
    struct siting_seating *seating =
        arena_array(arena, struct siting_seating, 1);
    seating->problem = problem;
    seating->group = group;
    seating->choices =
        arena_array(arena, struct assign_choice, n_demands * n_places);
    seating->n_choices = arena_array(arena, uint32_t, n_demands);
    seating->savings = arena_array(arena, struct saving, n_demands);
    seating->seats = arena_array(arena, uint32_t, n_places);
    for (size_t j = 0; j < n_places; j++)
        seating->seats[j] = in_groups(seating, seats[j]);
    set_costs(seating);
    list_choices(seating, is_used);
    assign_pupils(arena, seating);
    return seating;
}

void siting_seating_free(struct siting_seating *seating)
{
    if (seating != NULL)
        assigner_free(seating->assigner);
}

void siting_seating_set(struct siting_seating *seating, uint32_t place,
                        uint32_t seats)
{
    uint32_t rounded = in_groups(seating, seats);
    if (seating->seats[place] == rounded)
        return;
    seating->seats[place] = rounded;
    assigner_set_seats(seating->assigner, place, rounded);
}

int64_t siting_seating_total(const struct siting_seating *seating)
{
    return assigner_result(seating->assigner).total;
}

struct siting_measures
siting_seating_measure(const struct siting_seating *seating)
{
    const struct siting_problem *problem = seating->problem;
    struct assignment found = assigner_result(seating->assigner);
    uint32_t n_pupils = seating->first_pupil[problem->n_demands];
    uint32_t group = seating->group;
    struct siting_measures measures = {.pupils = (uint64_t)n_pupils * group};
    for (uint32_t i = 0; i < n_pupils; i++) {
        if (found.school[i] == ASSIGN_NOWHERE) {
            measures.unseated += group;
            continue;
        }
        uint32_t way_cm =
            way_at(problem, seating->demand_of[i], found.school[i]);
        measures.way_cm += (uint64_t)way_cm * group;
        measures.seated += way_cm <= problem->cap_cm ? group : 0;
        measures.over_cap += way_cm > problem->cap_cm ? group : 0;
    }
    return measures;
}

void siting_seating_count(const struct siting_seating *seating, uint32_t *used)
{
    const struct siting_problem *problem = seating->problem;
    struct assignment found = assigner_result(seating->assigner);
    memset(used, 0, problem->n_places * sizeof *used);
    for (uint32_t i = 0; i < seating->first_pupil[problem->n_demands]; i++)
        if (found.school[i] != ASSIGN_NOWHERE)
            used[found.school[i]] += seating->group;
}

// What each pupil of a demand pays now, the price of its seat included.
static int64_t level_of(const struct siting_seating *seating, size_t demand)
{
    struct assignment found = assigner_result(seating->assigner);
    uint32_t school = found.school[seating->first_pupil[demand]];
    return school == ASSIGN_NOWHERE
               ? seating->nowhere_cost
               : cost_at(seating, demand, school) + found.price[school];
}

static int by_saving(const void *a, const void *b)
{
    const struct saving *x = a;
    const struct saving *y = b;
    return (x->each < y->each) - (x->each > y->each);
}

static size_t list_savings(struct siting_seating *seating, uint32_t place)
{
    const struct siting_problem *problem = seating->problem;
    size_t n = 0;
    for (size_t d = 0; d < problem->n_demands; d++) {
        if (pupils_of(seating, d) == 0 ||
            way_at(problem, d, place) == UINT32_MAX)
            continue;
        int64_t each = level_of(seating, d) - cost_at(seating, d, place);
        if (each > 0)
            seating->savings[n++] =
                (struct saving){each, pupils_of(seating, d)};
    }
    qsort(seating->savings, n, sizeof *seating->savings, by_saving);
    return n;
}

int64_t siting_seating_most_gain(struct siting_seating *seating, uint32_t place,
                                 uint32_t n_seats)
{
    uint32_t left = (n_seats + seating->group - 1) / seating->group;
    if (seating->seats[place] > 0)
        return (int64_t)left * assigner_result(seating->assigner).price[place];
    size_t n = list_savings(seating, place);
    int64_t sum = 0;
    for (size_t i = 0; i < n && left > 0; i++) {
        const struct saving *saving = &seating->savings[i];
        uint32_t taken = saving->pupils < left ? saving->pupils : left;
        sum += taken * saving->each;
        left -= taken;
    }
    return sum;
}

double siting_seating_outside_price(const struct siting_seating *seating,
                                    size_t demand)
{
    if (pupils_of(seating, demand) == 0)
        return 0;
    double share =
        (double)level_of(seating, demand) / (double)seating->over_cost;
    return share > 1 ? 1 : share;
}
