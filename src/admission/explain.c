// Down the family's list, pool by pool, to the one it is in. The queues
// (explain_queue.h) tell who stood before it; what would have had to differ is
// then arithmetic with the last one placed.
//
// Why so many more seats suffice. Stable: with more seats somewhere every pupil
// is as well off or better, so those who would still compete for the pool are
// among those who wanted it before, and only `ahead` of them stand before this
// one. Nearest-first: with more seats somewhere nobody asks in a round who did
// not ask before, at any pool, so again only `ahead` come first. Both fail when
// families must fit whole.
//
// Why the way is exact for nearest-first. Until its turn at the pool the pupil
// is refused everywhere as before, and nobody else notices. So it gets a seat
// if and only if it asks before the round that fills the pool, or in it and
// stands before the last one that got a seat. The first means to be nearer than
// the school it asks at now in the round before; the second to be nearer than
// that last one, and than the school it now asks at in that round.
//
// Why prices bound an optimum. Whatever the placement, its cost is at least the
// sum, over pupils, of cost and price where they are, less the seats' prices;
// the optimum attains it with every pupil where that sum is least (assign.h).
// So a pupil elsewhere adds at least the difference of its own sums.

#include "admission/explain.h"

#include <assert.h>

#include "admission/explain_queue.h"
#include "city/pupil.h"

struct explainer {
    struct explain_basis basis;
    struct pool_cut_off *cut_offs;
    struct explain_queues queues;
    bool is_exact;
};

// The pupil being explained, at one of its choices.
struct case_at {
    const struct explainer *explainer;
    uint32_t applicant;
    uint32_t family;
    uint32_t n_family;
    size_t rank; // the choice's in the family's list
    struct queue_place place;
    struct queue_last last;
};

static bool has_no_families(const struct round *round)
{
    return round->n_families == round->n_applicants;
}

struct explainer *explainer_new(struct arena *arena,
                                const struct explain_basis *basis)
{
    struct explainer *explainer = arena_array(arena, struct explainer, 1);
    explainer->basis = *basis;
    explainer->is_exact = has_no_families(basis->round);
    explainer->cut_offs =
        pool_cut_offs(arena, basis->round, basis->placement, basis->lists);
    explainer->queues = explain_queues_build(
        arena, basis->round, basis->placement, basis->lists,
        basis->method == METHOD_NEAREST_FIRST);
    return explainer;
}

static bool is_wish(const struct applicant *a, uint32_t school)
{
    for (size_t w = 0; w < a->n_wishes; w++)
        if (a->wishes[w] == school)
            return true;
    return false;
}

// What is known of any choice, whatever decided there.
static struct explained_choice describe(const struct case_at *at, uint32_t pool)
{
    const struct round *round = at->explainer->basis.round;
    const struct explain_prices *prices = at->explainer->basis.prices;
    uint32_t school = round->pools[pool].school;
    struct explained_choice choice = {
        .choice = {pool, round->way(round->ways, at->applicant, school)},
        .is_wish = is_wish(&round->applicants[at->applicant], school),
        .group = round_group(round, at->applicant, school),
        .cut_off = at->explainer->cut_offs[pool],
        .last_group = ROUND_NONE,
        .last_way_cm = UINT32_MAX,
        .last_score_milli = NUMBER_UNKNOWN,
        .score_needed_milli = NUMBER_UNKNOWN,
        .group_needed = ROUND_NONE,
        .price = prices != NULL ? prices->price[pool] : 0};
    if (at->last.applicant == ROUND_NONE)
        return choice;
    uint32_t last = at->last.applicant;
    choice.last_group = round_group(round, last, school);
    choice.last_way_cm = round->way(round->ways, last, school);
    choice.last_score_milli = round->applicants[last].score_milli;
    choice.full_round = choice.cut_off.is_full ? at->last.place.asked_round : 0;
    return choice;
}

static enum explain_reason reason_in_queue(const struct case_at *at,
                                           const struct pool_cut_off *cut_off)
{
    bool fits = cut_off->placed + at->n_family <= cut_off->seats;
    bool is_before = queue_before(at->place, at->last.place);
    if (!fits && (!cut_off->is_full || (is_before && at->n_family > 1)))
        return EXPLAIN_FAMILY;
    if (fits || is_before)
        return EXPLAIN_UNSETTLED;
    return at->place.asked_round > at->last.place.asked_round ? EXPLAIN_GIVEN
                                                              : EXPLAIN_LATER;
}

// --- What would have had to differ ----------------------------------------

static bool before_last(const struct case_at *at)
{
    return priority_before(at->place.priority, at->last.place.priority);
}

// The longest way with which something stands before another: at most the
// other's if it wins among equals, else less. False: none.
static bool longest_before(uint32_t other_cm, bool wins_ties,
                           uint32_t *longest_cm)
{
    if (other_cm == 0 && !wins_ties)
        return false;
    *longest_cm = wins_ties ? other_cm : other_cm - 1;
    return true;
}

// The longest way that stands before the last one placed, as the pupil is.
static bool longest_before_last(const struct case_at *at,
                                const struct explained_choice *choice,
                                uint32_t *longest_cm)
{
    const struct round *round = at->explainer->basis.round;
    bool wins_ties = at->place.priority.lot < at->last.place.priority.lot;
    if (round->rules->uses_scores) {
        *longest_cm = UINT32_MAX;
        return before_last(at);
    }
    if (choice->group != choice->last_group) {
        *longest_cm = UINT32_MAX;
        return choice->group < choice->last_group;
    }
    return longest_before(choice->last_way_cm, wins_ties, longest_cm);
}

// How many of the family's choices before this one are at the same school:
// seats for a programme stand before the general ones, and come along.
static size_t offset_at_school(const struct case_at *at, uint32_t school)
{
    const struct explain_basis *basis = &at->explainer->basis;
    size_t offset = 0;
    while (offset < at->rank) {
        const struct round_choice *before =
            choice_lists_at(basis->lists, at->applicant, at->rank - offset - 1);
        if (basis->round->pools[before->pool].school != school)
            break;
        offset++;
    }
    return offset;
}

// The longest way with which the pupil asks at this school in a round, or
// before; false: no way would do.
static bool longest_asked_by(const struct case_at *at,
                             const struct explained_choice *choice,
                             uint32_t asked_round, uint32_t *longest_cm)
{
    const struct explain_basis *basis = &at->explainer->basis;
    const struct round *round = basis->round;
    *longest_cm = UINT32_MAX;
    if (asked_round >= at->place.asked_round)
        return true;
    uint32_t school = round->pools[choice->choice.pool].school;
    size_t offset = offset_at_school(at, school);
    if (choice->is_wish || asked_round < 1 + offset)
        return false;
    const struct round_choice *there =
        choice_lists_at(basis->lists, at->applicant, asked_round - 1 - offset);
    uint32_t other = round->pools[there->pool].school;
    if (is_wish(&round->applicants[at->applicant], other))
        return false;
    return longest_before(there->way_cm, school < other, longest_cm);
}

// See at the top.
static uint32_t nearer_in_rounds(const struct case_at *at,
                                 const struct explained_choice *choice)
{
    uint32_t full_round = choice->full_round;
    uint32_t in_time = 0;
    uint32_t before_last_cm = 0;
    uint32_t early = 0;
    bool can_win = longest_asked_by(at, choice, full_round, &in_time) &&
                   longest_before_last(at, choice, &before_last_cm);
    bool can_be_early =
        full_round > 1 && longest_asked_by(at, choice, full_round - 1, &early);
    uint32_t wins_cm = in_time < before_last_cm ? in_time : before_last_cm;
    if (!can_win && !can_be_early)
        return 0;
    uint32_t longest_cm = !can_win                          ? early
                          : can_be_early && early > wins_cm ? early
                                                            : wins_cm;
    assert(longest_cm < choice->choice.way_cm);
    return choice->choice.way_cm - longest_cm;
}

static uint32_t nearer_in_queue(const struct case_at *at,
                                const struct explained_choice *choice)
{
    uint32_t longest_cm;
    if (at->explainer->basis.round->rules->uses_scores ||
        !longest_before_last(at, choice, &longest_cm) ||
        longest_cm >= choice->choice.way_cm)
        return 0;
    return choice->choice.way_cm - longest_cm;
}

// Another school's seats are asked for in the rounds its list gives; here the
// rank of a wish does. Ranks count the schools of the list, as each wish is one
// school with one or two pools.
static uint32_t wish_in_rounds(const struct case_at *at,
                               const struct explained_choice *choice)
{
    const struct explain_basis *basis = &at->explainer->basis;
    const struct round *round = basis->round;
    const struct applicant *a = &round->applicants[at->applicant];
    size_t offset =
        offset_at_school(at, round->pools[choice->choice.pool].school);
    size_t latest = choice->full_round - (before_last(at) ? 0 : 1);
    uint32_t wish = 0;
    uint32_t school = ROUND_NONE;
    bool was_wish = true;
    for (size_t i = 0; i + offset < latest && i + offset < at->rank; i++) {
        uint32_t here =
            round->pools[choice_lists_at(basis->lists, at->applicant, i)->pool]
                .school;
        if (here == school)
            continue;
        if (!was_wish || wish == (uint32_t)round->rules->n_wishes)
            break;
        wish++;
        school = here;
        was_wish = is_wish(a, here);
    }
    return wish;
}

static uint32_t group_in_queue(const struct case_at *at,
                               const struct explained_choice *choice)
{
    for (uint32_t g = choice->group; g-- > 0;) {
        struct priority in_group = at->place.priority;
        in_group.merit = (uint64_t)g << 32 | (uint32_t)in_group.merit;
        if (priority_before(in_group, at->last.place.priority))
            return g;
    }
    return ROUND_NONE;
}

// The least score that stands before the last one's, in the same group.
static int64_t score_in_queue(const struct case_at *at,
                              const struct explained_choice *choice)
{
    if (!at->explainer->basis.round->rules->uses_scores ||
        choice->group != choice->last_group ||
        choice->last_score_milli == NUMBER_UNKNOWN)
        return NUMBER_UNKNOWN;
    bool wins_ties = at->place.priority.lot < at->last.place.priority.lot;
    return choice->last_score_milli + (wins_ties ? 0 : 1);
}

static void say_what_differs(const struct case_at *at,
                             struct explained_choice *choice)
{
    bool has_rounds = at->explainer->basis.method == METHOD_NEAREST_FIRST;
    if (at->n_family > 1 ||
        (choice->reason != EXPLAIN_LATER && choice->reason != EXPLAIN_GIVEN))
        return;
    choice->nearer_cm =
        has_rounds ? nearer_in_rounds(at, choice) : nearer_in_queue(at, choice);
    if (has_rounds && at->explainer->basis.round->rules->n_wishes > 0)
        choice->wish_needed = wish_in_rounds(at, choice);
    if (choice->reason == EXPLAIN_GIVEN)
        return;
    choice->group_needed = group_in_queue(at, choice);
    choice->score_needed_milli = score_in_queue(at, choice);
}

static void explain_queue_choice(const struct case_at *at,
                                 struct explained_choice *choice)
{
    uint32_t pool = choice->choice.pool;
    choice->has_queue = true;
    choice->asked_round = at->place.asked_round;
    choice->ahead =
        explain_queue_ahead(&at->explainer->queues, pool, at->place);
    if (choice->cut_off.seats == 0)
        choice->reason = EXPLAIN_NO_SEATS;
    else
        choice->reason = reason_in_queue(at, &choice->cut_off);
    uint32_t wanted = choice->ahead + at->n_family;
    if (wanted > choice->cut_off.seats)
        choice->more_seats = wanted - choice->cut_off.seats;
    say_what_differs(at, choice);
}

// --- Optima ----------------------------------------------------------------

// Cost and price of one applicant in a pool, or without a place.
static int64_t cost_and_price(const struct explain_prices *prices,
                              uint32_t applicant, uint32_t pool)
{
    return prices->cost(prices->costs, applicant, pool) +
           (pool == ROUND_NONE ? 0 : prices->price[pool]);
}

// What it would add if the whole family were in the pool. A family may be in
// several pools of one school.
static int64_t added_cost(const struct case_at *at, uint32_t pool)
{
    const struct explain_basis *basis = &at->explainer->basis;
    const struct family *f = &basis->round->families[at->family];
    int64_t sum = 0;
    for (size_t i = 0; i < f->n_members; i++) {
        uint32_t member = f->members[i];
        sum += cost_and_price(basis->prices, member, pool) -
               cost_and_price(basis->prices, member,
                              basis->placement->pool[member]);
    }
    return sum;
}

static uint32_t nearer_by_price(const struct case_at *at,
                                const struct explained_choice *choice)
{
    int64_t way_cost = at->explainer->basis.prices->way_cost;
    if (way_cost == 0 || at->n_family > 1)
        return 0;
    int64_t nearer_cm = (choice->added_cost + way_cost - 1) / way_cost;
    return nearer_cm <= choice->choice.way_cm ? (uint32_t)nearer_cm : 0;
}

static void explain_price_choice(const struct case_at *at,
                                 struct explained_choice *choice)
{
    const struct explain_basis *basis = &at->explainer->basis;
    choice->reason =
        choice->cut_off.seats == 0 ? EXPLAIN_NO_SEATS : EXPLAIN_DEARER;
    if (basis->prices == NULL || choice->reason == EXPLAIN_NO_SEATS)
        return;
    choice->added_cost = added_cost(at, choice->choice.pool);
    if (choice->added_cost <= 0) {
        choice->reason = EXPLAIN_TIE;
        return;
    }
    choice->nearer_cm = nearer_by_price(at, choice);
}

// --- One pupil -------------------------------------------------------------

static struct explained_choice explain_before(const struct case_at *at,
                                              uint32_t pool)
{
    struct explained_choice choice = describe(at, pool);
    if (at->explainer->basis.method == METHOD_OPTIMAL)
        explain_price_choice(at, &choice);
    else
        explain_queue_choice(at, &choice);
    return choice;
}

static void stand_at(struct case_at *at, uint32_t pool, uint32_t asked_round)
{
    const struct explain_basis *basis = &at->explainer->basis;
    at->place = (struct queue_place){
        basis->method == METHOD_NEAREST_FIRST ? asked_round : 0,
        round_family_priority(basis->round, at->family, pool)};
    at->last = at->explainer->queues.last[pool];
}

LIST_DECLARE(explained_choice);

static bool has_room(const struct case_at *at, uint32_t pool)
{
    const struct pool_cut_off *cut_off = &at->explainer->cut_offs[pool];
    return cut_off->placed + at->n_family <= cut_off->seats;
}

static struct explained_choice
describe_as(const struct case_at *at, uint32_t pool, enum explain_reason reason)
{
    struct explained_choice choice = describe(at, pool);
    choice.reason = reason;
    return choice;
}

// After its own: what else it could have had.
static void explain_next(struct case_at *at, struct arena *arena, size_t n_next,
                         struct explained_choice_list *next)
{
    struct choice_lists *lists = at->explainer->basis.lists;
    const struct round_choice *choice;
    for (; next->count < n_next &&
           (choice = choice_lists_next(lists, at->family, &at->rank)) != NULL;
         at->rank++) {
        uint32_t pool = choice->pool;
        if (!has_room(at, pool))
            continue;
        stand_at(at, pool, 0);
        *explained_choice_list_add(next, arena) =
            describe_as(at, pool, EXPLAIN_OPEN);
    }
}

static struct explanation explanation_of(const struct case_at *at)
{
    const struct explain_basis *basis = &at->explainer->basis;
    return (struct explanation){
        .applicant = at->applicant,
        .method = basis->method,
        .objective = basis->objective,
        .is_placed = basis->placement->pool[at->applicant] != ROUND_NONE,
        .is_exact = at->explainer->is_exact,
        .n_family = at->n_family,
        .way_cost = basis->prices != NULL ? basis->prices->way_cost : 0,
        .place_cost = basis->prices != NULL ? basis->prices->place_cost : 0};
}

struct explanation explainer_explain(const struct explainer *explainer,
                                     struct arena *arena, uint32_t applicant,
                                     size_t n_next)
{
    const struct explain_basis *basis = &explainer->basis;
    uint32_t family = basis->round->applicants[applicant].family;
    uint32_t own = basis->placement->pool[applicant];
    struct case_at at = {
        .explainer = explainer,
        .applicant = applicant,
        .family = family,
        .n_family = (uint32_t)basis->round->families[family].n_members};
    struct explanation explanation = explanation_of(&at);
    struct explained_choice_list before = {0};
    struct explained_choice_list next = {0};
    const struct round_choice *choice;
    for (uint32_t asked_round = 1;
         (choice = choice_lists_next(basis->lists, family, &at.rank)) != NULL;
         at.rank++, asked_round++) {
        uint32_t pool = choice->pool;
        stand_at(&at, pool, asked_round);
        if (placement_has_at(basis->placement, basis->round, family, pool)) {
            explanation.own = describe_as(&at, own, EXPLAIN_OWN);
            at.rank++;
            explain_next(&at, arena, n_next, &next);
            break;
        }
        *explained_choice_list_add(&before, arena) = explain_before(&at, pool);
    }
    explanation.before = before.items;
    explanation.n_before = before.count;
    explanation.next = next.items;
    explanation.n_next = next.count;
    return explanation;
}
