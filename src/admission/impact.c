// Both rounds have their applicants in order of id, so one walk down both, side
// by side, meets every pupil of either once: the smaller id first, equal ids
// together. Nothing else of the rounds is compared by number.

#include "admission/impact.h"

// Where a pupil is on one side.
struct place {
    const char *school;
    uint32_t way_cm;
    bool over_cap;
};

static struct place place_of(struct impact_side side, size_t applicant)
{
    uint32_t pool = side.placement->pool[applicant];
    if (pool == ROUND_NONE)
        return (struct place){NULL, UINT32_MAX, false};
    uint32_t way_cm = side.placement->way_cm[applicant];
    return (struct place){
        side.round->schools[side.round->pools[pool].school].id, way_cm,
        way_cm > side.round->applicants[applicant].cap_cm};
}

static void count_way(struct impact_counts *counts, uint32_t before_cm,
                      uint32_t after_cm)
{
    if (after_cm > before_cm) {
        counts->longer++;
        counts->longer_sum_cm += after_cm - before_cm;
    } else if (after_cm < before_cm) {
        counts->shorter++;
        counts->shorter_sum_cm += before_cm - after_cm;
    }
}

static void count_pupil(struct impact_counts *counts, struct place before,
                        struct place after)
{
    bool is_same = text_same(before.school, after.school);
    counts->pupils++;
    counts->placed += before.school == NULL && after.school != NULL;
    counts->unplaced += before.school != NULL && after.school == NULL;
    counts->over_cap += after.over_cap && !before.over_cap;
    counts->within_cap += before.over_cap && !after.over_cap;
    if (before.school == NULL || after.school == NULL)
        return;
    counts->moved += !is_same;
    counts->way_changed += is_same && before.way_cm != after.way_cm;
    count_way(counts, before.way_cm, after.way_cm);
}

static bool is_changed(struct place before, struct place after)
{
    return !text_same(before.school, after.school) ||
           before.way_cm != after.way_cm || before.over_cap != after.over_cap;
}

static struct impact_pupil pupil_of(const char *id, struct place before,
                                    struct place after)
{
    return (struct impact_pupil){.pupil_id = id,
                                 .school_before = before.school,
                                 .school_after = after.school,
                                 .way_before_cm = before.way_cm,
                                 .way_after_cm = after.way_cm,
                                 .over_cap_before = before.over_cap,
                                 .over_cap_after = after.over_cap};
}

static void take_pupil(struct impact *impact, struct impact_side before,
                       size_t b, struct impact_side after, size_t a)
{
    struct place was = place_of(before, b);
    struct place is = place_of(after, a);
    const struct applicant *applicant = &after.round->applicants[a];
    count_pupil(&impact->summary.all, was, is);
    if (applicant->ward != ROUND_NONE)
        count_pupil(&impact->summary.wards[applicant->ward].counts, was, is);
    if (is_changed(was, is))
        impact->pupils[impact->n_pupils++] = pupil_of(applicant->id, was, is);
}

static void walk_both(struct impact *impact, struct impact_side before,
                      struct impact_side after)
{
    size_t b = 0;
    size_t a = 0;
    while (b < before.round->n_applicants && a < after.round->n_applicants) {
        int order = strcmp(before.round->applicants[b].id,
                           after.round->applicants[a].id);
        if (order == 0)
            take_pupil(impact, before, b, after, a);
        impact->summary.only_before += order < 0;
        impact->summary.only_after += order > 0;
        b += order <= 0;
        a += order >= 0;
    }
    impact->summary.only_before += (uint32_t)(before.round->n_applicants - b);
    impact->summary.only_after += (uint32_t)(after.round->n_applicants - a);
}

static size_t keep_lived_in(struct impact_ward *wards, size_t n_wards)
{
    size_t kept = 0;
    for (size_t w = 0; w < n_wards; w++)
        if (wards[w].counts.pupils > 0)
            wards[kept++] = wards[w];
    return kept;
}

struct impact impact_between(struct arena *arena, struct impact_side before,
                             struct impact_side after,
                             const char *const *ward_names)
{
    size_t n_wards = after.round->n_wards;
    struct impact impact = {.summary.weight = after.round->rules->weight};
    impact.summary.wards = arena_array(arena, struct impact_ward, n_wards);
    for (size_t w = 0; w < n_wards; w++)
        impact.summary.wards[w].name = ward_names[w];
    impact.pupils =
        arena_array(arena, struct impact_pupil, after.round->n_applicants);
    walk_both(&impact, before, after);
    impact.summary.n_wards = keep_lived_in(impact.summary.wards, n_wards);
    return impact;
}
