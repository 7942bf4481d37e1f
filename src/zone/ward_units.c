// A unit is made of its blocks as they are, and cut only if it has too many
// entrants: then its blocks are cut into cells and those shared out.

#include "zone/ward_units.h"

#include <stdlib.h>

#include "shape/shape.h"
#include "zone/block_merge.h"
#include "zone/block_split.h"

// A unit before it has its number.
struct draft {
    struct area area;
    struct box_m box;
    uint32_t number; // in the order they were made
    uint32_t entrants;
};
LIST_DECLARE(draft);

static int north_first(const void *a, const void *b)
{
    const struct draft *x = a;
    const struct draft *y = b;
    if (x->box.max_y_m != y->box.max_y_m)
        return x->box.max_y_m > y->box.max_y_m ? -1 : 1;
    if (x->box.min_x_m != y->box.min_x_m)
        return x->box.min_x_m < y->box.min_x_m ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static uint32_t most_of(const struct ward_blocks *b)
{
    return b->options.most_entrants > 0 ? b->options.most_entrants
                                        : 3 * b->options.least_entrants;
}

struct member {
    uint32_t group;
    uint32_t face;
};

static int by_group(const void *a, const void *b)
{
    const struct member *x = a;
    const struct member *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->face > y->face) - (x->face < y->face);
}

static struct member *members_of(const struct ward_blocks *b,
                                 struct ward_faces of, struct arena *scratch)
{
    uint32_t *group = arena_array(scratch, uint32_t, of.count);
    struct member *members = arena_array(scratch, struct member, of.count);
    block_merge(&b->set, of, b->ward, b->local, b->entrants,
                b->options.least_entrants, most_of(b), group);
    for (size_t i = 0; i < of.count; i++)
        members[i] = (struct member){group[i], of.faces[i]};
    qsort(members, of.count, sizeof *members, by_group);
    return members;
}

// What a thread works with while it makes the units of a ward.
struct ward_work {
    const struct ward_blocks *blocks;
    struct arena *scratch;
    struct shaper *shaper;
    struct ward_units *made;
    struct draft_list drafts;
};

static void add_draft(struct ward_work *w, const struct block_part *part)
{
    uint32_t number = (uint32_t)w->drafts.count;
    *draft_list_add(&w->drafts, w->scratch) = (struct draft){
        part->area, area_box(&part->area), number, part->entrants};
}

// The homes of some faces, one face after the other.
static void gather_homes(const struct ward_work *w,
                         const struct member *members, size_t n,
                         struct big_unit *unit)
{
    const struct ward_blocks *b = w->blocks;
    uint32_t *first = arena_array(w->scratch, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        first[i + 1] = first[i] + b->first_home[members[i].face + 1] -
                       b->first_home[members[i].face];
    struct entrant_home *homes =
        arena_array(w->scratch, struct entrant_home, first[n]);
    for (size_t i = 0; i < n; i++)
        for (uint32_t h = first[i]; h < first[i + 1]; h++)
            homes[h] = b->homes[b->first_home[members[i].face] + h - first[i]];
    unit->homes = homes;
    unit->first_home = first;
}

static enum status cut_unit(struct ward_work *w, const struct member *members,
                            size_t n, struct big_unit unit)
{
    struct block_part_list parts;
    gather_homes(w, members, n, &unit);
    enum status status =
        block_split(w->made->arena, &unit, w->blocks->options.least_entrants,
                    most_of(w->blocks), &parts, &w->made->err);
    for (size_t i = 0; i < parts.count && status == STATUS_OK; i++)
        add_draft(w, &parts.items[i]);
    w->made->report.n_cut += parts.count > 1 ? parts.count : 0;
    return status;
}

// Makes one unit of the faces of a group, or several if too many live there.
static enum status join_group(struct ward_work *w, const struct member *members,
                              size_t n)
{
    const struct ward_blocks *b = w->blocks;
    struct area *faces = arena_array(w->scratch, struct area, n);
    struct block_part whole = {0};
    for (size_t i = 0; i < n; i++) {
        faces[i] = b->set.faces[members[i].face];
        whole.entrants += b->entrants[members[i].face];
    }
    enum status status = shape_union_of_coverage(
        w->shaper, w->made->arena, faces, n, &whole.area, &w->made->err);
    if (status != STATUS_OK)
        return status;
    if (b->options.least_entrants > 0 && whole.entrants > most_of(b))
        return cut_unit(w, members, n,
                        (struct big_unit){.area = &whole.area,
                                          .blocks = faces,
                                          .n_blocks = n});
    add_draft(w, &whole);
    return STATUS_OK;
}

static void join_groups(struct ward_work *w, const struct member *members,
                        size_t n_members)
{
    for (size_t i = 0, end = 0; i < n_members && w->made->status == STATUS_OK;
         i = end) {
        while (end < n_members && members[end].group == members[i].group)
            end++;
        w->made->status = join_group(w, &members[i], end - i);
    }
}

static void number_units(const struct ward_blocks *b, const struct ward *ward,
                         struct draft *drafts, size_t n,
                         struct ward_units *made)
{
    qsort(drafts, n, sizeof *drafts, north_first);
    for (size_t i = 0; i < n; i++) {
        *planning_unit_list_add(&made->units,
                                made->arena) = (struct planning_unit){
            .id = arena_format(made->arena, "%s-%03zu", ward->id, i + 1),
            .name = arena_format(made->arena, "%s %03zu", ward->name, i + 1),
            .ward_id = arena_text(made->arena, ward->id),
            .area = drafts[i].area,
            .source = "streets"};
        made->report.n_small += drafts[i].entrants < b->options.least_entrants;
        if (drafts[i].entrants > made->report.most_entrants)
            made->report.most_entrants = drafts[i].entrants;
        made->report.covered_m2 += area_m2(&drafts[i].area);
    }
}

struct ward_units ward_units_make(const struct ward_blocks *blocks, size_t ward)
{
    struct ward_units made = {.arena = arena_new()};
    struct ward_work work = {blocks, arena_new(), shaper_new(), &made, {0}};
    struct ward_faces of = {&blocks->sorted[blocks->first[ward]],
                            blocks->first[ward + 1] - blocks->first[ward]};
    if (of.count > 0)
        join_groups(&work, members_of(blocks, of, work.scratch), of.count);
    if (made.status == STATUS_OK && work.drafts.count > 0)
        number_units(blocks, &blocks->wards[ward], work.drafts.items,
                     work.drafts.count, &made);
    shaper_free(work.shaper);
    arena_free(work.scratch);
    return made;
}
