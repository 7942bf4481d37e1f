// A result is checked against the round alone, so that it does not matter
// which method, program or hand made it.

#include "admission/placement.h"

struct placement placement_new(struct arena *arena, const struct round *round)
{
    size_t n = round->n_applicants;
    struct placement placement = {n, arena_array(arena, uint32_t, n),
                                  arena_array(arena, uint32_t, n)};
    memset(placement.pool, 0xFF, n * sizeof *placement.pool);
    memset(placement.way_cm, 0xFF, n * sizeof *placement.way_cm);
    return placement;
}

void placement_put(struct placement *placement, const struct round *round,
                   uint32_t family, uint32_t pool)
{
    const struct family *f = &round->families[family];
    for (size_t i = 0; i < f->n_members; i++) {
        uint32_t a = f->members[i];
        placement->pool[a] = pool;
        placement->way_cm[a] =
            pool == ROUND_NONE
                ? UINT32_MAX
                : round->way(round->ways, a, round->pools[pool].school);
    }
}

bool placement_has_at(const struct placement *placement,
                      const struct round *round, uint32_t family, uint32_t pool)
{
    const struct family *f = &round->families[family];
    uint32_t own = placement->pool[f->members[0]];
    return own == pool ||
           (f->n_members > 1 && own != ROUND_NONE &&
            round->pools[own].school == round->pools[pool].school);
}

static const char *school_of(const struct round *round, uint32_t pool)
{
    return round->schools[round->pools[pool].school].id;
}

static enum status check_applicant(const struct round *round,
                                   const struct placement *placement,
                                   uint32_t applicant, struct error *err)
{
    const char *id = round->applicants[applicant].id;
    uint32_t pool = placement->pool[applicant];
    uint32_t stated_cm = placement->way_cm[applicant];
    uint32_t way_cm = UINT32_MAX;
    if (pool == ROUND_NONE) {
        if (stated_cm == UINT32_MAX)
            return STATUS_OK;
        return error_set(err, STATUS_BAD_INPUT,
                         "pupil %s has no place, but a way of %u cm to it", id,
                         stated_cm);
    }
    if (pool >= round->n_pools)
        return error_set(err, STATUS_BAD_INPUT,
                         "pupil %s is in pool %u, but there are %zu pools", id,
                         pool, round->n_pools);
    if (!round_is_choice(round, applicant, pool, &way_cm))
        return error_set(err, STATUS_BAD_INPUT,
                         "pupil %s is placed at school %s, which it cannot "
                         "choose",
                         id, school_of(round, pool));
    if (stated_cm != way_cm)
        return error_set(err, STATUS_BAD_INPUT,
                         "the way of pupil %s to school %s is %u cm, not %u",
                         id, school_of(round, pool), way_cm, stated_cm);
    return STATUS_OK;
}

static enum status check_seats(const struct round *round,
                               const struct placement *placement,
                               struct arena *scratch, struct error *err)
{
    size_t *taken = arena_array(scratch, size_t, round->n_pools);
    for (size_t a = 0; a < placement->n_applicants; a++)
        if (placement->pool[a] != ROUND_NONE)
            taken[placement->pool[a]]++;
    for (uint32_t p = 0; p < round->n_pools; p++)
        if (taken[p] > round->pools[p].seats)
            return error_set(err, STATUS_BAD_INPUT,
                             "school %s takes %zu pupils on %u seats%s",
                             school_of(round, p), taken[p],
                             round->pools[p].seats,
                             round->pools[p].programme == ROUND_NONE
                                 ? ""
                                 : " kept for a programme");
    return STATUS_OK;
}

static uint32_t school_or_none(const struct round *round, uint32_t pool)
{
    return pool == ROUND_NONE ? ROUND_NONE : round->pools[pool].school;
}

// Together is at one school, if need be in two of its pools.
static enum status check_families(const struct round *round,
                                  const struct placement *placement,
                                  struct error *err)
{
    for (size_t f = 0; f < round->n_families; f++) {
        const struct family *family = &round->families[f];
        for (size_t i = 1; i < family->n_members; i++) {
            uint32_t first = family->members[0];
            uint32_t other = family->members[i];
            if (school_or_none(round, placement->pool[first]) !=
                school_or_none(round, placement->pool[other]))
                return error_set(err, STATUS_BAD_INPUT,
                                 "pupils %s and %s stay together, but are not "
                                 "placed together",
                                 round->applicants[first].id,
                                 round->applicants[other].id);
        }
    }
    return STATUS_OK;
}

enum status placement_check(const struct round *round,
                            const struct placement *placement,
                            struct error *err)
{
    if (placement->n_applicants != round->n_applicants)
        return error_set(err, STATUS_BAD_INPUT,
                         "the placement is of %zu pupils, the round of %zu",
                         placement->n_applicants, round->n_applicants);
    for (uint32_t a = 0; a < round->n_applicants; a++)
        if (check_applicant(round, placement, a, err) != STATUS_OK)
            return err->status;
    struct arena *scratch = arena_new();
    enum status status = check_seats(round, placement, scratch, err);
    arena_free(scratch);
    return status != STATUS_OK ? status : check_families(round, placement, err);
}
