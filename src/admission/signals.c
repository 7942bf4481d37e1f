// Pupils on one point, and children that are the same, are runs of equal keys
// in a sorted list; everything else is seen at one home. Points are the same if
// they are to the centimetre: what one pin gave several families is equal.

#include "admission/signals.h"

#include <math.h>
#include <stdlib.h>

#include "search/fold.h"

#define DEFAULT_FAMILIES 5
#define DEFAULT_ADDRESS_M 300

// Who enters grade 1 turns six that year.
#define AGE_BEFORE_GRADE_1 5

struct finder {
    struct arena *arena;
    const struct signal_home *homes;
    size_t n_homes;
    uint32_t families_at_point;
    double address_m;
    struct signal_list signals;
};

static struct signal *add_signal(struct finder *f, enum signal_kind kind,
                                 const uint32_t *pupils, size_t n_pupils)
{
    struct signal *signal = signal_list_add(&f->signals, f->arena);
    signal->kind = kind;
    signal->pupils = arena_copy(f->arena, pupils, n_pupils * sizeof *pupils);
    signal->n_pupils = n_pupils;
    signal->n_families = 1;
    return signal;
}

// --- Runs of equal keys ---------------------------------------------------

// What homes are gathered by; equal keys in order of index.
struct keyed_home {
    int64_t year;
    int64_t x_cm; // or the birth year
    int64_t y_cm; // or the grade
    const char *name;
    uint32_t home;
};

static int compare_keys(const struct keyed_home *a, const struct keyed_home *b)
{
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    if (a->x_cm != b->x_cm)
        return a->x_cm < b->x_cm ? -1 : 1;
    if (a->y_cm != b->y_cm)
        return a->y_cm < b->y_cm ? -1 : 1;
    return strcmp(a->name, b->name);
}

static int compare_homes(const void *a, const void *b)
{
    const struct keyed_home *x = a;
    const struct keyed_home *y = b;
    int order = compare_keys(x, y);
    return order != 0 ? order : (x->home > y->home) - (x->home < y->home);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t count_families(struct finder *f, const struct keyed_home *run,
                               size_t n)
{
    uint32_t *families = arena_array(f->arena, uint32_t, n);
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++)
        families[i] = f->homes[run[i].home].family;
    qsort(families, n, sizeof *families, compare_numbers);
    for (size_t i = 0; i < n; i++)
        count += i == 0 || families[i] != families[i - 1];
    return count;
}

static void take_run(struct finder *f, enum signal_kind kind,
                     uint32_t fewest_families, const struct keyed_home *run,
                     size_t n)
{
    uint32_t n_families = count_families(f, run, n);
    if (n < 2 || n_families < fewest_families)
        return;
    uint32_t *pupils = arena_array(f->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        pupils[i] = run[i].home;
    add_signal(f, kind, pupils, n)->n_families = n_families;
}

static void take_runs(struct finder *f, enum signal_kind kind,
                      uint32_t fewest_families, struct keyed_home *keyed,
                      size_t n)
{
    qsort(keyed, n, sizeof *keyed, compare_homes);
    for (size_t begin = 0, end; begin < n; begin = end) {
        for (end = begin + 1;
             end < n && compare_keys(&keyed[begin], &keyed[end]) == 0; end++)
            ;
        take_run(f, kind, fewest_families, keyed + begin, end - begin);
    }
}

static void find_many_at_point(struct finder *f)
{
    struct keyed_home *keyed =
        arena_array(f->arena, struct keyed_home, f->n_homes);
    for (size_t i = 0; i < f->n_homes; i++) {
        const struct pupil *p = f->homes[i].pupil;
        keyed[i] =
            (struct keyed_home){p->year, llround(p->home.x_m * 100),
                                llround(p->home.y_m * 100), "", (uint32_t)i};
    }
    take_runs(f, SIGNAL_MANY_AT_POINT, f->families_at_point, keyed, f->n_homes);
}

// Names as they sound to the eye: case and spaces do not tell children apart,
// but tone marks do. Twins have different names. In a large city many children
// share all that, so only those whose pins lie in one ward are told.
static void find_same_children(struct finder *f)
{
    struct keyed_home *keyed =
        arena_array(f->arena, struct keyed_home, f->n_homes);
    size_t n = 0;
    for (size_t i = 0; i < f->n_homes; i++) {
        const struct pupil *p = f->homes[i].pupil;
        if (p->name == NULL || p->birth_year == NUMBER_UNKNOWN)
            continue;
        const char *name = fold_exact(f->arena, p->name);
        const char *ward = f->homes[i].pin_ward;
        if (name[0] != '\0')
            keyed[n++] = (struct keyed_home){
                p->year, p->birth_year, p->grade,
                arena_format(f->arena, "%s|%s", name, ward == NULL ? "" : ward),
                (uint32_t)i};
    }
    take_runs(f, SIGNAL_SAME_CHILD, 1, keyed, n);
}

// --- Single homes -----------------------------------------------------------

static void look_at_distance(struct finder *f, enum signal_kind kind,
                             uint32_t i, struct point_m from)
{
    double distance_m = point_distance_m(f->homes[i].pupil->home, from);
    if (distance_m > f->address_m)
        add_signal(f, kind, &i, 1)->distance_m =
            (uint32_t)fmin(round(distance_m), UINT32_MAX);
}

static void look_at_address(struct finder *f, uint32_t i)
{
    const struct signal_home *home = &f->homes[i];
    const char *address = home->pupil->address;
    if (address == NULL || address[0] == '\0')
        add_signal(f, SIGNAL_NO_ADDRESS, &i, 1);
    if (home->address == ADDRESS_NOT_FOUND)
        add_signal(f, SIGNAL_ADDRESS_UNKNOWN, &i, 1);
    if (home->address == ADDRESS_FOUND)
        look_at_distance(f, SIGNAL_FAR_FROM_ADDRESS, i, home->address_point);
}

static void look_at_ward(struct finder *f, uint32_t i)
{
    const struct signal_home *home = &f->homes[i];
    const char *named = home->pupil->ward_id;
    if (home->is_outside)
        add_signal(f, SIGNAL_OUTSIDE, &i, 1);
    else if (named != NULL && home->pin_ward != NULL &&
             strcmp(named, home->pin_ward) != 0)
        add_signal(f, SIGNAL_OTHER_WARD, &i, 1);
}

static void look_at_home(struct finder *f, uint32_t i)
{
    const struct signal_home *home = &f->homes[i];
    look_at_address(f, i);
    look_at_ward(f, i);
    if (!home->has_street)
        add_signal(f, SIGNAL_NO_STREET, &i, 1);
    if (home->sibling != NULL)
        look_at_distance(f, SIGNAL_SIBLINGS_APART, i, home->sibling->home);
}

static void look_at_age(struct finder *f, uint32_t i)
{
    const struct pupil *p = f->homes[i].pupil;
    if (p->birth_year != NUMBER_UNKNOWN &&
        p->year - p->birth_year != p->grade + AGE_BEFORE_GRADE_1)
        add_signal(f, SIGNAL_AGE, &i, 1);
}

static int compare_signals(const void *a, const void *b)
{
    const struct signal *x = a;
    const struct signal *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->pupils[0] > y->pupils[0]) - (x->pupils[0] < y->pupils[0]);
}

struct signal_list signals_find(struct arena *arena,
                                const struct signal_home *homes, size_t n_homes,
                                const struct signal_options *options)
{
    struct finder f = {.arena = arena,
                       .homes = homes,
                       .n_homes = n_homes,
                       .families_at_point = options->families_at_point == 0
                                                ? DEFAULT_FAMILIES
                                                : options->families_at_point,
                       .address_m = options->address_m > 0 ? options->address_m
                                                           : DEFAULT_ADDRESS_M};
    find_many_at_point(&f);
    for (uint32_t i = 0; i < n_homes; i++) {
        look_at_home(&f, i);
        look_at_age(&f, i);
    }
    find_same_children(&f);
    if (f.signals.count > 0)
        qsort(f.signals.items, f.signals.count, sizeof *f.signals.items,
              compare_signals);
    for (size_t i = 0; i < f.signals.count; i++)
        signal_facts_write(&f.signals.items[i], homes);
    return f.signals;
}
