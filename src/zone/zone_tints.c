// Neighbours share vertices exactly, so the segments of all outlines are
// sorted by their two ends, and equal ones from two zones are common border.
// Then zones are coloured in the order of DSATUR (Brélaz, New methods to color
// the vertices of a graph, 1979): next is always the zone whose neighbours
// already use most tints; of equals the one with most neighbours, then the
// first. It takes the lowest free tint.

#include "zone/zone_tints.h"

#include <stdbool.h>
#include <stdlib.h>

// A segment from its lesser end to its greater.
struct outline_segment {
    struct point_m low;
    struct point_m high;
    uint32_t zone;
};

// One zone as seen from another.
struct neighbour {
    uint32_t zone;
    uint32_t other;
    double border_m;
};
LIST_DECLARE(neighbour);

#define NO_TINT 0xFF

struct map {
    size_t n_zones;
    struct neighbour *neighbours; // grouped by zone
    size_t *first;                // n_zones + 1
    uint8_t *tints;
};

static int compare_points(struct point_m a, struct point_m b)
{
    if (a.x_m != b.x_m)
        return a.x_m < b.x_m ? -1 : 1;
    return (a.y_m > b.y_m) - (a.y_m < b.y_m);
}

static int by_ends(const void *a, const void *b)
{
    const struct outline_segment *s = a;
    const struct outline_segment *t = b;
    int order = compare_points(s->low, t->low);
    if (order == 0)
        order = compare_points(s->high, t->high);
    return order != 0 ? order : (s->zone > t->zone) - (s->zone < t->zone);
}

static bool has_same_ends(const struct outline_segment *a,
                          const struct outline_segment *b)
{
    return compare_points(a->low, b->low) == 0 &&
           compare_points(a->high, b->high) == 0;
}

static void add_ring(struct outline_segment *segments, size_t *count,
                     struct ring ring, uint32_t zone)
{
    for (size_t i = 0; i + 1 < ring.count; i++) {
        struct point_m a = ring.points[i], b = ring.points[i + 1];
        bool ordered = compare_points(a, b) < 0;
        segments[(*count)++] =
            (struct outline_segment){ordered ? a : b, ordered ? b : a, zone};
    }
}

static struct outline_segment *all_segments(struct arena *scratch,
                                            const struct zone_list *zones,
                                            size_t *count)
{
    size_t most = 0;
    for (size_t z = 0; z < zones->count; z++)
        most += area_point_count(&zones->items[z].area);
    struct outline_segment *segments =
        arena_array(scratch, struct outline_segment, most);
    *count = 0;
    for (size_t z = 0; z < zones->count; z++) {
        const struct area *area = &zones->items[z].area;
        for (size_t p = 0; p < area->n_polygons; p++)
            for (size_t r = 0; r < area->polygons[p].n_rings; r++)
                add_ring(segments, count, area->polygons[p].rings[r],
                         (uint32_t)z);
    }
    qsort(segments, *count, sizeof *segments, by_ends);
    return segments;
}

static int by_zones(const void *a, const void *b)
{
    const struct neighbour *x = a;
    const struct neighbour *y = b;
    if (x->zone != y->zone)
        return x->zone < y->zone ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return (x->border_m > y->border_m) - (x->border_m < y->border_m);
}

// Each pair of neighbours once from either side, with their common border.
static void find_neighbours(struct map *map, struct arena *scratch,
                            const struct zone_list *zones)
{
    size_t n_segments;
    struct outline_segment *segments =
        all_segments(scratch, zones, &n_segments);
    struct neighbour_list found = {0};
    for (size_t i = 0; i + 1 < n_segments; i++) {
        struct outline_segment *a = &segments[i], *b = &segments[i + 1];
        if (a->zone == b->zone || !has_same_ends(a, b))
            continue;
        double length_m = point_distance_m(a->low, a->high);
        *neighbour_list_add(&found, scratch) =
            (struct neighbour){a->zone, b->zone, length_m};
        *neighbour_list_add(&found, scratch) =
            (struct neighbour){b->zone, a->zone, length_m};
    }
    if (found.count > 0)
        qsort(found.items, found.count, sizeof *found.items, by_zones);

    size_t n = 0;
    for (size_t i = 0; i < found.count; i++) {
        struct neighbour *next = &found.items[i];
        if (n > 0 && found.items[n - 1].zone == next->zone &&
            found.items[n - 1].other == next->other)
            found.items[n - 1].border_m += next->border_m;
        else
            found.items[n++] = *next;
    }
    map->neighbours = found.items;
    for (size_t i = 0; i < n; i++)
        map->first[found.items[i].zone + 1]++;
    for (size_t z = 0; z < map->n_zones; z++)
        map->first[z + 1] += map->first[z];
}

// How much common border a zone has with neighbours of each tint; -1 for none.
static int border_by_tint(const struct map *map, size_t zone,
                          double border_m[N_ZONE_TINTS])
{
    int used = 0;
    for (int t = 0; t < N_ZONE_TINTS; t++)
        border_m[t] = -1;
    for (size_t i = map->first[zone]; i < map->first[zone + 1]; i++) {
        uint8_t tint = map->tints[map->neighbours[i].other];
        if (tint == NO_TINT)
            continue;
        if (border_m[tint] < 0) {
            border_m[tint] = 0;
            used++;
        }
        border_m[tint] += map->neighbours[i].border_m;
    }
    return used;
}

static size_t next_zone(const struct map *map)
{
    size_t best = 0, best_degree = 0;
    int best_used = -1;
    for (size_t z = 0; z < map->n_zones; z++) {
        if (map->tints[z] != NO_TINT)
            continue;
        double border_m[N_ZONE_TINTS];
        int used = border_by_tint(map, z, border_m);
        size_t degree = map->first[z + 1] - map->first[z];
        if (used > best_used || (used == best_used && degree > best_degree)) {
            best = z;
            best_used = used;
            best_degree = degree;
        }
    }
    return best;
}

// The lowest free tint, or the one with the shortest common border.
static uint8_t best_tint(const struct map *map, size_t zone)
{
    double border_m[N_ZONE_TINTS];
    border_by_tint(map, zone, border_m);
    uint8_t best = 0;
    for (uint8_t t = 1; t < N_ZONE_TINTS; t++)
        if (border_m[t] < border_m[best])
            best = t;
    return best;
}

static size_t count_clashes(const struct map *map)
{
    size_t clashes = 0;
    for (size_t i = 0; i < map->first[map->n_zones]; i++) {
        const struct neighbour *n = &map->neighbours[i];
        clashes +=
            n->zone < n->other && map->tints[n->zone] == map->tints[n->other];
    }
    return clashes;
}

size_t zone_tints_choose(const struct zone_list *zones, uint8_t *tints)
{
    struct arena *scratch = arena_new();
    struct map map = {.n_zones = zones->count,
                      .first = arena_array(scratch, size_t, zones->count + 1),
                      .tints = tints};
    find_neighbours(&map, scratch, zones);
    for (size_t z = 0; z < zones->count; z++)
        tints[z] = NO_TINT;
    for (size_t i = 0; i < zones->count; i++) {
        size_t z = next_zone(&map);
        tints[z] = best_tint(&map, z);
    }
    size_t clashes = count_clashes(&map);
    arena_free(scratch);
    return clashes;
}
