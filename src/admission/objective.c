// The units are made from the last value up: one of a value costs one more than
// pools + 2 times the most that all values after it can cost together. That a
// pupil has no place is different, as a chain meets nowhere once: one group's
// cost need only exceed the next one's by what the chain's other moves can
// change.

#include "admission/objective.h"

#include <assert.h>
#include <string.h>

#include "admission/assign.h"
#include "base/parallel.h"
#include "base/text.h"

static const char *const NAMES[] = {
    [OBJECTIVE_TOTAL] = "total",
    [OBJECTIVE_TAIL] = "tail",
    [OBJECTIVE_CAPS] = "caps",
};
#define N_OBJECTIVES (sizeof NAMES / sizeof *NAMES)

const char *objective_name(enum objective objective)
{
    return NAMES[objective];
}

bool objective_parse(const char *name, enum objective *objective)
{
    for (size_t i = 0; i < N_OBJECTIVES; i++) {
        if (!text_same(name, NAMES[i]))
            continue;
        *objective = (enum objective)i;
        return true;
    }
    return false;
}

// --- what there is in the round ------------------------------------------

#define APPLICANTS_A_PIECE 512

struct survey {
    const struct round *round;
    uint32_t *longest_cm; // of each piece
    uint8_t *best_group;  // of each applicant
    uint32_t
        *first_school; // of each school: the first with its order of groups
};

static uint32_t longest_way(const struct round *round, uint32_t applicant,
                            uint32_t *row)
{
    uint32_t longest = 0;
    if (round->way_row != NULL)
        round->way_row(round->ways, applicant, row);
    for (uint32_t s = 0; s < round->n_schools; s++) {
        uint32_t way = round->way_row != NULL
                           ? row[s]
                           : round->way(round->ways, applicant, s);
        if (way != UINT32_MAX && way > longest)
            longest = way;
    }
    return longest;
}

// Where the applicant may be in another group than everyone is.
static bool is_special(const struct applicant *a, const struct round *round,
                       uint32_t school)
{
    uint32_t ward = round->schools[school].ward;
    return a->sibling_school == school ||
           (ward != ROUND_NONE && (ward == a->ward || ward == a->work_ward ||
                                   ward == a->previous_ward));
}

static uint32_t best_group(const struct survey *survey, uint32_t applicant)
{
    const struct round *round = survey->round;
    const struct applicant *a = &round->applicants[applicant];
    uint32_t best = RULES_MOST_GROUPS - 1;
    bool by_wish = round->rules->wishes_only;
    size_t n = by_wish ? a->n_wishes : round->n_schools;
    for (size_t i = 0; i < n && best > 0; i++) {
        uint32_t school = by_wish ? a->wishes[i] : (uint32_t)i;
        if (!by_wish && survey->first_school[school] != school &&
            !is_special(a, round, school))
            continue;
        uint32_t group = round_group(round, applicant, school);
        best = group < best ? group : best;
    }
    return best;
}

static void survey_piece(void *context, size_t piece)
{
    struct survey *survey = context;
    const struct round *round = survey->round;
    struct arena *scratch = arena_new();
    uint32_t *row = arena_array(scratch, uint32_t, round->n_schools);
    size_t end = (piece + 1) * APPLICANTS_A_PIECE;
    for (size_t i = piece * APPLICANTS_A_PIECE;
         i < end && i < round->n_applicants; i++) {
        uint32_t way = longest_way(round, (uint32_t)i, row);
        if (way > survey->longest_cm[piece])
            survey->longest_cm[piece] = way;
        survey->best_group[i] = (uint8_t)best_group(survey, (uint32_t)i);
    }
    arena_free(scratch);
}

// The largest values one choice can have.
struct most {
    uint32_t longest_cm;
    uint64_t rank;
    bool has_cap;
    uint32_t n_groups;
};

static uint64_t unwished_rank(const struct round *round,
                              const struct applicant *a)
{
    uint64_t n = (uint64_t)round->rules->n_wishes;
    if (a->n_wishes == 0)
        return 0;
    return a->n_wishes > n ? a->n_wishes : n;
}

static struct most survey_round(struct survey *survey, struct arena *scratch)
{
    const struct round *round = survey->round;
    size_t n_pieces =
        (round->n_applicants + APPLICANTS_A_PIECE - 1) / APPLICANTS_A_PIECE;
    struct most most = {.n_groups = 1};
    survey->longest_cm = arena_array(scratch, uint32_t, n_pieces);
    survey->first_school = arena_array(scratch, uint32_t, round->n_schools);
    for (uint32_t s = 0; s < round->n_schools; s++) {
        const struct group_order *groups = round->schools[s].groups;
        uint32_t first = 0;
        while (round->schools[first].groups != groups)
            first++;
        survey->first_school[s] = first;
        if (groups->count > most.n_groups)
            most.n_groups = (uint32_t)groups->count;
    }
    parallel_for(n_pieces, parallel_cores(), survey_piece, survey);
    for (size_t i = 0; i < n_pieces; i++)
        if (survey->longest_cm[i] > most.longest_cm)
            most.longest_cm = survey->longest_cm[i];
    for (size_t i = 0; i < round->n_applicants; i++) {
        uint64_t rank = unwished_rank(round, &round->applicants[i]);
        most.rank = rank > most.rank ? rank : most.rank;
        most.has_cap |= round->applicants[i].cap_cm != UINT32_MAX;
    }
    return most;
}

// --- units ---------------------------------------------------------------

// The unit of the next value up and the most a choice can then cost; false if
// that is too much.
static bool stack_value(int64_t moves, uint64_t top, int64_t *unit,
                        int64_t *sum)
{
    int64_t share;
    return !__builtin_mul_overflow(moves, *sum, unit) &&
           !__builtin_add_overflow(*unit, 1, unit) &&
           !__builtin_mul_overflow(*unit, top, &share) &&
           !__builtin_add_overflow(*sum, share, sum);
}

static uint64_t square_of(uint32_t way_cm, uint32_t unit_cm)
{
    return (uint64_t)way_cm * way_cm / ((uint64_t)unit_cm * unit_cm);
}

static bool try_units(struct objective_costs *c, const struct most *most)
{
    int64_t moves = (int64_t)c->round->n_pools + 2;
    int64_t sum = c->way * (int64_t)most->longest_cm;
    bool fits = true;
    c->square = c->over_cap = c->wish_rank = 0;
    if (c->objective == OBJECTIVE_TAIL) {
        uint64_t top = square_of(most->longest_cm, c->square_unit_cm);
        fits = top <= UINT64_MAX / (c->round->n_applicants + 1) &&
               stack_value(moves, top, &c->square, &sum);
    }
    if (fits && c->objective != OBJECTIVE_TOTAL && most->has_cap)
        fits = stack_value(moves, 1, &c->over_cap, &sum);
    if (fits && most->rank > 0)
        fits = stack_value(moves, most->rank, &c->wish_rank, &sum);
    c->most_placed = sum;
    int64_t all = 0;
    fits =
        fits && stack_value(moves, 1, &c->unplaced, &sum) &&
        !__builtin_mul_overflow(c->unplaced, most->n_groups + 1, &c->forced) &&
        !__builtin_mul_overflow(c->unplaced, 2 * most->n_groups + 2, &all);
    return fits && all <= ASSIGN_COST_SUM_MOST;
}

#define LARGEST_UNIT_WITH_WAY_CM 100

// 1, 2, 5, 10, …
static uint32_t next_unit(uint32_t unit)
{
    uint32_t lead = unit;
    while (lead >= 10)
        lead /= 10;
    return lead == 2 ? unit / 2 * 5 : 2 * unit;
}

static void choose_units(struct objective_costs *c, const struct most *most)
{
    c->way = 1;
    if (c->objective != OBJECTIVE_TAIL) {
        bool fits = try_units(c, most);
        assert(fits); // up to some 2,000 pools with ways of 80 km
        (void)fits;
        return;
    }
    c->square_unit_cm = 1;
    while (!try_units(c, most)) {
        c->square_unit_cm = next_unit(c->square_unit_cm);
        if (c->way == 1 && c->square_unit_cm > LARGEST_UNIT_WITH_WAY_CM) {
            c->way = 0;
            c->square_unit_cm = 1;
        }
    }
}

struct objective_costs objective_costs_of(struct arena *arena,
                                          const struct round *round,
                                          enum objective objective)
{
    struct arena *scratch = arena_new();
    struct survey survey = {
        .round = round,
        .best_group = arena_array(arena, uint8_t, round->n_applicants)};
    struct most most = survey_round(&survey, scratch);
    struct objective_costs costs = {.round = round,
                                    .objective = objective,
                                    .n_groups = most.n_groups,
                                    .best_group = survey.best_group};
    choose_units(&costs, &most);
    arena_free(scratch);
    return costs;
}

// --- costs and values ----------------------------------------------------

static uint64_t wish_rank(const struct round *round, const struct applicant *a,
                          uint32_t school)
{
    for (size_t w = 0; w < a->n_wishes; w++)
        if (a->wishes[w] == school)
            return w;
    return unwished_rank(round, a);
}

int64_t objective_cost(const struct objective_costs *costs, uint32_t applicant,
                       uint32_t school, uint32_t way_cm)
{
    const struct applicant *a = &costs->round->applicants[applicant];
    int64_t cost = costs->way * (int64_t)way_cm;
    if (costs->square > 0)
        cost +=
            costs->square * (int64_t)square_of(way_cm, costs->square_unit_cm);
    if (way_cm > a->cap_cm)
        cost += costs->over_cap;
    if (costs->wish_rank > 0)
        cost += costs->wish_rank * (int64_t)wish_rank(costs->round, a, school);
    return cost;
}

int64_t objective_unplaced_cost(const struct objective_costs *costs,
                                uint32_t applicant)
{
    uint32_t group = costs->best_group[applicant];
    uint32_t after = group < costs->n_groups ? costs->n_groups - 1 - group : 0;
    return costs->unplaced * (int64_t)(1 + after);
}

void objective_add(const struct objective_costs *costs,
                   struct objective_values *values, int sign,
                   uint32_t applicant, uint32_t pool, uint32_t way_cm)
{
    const struct round *round = costs->round;
    const struct applicant *a = &round->applicants[applicant];
    uint64_t one = sign < 0 ? UINT64_MAX : 1; // modulo 2^64
    if (pool == ROUND_NONE) {
        values->unplaced += one;
        values->unplaced_of_group[costs->best_group[applicant]] += one;
        return;
    }
    values->wish_ranks += one * wish_rank(round, a, round->pools[pool].school);
    values->over_cap += one * (way_cm > a->cap_cm);
    if (costs->square_unit_cm > 0)
        values->squares += one * square_of(way_cm, costs->square_unit_cm);
    values->way_cm += one * way_cm;
}

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

int objective_compare(const struct objective_costs *costs,
                      const struct objective_values *a,
                      const struct objective_values *b)
{
    int order = compare(a->unplaced, b->unplaced);
    for (size_t g = 0; order == 0 && g < RULES_MOST_GROUPS; g++)
        order = compare(a->unplaced_of_group[g], b->unplaced_of_group[g]);
    if (order == 0)
        order = compare(a->wish_ranks, b->wish_ranks);
    if (order == 0 && costs->over_cap > 0)
        order = compare(a->over_cap, b->over_cap);
    if (order == 0 && costs->square > 0)
        order = compare(a->squares, b->squares);
    if (order == 0 && costs->way > 0)
        order = compare(a->way_cm, b->way_cm);
    return order;
}
