// A street is many edges. Those of one name in one ward are one entry, which
// stands at the middle of the edge nearest to the middle of them all: a point
// on the street, where a person would say it is. Where there are no wards,
// squares of a few kilometres keep streets of one name apart.

#include "query/name_index.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search/fold.h"

#define SQUARE_M 4000.0
#define WARD_LEVEL_LEAST 6 // districts, wards, quarters in OpenStreetMap
#define WARD_LEVEL_MOST 10

// An edge's middle, with what decides which entry it belongs to.
struct street_piece {
    const char *name;
    const char *ward; // NULL outside all wards
    double square_x;
    double square_y;
    struct point_m middle;
    uint32_t edge;
};

static struct street_piece piece_of(const struct city_state *state,
                                    const struct street_net *net, uint32_t edge)
{
    struct point_m middle =
        street_net_point_at(net, edge, net->edges[edge].length_cm / 2);
    struct street_piece piece = {.name = street_net_name(net, edge),
                                 .ward = city_state_ward_at(state, middle),
                                 .middle = middle,
                                 .edge = edge};
    if (piece.ward == NULL) {
        piece.square_x = floor(middle.x_m / SQUARE_M);
        piece.square_y = floor(middle.y_m / SQUARE_M);
    }
    return piece;
}

static int compare_clusters(const struct street_piece *a,
                            const struct street_piece *b)
{
    int order = strcmp(a->name, b->name);
    if (order == 0 && a->ward != b->ward)
        order = a->ward == NULL   ? -1
                : b->ward == NULL ? 1
                                  : strcmp(a->ward, b->ward);
    if (order == 0)
        order = (a->square_x > b->square_x) - (a->square_x < b->square_x);
    if (order == 0)
        order = (a->square_y > b->square_y) - (a->square_y < b->square_y);
    return order;
}

static int by_cluster(const void *a, const void *b)
{
    const struct street_piece *x = a;
    const struct street_piece *y = b;
    int order = compare_clusters(x, y);
    return order != 0 ? order : (x->edge > y->edge) - (x->edge < y->edge);
}

static struct point_m middle_of(const struct street_piece *pieces, size_t n)
{
    struct point_m mean = {0, 0};
    for (size_t i = 0; i < n; i++) {
        mean.x_m += pieces[i].middle.x_m / (double)n;
        mean.y_m += pieces[i].middle.y_m / (double)n;
    }
    size_t nearest = 0;
    for (size_t i = 1; i < n; i++)
        if (point_distance_m(pieces[i].middle, mean) <
            point_distance_m(pieces[nearest].middle, mean))
            nearest = i;
    return pieces[nearest].middle;
}

static void add_streets(struct arena *arena, struct arena *work,
                        const struct city_state *state,
                        struct search_entry_list *entries)
{
    const struct street_net *net = &city_network_content(state->network)->net;
    struct street_piece *pieces =
        arena_array(work, struct street_piece, net->n_edges);
    size_t n = 0;
    for (uint32_t e = 0; e < net->n_edges; e++)
        if (street_net_name(net, e)[0] != '\0')
            pieces[n++] = piece_of(state, net, e);
    if (n > 1)
        qsort(pieces, n, sizeof *pieces, by_cluster);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1;
             to < n && compare_clusters(&pieces[from], &pieces[to]) == 0; to++)
            ;
        *search_entry_list_add(entries, work) =
            (struct search_entry){.kind = SEARCH_STREET,
                                  .name = arena_text(arena, pieces[from].name),
                                  .detail = pieces[from].ward,
                                  .at = middle_of(pieces + from, to - from)};
    }
}

static void add_schools(const struct city_state *state, struct arena *work,
                        struct search_entry_list *entries)
{
    for (size_t i = 0; i < state->schools.count; i++) {
        const struct school *school = &state->schools.items[i];
        if (school->name[0] != '\0')
            *search_entry_list_add(entries, work) =
                (struct search_entry){.kind = SEARCH_SCHOOL,
                                      .name = school->name,
                                      .detail = state->notes[i].ward,
                                      .id = school->id,
                                      .at = school->point};
    }
}

// A point of the area to show: the middle of its box, or, where that lies
// outside, its first corner.
static struct point_m point_in(const struct area *area)
{
    struct box_m box = area_box(area);
    struct point_m middle = {(box.min_x_m + box.max_x_m) / 2,
                             (box.min_y_m + box.max_y_m) / 2};
    if (area_is_empty(area) || area_has_point(area, middle))
        return middle;
    return area->polygons[0].rings[0].points[0];
}

static void add_wards(const struct city_state *state, struct arena *work,
                      struct search_entry_list *entries)
{
    for (size_t i = 0; i < state->wards.count; i++) {
        const struct ward *ward = &state->wards.items[i];
        *search_entry_list_add(entries, work) =
            (struct search_entry){.kind = SEARCH_WARD,
                                  .name = ward->name,
                                  .detail = ward->district,
                                  .id = ward->id,
                                  .at = point_in(&ward->area)};
    }
}

static const char **fold_ward_names(const struct city_state *state,
                                    struct arena *work)
{
    const char **folded = arena_array(work, const char *, state->wards.count);
    for (size_t i = 0; i < state->wards.count; i++)
        folded[i] = fold_text(work, state->wards.items[i].name);
    return folded;
}

static bool is_among(const char *name, const char **names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

// Boundaries that the wards do not name: districts, and wards as they were
// called before they were merged, which people go on using.
static void add_boundaries(struct arena *arena, struct arena *work,
                           const struct city_state *state,
                           const struct base_map *map,
                           struct search_entry_list *entries)
{
    const char **ward_names = fold_ward_names(state, work);
    for (size_t i = 0; i < map->boundaries.count; i++) {
        const struct boundary *boundary = &map->boundaries.items[i];
        if (boundary->name == NULL ||
            boundary->admin_level < WARD_LEVEL_LEAST ||
            boundary->admin_level > WARD_LEVEL_MOST ||
            is_among(fold_text(work, boundary->name), ward_names,
                     state->wards.count))
            continue;
        *search_entry_list_add(entries, work) = (struct search_entry){
            .kind = SEARCH_WARD,
            .name = arena_text(arena, boundary->name),
            .detail = city_state_ward_at(state, point_in(&boundary->area)),
            .at = point_in(&boundary->area)};
    }
}

static void add_places(struct arena *arena, struct arena *work,
                       const struct city_state *state,
                       const struct base_map *map,
                       struct search_entry_list *entries)
{
    for (size_t i = 0; i < map->places.count; i++) {
        const struct place *place = &map->places.items[i];
        if (place->name != NULL)
            *search_entry_list_add(entries, work) = (struct search_entry){
                .kind = SEARCH_PLACE,
                .name = arena_text(arena, place->name),
                .detail = city_state_ward_at(state, place->at),
                .at = place->at};
    }
}

static void add_addresses(struct arena *arena, struct arena *work,
                          const struct city_state *state,
                          const struct base_map *map,
                          struct search_entry_list *entries)
{
    for (size_t i = 0; i < map->addresses.count; i++) {
        const struct address *address = &map->addresses.items[i];
        if (address->street != NULL && address->number != NULL)
            *search_entry_list_add(entries, work) = (struct search_entry){
                .kind = SEARCH_ADDRESS,
                .name = arena_text(arena, address->street),
                .number = arena_text(arena, address->number),
                .detail = city_state_ward_at(state, address->at),
                .at = address->at};
    }
}

struct search_index *name_index_build(struct arena *arena,
                                      const struct city_state *state,
                                      const struct base_map *map)
{
    struct arena *work = arena_new();
    struct search_entry_list entries = {0};
    add_streets(arena, work, state, &entries);
    add_schools(state, work, &entries);
    add_wards(state, work, &entries);
    add_boundaries(arena, work, state, map, &entries);
    add_places(arena, work, state, map, &entries);
    add_addresses(arena, work, state, map, &entries);
    struct search_index *index =
        search_index_build(arena, entries.items, entries.count);
    arena_free(work);
    return index;
}
