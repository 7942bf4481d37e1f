// Ids decide first, for all listed schools, so that no name takes a school
// away from its id. Then names: of several that fit, the nearest.

#include "import/school_register.h"

#include <stdlib.h>
#include <string.h>

#include "import/school_name.h"

#define SAME_SCHOOL_WITHIN_M 300.0
#define NONE ((size_t)-1)

struct register_merge {
    struct arena *arena;
    struct school_list *schools;
    size_t n_mapped;    // the schools that were there before
    const char **cores; // their names without the words for their kind
    bool *is_taken;
    struct report *report;
    const char *thing;
};

static size_t find_by_id(const struct register_merge *merge, const char *id)
{
    for (size_t i = 0; i < merge->n_mapped; i++)
        if (strcmp(merge->schools->items[i].id, id) == 0)
            return i;
    return NONE;
}

static size_t find_by_name(const struct register_merge *merge,
                           const struct school *listed)
{
    const char *core = school_name_parse(merge->arena, listed->name).core;
    double nearest_m = SAME_SCHOOL_WITHIN_M;
    size_t nearest = NONE;
    if (core[0] == '\0')
        return NONE;
    for (size_t i = 0; i < merge->n_mapped; i++) {
        const struct school *mapped = &merge->schools->items[i];
        double distance_m = point_distance_m(mapped->point, listed->point);
        if (merge->is_taken[i] || distance_m > nearest_m ||
            !(mapped->levels & listed->levels) ||
            strcmp(merge->cores[i], core) != 0)
            continue;
        nearest = i;
        nearest_m = distance_m;
    }
    return nearest;
}

static void become_one(struct register_merge *merge, size_t i,
                       const struct school *listed)
{
    struct school *school = &merge->schools->items[i];
    struct school map = *school;
    if (strcmp(map.id, listed->id) != 0)
        report_example(merge->report, merge->thing, "merged",
                       "with one on the map of the same name",
                       "\"%s\" (%s is %s)", listed->name, map.id, listed->id);
    *school = *listed;
    if (school->address == NULL)
        school->address = map.address;
    if (school->kind == NULL)
        school->kind = map.kind;
    if (area_is_empty(&school->grounds))
        school->grounds = map.grounds;
    if (school->n_gates == 0) {
        school->gates = map.gates;
        school->n_gates = map.n_gates;
    }
    // The map's point is in its grounds; the register's may be across a road.
    if (!area_is_empty(&school->grounds) &&
        !area_has_point(&school->grounds, school->point))
        school->point = map.point;
    merge->is_taken[i] = true;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct school *)a)->id,
                  ((const struct school *)b)->id);
}

void school_register_merge(struct arena *arena, struct school_list *schools,
                           const struct school *listed, size_t n_listed,
                           struct report *report, const char *thing)
{
    struct register_merge merge = {
        .arena = arena,
        .schools = schools,
        .n_mapped = schools->count,
        .cores = arena_array(arena, const char *, schools->count),
        .is_taken = arena_array(arena, bool, schools->count),
        .report = report,
        .thing = thing,
    };
    for (size_t i = 0; i < schools->count; i++)
        merge.cores[i] = school_name_parse(arena, schools->items[i].name).core;
    bool *is_placed = arena_array(arena, bool, n_listed);
    for (size_t i = 0; i < n_listed; i++) {
        size_t same = find_by_id(&merge, listed[i].id);
        if (same == NONE)
            continue;
        become_one(&merge, same, &listed[i]);
        is_placed[i] = true;
    }
    for (size_t i = 0; i < n_listed; i++) {
        if (is_placed[i])
            continue;
        size_t same = find_by_name(&merge, &listed[i]);
        if (same != NONE)
            become_one(&merge, same, &listed[i]);
        else
            *school_list_add(schools, arena) = listed[i];
    }
    if (schools->count > 0)
        qsort(schools->items, schools->count, sizeof *schools->items, by_id);
}
