// Everything mapped as a school is a candidate (import/school_candidate.h).
// Candidates that are the same school are merged first, because a point often
// has the name that its outline lacks; only then those are refused whose level
// nothing tells.

#include "import/osm_schools.h"

#include <stdlib.h>
#include <string.h>

#include "import/osm_gates.h"
#include "import/school_candidate.h"

static const char *why_refused(const struct school_candidate *c)
{
    if (c->levels != 0)
        return NULL;
    if (c->said.no_school != NULL)
        return c->said.no_school;
    return c->name[0] == '\0' ? "neither name nor level"
                              : "no level in tags or name";
}

// The mapped number, if no other school has it.
static const char *id_of(const struct school_candidate_list *candidates,
                         size_t which)
{
    const struct school_candidate *c = &candidates->items[which];
    if (c->ref == NULL || c->ref[0] == '\0')
        return c->id;
    for (size_t i = 0; i < candidates->count; i++) {
        const struct school_candidate *other = &candidates->items[i];
        if (i == which || other->merged_into != i)
            continue;
        if ((other->ref != NULL && strcmp(other->ref, c->ref) == 0) ||
            strcmp(other->id, c->ref) == 0)
            return c->id;
    }
    return c->ref;
}

static void keep(const struct osm_source *source, const char *id,
                 const struct school_candidate *c, struct school_list *schools)
{
    *school_list_add(schools, source->arena) =
        (struct school){.id = id,
                        .name = c->name,
                        .levels = c->levels,
                        .point = c->point,
                        .grounds = c->grounds,
                        .address = c->address,
                        .kind = c->kind,
                        .source = "osm"};
    report_count(source->report, "schools", "kept", NULL, 1);
    if (c->said.is_custom && c->levels == c->said.levels)
        report_example(source->report, "schools", "note",
                       "international without a level, taken as grades 1 to 12",
                       "\"%s\" (%s)", c->name, c->id);
    if (c->name[0] == '\0')
        report_example(source->report, "schools", "note", "kept without a name",
                       "%s", c->id);
}

static int by_id(const void *a, const void *b)
{
    const struct school *x = a;
    const struct school *y = b;
    return strcmp(x->id, y->id);
}

// Before merging and refusing, for comparison with other counts of the same
// file: how many are named for each level.
static void report_names(const struct osm_source *source,
                         const struct school_candidate_list *candidates)
{
    for (int level = 0; level < N_LEVELS; level++) {
        size_t count = 0;
        for (size_t i = 0; i < candidates->count; i++) {
            const struct school_name *said = &candidates->items[i].said;
            count += !said->is_custom && (said->levels & LEVEL_BIT(level));
        }
        const char *reason =
            arena_format(source->arena, "of those read are named for %s",
                         level_name((enum level)level));
        report_count(source->report, "schools", "note", reason, count);
    }
}

static void report_levels(const struct osm_source *source,
                          const struct school_list *schools)
{
    for (int level = 0; level < N_LEVELS; level++) {
        size_t count = 0;
        for (size_t i = 0; i < schools->count; i++)
            count += (schools->items[i].levels & LEVEL_BIT(level)) != 0;
        const char *reason = arena_format(source->arena, "that teach %s",
                                          level_name((enum level)level));
        report_count(source->report, "schools", "note", reason, count);
    }
}

void osm_schools_build(const struct osm_source *source,
                       struct school_list *schools)
{
    struct school_candidate_list candidates = {0};
    *schools = (struct school_list){0};
    school_candidates_read(source, &candidates);
    report_names(source, &candidates);
    school_candidates_merge(source, &candidates);
    for (size_t i = 0; i < candidates.count; i++) {
        const struct school_candidate *c = &candidates.items[i];
        if (c->merged_into != i)
            continue;
        const char *reason = why_refused(c);
        if (reason == NULL)
            keep(source, id_of(&candidates, i), c, schools);
        else
            report_example(source->report, "schools", "refused", reason,
                           "\"%s\" (%s)", c->name, c->id);
    }
    if (schools->count > 0)
        qsort(schools->items, schools->count, sizeof *schools->items, by_id);
    osm_gates_add(source, schools);
    report_levels(source, schools);
}
