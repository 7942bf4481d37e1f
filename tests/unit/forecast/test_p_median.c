#include <string.h>

#include "base/random.h"
#include "check.h"
#include "forecast/p_median.h"

#define NEVER UINT64_MAX

struct shape {
    uint32_t most_customers;
    uint32_t most_sites;
    bool has_capacities;
};

static uint32_t *draw_ways(struct arena *arena, struct random *random, size_t n)
{
    uint32_t most = random_below(random, 3) == 0 ? 6 : 100000;
    uint32_t *way = arena_array(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        way[i] = random_below(random, 6) == 0 ? UINT32_MAX
                                              : random_below(random, most);
    return way;
}

static uint32_t *draw_numbers(struct arena *arena, struct random *random,
                              size_t n, uint32_t most)
{
    uint32_t *numbers = arena_array(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        numbers[i] = random_below(random, most + 1);
    return numbers;
}

static struct p_median draw(struct arena *arena, uint64_t seed,
                            struct shape shape)
{
    struct random random = random_from(seed);
    struct p_median drawn = {
        .n_customers = 1 + random_below(&random, shape.most_customers),
        .n_sites = 1 + random_below(&random, shape.most_sites)};
    bool *is_fixed = arena_array(arena, bool, drawn.n_sites);
    for (size_t s = 0; s < drawn.n_sites; s++)
        is_fixed[s] = random_below(&random, 5) == 0;
    drawn.p = random_below(&random, (uint32_t)drawn.n_sites + 1);
    drawn.way = draw_ways(arena, &random, drawn.n_customers * drawn.n_sites);
    if (seed % 2 == 0)
        drawn.weight = draw_numbers(arena, &random, drawn.n_customers, 9);
    if (seed % 3 == 0)
        drawn.is_fixed = is_fixed;
    if (seed % 5 != 0)
        drawn.unserved_cost = 1 + random_below(&random, 120000);
    if (shape.has_capacities)
        drawn.capacity = draw_numbers(arena, &random, drawn.n_sites, 14);
    drawn.counts_customers = shape.has_capacities && seed % 7 == 0;
    return drawn;
}

static uint64_t weight_of(const struct p_median *problem, size_t customer)
{
    return problem->weight == NULL ? 1 : problem->weight[customer];
}

static uint64_t cost_at(const struct p_median *problem, size_t customer,
                        size_t site)
{
    uint64_t way = problem->way[customer * problem->n_sites + site];
    if (way == UINT32_MAX)
        return NEVER;
    return problem->counts_customers ? way : way * weight_of(problem, customer);
}

static uint64_t unserved_at(const struct p_median *problem, size_t customer)
{
    return problem->unserved_cost == 0
               ? NEVER
               : problem->unserved_cost * weight_of(problem, customer);
}

// The least cost of the customers from `customer` on, by trying every site.
static uint64_t try_customers(const struct p_median *problem, unsigned open,
                              size_t customer, uint64_t *room)
{
    if (customer == problem->n_customers)
        return 0;
    uint64_t best = NEVER;
    for (size_t s = 0; s <= problem->n_sites; s++) {
        bool is_none = s == problem->n_sites;
        uint64_t demand = is_none ? 0 : weight_of(problem, customer);
        uint64_t cost = is_none ? unserved_at(problem, customer)
                                : cost_at(problem, customer, s);
        if (cost == NEVER || (!is_none && (open >> s & 1) == 0))
            continue;
        if (!is_none && problem->capacity != NULL && room[s] < demand)
            continue;
        room[s] -= demand;
        uint64_t rest = try_customers(problem, open, customer + 1, room);
        room[s] += demand;
        if (rest != NEVER && cost + rest < best)
            best = cost + rest;
    }
    return best;
}

static size_t count_fixed(const struct p_median *problem, unsigned open)
{
    size_t n = 0;
    for (size_t s = 0; problem->is_fixed != NULL && s < problem->n_sites; s++)
        n += problem->is_fixed[s] && (open >> s & 1) != 0;
    return n;
}

static uint64_t try_all(const struct p_median *problem)
{
    uint64_t room[8] = {0};
    uint64_t best = NEVER;
    for (size_t s = 0; s < problem->n_sites && problem->capacity != NULL; s++)
        room[s] = problem->capacity[s];
    size_t n_fixed = count_fixed(problem, ~0u);
    size_t p = problem->p < n_fixed ? n_fixed : problem->p;
    for (unsigned open = 0; open < 1u << problem->n_sites; open++) {
        if ((size_t)__builtin_popcount(open) != p ||
            count_fixed(problem, open) != n_fixed)
            continue;
        uint64_t cost = try_customers(problem, open, 0, room);
        best = cost < best ? cost : best;
    }
    return best;
}

static bool is_site(const struct p_median_answer *answer, uint32_t site)
{
    for (size_t i = 0; i < answer->n_sites; i++)
        if (answer->sites[i] == site)
            return true;
    return false;
}

// What the answer says costs what it says, within the capacities.
static void check_answer(const struct p_median *problem,
                         const struct p_median_answer *answer)
{
    uint64_t sum = 0;
    uint64_t load[8] = {0};
    size_t n_fixed = count_fixed(problem, ~0u);
    size_t p = problem->p < n_fixed ? n_fixed : problem->p;
    CHECK_INT(answer->n_sites, p);
    for (size_t i = 1; i < p; i++)
        CHECK(answer->sites[i - 1] < answer->sites[i]);
    for (size_t c = 0; c < problem->n_customers; c++) {
        uint32_t site = answer->assigned[c];
        if (site == UINT32_MAX) {
            sum += unserved_at(problem, c);
            continue;
        }
        CHECK(is_site(answer, site));
        sum += cost_at(problem, c, site);
        load[site] += weight_of(problem, c);
    }
    CHECK_INT(sum, answer->cost);
    for (size_t s = 0; problem->capacity != NULL && s < problem->n_sites; s++)
        CHECK(load[s] <= problem->capacity[s]);
}

static void check_against_all(uint64_t n_seeds, struct shape shape)
{
    size_t n_proven = 0;
    for (uint64_t seed = 1; seed <= n_seeds; seed++) {
        struct arena *arena = arena_new();
        struct p_median problem = draw(arena, seed, shape);
        struct p_median_options options = {.seed = seed, .n_threads = 1};
        struct p_median_answer answer =
            p_median_solve(arena, &problem, &options);
        uint64_t best = try_all(&problem);
        CHECK_INT(answer.cost, best);
        CHECK(answer.bound <= best);
        CHECK(answer.is_proven == (answer.bound == answer.cost));
        if (best != NEVER)
            check_answer(&problem, &answer);
        n_proven += answer.is_proven;
        arena_free(arena);
    }
    CHECK_INT(n_proven, n_seeds);
}

static void small_problems_are_solved_as_by_trying_everything(void **state)
{
    check_against_all(600, (struct shape){7, 7, false});
}

static void with_capacities_too(void **state)
{
    check_against_all(600, (struct shape){5, 5, true});
}

static void threads_and_repetition_change_nothing(void **state)
{
    struct arena *arena = arena_new();
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct p_median problem =
            draw(arena, seed, (struct shape){40, 30, seed % 2 == 0});
        struct p_median_options options = {
            .seed = seed, .n_threads = 1, .most_steps = 500};
        struct p_median_answer one = p_median_solve(arena, &problem, &options);
        options.n_threads = 4;
        struct p_median_answer four = p_median_solve(arena, &problem, &options);
        CHECK_INT(one.cost, four.cost);
        CHECK_INT(one.bound, four.bound);
        CHECK_INT(memcmp(one.assigned, four.assigned,
                         problem.n_customers * sizeof *one.assigned),
                  0);
    }
    arena_free(arena);
}

static void more_sites_never_cost_more(void **state)
{
    struct arena *arena = arena_new();
    struct p_median problem = draw(arena, 7, (struct shape){30, 20, false});
    uint64_t before = NEVER;
    for (problem.p = 1; problem.p <= problem.n_sites; problem.p++) {
        struct p_median_options options = {.seed = 1, .n_threads = 1};
        struct p_median_answer answer =
            p_median_solve(arena, &problem, &options);
        CHECK(answer.is_proven);
        CHECK(answer.cost <= before);
        before = answer.cost;
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(small_problems_are_solved_as_by_trying_everything),
        TEST(with_capacities_too),
        TEST(threads_and_repetition_change_nothing),
        TEST(more_sites_never_cost_more),
    };
    return RUN_TESTS(tests);
}
