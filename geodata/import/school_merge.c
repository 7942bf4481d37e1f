// Two candidates are the same school when
//
//   - both are called the same, apart from the words for kind and level, they
//     lie within 150 m, and no level is told of them that sets them apart (a
//     primary and a secondary school of one name often share a street); or
//   - one lies in the grounds of the other and only one of them is named, as
//     when an outline was drawn around a point without taking its name over.
//
// Sameness is carried on (a point in either of two outlines of one school
// joins them), which is a union of sets: each candidate points to the one that
// stands for it, and the one with the largest grounds stands.

#include "import/school_candidate.h"

#include <math.h>
#include <string.h>

#include "geo/box_index.h"

#define SAME_SCHOOL_WITHIN_M 150.0

struct merging {
    const struct osm_source *source;
    struct school_candidate *all;
    size_t count;
    size_t *n_named_within; // of each outline: named candidates in it
    size_t self;            // the candidate whose neighbours are looked at
};

static size_t standing_for(const struct merging *m, size_t i)
{
    while (m->all[i].merged_into != i)
        i = m->all[i].merged_into;
    return i;
}

static struct box_m box_of(const struct school_candidate *c)
{
    return area_is_empty(&c->grounds) ? box_of_points(&c->point, 1)
                                      : area_box(&c->grounds);
}

// From a point to an outline; 0 inside.
static double distance_to_grounds_m(const struct area *grounds,
                                    struct point_m p)
{
    if (area_has_point(grounds, p))
        return 0;
    double nearest_m = INFINITY;
    for (size_t i = 0; i < grounds->n_polygons; i++) {
        struct ring ring = grounds->polygons[i].rings[0];
        for (size_t j = 0; j + 1 < ring.count; j++) {
            struct point_m a = ring.points[j];
            struct point_m b = ring.points[j + 1];
            double share = point_share_along(p, a, b);
            nearest_m = fmin(nearest_m,
                             point_distance_m(p, point_between(a, b, share)));
        }
    }
    return nearest_m;
}

static double distance_m(const struct school_candidate *a,
                         const struct school_candidate *b)
{
    double d = point_distance_m(a->point, b->point);
    if (!area_is_empty(&a->grounds))
        d = fmin(d, distance_to_grounds_m(&a->grounds, b->point));
    if (!area_is_empty(&b->grounds))
        d = fmin(d, distance_to_grounds_m(&b->grounds, a->point));
    return d;
}

static bool is_named(const struct school_candidate *c)
{
    return c->name[0] != '\0';
}

// Not when both tell levels and none is the same.
static bool levels_agree(const struct school_candidate *a,
                         const struct school_candidate *b)
{
    return a->levels == 0 || b->levels == 0 || (a->levels & b->levels) != 0;
}

static bool is_within(const struct school_candidate *inner,
                      const struct school_candidate *outer)
{
    return !area_is_empty(&outer->grounds) && inner->size_m2 < outer->size_m2 &&
           area_has_point(&outer->grounds, inner->point);
}

// An outline without a name takes that of the one school in it, and a school
// with a name takes in what is nameless on its grounds.
static bool completes(const struct merging *m, size_t inner, size_t outer)
{
    const struct school_candidate *i = &m->all[inner];
    const struct school_candidate *o = &m->all[outer];
    if (!is_within(i, o) || is_named(i) == is_named(o))
        return false;
    return is_named(o) || m->n_named_within[outer] == 1;
}

static bool is_called_the_same(const struct school_candidate *a,
                               const struct school_candidate *b)
{
    return a->said.core[0] != '\0' && strcmp(a->said.core, b->said.core) == 0;
}

static bool is_no_school(const struct school_candidate *c)
{
    return c->levels == 0 && c->said.no_school != NULL;
}

static bool is_same(const struct merging *m, size_t a, size_t b)
{
    const struct school_candidate *x = &m->all[a];
    const struct school_candidate *y = &m->all[b];
    if (!levels_agree(x, y) || is_no_school(x) || is_no_school(y))
        return false;
    if (is_called_the_same(x, y))
        return distance_m(x, y) <= SAME_SCHOOL_WITHIN_M;
    return completes(m, a, b) || completes(m, b, a);
}

// A name that tells the level, starts as names do and is not shouted reads
// better; then the longer one.
static int name_score(const struct school_candidate *c)
{
    bool has_lower_case = false;
    for (const char *at = c->name; *at != '\0'; at++)
        has_lower_case |= *at >= 'a' && *at <= 'z';
    return (is_named(c) ? 1 : 0) + (c->said.levels != 0 ? 8 : 0) +
           (has_lower_case ? 4 : 0) +
           (strncmp(c->name, "Trường", strlen("Trường")) == 0 ? 2 : 0);
}

static bool has_better_name(const struct school_candidate *a,
                            const struct school_candidate *b)
{
    int x = name_score(a);
    int y = name_score(b);
    return x != y ? x > y : strlen(a->name) > strlen(b->name);
}

// Two outlines of one school are its grounds together.
static void join_grounds(const struct osm_source *source,
                         struct school_candidate *kept,
                         const struct school_candidate *other)
{
    if (area_is_empty(&other->grounds))
        return;
    struct area both[2] = {kept->grounds, other->grounds};
    struct area joined;
    struct error err;
    if (shape_union(source->shaper, source->arena, both, 2, &joined, &err) ==
        STATUS_OK) {
        kept->grounds = joined;
        kept->size_m2 = area_m2(&joined);
    }
}

static void take_over(const struct osm_source *source,
                      struct school_candidate *kept,
                      const struct school_candidate *other)
{
    report_example(source->report, "schools", "merged", "mapped twice",
                   "\"%s\" (%s into %s)",
                   is_named(other) ? other->name : kept->name, other->id,
                   kept->id);
    if (has_better_name(other, kept)) {
        kept->name = other->name;
        kept->said = other->said;
    }
    kept->levels |= other->levels;
    if (kept->address == NULL)
        kept->address = other->address;
    if (kept->kind == NULL)
        kept->kind = other->kind;
    if (kept->ref == NULL)
        kept->ref = other->ref;
    join_grounds(source, kept, other);
}

// Of two, the one with the larger grounds stands; of equals the first read.
static void join(struct merging *m, size_t a, size_t b)
{
    size_t x = standing_for(m, a);
    size_t y = standing_for(m, b);
    if (x == y || !levels_agree(&m->all[x], &m->all[y]))
        return;
    bool first_stands = m->all[x].size_m2 > m->all[y].size_m2 ||
                        (m->all[x].size_m2 == m->all[y].size_m2 && x < y);
    size_t kept = first_stands ? x : y;
    size_t other = first_stands ? y : x;
    m->all[other].merged_into = kept;
    take_over(m->source, &m->all[kept], &m->all[other]);
}

static bool count_within(uint32_t item, void *context)
{
    struct merging *m = context;
    if (item != m->self && is_named(&m->all[item]) &&
        is_within(&m->all[item], &m->all[m->self]))
        m->n_named_within[m->self]++;
    return true;
}

static bool join_if_same(uint32_t item, void *context)
{
    struct merging *m = context;
    if (item > m->self && is_same(m, m->self, item))
        join(m, m->self, item);
    return true;
}

void school_candidates_merge(const struct osm_source *source,
                             struct school_candidate_list *candidates)
{
    struct merging m = {
        .source = source, .all = candidates->items, .count = candidates->count};
    m.n_named_within = arena_array(source->arena, size_t, m.count);
    struct box_m *boxes = arena_array(source->arena, struct box_m, m.count);
    for (size_t i = 0; i < m.count; i++)
        boxes[i] = box_of(&m.all[i]);
    struct box_index *index = box_index_build(source->arena, boxes, m.count);
    for (m.self = 0; m.self < m.count; m.self++)
        box_index_search(index, boxes[m.self], count_within, &m);
    for (m.self = 0; m.self < m.count; m.self++)
        box_index_search(index, box_grown(boxes[m.self], SAME_SCHOOL_WITHIN_M),
                         join_if_same, &m);
}
