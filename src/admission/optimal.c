// Every pool is a school of the solver's (assign.h), and one more, with seats
// for all, stands for having no place; so it can be forbidden like any other.
//
// Families are let go at first, each member at its own cost: the sum is right
// whenever they stay together, so the optimum of that is a bound. If it splits
// a family, two branches share what is left: in one the family goes to a
// school, in the other it does not go there. A branch whose optimum, families
// let go, is not better than the best whole placement is given up. The first
// branch is always the one that puts the family where it costs least at the
// present prices, so a good whole placement is found at the end of the first
// dive.
//
// A family is made to go to a school by forbidding its members the pools they
// go to instead, one after the other, until they go there: a few instead of
// all. They may turn elsewhere when later branches move others, so this is
// looked at again in every branch.

#include "admission/optimal.h"

#include <string.h>

#include "admission/assign.h"
#include "admission/nearest_first.h"

#define NOWHERE_SCHOOL (UINT32_MAX - 1) // where a family is when not placed

struct forbidden {
    uint32_t applicant;
    uint32_t pool;
};
LIST_DECLARE(forbidden);

// The choices of one whose family has others: only schools all can go to.
struct common_choices {
    struct round_choice *choices;
    size_t count;
};

struct optimal_search {
    struct arena *arena;
    const struct round *round;
    struct choice_lists *lists;
    struct objective_costs costs;
    struct common_choices *common; // of each applicant; empty: of its own list
    bool *is_kept;                 // of each applicant: its family has others
    uint32_t *kept;                // families of more than one
    size_t n_kept;
    uint32_t *goes_to;    // school of each kept family; ROUND_NONE: not decided
    uint32_t *first_pool; // of each school, and one past the last
    struct assigner *assigner;
    uint32_t nowhere; // the pool after the last
    struct forbidden_list trail;
    uint32_t *pool_now; // as the values were last worked out
    struct objective_values now;
    uint32_t *best_pool;
    struct objective_values best;
    uint32_t n_branches;
    uint32_t most_branches;
    bool is_cut_short;
};

// --- the solver's problem ------------------------------------------------

static bool choice_at(const struct optimal_search *s, uint32_t applicant,
                      size_t rank, struct round_choice *choice)
{
    const struct round_choice *at;
    if (s->is_kept[applicant]) {
        const struct common_choices *common = &s->common[applicant];
        at = rank < common->count ? &common->choices[rank] : NULL;
    } else {
        at = choice_lists_at(s->lists, applicant, rank);
    }
    if (at != NULL)
        *choice = *at;
    return at != NULL;
}

static size_t choices_of(const void *source, uint32_t applicant, size_t from,
                         size_t room, struct assign_choice *into)
{
    const struct optimal_search *s = source;
    struct round_choice choice;
    // Whether there is a choice before `from`, or nothing may be before it.
    bool is_within = from == 0 || choice_at(s, applicant, from - 1, &choice);
    size_t n = 0;
    while (is_within && n < room) {
        is_within = choice_at(s, applicant, from + n, &choice);
        into[n++] =
            is_within ? (struct assign_choice){objective_cost(
                                                   &s->costs, applicant,
                                                   s->round->pools[choice.pool]
                                                       .school,
                                                   choice.way_cm),
                                               choice.pool}
                      : (struct assign_choice){
                            objective_unplaced_cost(&s->costs, applicant),
                            s->nowhere};
    }
    return n;
}

static void make_assigner(struct optimal_search *s)
{
    const struct round *round = s->round;
    struct arena *scratch = arena_new();
    uint32_t *seats = arena_array(scratch, uint32_t, round->n_pools + 1);
    int64_t *unplaced = arena_array(scratch, int64_t, round->n_applicants);
    for (size_t p = 0; p < round->n_pools; p++)
        seats[p] = round->pools[p].seats;
    seats[round->n_pools] = (uint32_t)round->n_applicants;
    for (size_t i = 0; i < round->n_applicants; i++)
        unplaced[i] = s->costs.forced;
    s->assigner =
        assigner_new(&(struct assign_problem){.n_pupils = round->n_applicants,
                                              .n_schools = round->n_pools + 1,
                                              .seats = seats,
                                              .unplaced_cost = unplaced,
                                              .choices = choices_of,
                                              .source = s});
    arena_free(scratch);
}

// --- families ------------------------------------------------------------

static void note_pools(struct optimal_search *s)
{
    const struct round *round = s->round;
    s->first_pool = arena_array(s->arena, uint32_t, round->n_schools + 1);
    for (size_t p = 0; p < round->n_pools; p++)
        s->first_pool[round->pools[p].school + 1]++;
    for (size_t i = 0; i < round->n_schools; i++)
        s->first_pool[i + 1] += s->first_pool[i];
}

// A school is common when each member has the general pool, the last, of it.
static void count_choices(const struct optimal_search *s, uint32_t member,
                          uint32_t *n_members, size_t *n_choices)
{
    const struct round_choice *choice;
    for (*n_choices = 0;
         (choice = choice_lists_at(s->lists, member, *n_choices)) != NULL;
         ++*n_choices) {
        uint32_t school = s->round->pools[choice->pool].school;
        n_members[school] += choice->pool + 1 == s->first_pool[school + 1];
    }
}

static void find_common(struct optimal_search *s, const struct family *family,
                        uint32_t *n_members)
{
    size_t n = 0;
    memset(n_members, 0, s->round->n_schools * sizeof *n_members);
    for (size_t m = 0; m < family->n_members; m++)
        count_choices(s, family->members[m], n_members, &n);
    for (size_t m = 0; m < family->n_members; m++) {
        uint32_t member = family->members[m];
        struct common_choices *common = &s->common[member];
        const struct round_choice *choice;
        s->is_kept[member] = true;
        common->choices =
            arena_array(s->arena, struct round_choice, s->round->n_pools);
        for (size_t r = 0;
             (choice = choice_lists_at(s->lists, member, r)) != NULL; r++)
            if (n_members[s->round->pools[choice->pool].school] ==
                family->n_members)
                common->choices[common->count++] = *choice;
    }
}

static void find_kept(struct optimal_search *s)
{
    const struct round *round = s->round;
    uint32_t *n_members = arena_array(s->arena, uint32_t, round->n_schools);
    s->common =
        arena_array(s->arena, struct common_choices, round->n_applicants);
    s->is_kept = arena_array(s->arena, bool, round->n_applicants);
    s->kept = arena_array(s->arena, uint32_t, round->n_families);
    for (uint32_t f = 0; f < round->n_families; f++)
        if (round->families[f].n_members > 1) {
            s->kept[s->n_kept++] = f;
            find_common(s, &round->families[f], n_members);
        }
    s->goes_to = arena_array(s->arena, uint32_t, s->n_kept);
    memset(s->goes_to, 0xFF, s->n_kept * sizeof *s->goes_to);
}

// Where the relaxation has a member; ROUND_NONE where every pool is forbidden.
static uint32_t school_of(const struct optimal_search *s, uint32_t member)
{
    uint32_t pool = assigner_result(s->assigner).school[member];
    if (pool == ASSIGN_NOWHERE)
        return ROUND_NONE;
    return pool == s->nowhere ? NOWHERE_SCHOOL : s->round->pools[pool].school;
}

static const struct family *kept_at(const struct optimal_search *s, size_t k)
{
    return &s->round->families[s->kept[k]];
}

static void forbid(struct optimal_search *s, uint32_t applicant, uint32_t pool)
{
    *forbidden_list_add(&s->trail, s->arena) =
        (struct forbidden){applicant, pool};
    assigner_forbid(s->assigner, applicant, pool, true);
}

static void undo(struct optimal_search *s, size_t mark)
{
    while (s->trail.count > mark) {
        struct forbidden last = s->trail.items[--s->trail.count];
        assigner_forbid(s->assigner, last.applicant, last.pool, false);
    }
}

// Forbids a member what it has instead of the school its family goes to.
// Returns whether it has anything.
static bool turn_member(struct optimal_search *s, uint32_t member,
                        uint32_t school, bool *is_turned)
{
    uint32_t has = school_of(s, member);
    if (has == ROUND_NONE)
        return false;
    if (school != ROUND_NONE && has != school) {
        forbid(s, member, assigner_result(s->assigner).school[member]);
        *is_turned = true;
    }
    return true;
}

// Makes all families go where it was decided. False if that cannot be.
static bool turn_families(struct optimal_search *s)
{
    bool is_turned;
    do {
        is_turned = false;
        for (size_t k = 0; k < s->n_kept; k++)
            for (size_t m = 0; m < kept_at(s, k)->n_members; m++)
                if (!turn_member(s, kept_at(s, k)->members[m], s->goes_to[k],
                                 &is_turned))
                    return false;
    } while (is_turned);
    return true;
}

// Forbids a family a school, or having no place.
static void keep_away(struct optimal_search *s, size_t k, uint32_t school)
{
    const struct family *family = kept_at(s, k);
    bool is_nowhere = school == NOWHERE_SCHOOL;
    uint32_t first = is_nowhere ? s->nowhere : s->first_pool[school];
    uint32_t end = is_nowhere ? s->nowhere + 1 : s->first_pool[school + 1];
    for (size_t m = 0; m < family->n_members; m++)
        for (uint32_t pool = first; pool < end; pool++)
            forbid(s, family->members[m], pool);
}

static size_t find_split(const struct optimal_search *s)
{
    for (size_t k = 0; k < s->n_kept; k++) {
        const struct family *family = kept_at(s, k);
        uint32_t school = school_of(s, family->members[0]);
        for (size_t m = 1; m < family->n_members; m++)
            if (school_of(s, family->members[m]) != school)
                return k;
    }
    return SIZE_MAX;
}

// What it costs a member, with the price, to go to the school; INT64_MAX / 64
// (dearer than all, and of a family's members still a number) if it cannot.
static int64_t dearness(const struct optimal_search *s, uint32_t member,
                        uint32_t school)
{
    int64_t best = school == NOWHERE_SCHOOL
                       ? objective_unplaced_cost(&s->costs, member)
                       : s->costs.forced;
    const int64_t *price = assigner_result(s->assigner).price;
    const struct common_choices *common = &s->common[member];
    for (size_t r = 0; r < common->count; r++) {
        struct round_choice choice = common->choices[r];
        if (s->round->pools[choice.pool].school != school)
            continue;
        int64_t cost =
            objective_cost(&s->costs, member, school, choice.way_cm) +
            price[choice.pool];
        best = cost < best ? cost : best;
    }
    return best;
}

// Of the schools the members of a split family have, the one where all
// together cost least.
static uint32_t best_school(const struct optimal_search *s, size_t k)
{
    const struct family *family = kept_at(s, k);
    uint32_t best = ROUND_NONE;
    double best_sum = 0;
    for (size_t m = 0; m < family->n_members; m++) {
        uint32_t school = school_of(s, family->members[m]);
        double sum = 0;
        for (size_t i = 0; i < family->n_members; i++)
            sum += (double)dearness(s, family->members[i], school);
        if (best == ROUND_NONE || sum < best_sum) {
            best = school;
            best_sum = sum;
        }
    }
    return best;
}

// --- the search ----------------------------------------------------------

static uint32_t way_to(const struct round *round, uint32_t applicant,
                       uint32_t pool)
{
    return pool == ROUND_NONE
               ? UINT32_MAX
               : round->way(round->ways, applicant, round->pools[pool].school);
}

// Brings the values up to where the relaxation has everyone.
static void update_values(struct optimal_search *s)
{
    const uint32_t *at = assigner_result(s->assigner).school;
    for (uint32_t i = 0; i < s->round->n_applicants; i++) {
        uint32_t pool = at[i] >= s->nowhere ? ROUND_NONE : at[i];
        if (pool == s->pool_now[i])
            continue;
        objective_add(&s->costs, &s->now, -1, i, s->pool_now[i],
                      way_to(s->round, i, s->pool_now[i]));
        objective_add(&s->costs, &s->now, 1, i, pool,
                      way_to(s->round, i, pool));
        s->pool_now[i] = pool;
    }
}

static void take_best(struct optimal_search *s)
{
    s->best = s->now;
    memcpy(s->best_pool, s->pool_now,
           s->round->n_applicants * sizeof *s->best_pool);
}

static void explore(struct optimal_search *s)
{
    update_values(s);
    if (objective_compare(&s->costs, &s->now, &s->best) >= 0)
        return;
    size_t k = find_split(s);
    if (k == SIZE_MAX) {
        take_best(s);
        return;
    }
    uint32_t school = best_school(s, k);
    size_t mark = s->trail.count;
    for (int away = 0; away < 2 && !s->is_cut_short; away++) {
        if (s->n_branches++ >= s->most_branches) {
            s->is_cut_short = true;
            return;
        }
        if (away)
            keep_away(s, k, school);
        else
            s->goes_to[k] = school;
        if (turn_families(s))
            explore(s);
        s->goes_to[k] = ROUND_NONE;
        undo(s, mark);
    }
}

// A whole placement to begin with, so that there always is one.
static void begin_with_nearest_first(struct optimal_search *s)
{
    size_t n = s->round->n_applicants;
    s->pool_now = arena_array(s->arena, uint32_t, n);
    s->best_pool = arena_array(s->arena, uint32_t, n);
    struct placement first = nearest_first_place(s->arena, s->round, s->lists);
    for (uint32_t i = 0; i < n; i++) {
        s->pool_now[i] = ROUND_NONE;
        s->best_pool[i] = first.pool[i];
        objective_add(&s->costs, &s->now, 1, i, ROUND_NONE, UINT32_MAX);
        objective_add(&s->costs, &s->best, 1, i, first.pool[i],
                      first.way_cm[i]);
    }
}

static uint32_t count_split(const struct optimal_search *s)
{
    uint32_t n = 0;
    for (size_t k = 0; k < s->n_kept; k++) {
        const struct family *family = kept_at(s, k);
        bool is_split = false;
        for (size_t m = 1; m < family->n_members; m++)
            is_split |= school_of(s, family->members[m]) !=
                        school_of(s, family->members[0]);
        n += is_split;
    }
    return n;
}

static struct placement place_best(const struct optimal_search *s,
                                   struct arena *arena)
{
    struct placement placement = placement_new(arena, s->round);
    for (uint32_t i = 0; i < s->round->n_applicants; i++) {
        placement.pool[i] = s->best_pool[i];
        placement.way_cm[i] = way_to(s->round, i, s->best_pool[i]);
    }
    return placement;
}

struct optimum optimal_place(struct arena *arena, const struct round *round,
                             struct choice_lists *lists,
                             enum objective objective)
{
    struct arena *scratch = arena_new();
    struct optimal_search s = {
        .arena = scratch,
        .round = round,
        .lists = lists,
        .costs = objective_costs_of(scratch, round, objective),
        .nowhere = (uint32_t)round->n_pools};
    note_pools(&s);
    find_kept(&s);
    make_assigner(&s);
    begin_with_nearest_first(&s);
    update_values(&s);
    struct optimum optimum = {.bound = s.now,
                              .square_unit_cm = s.costs.square_unit_cm,
                              .breaks_ties_by_way = s.costs.way > 0};
    optimum.prices = arena_copy(arena, assigner_result(s.assigner).price,
                                round->n_pools * sizeof *optimum.prices);
    s.most_branches = OPTIMAL_MOST_BRANCHES + 8 * count_split(&s);
    explore(&s);
    optimum.placement = place_best(&s, arena);
    optimum.values = s.best;
    optimum.is_proven = !s.is_cut_short;
    optimum.n_branches = s.n_branches;
    if (optimum.is_proven)
        optimum.bound = optimum.values;
    assigner_free(s.assigner);
    arena_free(scratch);
    return optimum;
}

double optimal_gap(const struct optimum *optimum)
{
    const struct objective_values *a = &optimum->values;
    const struct objective_values *b = &optimum->bound;
    const uint64_t pairs[][2] = {{a->unplaced, b->unplaced},
                                 {a->wish_ranks, b->wish_ranks},
                                 {a->over_cap, b->over_cap},
                                 {a->squares, b->squares},
                                 {a->way_cm, b->way_cm}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] > pairs[i][1])
            return (double)(pairs[i][0] - pairs[i][1]) /
                   (double)(pairs[i][1] > 0 ? pairs[i][1] : 1);
    return 0;
}
