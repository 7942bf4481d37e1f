// A ward is found on the map by what its name reads without accents and words
// such as "ward" or "phường", and by where it is. In this order:
//
//   a boundary    that covers at least half of the ward, and it half of that
//   a part of one, the middle of which lies in the ward's box, with room for
//                 how differently two sources draw a border
//   a place       (village, suburb, …) inside the ward
//
// Wards of one name are far apart in a city, so half is enough where names
// agree; where they do not, even equal outlines would say only that something
// was renamed, and the file's name stays.
//
// A district is one the ward lies in; where the map has none whole, the name
// alone has to do, if the map writes all that read so in one way.

#include "import/ward_names.h"

#include <string.h>

#include "base/text.h"
#include "import/admin_name.h"
#include "store/store_city.h"

#define LEAST_SHARE 0.5
#define LINE_ROOM_M 200.0
#define DISTRICT_LEVEL_MOST 8

struct naming {
    struct arena *arena;
    struct shaper *shaper;
    struct base_map map;
    struct admin_name *boundaries; ///< names of the map's, taken apart
    struct admin_name *parts;
    struct admin_name *places;
};

static void take_names_apart(struct naming *naming)
{
    const struct base_map *map = &naming->map;
    struct arena *arena = naming->arena;
    naming->boundaries =
        arena_array(arena, struct admin_name, map->boundaries.count);
    naming->parts =
        arena_array(arena, struct admin_name, map->boundary_parts.count);
    naming->places = arena_array(arena, struct admin_name, map->places.count);
    for (size_t i = 0; i < map->boundaries.count; i++)
        naming->boundaries[i] =
            admin_name_of(arena, map->boundaries.items[i].name, ADMIN_ANY);
    for (size_t i = 0; i < map->boundary_parts.count; i++)
        naming->parts[i] =
            admin_name_of(arena, map->boundary_parts.items[i].name, ADMIN_ANY);
    for (size_t i = 0; i < map->places.count; i++)
        naming->places[i] =
            admin_name_of(arena, map->places.items[i].name, ADMIN_ANY);
}

// How much of the larger one both cover.
static double shared_part(const struct naming *naming, const struct area *a,
                          const struct area *b)
{
    struct area common;
    struct error ignored;
    double larger_m2 = area_m2(a) > area_m2(b) ? area_m2(a) : area_m2(b);
    if (!box_overlaps(area_box(a), area_box(b)) || larger_m2 <= 0 ||
        shape_intersection(naming->shaper, naming->arena, a, b, &common,
                           &ignored) != STATUS_OK)
        return 0;
    return area_m2(&common) / larger_m2;
}

static const char *find_boundary(const struct naming *naming,
                                 struct admin_name name,
                                 const struct area *area)
{
    const char *best = NULL;
    double best_part = LEAST_SHARE;
    for (size_t i = 0; i < naming->map.boundaries.count; i++) {
        const struct boundary *boundary = &naming->map.boundaries.items[i];
        if (!admin_name_agrees(name, naming->boundaries[i]))
            continue;
        double part = shared_part(naming, area, &boundary->area);
        if (part > best_part) {
            best = boundary->name;
            best_part = part;
        }
    }
    return best;
}

static struct point_m middle_of(struct box_m box)
{
    return (struct point_m){(box.min_x_m + box.max_x_m) / 2,
                            (box.min_y_m + box.max_y_m) / 2};
}

static const char *find_part(const struct naming *naming,
                             struct admin_name name, const struct area *area)
{
    const struct boundary_part_list *parts = &naming->map.boundary_parts;
    struct box_m around = box_grown(area_box(area), LINE_ROOM_M);
    for (size_t i = 0, end; i < parts->count; i = end) {
        struct box_m box = BOX_EMPTY;
        for (end = i; end < parts->count && parts->items[end].relation_id ==
                                                parts->items[i].relation_id;
             end++)
            box = box_joined(box, line_box(parts->items[end].line));
        if (admin_name_agrees(name, naming->parts[i]) &&
            box_has_point(around, middle_of(box)))
            return parts->items[i].name;
    }
    return NULL;
}

static const char *find_place(const struct naming *naming,
                              struct admin_name name, const struct area *area)
{
    for (size_t i = 0; i < naming->map.places.count; i++) {
        const struct place *place = &naming->map.places.items[i];
        if (text_is_one_of(place->kind, "town suburb quarter village hamlet") &&
            admin_name_agrees(name, naming->places[i]) &&
            area_has_point(area, place->at))
            return place->name;
    }
    return NULL;
}

// "Phường 3", where the map has any phường by number; else NULL.
static const char *number_name(const struct naming *naming,
                               struct admin_name name, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; name.is_numbered && i < naming->map.boundaries.count;
         i++)
        if (naming->boundaries[i].is_numbered &&
            strncmp(naming->map.boundaries.items[i].name, word, n) == 0)
            return arena_format(naming->arena, "%s %s", word, name.core);
    return NULL;
}

static const char *ward_name(const struct naming *naming,
                             const struct ward *ward)
{
    if (!admin_name_is_bare(ward->name))
        return ward->name;
    struct admin_name name =
        admin_name_of(naming->arena, ward->name, ADMIN_WARD);
    const char *found = find_boundary(naming, name, &ward->area);
    if (found == NULL)
        found = find_part(naming, name, &ward->area);
    if (found == NULL)
        found = find_place(naming, name, &ward->area);
    if (found == NULL)
        found = number_name(naming, name, "Phường");
    return found == NULL ? ward->name : found;
}

static const char *find_district_around(const struct naming *naming,
                                        struct admin_name name,
                                        struct point_m inside)
{
    for (size_t i = 0; i < naming->map.boundaries.count; i++) {
        const struct boundary *boundary = &naming->map.boundaries.items[i];
        if (boundary->admin_level <= DISTRICT_LEVEL_MOST &&
            admin_name_agrees(name, naming->boundaries[i]) &&
            area_has_point(&boundary->area, inside))
            return boundary->name;
    }
    return NULL;
}

// Of parts that read alike but are written in two ways none can be told.
static const char *find_only_district(const struct naming *naming,
                                      struct admin_name name)
{
    const struct boundary_part_list *parts = &naming->map.boundary_parts;
    const char *only = NULL;
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->items[i].admin_level > DISTRICT_LEVEL_MOST ||
            !admin_name_agrees(name, naming->parts[i]))
            continue;
        if (only != NULL && strcmp(only, parts->items[i].name) != 0)
            return NULL;
        only = parts->items[i].name;
    }
    return only;
}

static const char *district_name(const struct naming *naming,
                                 const struct ward *ward)
{
    if (ward->district == NULL || !admin_name_is_bare(ward->district))
        return ward->district;
    struct admin_name name =
        admin_name_of(naming->arena, ward->district, ADMIN_DISTRICT);
    struct point_m inside;
    struct error ignored;
    const char *found = NULL;
    if (shape_inside_point(naming->shaper, &ward->area, &inside, &ignored) ==
        STATUS_OK)
        found = find_district_around(naming, name, inside);
    if (found == NULL)
        found = find_only_district(naming, name);
    if (found == NULL)
        found = number_name(naming, name, "Quận");
    return found == NULL ? ward->district : found;
}

static void name_wards(const struct naming *naming, struct ward_list *wards,
                       struct report *report)
{
    for (size_t i = 0; i < wards->count; i++) {
        struct ward *ward = &wards->items[i];
        const char *before = ward->name;
        ward->district = district_name(naming, ward);
        ward->name = ward_name(naming, ward);
        if (strcmp(before, ward->name) != 0)
            report_example(report, "wards of the file", "note",
                           "named as the map has them", "\"%s\" (\"%s\")",
                           ward->name, before);
        else if (admin_name_is_bare(before))
            report_example(report, "wards of the file", "note",
                           "without accents, and not on the map", "\"%s\"",
                           before);
    }
}

enum status ward_names_renew(struct store *store, struct shaper *shaper,
                             struct arena *arena, struct report *report,
                             struct error *err)
{
    struct naming naming = {.arena = arena, .shaper = shaper};
    struct ward_list wards;
    enum status status = store_read_file_wards(store, arena, &wards, err);
    if (status == STATUS_OK && wards.count > 0)
        status = store_read_map_names(store, arena, &naming.map, err);
    if (status != STATUS_OK || naming.map.boundaries.count == 0)
        return status;
    take_names_apart(&naming);
    name_wards(&naming, &wards, report);
    return store_name_file_wards(store, wards.items, wards.count, err);
}
