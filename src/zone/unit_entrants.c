// Spreading goes in three steps. Points are taken along all streets, beside
// them, and the ward of each is looked up (in parallel, a street at a time).
// Then a ward's points are put in the order of the streets. Of n points and e
// entrants, point i gets floor((i + 1) e / n) - floor(i e / n): all shares
// differ by at most one, they add up to e, and they are evenly spaced along the
// streets.

#include "zone/unit_entrants.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/text.h"
#include "geo/area_index.h"
#include "geo/label_point.h"

// How many streets or homes are one piece of work.
#define STREETS_AT_ONCE 256
#define HOMES_AT_ONCE 1024

int grade_entry_age(int grade)
{
    return grade + 5;
}

// A ward whose entrants are a share of all people: what is left over when they
// are rounded down, in thousandths.
struct remainder {
    uint32_t ward;
    uint32_t per_mille;
};

static int largest_first(const void *a, const void *b)
{
    const struct remainder *x = a;
    const struct remainder *y = b;
    if (x->per_mille != y->per_mille)
        return x->per_mille > y->per_mille ? -1 : 1;
    return (x->ward > y->ward) - (x->ward < y->ward);
}

void ward_entrants_count(const struct ward_people *people, size_t n_wards,
                         uint32_t per_mille, uint32_t *entrants)
{
    struct arena *scratch = arena_new();
    struct remainder *rest = arena_array(scratch, struct remainder, n_wards);
    size_t n_rest = 0;
    uint64_t left_per_mille = 0;
    for (size_t w = 0; w < n_wards; w++) {
        entrants[w] = 0;
        if (people[w].of_age != NUMBER_UNKNOWN) {
            entrants[w] = (uint32_t)people[w].of_age;
        } else if (people[w].all != NUMBER_UNKNOWN) {
            uint64_t share = (uint64_t)people[w].all * per_mille;
            entrants[w] = (uint32_t)(share / 1000);
            rest[n_rest++] =
                (struct remainder){(uint32_t)w, (uint32_t)(share % 1000)};
            left_per_mille += share % 1000;
        }
    }
    if (n_rest > 0)
        qsort(rest, n_rest, sizeof *rest, largest_first);
    for (size_t i = 0; i < (left_per_mille + 500) / 1000 && i < n_rest; i++)
        entrants[rest[i].ward]++;
    arena_free(scratch);
}

// A point beside a street where there may be a home.
struct spot {
    struct point_m at;
    uint32_t ward; // AREA_NONE: in none
    bool has_houses;
};

struct spotting {
    const struct street_set *streets;
    const struct area_index *wards;
    const uint32_t *first_spot; // of each street
    struct spot *spots;
};

static double line_length_m(struct line line)
{
    double length_m = 0;
    for (size_t i = 0; i + 1 < line.count; i++)
        length_m += point_distance_m(line.points[i], line.points[i + 1]);
    return length_m;
}

static uint32_t count_spots(const struct street *street)
{
    if (street->tags.highway == NULL)
        return 0;
    return 1 + (uint32_t)(line_length_m(street->line) / HOME_EVERY_M);
}

static bool has_houses(const struct street *street)
{
    return text_is_one_of(street->tags.highway,
                          "residential living_street unclassified tertiary "
                          "secondary service road pedestrian tertiary_link");
}

// The point `along_m` from the start and `beside_m` to the left of the line.
static struct point_m beside_line(struct line line, double along_m,
                                  double beside_m)
{
    size_t i = 0;
    double piece_m = point_distance_m(line.points[0], line.points[1]);
    while (along_m > piece_m && i + 2 < line.count) {
        along_m -= piece_m;
        i++;
        piece_m = point_distance_m(line.points[i], line.points[i + 1]);
    }
    struct point_m a = line.points[i], b = line.points[i + 1];
    if (!(piece_m > 0))
        return a;
    struct point_m on = point_between(a, b, fmin(1, along_m / piece_m));
    return (struct point_m){on.x_m - beside_m * (b.y_m - a.y_m) / piece_m,
                            on.y_m + beside_m * (b.x_m - a.x_m) / piece_m};
}

static struct spot spot_at(const struct spotting *s,
                           const struct street *street, double along_m,
                           double beside_m)
{
    struct spot spot = {.at = beside_line(street->line, along_m, beside_m),
                        .has_houses = has_houses(street)};
    spot.ward = area_index_at(s->wards, spot.at);
    return spot;
}

static void spot_streets(void *context, size_t piece)
{
    const struct spotting *s = context;
    size_t end = (piece + 1) * STREETS_AT_ONCE;
    for (size_t i = piece * STREETS_AT_ONCE;
         i < end && i < s->streets->streets.count; i++) {
        const struct street *street = &s->streets->streets.items[i];
        uint32_t first = s->first_spot[i], n = s->first_spot[i + 1] - first;
        if (n == 0)
            continue;
        double every_m = line_length_m(street->line) / n;
        for (uint32_t k = 0; k < n; k++)
            s->spots[first + k] =
                spot_at(s, street, (k + 0.5) * every_m,
                        k % 2 == 0 ? HOME_BESIDE_M : -HOME_BESIDE_M);
    }
}

static struct spot *find_spots(struct arena *scratch,
                               const struct street_set *streets,
                               const struct area_index *wards, size_t n_threads,
                               size_t *n_spots)
{
    size_t n = streets->streets.count;
    uint32_t *first = arena_array(scratch, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        first[i + 1] = first[i] + count_spots(&streets->streets.items[i]);
    *n_spots = first[n];
    struct spotting spotting = {streets, wards, first,
                                arena_array(scratch, struct spot, *n_spots)};
    parallel_for((n + STREETS_AT_ONCE - 1) / STREETS_AT_ONCE, n_threads,
                 spot_streets, &spotting);
    return spotting.spots;
}

// The spots of each ward, in order; only those along houses where there are
// any.
struct ward_spots {
    uint32_t *first; // n_wards + 1
    uint32_t *spots;
};

static struct ward_spots sort_spots(struct arena *scratch,
                                    const struct spot *spots, size_t n_spots,
                                    size_t n_wards)
{
    bool *has_houses_there = arena_array(scratch, bool, n_wards);
    for (size_t i = 0; i < n_spots; i++)
        if (spots[i].ward != AREA_NONE)
            has_houses_there[spots[i].ward] |= spots[i].has_houses;
    uint32_t *first = arena_array(scratch, uint32_t, n_wards + 2);
    uint32_t *sorted = arena_array(scratch, uint32_t, n_spots);
    for (int fill = 0; fill < 2; fill++) {
        for (uint32_t i = 0; i < n_spots; i++) {
            uint32_t ward = spots[i].ward;
            if (ward == AREA_NONE ||
                (has_houses_there[ward] && !spots[i].has_houses))
                continue;
            if (fill)
                sorted[first[ward + 1]++] = i;
            else
                first[ward + 2]++;
        }
        for (size_t w = 0; w < n_wards && !fill; w++)
            first[w + 2] += first[w + 1];
    }
    return (struct ward_spots){first, sorted};
}

static void add_home(struct entrant_home_list *homes, struct arena *arena,
                     struct point_m at, uint64_t entrants)
{
    if (entrants > 0)
        *entrant_home_list_add(homes, arena) =
            (struct entrant_home){at, AREA_NONE, (uint32_t)entrants};
}

struct entrant_home_list
entrant_homes_spread(struct arena *arena, const struct street_set *streets,
                     const struct ward *wards, size_t n_wards,
                     const uint32_t *ward_entrants, size_t n_threads)
{
    struct arena *scratch = arena_new();
    struct entrant_home_list homes = {0};
    struct area *areas = arena_array(scratch, struct area, n_wards);
    for (size_t w = 0; w < n_wards; w++)
        areas[w] = wards[w].area;
    struct area_index index = area_index_build(scratch, areas, n_wards);
    size_t n_spots;
    struct spot *spots =
        find_spots(scratch, streets, &index, n_threads, &n_spots);
    struct ward_spots of = sort_spots(scratch, spots, n_spots, n_wards);
    for (size_t w = 0; w < n_wards; w++) {
        uint64_t e = ward_entrants[w], n = of.first[w + 1] - of.first[w];
        if (n == 0 && !area_is_empty(&areas[w]))
            add_home(&homes, arena, area_label_point(&areas[w]), e);
        for (uint64_t i = 0; i < n; i++)
            add_home(&homes, arena, spots[of.spots[of.first[w] + i]].at,
                     (i + 1) * e / n - i * e / n);
    }
    arena_free(scratch);
    return homes;
}

struct entrant_home_list entrant_homes_of_pupils(struct arena *arena,
                                                 const struct pupil *pupils,
                                                 size_t n_pupils, int64_t year,
                                                 int64_t grade)
{
    struct entrant_home_list homes = {0};
    for (size_t i = 0; i < n_pupils; i++)
        if (pupils[i].year == year && pupils[i].grade == grade)
            add_home(&homes, arena, pupils[i].home, 1);
    return homes;
}

struct placing {
    const struct entrant_home *homes;
    size_t n_homes;
    const struct area_index *units;
    uint32_t *unit;
};

static void place_homes(void *context, size_t piece)
{
    const struct placing *p = context;
    size_t end = (piece + 1) * HOMES_AT_ONCE;
    for (size_t i = piece * HOMES_AT_ONCE; i < end && i < p->n_homes; i++)
        p->unit[i] =
            area_index_nearest(p->units, p->homes[i].at, HOME_FARTHEST_M);
}

static uint32_t *units_of_homes(struct arena *scratch,
                                const struct entrant_home *homes,
                                size_t n_homes,
                                const struct planning_unit *units,
                                size_t n_units, size_t n_threads)
{
    struct area *areas = arena_array(scratch, struct area, n_units);
    for (size_t u = 0; u < n_units; u++)
        areas[u] = units[u].area;
    struct area_index index = area_index_build(scratch, areas, n_units);
    struct placing placing = {homes, n_homes, &index,
                              arena_array(scratch, uint32_t, n_homes)};
    parallel_for((n_homes + HOMES_AT_ONCE - 1) / HOMES_AT_ONCE, n_threads,
                 place_homes, &placing);
    return placing.unit;
}

// Counting sort; a unit nobody lives in has room for one point.
static void count_homes(struct unit_homes *into, uint32_t *first,
                        uint32_t *entrants, const struct entrant_home *homes,
                        const uint32_t *unit, size_t n_homes)
{
    for (size_t i = 0; i < n_homes; i++) {
        if (unit[i] == AREA_NONE) {
            into->n_outside += homes[i].entrants;
            continue;
        }
        first[unit[i] + 1]++;
        entrants[unit[i]] += homes[i].entrants;
    }
    for (size_t u = 0; u < into->n_units; u++)
        first[u + 1] = first[u] + (first[u + 1] == 0 ? 1 : first[u + 1]);
    into->n_homes = first[into->n_units];
    into->first = first;
    into->entrants = entrants;
}

static struct point_m middle_of(const struct area *area)
{
    return area_is_empty(area) ? (struct point_m){0, 0}
                               : area_label_point(area);
}

struct unit_homes unit_homes_build(struct arena *arena,
                                   const struct entrant_home *homes,
                                   size_t n_homes,
                                   const struct planning_unit *units,
                                   size_t n_units, size_t n_threads)
{
    struct arena *scratch = arena_new();
    struct unit_homes into = {.n_units = n_units};
    uint32_t *unit =
        units_of_homes(scratch, homes, n_homes, units, n_units, n_threads);
    count_homes(&into, arena_array(arena, uint32_t, n_units + 1),
                arena_array(arena, uint32_t, n_units), homes, unit, n_homes);
    struct entrant_home *sorted =
        arena_array(arena, struct entrant_home, into.n_homes);
    uint32_t *next =
        arena_copy(scratch, into.first, (n_units + 1) * sizeof *next);
    for (size_t i = 0; i < n_homes; i++)
        if (unit[i] != AREA_NONE)
            sorted[next[unit[i]]++] =
                (struct entrant_home){homes[i].at, unit[i], homes[i].entrants};
    for (uint32_t u = 0; u < n_units; u++)
        if (next[u] < into.first[u + 1])
            sorted[next[u]] =
                (struct entrant_home){middle_of(&units[u].area), u, 0};
    into.homes = sorted;
    arena_free(scratch);
    return into;
}
