// "Why not the nearer school?" has a true answer: what an explanation says
// would have sufficed is done to the round, and the pupils are placed again.

#include "admission/explain.h"

#include "admission/assign.h"
#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "check.h"
#include "city/pupil.h"
#include "random_round.h"

#define MOST_CHOICES 64

struct scene {
    struct arena *arena;
    struct round *round;
    struct choice_lists *lists;
    struct placement placement;
    const struct placement *kept; // the same; what the explainer looks at
    enum method method;
    struct explainer *explainer;
};

static struct placement place(struct arena *arena, const struct round *round,
                              enum method method)
{
    struct choice_lists *lists = choice_lists_new(round, 0, 1);
    struct placement placement =
        method == METHOD_STABLE ? stable_place(arena, round, lists).placement
                                : nearest_first_place(arena, round, lists);
    choice_lists_free(lists);
    return placement;
}

static struct scene scene_of(uint64_t seed, enum method method,
                             bool with_families)
{
    struct scene s = {.arena = arena_new(), .method = method};
    struct random random = random_from(seed);
    struct round_shape shape = random_round_shape(&random, 14, 6);
    if (!with_families)
        shape.twins_of_10 = 0;
    s.round = random_round(s.arena, &random, &shape);
    s.lists = choice_lists_new(s.round, 2, 1);
    s.placement = place(s.arena, s.round, method);
    s.kept = arena_copy(s.arena, &s.placement, sizeof s.placement);
    struct explain_basis basis = {.round = s.round,
                                  .placement = s.kept,
                                  .lists = s.lists,
                                  .method = method};
    s.explainer = explainer_new(s.arena, &basis);
    return s;
}

static void scene_end(struct scene *s)
{
    choice_lists_free(s->lists);
    arena_free(s->arena);
}

// A pupil at one of the choices it did not get.
typedef void check_fn(struct scene *s, const struct explanation *e,
                      const struct explained_choice *choice);

static size_t each_before(uint64_t seed, enum method method, bool with_families,
                          check_fn *check)
{
    struct scene s = scene_of(seed, method, with_families);
    size_t n = 0;
    for (uint32_t a = 0; a < s.round->n_applicants; a++) {
        struct explanation e = explainer_explain(s.explainer, s.arena, a, 3);
        for (size_t i = 0; i < e.n_before; i++)
            check(&s, &e, &e.before[i]);
        n += e.n_before;
    }
    scene_end(&s);
    return n;
}

// Whether a placement puts the pupil into a pool or one it likes better, by its
// list in the round as it is now.
static bool has_it_or_better(const struct scene *s, uint32_t applicant,
                             uint32_t pool, const struct placement *placement)
{
    struct round_choice choices[MOST_CHOICES];
    size_t n = round_choices(s->round, applicant, 0, MOST_CHOICES, choices);
    for (size_t i = 0; i < n; i++) {
        if (choices[i].pool == placement->pool[applicant])
            return true;
        if (choices[i].pool == pool)
            return false;
    }
    return false;
}

enum gets { NOT_THIS, BETTER, THIS };

static enum gets gets_now(const struct scene *s, uint32_t applicant,
                          uint32_t pool)
{
    struct arena *arena = arena_new();
    struct placement placement = place(arena, s->round, s->method);
    enum gets gets = placement.pool[applicant] == pool ? THIS
                     : has_it_or_better(s, applicant, pool, &placement)
                         ? BETTER
                         : NOT_THIS;
    arena_free(arena);
    return gets;
}

static bool gets_it_now(const struct scene *s, uint32_t applicant,
                        uint32_t pool)
{
    return gets_now(s, applicant, pool) != NOT_THIS;
}

// --- More seats ----------------------------------------------------------

static void check_seats(struct scene *s, const struct explanation *e,
                        const struct explained_choice *choice)
{
    uint32_t pool = choice->choice.pool;
    struct seat_pool *at = (struct seat_pool *)&s->round->pools[pool];
    CHECK(e->is_exact);
    CHECK(choice->more_seats > 0);
    at->seats += choice->more_seats;
    CHECK(gets_it_now(s, e->applicant, pool));
    at->seats -= choice->more_seats;
    CHECK(!gets_it_now(s, e->applicant, pool));
}

static void so_many_more_seats_would_have_sufficed(void **state)
{
    size_t n = 0;
    for (uint64_t seed = 0; seed < 400; seed++) {
        n += each_before(seed, METHOD_STABLE, false, check_seats);
        n += each_before(seed, METHOD_NEAREST_FIRST, false, check_seats);
    }
    CHECK(n > 5000);
}

// --- The queue, counted one by one ----------------------------------------

// In which round a pupil asks at a pool, from 1; 0: it does not get so far.
static uint32_t asks_in(const struct scene *s, uint32_t applicant,
                        uint32_t pool)
{
    struct round_choice choices[MOST_CHOICES];
    size_t n = round_choices(s->round, applicant, 0, MOST_CHOICES, choices);
    for (size_t i = 0; i < n; i++) {
        if (choices[i].pool == pool)
            return (uint32_t)i + 1;
        if (choices[i].pool == s->placement.pool[applicant])
            return 0;
    }
    return 0;
}

static struct priority priority_at(const struct scene *s, uint32_t applicant,
                                   uint32_t pool)
{
    return round_priority(
        s->round, applicant, pool,
        way_matrix_at(s->round->ways, applicant, s->round->pools[pool].school));
}

static void check_queue(struct scene *s, const struct explanation *e,
                        const struct explained_choice *choice)
{
    uint32_t pool = choice->choice.pool;
    uint32_t mine = asks_in(s, e->applicant, pool);
    uint32_t ahead = 0;
    for (uint32_t a = 0; a < s->round->n_applicants; a++) {
        uint32_t theirs = asks_in(s, a, pool);
        if (theirs == 0 || a == e->applicant)
            continue;
        bool is_before = priority_before(priority_at(s, a, pool),
                                         priority_at(s, e->applicant, pool));
        if (s->method == METHOD_NEAREST_FIRST && theirs != mine)
            is_before = theirs < mine;
        ahead += is_before;
    }
    CHECK(choice->has_queue);
    CHECK_INT(choice->ahead, ahead);
    if (s->method == METHOD_NEAREST_FIRST)
        CHECK_INT(choice->asked_round, mine);
    CHECK(ahead >= s->round->pools[pool].seats);
}

static void the_place_in_the_queue_is_what_counting_finds(void **state)
{
    for (uint64_t seed = 0; seed < 400; seed++) {
        each_before(seed, METHOD_STABLE, false, check_queue);
        each_before(seed, METHOD_NEAREST_FIRST, false, check_queue);
    }
}

// --- A shorter way --------------------------------------------------------

static uint32_t *way_at(const struct scene *s, uint32_t applicant,
                        uint32_t pool)
{
    const struct way_matrix *ways = s->round->ways;
    return &ways->way_cm[applicant * ways->n_schools +
                         s->round->pools[pool].school];
}

static enum gets gets_nearer(struct scene *s, uint32_t applicant, uint32_t pool,
                             uint32_t nearer_cm)
{
    uint32_t *way_cm = way_at(s, applicant, pool);
    *way_cm -= nearer_cm;
    enum gets gets = gets_now(s, applicant, pool);
    *way_cm += nearer_cm;
    return gets;
}

// A nearer home is nearer to both of a school's pools, so that it may get the
// one for a programme, which the explanation of that one says.
static void check_nearer(struct scene *s, const struct explanation *e,
                         const struct explained_choice *choice)
{
    uint32_t pool = choice->choice.pool;
    if (choice->nearer_cm == 0) {
        CHECK(gets_nearer(s, e->applicant, pool, choice->choice.way_cm) !=
              THIS);
        return;
    }
    CHECK(gets_nearer(s, e->applicant, pool, choice->nearer_cm) != NOT_THIS);
    CHECK(gets_nearer(s, e->applicant, pool, choice->nearer_cm - 1) != THIS);
}

static void nearest_first_a_way_shorter_by_just_so_much_gets_it(void **state)
{
    size_t n = 0;
    for (uint64_t seed = 0; seed < 800; seed++)
        n += each_before(seed, METHOD_NEAREST_FIRST, false, check_nearer);
    CHECK(n > 5000);
}

// --- Before the last one admitted (stable) -------------------------------

static bool stands_before_last(const struct scene *s, uint32_t applicant,
                               uint32_t pool, uint32_t nearer_cm)
{
    struct priority mine = round_priority(
        s->round, applicant, pool, *way_at(s, applicant, pool) - nearer_cm);
    for (uint32_t a = 0; a < s->round->n_applicants; a++)
        if (s->placement.pool[a] == pool &&
            priority_before(mine, priority_at(s, a, pool)))
            return true;
    return false;
}

static bool stands_before_in_group(const struct scene *s, uint32_t applicant,
                                   uint32_t pool, uint32_t group)
{
    struct priority mine = priority_at(s, applicant, pool);
    mine.merit = (uint64_t)group << 32 | (uint32_t)mine.merit;
    for (uint32_t a = 0; a < s->round->n_applicants; a++)
        if (s->placement.pool[a] == pool &&
            priority_before(mine, priority_at(s, a, pool)))
            return true;
    return false;
}

static void check_before_last(struct scene *s, const struct explanation *e,
                              const struct explained_choice *choice)
{
    uint32_t pool = choice->choice.pool;
    if (choice->nearer_cm > 0) {
        CHECK(stands_before_last(s, e->applicant, pool, choice->nearer_cm));
        CHECK(
            !stands_before_last(s, e->applicant, pool, choice->nearer_cm - 1));
    } else {
        CHECK(
            !stands_before_last(s, e->applicant, pool, choice->choice.way_cm));
    }
    uint32_t best = ROUND_NONE;
    for (uint32_t g = 0; g < choice->group; g++)
        if (stands_before_in_group(s, e->applicant, pool, g))
            best = g;
    CHECK_INT(choice->group_needed, best);
}

static void a_shorter_way_or_another_group_stands_before_the_last(void **state)
{
    for (uint64_t seed = 0; seed < 800; seed++)
        each_before(seed, METHOD_STABLE, false, check_before_last);
}

static void check_score(struct scene *s, const struct explanation *e,
                        const struct explained_choice *choice)
{
    struct applicant *a =
        (struct applicant *)&s->round->applicants[e->applicant];
    int64_t score = a->score_milli;
    if (choice->score_needed_milli == NUMBER_UNKNOWN)
        return;
    uint32_t pool = choice->choice.pool;
    a->score_milli = choice->score_needed_milli;
    CHECK(stands_before_last(s, e->applicant, pool, 0));
    if (s->method == METHOD_NEAREST_FIRST)
        CHECK(gets_it_now(s, e->applicant, pool));
    a->score_milli--;
    CHECK(!stands_before_last(s, e->applicant, pool, 0) ||
          s->method == METHOD_NEAREST_FIRST);
    if (s->method == METHOD_NEAREST_FIRST)
        CHECK(!gets_it_now(s, e->applicant, pool));
    a->score_milli = score;
}

static void a_score_just_so_high_stands_before_the_last(void **state)
{
    for (uint64_t seed = 0; seed < 800; seed++) {
        each_before(seed, METHOD_STABLE, false, check_score);
        each_before(seed, METHOD_NEAREST_FIRST, false, check_score);
    }
}

// --- Another rank among the wishes ----------------------------------------

static bool is_in(const uint32_t *schools, size_t n, uint32_t school)
{
    for (size_t i = 0; i < n; i++)
        if (schools[i] == school)
            return true;
    return false;
}

// Wishes with a school as number `rank`, the others as they were.
static bool can_wish(const struct scene *s, uint32_t applicant, uint32_t pool,
                     uint32_t rank)
{
    const struct applicant *a = &s->round->applicants[applicant];
    uint32_t schools[MOST_CHOICES];
    size_t n = 0;
    for (size_t w = 0; w < a->n_wishes; w++)
        if (a->wishes[w] != s->round->pools[pool].school &&
            !is_in(schools, n, a->wishes[w]) &&
            way_matrix_at(s->round->ways, applicant, a->wishes[w]) !=
                UINT32_MAX)
            schools[n++] = a->wishes[w];
    return rank <= n + 1 && rank <= (uint32_t)s->round->rules->n_wishes;
}

static enum gets gets_wished(struct scene *s, uint32_t applicant, uint32_t pool,
                             uint32_t rank)
{
    struct applicant *a = (struct applicant *)&s->round->applicants[applicant];
    struct applicant was = *a;
    uint32_t school = s->round->pools[pool].school;
    uint32_t wishes[MOST_CHOICES];
    size_t n = 0;
    for (size_t w = 0; w < was.n_wishes; w++) {
        uint32_t wish = was.wishes[w];
        if (wish == school || is_in(wishes, n, wish) ||
            way_matrix_at(s->round->ways, applicant, wish) == UINT32_MAX)
            continue;
        if (n + 1 == rank)
            wishes[n++] = school;
        wishes[n++] = wish;
    }
    if (n + 1 <= rank)
        wishes[n++] = school;
    a->wishes = wishes;
    a->n_wishes = n;
    enum gets gets = gets_now(s, applicant, pool);
    *a = was;
    return gets;
}

static void check_wish(struct scene *s, const struct explanation *e,
                       const struct explained_choice *choice)
{
    uint32_t pool = choice->choice.pool;
    uint32_t rank = choice->wish_needed;
    if (rank > 0) {
        CHECK(rank <= (uint32_t)s->round->rules->n_wishes);
        CHECK(gets_wished(s, e->applicant, pool, rank) != NOT_THIS);
    }
    if (can_wish(s, e->applicant, pool, rank + 1))
        CHECK(gets_wished(s, e->applicant, pool, rank + 1) != THIS);
}

static void the_last_rank_of_a_wish_that_gets_it(void **state)
{
    for (uint64_t seed = 0; seed < 1500; seed++)
        each_before(seed, METHOD_NEAREST_FIRST, false, check_wish);
}

// --- Families -------------------------------------------------------------

static void check_reason(struct scene *s, const struct explanation *e,
                         const struct explained_choice *choice)
{
    if (e->is_exact) {
        CHECK(choice->reason != EXPLAIN_FAMILY);
        CHECK(choice->reason != EXPLAIN_UNSETTLED);
    }
    if (choice->reason == EXPLAIN_NO_SEATS)
        CHECK_INT(choice->cut_off.seats, 0);
    if (choice->reason == EXPLAIN_LATER || choice->reason == EXPLAIN_GIVEN)
        CHECK(choice->cut_off.is_full);
    if (choice->reason == EXPLAIN_GIVEN)
        CHECK(s->method == METHOD_NEAREST_FIRST &&
              choice->asked_round > choice->full_round);
    if (choice->reason == EXPLAIN_UNSETTLED)
        CHECK(s->method == METHOD_STABLE);
}

static void families_get_reasons_that_hold(void **state)
{
    for (uint64_t seed = 0; seed < 1000; seed++) {
        each_before(seed, METHOD_STABLE, true, check_reason);
        each_before(seed, METHOD_NEAREST_FIRST, true, check_reason);
    }
}

static void an_explanation_goes_down_the_list_in_order(void **state)
{
    for (uint64_t seed = 0; seed < 500; seed++) {
        struct scene s = scene_of(seed, METHOD_STABLE, false);
        for (uint32_t a = 0; a < s.round->n_applicants; a++) {
            struct explanation e =
                explainer_explain(s.explainer, s.arena, a, 2);
            struct round_choice choices[MOST_CHOICES];
            size_t n = round_choices(s.round, a, 0, MOST_CHOICES, choices);
            size_t at = e.n_before;
            for (size_t i = 0; i < e.n_before; i++)
                CHECK_INT(e.before[i].choice.pool, choices[i].pool);
            CHECK(e.is_placed == (s.placement.pool[a] != ROUND_NONE));
            if (!e.is_placed) {
                CHECK_INT(e.n_before, n);
                continue;
            }
            CHECK_INT(e.own.choice.pool, s.placement.pool[a]);
            CHECK_INT(e.own.choice.pool, choices[at].pool);
            for (size_t i = 0; i < e.n_next; i++) {
                const struct pool_cut_off *c = &e.next[i].cut_off;
                CHECK(c->placed < c->seats);
                CHECK(e.next[i].choice.way_cm != UINT32_MAX);
            }
            CHECK(e.n_next <= 2);
        }
        scene_end(&s);
    }
}

// --- Optima ----------------------------------------------------------------

#define UNPLACED_COST 1000000

static int64_t way_cost(const void *costs, uint32_t applicant, uint32_t pool)
{
    const struct round *round = costs;
    return pool == ROUND_NONE ? UNPLACED_COST
                              : way_matrix_at(round->ways, applicant,
                                              round->pools[pool].school);
}

static size_t choices_by_way(const void *source, uint32_t pupil, size_t from,
                             size_t room, struct assign_choice *into)
{
    struct round_choice choices[MOST_CHOICES];
    size_t n =
        round_choices(source, pupil, from,
                      room < MOST_CHOICES ? room : MOST_CHOICES, choices);
    for (size_t i = 0; i < n; i++)
        into[i] = (struct assign_choice){choices[i].way_cm, choices[i].pool};
    return n;
}

static struct assigner *solve(struct arena *arena, const struct round *round)
{
    uint32_t *seats = arena_array(arena, uint32_t, round->n_pools);
    int64_t *unplaced = arena_array(arena, int64_t, round->n_applicants);
    for (size_t p = 0; p < round->n_pools; p++)
        seats[p] = round->pools[p].seats;
    for (size_t a = 0; a < round->n_applicants; a++)
        unplaced[a] = UNPLACED_COST;
    struct assign_problem problem = {.n_pupils = round->n_applicants,
                                     .n_schools = round->n_pools,
                                     .seats = seats,
                                     .unplaced_cost = unplaced,
                                     .choices = choices_by_way,
                                     .source = round};
    return assigner_new(&problem);
}

static int64_t total_of(const struct round *round)
{
    struct arena *arena = arena_new();
    struct assigner *assigner = solve(arena, round);
    int64_t total = assigner_result(assigner).total;
    assigner_free(assigner);
    arena_free(arena);
    return total;
}

// The least total with the pupil made to take a pool: its seat taken away, and
// everyone else placed by the rest.
static int64_t total_with(struct scene *s, uint32_t applicant, uint32_t pool)
{
    struct seat_pool *at = (struct seat_pool *)&s->round->pools[pool];
    struct way_matrix *ways = (struct way_matrix *)s->round->ways;
    uint32_t *row = ways->way_cm + applicant * ways->n_schools;
    int64_t own = *way_at(s, applicant, pool);
    uint32_t kept[MOST_CHOICES];
    memcpy(kept, row, ways->n_schools * sizeof *row);
    for (size_t i = 0; i < ways->n_schools; i++)
        row[i] = UINT32_MAX;
    at->seats--;
    int64_t total = total_of(s->round) - UNPLACED_COST + own;
    at->seats++;
    memcpy(row, kept, ways->n_schools * sizeof *row);
    return total;
}

static void check_price(struct scene *s, const struct explanation *e,
                        const struct explained_choice *choice, int64_t total)
{
    uint32_t pool = choice->choice.pool;
    if (choice->reason == EXPLAIN_NO_SEATS)
        return;
    CHECK(total_with(s, e->applicant, pool) >= total + choice->added_cost);
    CHECK((choice->reason == EXPLAIN_TIE) == (choice->added_cost <= 0));
    if (choice->nearer_cm == 0)
        return;
    uint32_t *way_cm = way_at(s, e->applicant, pool);
    *way_cm -= choice->nearer_cm - 1;
    CHECK(total_of(s->round) == total); // the placement is an optimum still
    *way_cm += choice->nearer_cm - 1;
}

static void check_optimum(uint64_t seed)
{
    struct scene s = {.arena = arena_new(), .method = METHOD_OPTIMAL};
    struct random random = random_from(seed);
    struct round_shape shape = {.n_pupils = 12,
                                .n_schools = 5,
                                .n_lengths = random_below(&random, 2) * 9};
    s.round = random_round(s.arena, &random, &shape);
    s.lists = choice_lists_new(s.round, 0, 1);
    struct assigner *assigner = solve(s.arena, s.round);
    struct assignment optimum = assigner_result(assigner);
    s.placement = placement_new(s.arena, s.round);
    for (uint32_t a = 0; a < s.round->n_applicants; a++)
        if (optimum.school[a] != ASSIGN_NOWHERE)
            placement_put(&s.placement, s.round, s.round->applicants[a].family,
                          optimum.school[a]);
    struct explain_prices prices = {optimum.price, way_cost, s.round, 1, 0};
    struct explain_basis basis = {.round = s.round,
                                  .placement = &s.placement,
                                  .lists = s.lists,
                                  .method = METHOD_OPTIMAL,
                                  .prices = &prices};
    s.explainer = explainer_new(s.arena, &basis);
    for (uint32_t a = 0; a < s.round->n_applicants; a++) {
        struct explanation e = explainer_explain(s.explainer, s.arena, a, 3);
        for (size_t i = 0; i < e.n_before; i++)
            check_price(&s, &e, &e.before[i], optimum.total);
    }
    assigner_free(assigner);
    scene_end(&s);
}

static void prices_bound_what_another_place_would_add(void **state)
{
    for (uint64_t seed = 0; seed < 300; seed++)
        check_optimum(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(so_many_more_seats_would_have_sufficed),
        TEST(the_place_in_the_queue_is_what_counting_finds),
        TEST(nearest_first_a_way_shorter_by_just_so_much_gets_it),
        TEST(a_shorter_way_or_another_group_stands_before_the_last),
        TEST(a_score_just_so_high_stands_before_the_last),
        TEST(the_last_rank_of_a_wish_that_gets_it),
        TEST(families_get_reasons_that_hold),
        TEST(an_explanation_goes_down_the_list_in_order),
        TEST(prices_bound_what_another_place_would_add),
    };
    return RUN_TESTS(tests);
}
