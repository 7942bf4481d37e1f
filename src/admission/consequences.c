// Every applicant is put into its parts once: its ward and its group. For each
// placement the ways of a part are gathered side by side (a counting sort by
// part, as all placements have the same parts) and sorted, which gives median,
// 95th and longest at once; everything else is counted in one pass.

#include "admission/consequences.h"

#include <stdlib.h>

#include "admission/envy.h"

// The share of pupils whose way the 95th does not fall short of.
#define TAIL_PERCENT 95

static int compare_ways(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

// Sorts the ways and reads off them.
static void measure_ways(struct placement_measures *m, uint32_t *way_cm)
{
    uint64_t n = m->placed;
    if (n == 0)
        return;
    qsort(way_cm, n, sizeof *way_cm, compare_ways);
    uint64_t middle = (uint64_t)way_cm[(n - 1) / 2] + way_cm[n / 2];
    m->mean_cm = (uint32_t)((2 * m->way_sum_cm + n) / (2 * n));
    m->median_cm = (uint32_t)((middle + 1) / 2);
    m->p95_cm = way_cm[(n * TAIL_PERCENT + 99) / 100 - 1];
    m->max_cm = way_cm[n - 1];
}

// What the measures are taken from, the same for all placements.
struct sheet {
    const struct round *round;
    struct choice_lists *lists;
    const uint32_t *last_year;
    uint32_t *ways; // room for one per applicant
    bool *has_envy;
};

static bool is_wish(const struct applicant *a, uint32_t school)
{
    for (size_t w = 0; w < a->n_wishes; w++)
        if (a->wishes[w] == school)
            return true;
    return false;
}

static void count_placed(struct placement_measures *m,
                         const struct sheet *sheet, uint32_t applicant,
                         uint32_t school, uint32_t way_cm)
{
    const struct applicant *a = &sheet->round->applicants[applicant];
    m->placed++;
    m->way_sum_cm += way_cm;
    m->over_cap += way_cm > a->cap_cm;
    m->first_wish += a->n_wishes > 0 && a->wishes[0] == school;
    m->any_wish += is_wish(a, school);
    if (sheet->last_year == NULL || sheet->last_year[applicant] == ROUND_NONE)
        return;
    m->compared++;
    m->moved += sheet->last_year[applicant] != school;
}

static void count_applicant(struct placement_measures *m,
                            const struct sheet *sheet,
                            const struct placement *placement,
                            uint32_t applicant)
{
    uint32_t pool = placement->pool[applicant];
    m->applicants++;
    m->envious += sheet->has_envy[applicant];
    if (pool == ROUND_NONE)
        m->unplaced++;
    else
        count_placed(m, sheet, applicant, sheet->round->pools[pool].school,
                     placement->way_cm[applicant]);
}

// Measures one placement for parts `part_of` (index below n_parts, or none):
// the measures of part p go to measures[p].
static void measure_parts(const struct sheet *sheet,
                          const struct placement *placement,
                          const uint32_t *part_of, size_t n_parts,
                          struct placement_measures **measures)
{
    struct arena *scratch = arena_new();
    size_t n = sheet->round->n_applicants;
    for (size_t a = 0; a < n; a++)
        if (part_of[a] != ROUND_NONE)
            count_applicant(measures[part_of[a]], sheet, placement,
                            (uint32_t)a);
    size_t *next = arena_array(scratch, size_t, n_parts + 1);
    for (size_t p = 0; p < n_parts; p++)
        next[p + 1] = next[p] + measures[p]->placed;
    for (size_t a = 0; a < n; a++)
        if (part_of[a] != ROUND_NONE && placement->pool[a] != ROUND_NONE)
            sheet->ways[next[part_of[a]]++] = placement->way_cm[a];
    for (size_t p = 0; p < n_parts; p++)
        measure_ways(measures[p], sheet->ways + next[p] - measures[p]->placed);
    arena_free(scratch);
}

// Seats by the part their school is in.
static void count_seats(const struct round *round,
                        const struct placement *placement,
                        const uint32_t *part_of_school,
                        struct placement_measures **measures)
{
    for (size_t p = 0; p < round->n_pools; p++) {
        uint32_t part = part_of_school[round->pools[p].school];
        if (part != ROUND_NONE)
            measures[part]->seats += round->pools[p].seats;
    }
    for (size_t a = 0; a < round->n_applicants; a++) {
        uint32_t pool = placement->pool[a];
        uint32_t part = pool == ROUND_NONE
                            ? ROUND_NONE
                            : part_of_school[round->pools[pool].school];
        if (part != ROUND_NONE)
            measures[part]->seats_used++;
    }
}

// The parts of one kind: who and which schools are in which.
struct division {
    struct consequence_part *parts;
    size_t n_parts;
    uint32_t *of_applicant;
    uint32_t *of_school;
};

static struct division division_new(struct arena *arena,
                                    const struct round *round, size_t n_parts,
                                    size_t n_placements)
{
    struct division d = {
        .parts = arena_array(arena, struct consequence_part, n_parts),
        .n_parts = n_parts,
        .of_applicant = arena_array(arena, uint32_t, round->n_applicants),
        .of_school = arena_array(arena, uint32_t, round->n_schools)};
    for (size_t p = 0; p < n_parts; p++)
        d.parts[p].measures =
            arena_array(arena, struct placement_measures, n_placements);
    for (size_t a = 0; a < round->n_applicants; a++)
        d.of_applicant[a] = ROUND_NONE;
    for (size_t s = 0; s < round->n_schools; s++)
        d.of_school[s] = ROUND_NONE;
    return d;
}

static struct division everyone(struct arena *arena, const struct round *round,
                                size_t n_placements)
{
    struct division d = division_new(arena, round, 1, n_placements);
    for (size_t a = 0; a < round->n_applicants; a++)
        d.of_applicant[a] = 0;
    for (size_t s = 0; s < round->n_schools; s++)
        d.of_school[s] = 0;
    return d;
}

// Wards keep their numbers; the one after the last is "not known".
static struct division by_ward(struct arena *arena, const struct round *round,
                               const char *const *ward_names,
                               size_t n_placements)
{
    uint32_t unknown = (uint32_t)round->n_wards;
    struct division d =
        division_new(arena, round, round->n_wards + 1, n_placements);
    for (size_t w = 0; w < round->n_wards; w++)
        d.parts[w].name = ward_names[w];
    for (size_t a = 0; a < round->n_applicants; a++) {
        uint32_t ward = round->applicants[a].ward;
        d.of_applicant[a] = ward == ROUND_NONE ? unknown : ward;
    }
    for (size_t s = 0; s < round->n_schools; s++) {
        uint32_t ward = round->schools[s].ward;
        d.of_school[s] = ward == ROUND_NONE ? unknown : ward;
    }
    return d;
}

// --- Groups: gathered by name, as wards may have orders of their own -----

struct named_group {
    const char *name;
    uint32_t rank;
};

static int compare_groups(const void *a, const void *b)
{
    const struct named_group *x = a;
    const struct named_group *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return strcmp(x->name, y->name);
}

// Adds a group unless its name is there; then the first rank counts.
static size_t take_group(struct named_group *groups, size_t count,
                         const char *name, uint32_t rank)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(groups[i].name, name) != 0)
            continue;
        if (rank < groups[i].rank)
            groups[i].rank = rank;
        return count;
    }
    groups[count] = (struct named_group){name, rank};
    return count + 1;
}

// Schools share the few orders there are, so each order is looked at once.
static bool is_new_order(const struct round *round, size_t school)
{
    for (size_t s = 0; s < school; s++)
        if (round->schools[s].groups == round->schools[school].groups)
            return false;
    return true;
}

static size_t gather_groups(struct arena *arena, const struct round *round,
                            struct named_group **groups)
{
    size_t most = round->n_schools * RULES_MOST_GROUPS;
    size_t count = 0;
    *groups = arena_array(arena, struct named_group, most);
    for (size_t s = 0; s < round->n_schools; s++) {
        const struct group_order *order = round->schools[s].groups;
        for (size_t g = 0; g < order->count && is_new_order(round, s); g++)
            count =
                take_group(*groups, count, order->groups[g].name, (uint32_t)g);
    }
    qsort(*groups, count, sizeof **groups, compare_groups);
    return count;
}

static uint32_t group_part(const struct named_group *groups, size_t count,
                           const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(groups[i].name, name) == 0)
            return (uint32_t)i;
    return ROUND_NONE;
}

static struct division by_group(struct arena *arena, const struct round *round,
                                struct choice_lists *lists, size_t n_placements)
{
    struct named_group *groups;
    size_t n_groups = gather_groups(arena, round, &groups);
    struct division d = division_new(arena, round, n_groups, n_placements);
    for (size_t g = 0; g < n_groups; g++)
        d.parts[g].name = groups[g].name;
    for (size_t a = 0; a < round->n_applicants; a++) {
        const struct round_choice *first =
            choice_lists_at(lists, (uint32_t)a, 0);
        if (first == NULL)
            continue;
        uint32_t school = round->pools[first->pool].school;
        uint32_t group = round_group(round, (uint32_t)a, school);
        d.of_applicant[a] =
            group_part(groups, n_groups,
                       round->schools[school].groups->groups[group].name);
    }
    return d;
}

// --- The table -----------------------------------------------------------

static void measure_division(struct arena *arena, const struct sheet *sheet,
                             const struct placement *placement,
                             struct division *d, size_t column)
{
    struct placement_measures **measures =
        arena_array(arena, struct placement_measures *, d->n_parts);
    for (size_t p = 0; p < d->n_parts; p++)
        measures[p] = &d->parts[p].measures[column];
    measure_parts(sheet, placement, d->of_applicant, d->n_parts, measures);
    count_seats(sheet->round, placement, d->of_school, measures);
}

// Leaves out wards where nobody lives and no school has seats.
static size_t keep_used(struct consequence_part *parts, size_t n_parts,
                        size_t n_placements)
{
    size_t kept = 0;
    for (size_t p = 0; p < n_parts && n_placements > 0; p++)
        if (parts[p].measures[0].applicants > 0 ||
            parts[p].measures[0].seats > 0)
            parts[kept++] = parts[p];
    return kept;
}

static bool any_wishes(const struct round *round)
{
    for (size_t a = 0; a < round->n_applicants; a++)
        if (round->applicants[a].n_wishes > 0)
            return true;
    return false;
}

struct consequences consequences_of(
    struct arena *arena, const struct round *round, struct choice_lists *lists,
    const struct compared_placement *placements, size_t n_placements,
    const char *const *ward_names, const uint32_t *last_year)
{
    size_t n = round->n_applicants;
    struct sheet sheet = {round, lists, last_year,
                          arena_array(arena, uint32_t, n),
                          arena_array(arena, bool, n)};
    struct division divisions[] = {
        everyone(arena, round, n_placements),
        by_ward(arena, round, ward_names, n_placements),
        by_group(arena, round, lists, n_placements)};
    for (size_t c = 0; c < n_placements; c++) {
        envy_find(round, placements[c].placement, lists, sheet.has_envy);
        for (size_t d = 0; d < 3; d++)
            measure_division(arena, &sheet, placements[c].placement,
                             &divisions[d], c);
    }
    return (struct consequences){
        .n_placements = n_placements,
        .placements = placements,
        .weight = round->rules->weight,
        .has_wishes = any_wishes(round),
        .has_last_year = last_year != NULL,
        .all = divisions[0].parts[0],
        .wards = divisions[1].parts,
        .n_wards =
            keep_used(divisions[1].parts, divisions[1].n_parts, n_placements),
        .groups = divisions[2].parts,
        .n_groups = divisions[2].n_parts};
}
