// The optimum against every placement there is, in thousands of tiny rounds;
// its certificate and its families in larger ones.

#include "admission/optimal.h"

#include <string.h>

#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "check.h"
#include "random_round.h"

#define N_OBJECTIVES 3
#define MOST_PUPILS 6

// --- every placement -----------------------------------------------------

// The values in order of weight.
#define N_VALUES (1 + RULES_MOST_GROUPS + 4)
struct vector {
    uint64_t at[N_VALUES];
};

struct brute {
    const struct round *round;
    enum objective objective;
    uint32_t unit_cm;
    uint32_t pool[MOST_PUPILS];
    uint32_t left[64]; // seats of each pool
    bool is_found;
    struct vector best;
};

static uint32_t best_group_of(const struct round *round, uint32_t applicant)
{
    const struct applicant *a = &round->applicants[applicant];
    uint32_t best = RULES_MOST_GROUPS - 1;
    for (uint32_t s = 0; s < round->n_schools; s++) {
        bool is_wished = false;
        for (size_t w = 0; w < a->n_wishes; w++)
            is_wished |= a->wishes[w] == s;
        uint32_t group = round_group(round, applicant, s);
        if (group < best && (is_wished || !round->rules->wishes_only))
            best = group;
    }
    return best;
}

static uint64_t rank_of(const struct round *round, const struct applicant *a,
                        uint32_t school)
{
    for (size_t w = 0; w < a->n_wishes; w++)
        if (a->wishes[w] == school)
            return w;
    return a->n_wishes == 0 ? 0 : (uint64_t)round->rules->n_wishes;
}

static struct vector vector_of(const struct round *round,
                               enum objective objective, uint32_t unit_cm,
                               const uint32_t *pools)
{
    struct vector v = {0};
    uint64_t *end = &v.at[1 + RULES_MOST_GROUPS];
    for (uint32_t i = 0; i < round->n_applicants; i++) {
        const struct applicant *a = &round->applicants[i];
        if (pools[i] == ROUND_NONE) {
            v.at[0]++;
            v.at[1 + best_group_of(round, i)]++;
            continue;
        }
        uint32_t school = round->pools[pools[i]].school;
        uint64_t way = round->way(round->ways, i, school);
        end[0] += rank_of(round, a, school);
        if (objective != OBJECTIVE_TOTAL)
            end[1] += way > a->cap_cm;
        if (objective == OBJECTIVE_TAIL)
            end[2] += way * way / ((uint64_t)unit_cm * unit_cm);
        end[3] += way;
    }
    return v;
}

static int compare_vectors(const struct vector *a, const struct vector *b)
{
    for (size_t i = 0; i < N_VALUES; i++)
        if (a->at[i] != b->at[i])
            return a->at[i] < b->at[i] ? -1 : 1;
    return 0;
}

static bool are_together(const struct brute *b)
{
    for (size_t f = 0; f < b->round->n_families; f++) {
        const struct family *family = &b->round->families[f];
        for (size_t m = 1; m < family->n_members; m++) {
            uint32_t one = b->pool[family->members[0]];
            uint32_t other = b->pool[family->members[m]];
            bool same = one == ROUND_NONE || other == ROUND_NONE
                            ? one == other
                            : b->round->pools[one].school ==
                                  b->round->pools[other].school;
            if (!same)
                return false;
        }
    }
    return true;
}

static void try_all(struct brute *b, uint32_t pupil)
{
    if (pupil == b->round->n_applicants) {
        struct vector v =
            vector_of(b->round, b->objective, b->unit_cm, b->pool);
        if (are_together(b) &&
            (!b->is_found || compare_vectors(&v, &b->best) < 0)) {
            b->is_found = true;
            b->best = v;
        }
        return;
    }
    b->pool[pupil] = ROUND_NONE;
    try_all(b, pupil + 1);
    for (uint32_t p = 0; p < b->round->n_pools; p++) {
        uint32_t way_cm;
        if (b->left[p] == 0 || !round_is_choice(b->round, pupil, p, &way_cm))
            continue;
        b->left[p]--;
        b->pool[pupil] = p;
        try_all(b, pupil + 1);
        b->left[p]++;
    }
}

static struct vector best_of_all(const struct round *round,
                                 enum objective objective, uint32_t unit_cm)
{
    struct brute b = {
        .round = round, .objective = objective, .unit_cm = unit_cm};
    CHECK(round->n_pools <= 64 && round->n_applicants <= MOST_PUPILS);
    for (size_t p = 0; p < round->n_pools; p++)
        b.left[p] = round->pools[p].seats;
    try_all(&b, 0);
    return b.best;
}

// --- checks --------------------------------------------------------------

static void must(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        fail_msg("%s", err->text);
}

static struct vector vector_of_values(const struct objective_values *values,
                                      enum objective objective)
{
    struct vector v = {0};
    uint64_t *end = &v.at[1 + RULES_MOST_GROUPS];
    v.at[0] = values->unplaced;
    memcpy(&v.at[1], values->unplaced_of_group,
           sizeof values->unplaced_of_group);
    end[0] = values->wish_ranks;
    end[1] = objective == OBJECTIVE_TOTAL ? 0 : values->over_cap;
    end[2] = values->squares;
    end[3] = values->way_cm;
    return v;
}

// The values are those of the placement, which keeps the rules, and what the
// prices prove is no more than that.
static struct optimum place(struct arena *arena, const struct round *round,
                            enum objective objective, size_t first_choices)
{
    struct error err;
    struct optimal_proof proof;
    struct choice_lists *lists = choice_lists_new(round, first_choices, 2);
    struct optimum optimum = optimal_place(arena, round, lists, objective);
    choice_lists_free(lists);
    must(placement_check(round, &optimum.placement, &err), &err);
    must(optimal_check(round, &optimum, objective, &proof, &err), &err);
    uint32_t unit_cm = optimum.square_unit_cm > 0 ? optimum.square_unit_cm : 1;
    struct vector stated = vector_of_values(&optimum.values, objective);
    struct vector counted =
        vector_of(round, objective, unit_cm, optimum.placement.pool);
    CHECK_INT(compare_vectors(&stated, &counted), 0);
    struct vector bound = vector_of_values(&optimum.bound, objective);
    CHECK(compare_vectors(&bound, &stated) <= 0);
    if (optimum.is_proven)
        CHECK_INT(compare_vectors(&bound, &stated), 0);
    if (proof.is_optimal)
        CHECK(optimum.is_proven);
    return optimum;
}

static void check_tiny(struct arena *arena, const struct round *round)
{
    for (int o = 0; o < N_OBJECTIVES; o++) {
        enum objective objective = (enum objective)o;
        struct optimum optimum = place(arena, round, objective, 3);
        uint32_t unit_cm =
            optimum.square_unit_cm > 0 ? optimum.square_unit_cm : 1;
        struct vector best = best_of_all(round, objective, unit_cm);
        struct vector found = vector_of_values(&optimum.values, objective);
        CHECK(optimum.is_proven && optimum.breaks_ties_by_way);
        CHECK_INT(compare_vectors(&found, &best), 0);
    }
}

static void no_placement_of_two_thousand_tiny_rounds_is_better(void **state)
{
    struct random random = random_from(61);
    for (int i = 0; i < 2000; i++) {
        struct arena *arena = arena_new();
        struct round_shape shape = random_round_shape(&random, 5, 4);
        check_tiny(arena, random_round(arena, &random, &shape));
        arena_free(arena);
    }
}

static void nor_is_one_that_keeps_families_of_programmes_together(void **state)
{
    struct random random = random_from(62);
    for (int i = 0; i < 500; i++) {
        struct arena *arena = arena_new();
        struct round_shape shape = {.n_pupils = MOST_PUPILS,
                                    .n_schools = 1 + random_below(&random, 3),
                                    .most_seats = 3,
                                    .n_lengths = 4,
                                    .no_way_of_10 = random_below(&random, 2),
                                    .twins_of_10 = 5,
                                    .n_wards = random_below(&random, 2) * 2,
                                    .has_programmes = true,
                                    .cap_cm = 250};
        check_tiny(arena, random_round(arena, &random, &shape));
        arena_free(arena);
    }
}

static bool same_optimum(const struct optimum *a, const struct optimum *b)
{
    size_t n = a->placement.n_applicants;
    return memcmp(&a->values, &b->values, sizeof a->values) == 0 &&
           memcmp(&a->bound, &b->bound, sizeof a->bound) == 0 &&
           memcmp(a->placement.pool, b->placement.pool,
                  n * sizeof *a->placement.pool) == 0 &&
           a->is_proven == b->is_proven;
}

static void the_lists_to_begin_with_do_not_matter(void **state)
{
    struct random random = random_from(63);
    for (int i = 0; i < 30; i++) {
        struct arena *arena = arena_new();
        struct round_shape shape = random_round_shape(&random, 200, 60);
        const struct round *round = random_round(arena, &random, &shape);
        for (int o = 0; o < N_OBJECTIVES; o++) {
            struct optimum one = place(arena, round, (enum objective)o, 1);
            struct optimum other = place(arena, round, (enum objective)o, 50);
            CHECK(same_optimum(&one, &other));
        }
        arena_free(arena);
    }
}

// --- larger rounds -------------------------------------------------------

static struct vector vector_of_placement(const struct round *round,
                                         enum objective objective,
                                         const struct placement *placement)
{
    return vector_of(round, objective, 1, placement->pool);
}

static void no_other_method_is_better_by_the_objective(void **state)
{
    struct random random = random_from(64);
    for (int i = 0; i < 200; i++) {
        struct arena *arena = arena_new();
        struct round_shape shape = random_round_shape(&random, 60, 12);
        const struct round *round = random_round(arena, &random, &shape);
        struct choice_lists *lists = choice_lists_new(round, 0, 1);
        struct placement nearest = nearest_first_place(arena, round, lists);
        struct placement stable = stable_place(arena, round, lists).placement;
        choice_lists_free(lists);
        for (int o = 0; o < N_OBJECTIVES; o++) {
            enum objective objective = (enum objective)o;
            struct optimum optimum = place(arena, round, objective, 0);
            if (optimum.square_unit_cm > 1)
                continue;
            struct vector best =
                vector_of_placement(round, objective, &optimum.placement);
            struct vector other =
                vector_of_placement(round, objective, &nearest);
            CHECK(compare_vectors(&best, &other) <= 0);
            other = vector_of_placement(round, objective, &stable);
            CHECK(!optimum.is_proven || compare_vectors(&best, &other) <= 0);
        }
        arena_free(arena);
    }
}

// Two of a hundred have a twin; seats are a little more than enough.
static struct round *round_with_twins(struct arena *arena,
                                      struct random *random, size_t n_pupils,
                                      size_t n_schools)
{
    struct round_shape shape = {.n_pupils = n_pupils,
                                .n_schools = n_schools,
                                .twins_of_10 = 0,
                                .cap_cm = 20000};
    struct round *round = random_round(arena, random, &shape);
    struct seat_pool *pools = (struct seat_pool *)round->pools;
    struct applicant *applicants = (struct applicant *)round->applicants;
    struct family *families = (struct family *)round->families;
    struct way_matrix *matrix = (struct way_matrix *)round->ways;
    uint32_t *members = (uint32_t *)families[0].members;
    for (size_t p = 0; p < round->n_pools; p++)
        pools[p].seats = (uint32_t)(n_pupils * 102 / 100 / n_schools) + 1;
    round->n_families = 0;
    for (uint32_t i = 0; i < n_pupils; i++) {
        bool joins = i % 50 == 1;
        if (!joins)
            families[round->n_families++] = (struct family){members + i, 0};
        families[round->n_families - 1].n_members++;
        applicants[i].family = (uint32_t)round->n_families - 1;
        if (joins)
            memcpy(&matrix->way_cm[i * n_schools],
                   &matrix->way_cm[(i - 1) * n_schools],
                   n_schools * sizeof *matrix->way_cm);
    }
    return round;
}

static void twins_stay_together_and_the_gap_is_told(void **state)
{
    struct random random = random_from(65);
    size_t n_proven = 0;
    for (int i = 0; i < 4; i++) {
        struct arena *arena = arena_new();
        struct round *round = round_with_twins(arena, &random, 2000, 40);
        for (int o = 0; o < N_OBJECTIVES; o++) {
            struct optimum optimum = place(arena, round, (enum objective)o, 0);
            n_proven += optimum.is_proven;
            CHECK(optimum.values.unplaced == 0);
            CHECK(optimal_gap(&optimum) < 0.001);
            CHECK(optimum.is_proven == (optimal_gap(&optimum) == 0) ||
                  optimum.n_branches > OPTIMAL_MOST_BRANCHES);
        }
        arena_free(arena);
    }
    CHECK(n_proven > 0);
}

// --- what the check finds ------------------------------------------------

static void a_placement_that_is_not_optimal_is_found_out(void **state)
{
    struct random random = random_from(66);
    struct arena *arena = arena_new();
    struct round_shape shape = {
        .n_pupils = 30, .n_schools = 5, .most_seats = 20};
    const struct round *round = random_round(arena, &random, &shape);
    struct optimum optimum = place(arena, round, OBJECTIVE_TOTAL, 0);
    struct optimal_proof proof;
    struct error err;
    CHECK_INT(optimal_check(round, &optimum, OBJECTIVE_TOTAL, &proof, &err),
              STATUS_OK);
    CHECK(proof.is_optimal && proof.cost == proof.bound);

    struct optimum worse = optimum;
    worse.placement = placement_new(arena, round);
    CHECK_INT(optimal_check(round, &worse, OBJECTIVE_TOTAL, &proof, &err),
              STATUS_BAD_INPUT);
    CHECK(!proof.is_optimal && proof.cost > proof.bound);

    optimum.prices[0] = -1;
    CHECK_INT(optimal_check(round, &optimum, OBJECTIVE_TOTAL, &proof, &err),
              STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "the price of a seat at school S0000 is -1, below 0");
    arena_free(arena);
}

static void objectives_have_names(void **state)
{
    enum objective objective;
    CHECK_TEXT(objective_name(OBJECTIVE_TAIL), "tail");
    CHECK(objective_parse("caps", &objective));
    CHECK_INT(objective, OBJECTIVE_CAPS);
    CHECK(!objective_parse("best", &objective));
}

// A city's ways are long and its pools many: the cost of a choice still leaves
// room for a chain through all pools.
static void costs_of_a_large_city_fit(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(67);
    struct round_shape shape = {
        .n_pupils = 3, .n_schools = 800, .n_wishes = 3, .cap_cm = 400000};
    struct round *round = random_round(arena, &random, &shape);
    struct way_matrix *matrix = (struct way_matrix *)round->ways;
    for (size_t i = 0; i < 3 * 800; i++)
        matrix->way_cm[i] = random_below(&random, 6000000); // 60 km
    for (int o = 0; o < N_OBJECTIVES; o++) {
        struct objective_costs costs =
            objective_costs_of(arena, round, (enum objective)o);
        CHECK(costs.most_placed < costs.unplaced / 800);
        CHECK(costs.forced > objective_unplaced_cost(&costs, 0));
        CHECK((costs.way > 0) == (o != OBJECTIVE_TAIL));
        if (o == OBJECTIVE_TAIL)
            CHECK(costs.square_unit_cm <= 2000);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_placement_of_two_thousand_tiny_rounds_is_better),
        TEST(nor_is_one_that_keeps_families_of_programmes_together),
        TEST(the_lists_to_begin_with_do_not_matter),
        TEST(no_other_method_is_better_by_the_objective),
        TEST(twins_stay_together_and_the_gap_is_told),
        TEST(a_placement_that_is_not_optimal_is_found_out),
        TEST(objectives_have_names),
        TEST(costs_of_a_large_city_fit),
    };
    return RUN_TESTS(tests);
}
