// Everything of a city that has a name and a place, each with where it is. What
// two sources name is entered once, as the wards have it.

#include "query/name_index.h"

#include <string.h>

#include "base/text.h"
#include "query/name_streets.h"
#include "search/fold.h"

#define BESIDE_WARD_M 1000.0
#define WARD_LEVEL_LEAST 6 // districts, wards, quarters in OpenStreetMap
#define WARD_LEVEL_MOST 10

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

// Maps have a ward's name at its middle too, or what they take for that.
static bool only_names_a_ward(const struct place *place, const char *folded,
                              const struct city_state *state,
                              const char **ward_names)
{
    if (text_same(place->kind, "landmark"))
        return false;
    for (size_t i = 0; i < state->wards.count; i++)
        if (strcmp(ward_names[i], folded) == 0 &&
            box_distance_m(area_box(&state->wards.items[i].area), place->at) <=
                BESIDE_WARD_M)
            return true;
    return false;
}

static void add_places(struct arena *arena, struct arena *work,
                       const struct city_state *state,
                       const struct base_map *map,
                       struct search_entry_list *entries)
{
    const char **ward_names = fold_ward_names(state, work);
    for (size_t i = 0; i < map->places.count; i++) {
        const struct place *place = &map->places.items[i];
        if (place->name != NULL &&
            !only_names_a_ward(place, fold_text(work, place->name), state,
                               ward_names))
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
    name_streets_add(arena, work, state, &entries);
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
