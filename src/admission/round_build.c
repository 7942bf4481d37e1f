// Ids become indices: wards, schools, programmes and pupils are numbered in
// order of their ids, so the same facts in any order make the same round. The
// parts go in the order in which one needs the other: wards, schools, pupils,
// their wishes and families, seats. Every part goes on after a fault, leaving
// out what is wrong, so that one run tells of everything.

#include "admission/round_build.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admission/round_build_parts.h"

// --- ids -----------------------------------------------------------------

static int by_id(const void *a, const void *b)
{
    const struct id_entry *x = a;
    const struct id_entry *y = b;
    int order = strcmp(x->id, y->id);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

void id_table_sort(struct id_table *table)
{
    if (table->count > 0)
        qsort(table->entries, table->count, sizeof *table->entries, by_id);
}

uint32_t id_table_find(const struct id_table *table, const char *id)
{
    size_t low = 0;
    size_t high = id == NULL ? 0 : table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(table->entries[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = id != NULL && low < table->count &&
                    strcmp(table->entries[low].id, id) == 0;
    return is_there ? (uint32_t)low : ROUND_NONE;
}

// --- what is told --------------------------------------------------------

void round_fault(struct round_building *b, const char *fmt, ...)
{
    struct error fault;
    va_list args;
    va_start(args, fmt);
    vsnprintf(fault.text, sizeof fault.text, fmt, args);
    va_end(args);
    if (b->n_faults++ == 0)
        b->first = fault;
    if (b->report->fault != NULL)
        b->report->fault(b->report->context, fault.text);
}

void round_note(struct round_building *b, const char *fmt, ...)
{
    struct error note;
    va_list args;
    va_start(args, fmt);
    vsnprintf(note.text, sizeof note.text, fmt, args);
    va_end(args);
    if (b->report->note != NULL)
        b->report->note(b->report->context, note.text);
}

// --- wards ---------------------------------------------------------------

static void check_rules_wards(struct round_building *b)
{
    const struct ward_rules_list *wards = &b->facts->rules->wards;
    for (size_t i = 0; i < wards->count; i++)
        for (size_t w = 0; w < wards->items[i].n_ward_ids; w++)
            if (id_table_find(&b->wards, wards->items[i].ward_ids[w]) ==
                ROUND_NONE)
                round_fault(b,
                            "the rules name ward %s, which the city does "
                            "not have",
                            wards->items[i].ward_ids[w]);
}

static void add_wards(struct round_building *b)
{
    size_t n = b->facts->n_wards;
    struct area *areas = arena_array(b->scratch, struct area, n);
    const char **ids = arena_array(b->arena, const char *, n);
    b->wards =
        (struct id_table){arena_array(b->scratch, struct id_entry, n), n};
    for (size_t i = 0; i < n; i++)
        b->wards.entries[i] =
            (struct id_entry){b->facts->wards[i].id, (uint32_t)i};
    id_table_sort(&b->wards);
    for (size_t i = 0; i < n; i++) {
        ids[i] = b->wards.entries[i].id;
        areas[i] = b->facts->wards[b->wards.entries[i].at].area;
    }
    b->ward_areas = area_index_build(b->scratch, areas, n);
    b->built->round.ward_ids = ids;
    b->built->round.n_wards = n;
    check_rules_wards(b);
}

uint32_t round_ward_at(const struct round_building *b, struct point_m point)
{
    uint32_t ward = area_index_at(&b->ward_areas, point);
    return ward == AREA_NONE ? ROUND_NONE : ward;
}

// --- schools -------------------------------------------------------------

static bool takes_part(const struct round_building *b,
                       const struct school *school)
{
    return school_is_public(school) &&
           (school->levels & LEVEL_BIT(b->facts->rules->level)) != 0;
}

static void add_school(struct round_building *b, struct round_school *schools,
                       struct school *copies, const struct school *school,
                       uint32_t ward)
{
    struct round *round = &b->built->round;
    const char *ward_id = ward == ROUND_NONE ? NULL : round->ward_ids[ward];
    copies[round->n_schools] = *school;
    schools[round->n_schools++] = (struct round_school){
        school->id, ward, rules_groups_in(round->rules, ward_id)};
}

static void add_schools(struct round_building *b)
{
    struct round *round = &b->built->round;
    size_t n = b->facts->n_schools;
    struct round_school *schools =
        arena_array(b->arena, struct round_school, n);
    struct school *copies = arena_array(b->arena, struct school, n);
    b->schools =
        (struct id_table){arena_array(b->scratch, struct id_entry, n), n};
    b->school_index = arena_array(b->scratch, uint32_t, n);
    b->school_ward = arena_array(b->scratch, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        b->schools.entries[i] =
            (struct id_entry){b->facts->schools[i].id, (uint32_t)i};
    id_table_sort(&b->schools);
    for (size_t i = 0; i < n; i++) {
        const struct school *school =
            &b->facts->schools[b->schools.entries[i].at];
        b->school_ward[i] = round_ward_at(b, school->point);
        b->school_index[i] = ROUND_NONE;
        if (!takes_part(b, school))
            continue;
        b->school_index[i] = (uint32_t)round->n_schools;
        add_school(b, schools, copies, school, b->school_ward[i]);
    }
    round->schools = schools;
    b->built->schools = copies;
}

// --- the whole -----------------------------------------------------------

static enum status conclude(const struct round_building *b, struct error *err)
{
    if (b->n_faults == 0)
        return STATUS_OK;
    if (b->n_faults == 1)
        return error_set(err, STATUS_BAD_INPUT, "%s", b->first.text);
    return error_set(err, STATUS_BAD_INPUT, "%s (and %zu more)", b->first.text,
                     b->n_faults - 1);
}

enum status round_build(struct arena *arena, const struct round_facts *facts,
                        const struct round_report *report,
                        struct built_round *built, struct error *err)
{
    *built = (struct built_round){.round.rules = facts->rules};
    struct round_building b = {.arena = arena,
                               .scratch = arena_new(),
                               .facts = facts,
                               .report = report,
                               .built = built};
    add_wards(&b);
    add_schools(&b);
    round_add_pupils(&b);
    round_add_wishes(&b);
    round_add_families(&b);
    round_add_pools(&b);
    arena_free(b.scratch);
    return conclude(&b, err);
}
