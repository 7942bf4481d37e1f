// The changed units sorted by ward are runs of one ward each.

#include "zone/plan_diff.h"

#include <stdlib.h>
#include <string.h>

struct changed_unit {
    const char *ward_id;
    uint32_t unit;
};

static int compare_wards(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

static int by_ward(const void *a, const void *b)
{
    const struct changed_unit *x = a;
    const struct changed_unit *y = b;
    int order = compare_wards(x->ward_id, y->ward_id);
    return order != 0 ? order : (x->unit > y->unit) - (x->unit < y->unit);
}

static struct ward_change_list sum_wards(struct arena *arena,
                                         const struct zone_problem *problem,
                                         struct changed_unit *changed, size_t n)
{
    struct ward_change_list wards = {0};
    qsort(changed, n, sizeof *changed, by_ward);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 ||
            compare_wards(changed[i].ward_id, changed[i - 1].ward_id) != 0)
            ward_change_list_add(&wards, arena)->ward_id = changed[i].ward_id;
        struct ward_change *ward = &wards.items[wards.count - 1];
        ward->n_units++;
        ward->entrants += problem->entrants[changed[i].unit];
    }
    return wards;
}

static struct school_change_list sum_schools(struct arena *arena,
                                             const struct zone_problem *problem,
                                             const struct plan_diff *diff,
                                             const uint32_t *before,
                                             const uint32_t *after)
{
    struct school_change_list listed = {0};
    struct school_change *all =
        arena_array(arena, struct school_change, problem->n_schools);
    for (size_t i = 0; i < diff->n_units; i++) {
        uint32_t u = diff->units[i];
        if (before[u] != ZONE_NO_SCHOOL) {
            all[before[u]].n_leaving++;
            all[before[u]].leaving += problem->entrants[u];
        }
        if (after[u] != ZONE_NO_SCHOOL) {
            all[after[u]].n_joining++;
            all[after[u]].joining += problem->entrants[u];
        }
    }
    for (uint32_t s = 0; s < problem->n_schools; s++) {
        all[s].school = s;
        if (all[s].n_leaving + all[s].n_joining > 0)
            *school_change_list_add(&listed, arena) = all[s];
    }
    return listed;
}

struct plan_diff plan_diff_of(struct arena *arena,
                              const struct zone_problem *problem,
                              const struct planning_unit *units,
                              const uint32_t *before, const uint32_t *after)
{
    size_t n = 0;
    uint32_t *differing = arena_array(arena, uint32_t, problem->n_units);
    struct changed_unit *changed =
        arena_array(arena, struct changed_unit, problem->n_units);
    struct plan_diff diff = {.units = differing};
    for (uint32_t u = 0; u < problem->n_units; u++) {
        if (before[u] == after[u])
            continue;
        changed[n] = (struct changed_unit){units[u].ward_id, u};
        differing[n++] = u;
        diff.entrants += problem->entrants[u];
    }
    diff.n_units = n;
    diff.wards = sum_wards(arena, problem, changed, n);
    diff.schools = sum_schools(arena, problem, &diff, before, after);
    return diff;
}
