// Every family walks down its list to the place it has: each pool passed is one
// it would rather be in, so it asked there, and the last is where it is. Who
// was served last in a pool is found on the way, as everyone arrives once.

#include "admission/cut_off.h"

#include "city/pupil.h"

static void count_asked(const struct round *round,
                        const struct placement *placement,
                        struct choice_lists *lists, uint32_t family,
                        struct pool_cut_off *cut_offs)
{
    const struct family *f = &round->families[family];
    const struct round_choice *choice;
    for (size_t rank = 0;
         (choice = choice_lists_next(lists, family, &rank)) != NULL; rank++) {
        cut_offs[choice->pool].asked += (uint32_t)f->n_members;
        if (placement_has_at(placement, round, family, choice->pool))
            break;
    }
}

static void take_placed(const struct round *round, uint32_t applicant,
                        uint32_t pool, uint32_t way_cm, struct pool_cut_off *at)
{
    struct priority priority = round_priority(round, applicant, pool, way_cm);
    at->placed++;
    if (at->last != ROUND_NONE && priority_before(priority, at->last_priority))
        return;
    at->last = applicant;
    at->last_group = (uint32_t)(priority.merit >> 32);
    at->last_way_cm = way_cm;
    at->last_score_milli = round->applicants[applicant].score_milli;
    at->last_priority = priority;
}

struct pool_cut_off *pool_cut_offs(struct arena *arena,
                                   const struct round *round,
                                   const struct placement *placement,
                                   struct choice_lists *lists)
{
    struct pool_cut_off *cut_offs =
        arena_array(arena, struct pool_cut_off, round->n_pools);
    for (size_t p = 0; p < round->n_pools; p++) {
        cut_offs[p].seats = round->pools[p].seats;
        cut_offs[p].last = ROUND_NONE;
        cut_offs[p].last_group = ROUND_NONE;
        cut_offs[p].last_way_cm = UINT32_MAX;
        cut_offs[p].last_score_milli = NUMBER_UNKNOWN;
    }
    for (size_t f = 0; f < round->n_families; f++)
        count_asked(round, placement, lists, (uint32_t)f, cut_offs);
    for (size_t a = 0; a < round->n_applicants; a++)
        if (placement->pool[a] != ROUND_NONE)
            take_placed(round, (uint32_t)a, placement->pool[a],
                        placement->way_cm[a], &cut_offs[placement->pool[a]]);
    for (size_t p = 0; p < round->n_pools; p++)
        cut_offs[p].is_full = cut_offs[p].placed >= cut_offs[p].seats;
    return cut_offs;
}
