// The last one admitted, and who asked, against a count that looks at every
// applicant and every pool by itself.

#include "admission/cut_off.h"
#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "check.h"
#include "random_round.h"

// Whether a pool stands before another (or is it) in the list of a family, by
// the choices of everyone in it.
static bool likes_as_well(const struct round *round, uint32_t applicant,
                          uint32_t pool, uint32_t own)
{
    const struct family *f =
        &round->families[round->applicants[applicant].family];
    struct round_choice choices[64];
    size_t n = round_choices(round, f->members[0], 0, 64, choices);
    for (size_t i = 0; i < f->n_members; i++) {
        uint32_t way_cm;
        if (!round_is_choice(round, f->members[i], pool, &way_cm))
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (choices[i].pool == pool)
            return true;
        if (choices[i].pool == own)
            return false;
    }
    return false;
}

static void check_pool(const struct round *round,
                       const struct placement *placement, uint32_t pool,
                       const struct pool_cut_off *cut_off)
{
    uint32_t placed = 0;
    uint32_t asked = 0;
    for (uint32_t a = 0; a < round->n_applicants; a++) {
        asked += likes_as_well(round, a, pool, placement->pool[a]);
        if (placement->pool[a] != pool)
            continue;
        placed++;
        CHECK(cut_off->last != ROUND_NONE);
        CHECK(!priority_before(
            cut_off->last_priority,
            round_priority(round, a, pool, placement->way_cm[a])));
    }
    CHECK_INT(cut_off->seats, round->pools[pool].seats);
    CHECK_INT(cut_off->placed, placed);
    CHECK_INT(cut_off->asked, asked);
    CHECK(cut_off->is_full == (placed == round->pools[pool].seats));
    if (placed == 0) {
        CHECK_INT(cut_off->last, ROUND_NONE);
        return;
    }
    uint32_t last = cut_off->last;
    CHECK_INT(placement->pool[last], pool);
    CHECK_INT(cut_off->last_way_cm, placement->way_cm[last]);
    CHECK_INT(cut_off->last_group,
              round_group(round, last, round->pools[pool].school));
    CHECK(cut_off->last_score_milli == round->applicants[last].score_milli);
}

static void check_round(uint64_t seed)
{
    struct arena *arena = arena_new();
    struct random random = random_from(seed);
    struct round_shape shape = random_round_shape(&random, 30, 8);
    struct round *round = random_round(arena, &random, &shape);
    struct choice_lists *lists = choice_lists_new(round, 1, 1);
    struct placement placement =
        seed % 2 == 0 ? nearest_first_place(arena, round, lists)
                      : stable_place(arena, round, lists).placement;
    struct pool_cut_off *cut_offs =
        pool_cut_offs(arena, round, &placement, lists);
    for (uint32_t p = 0; p < round->n_pools; p++)
        check_pool(round, &placement, p, &cut_offs[p]);
    choice_lists_free(lists);
    arena_free(arena);
}

static void cut_offs_are_those_a_plain_count_finds(void **state)
{
    for (uint64_t seed = 0; seed < 2000; seed++)
        check_round(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cut_offs_are_those_a_plain_count_finds),
    };
    return RUN_TESTS(tests);
}
