// The part of an address before its first comma is looked for among the houses
// and streets of the map, the way parents search for them.

#include "placing/placing_signals.h"

#include <string.h>

#include "admission/home_ways.h"
#include "geo/area_index.h"
#include "search/search_index.h"
#include "store/store_city.h"

struct lookups {
    struct arena *arena;
    struct arena *scratch;
    struct ward_list wards;
    struct area_index ward_areas;
    struct search_index *names;
};

// Houses and streets
// -----------------------------------------------------------

static void add_houses(struct search_entry_list *entries, struct arena *arena,
                       const struct address_list *addresses)
{
    for (size_t i = 0; i < addresses->count; i++) {
        const struct address *house = &addresses->items[i];
        if (house->street != NULL)
            *search_entry_list_add(entries, arena) =
                (struct search_entry){.kind = SEARCH_ADDRESS,
                                      .name = house->street,
                                      .number = house->number,
                                      .at = house->at};
    }
}

static void take_street(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *search_entry_list_add(list, arena) = (struct search_entry){
        .kind = SEARCH_STREET, .name = store_text(row, 0, arena)};
}

static enum status index_names(struct lookups *lookups, struct store *city,
                               struct error *err)
{
    struct base_map map;
    struct search_entry_list entries = {0};
    enum status status = store_read_base_map(city, lookups->arena, &map, err);
    if (status == STATUS_OK)
        status = store_each(city,
                            "SELECT DISTINCT name FROM street"
                            " WHERE name IS NOT NULL ORDER BY name",
                            take_street, lookups->arena, &entries, err);
    if (status != STATUS_OK)
        return status;
    add_houses(&entries, lookups->arena, &map.addresses);
    lookups->names =
        search_index_build(lookups->arena, entries.items, entries.count);
    return STATUS_OK;
}

// Whether an address begins with just this house number.
static bool has_number(const char *address, const char *number)
{
    size_t length = strlen(number);
    return strncmp(address, number, length) == 0 && address[length] == ' ';
}

// Street names come back in other wards, so of the houses with the address
// the one nearest to the pin is meant.
static void take_nearest_house(struct signal_home *home, const char *typed,
                               const struct search_match *matches, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct search_entry *entry = matches[i].entry;
        if (entry->kind != SEARCH_ADDRESS || !has_number(typed, entry->number))
            continue;
        struct point_m pin = home->pupil->home;
        if (home->address != ADDRESS_FOUND ||
            point_distance_m(pin, entry->at) <
                point_distance_m(pin, home->address_point))
            home->address_point = entry->at;
        home->address = ADDRESS_FOUND;
    }
}

// Only addresses that begin with a house number can be told to be unknown.
static void look_up_address(struct lookups *lookups, struct signal_home *home)
{
    const char *address = home->pupil->address;
    struct search_match matches[SEARCH_MOST_MATCHES];
    if (address == NULL || address[0] < '0' || address[0] > '9')
        return;
    const char *comma = strchr(address, ',');
    size_t length = comma == NULL ? strlen(address) : (size_t)(comma - address);
    const char *typed = arena_text_n(lookups->scratch, address, length);
    size_t n = search_index_find(lookups->names, lookups->scratch, typed,
                                 SEARCH_MOST_MATCHES, matches);
    if (n == 0)
        home->address = ADDRESS_NOT_FOUND;
    take_nearest_house(home, typed, matches, n);
    arena_reset(lookups->scratch);
}

// Wards
// ------------------------------------------------------------------------

static enum status index_wards(struct lookups *lookups, struct store *city,
                               struct error *err)
{
    enum status status =
        store_read_wards(city, lookups->arena, &lookups->wards, err);
    if (status != STATUS_OK)
        return status;
    struct area *areas =
        arena_array(lookups->arena, struct area, lookups->wards.count);
    for (size_t w = 0; w < lookups->wards.count; w++)
        areas[w] = lookups->wards.items[w].area;
    lookups->ward_areas =
        area_index_build(lookups->arena, areas, lookups->wards.count);
    return STATUS_OK;
}

static const char *ward_at(const struct lookups *lookups, struct point_m at)
{
    uint32_t ward = area_index_at(&lookups->ward_areas, at);
    return ward == AREA_NONE ? NULL : lookups->wards.items[ward].id;
}

// All of it
// --------------------------------------------------------------------

static void look_up_homes(struct placing_case *placing, struct lookups *lookups,
                          struct signal_home *homes)
{
    for (uint32_t a = 0; a < placing->round->n_applicants; a++) {
        homes[a] = (struct signal_home){
            .pupil = placing->pupils[a],
            .family = placing->round->applicants[a].family,
            .pin_ward = ward_at(lookups, placing->built.homes[a]),
            .has_street = home_ways_place(placing->ways, a) != NULL,
        };
        look_up_address(lookups, &homes[a]);
    }
}

enum status placing_signals_find(struct placing_case *placing,
                                 struct store *city,
                                 const struct signal_options *options,
                                 struct placing_signals *found,
                                 struct error *err)
{
    struct lookups lookups = {.arena = placing->arena, .scratch = arena_new()};
    enum status status = index_wards(&lookups, city, err);
    if (status == STATUS_OK)
        status = index_names(&lookups, city, err);
    if (status == STATUS_OK) {
        size_t n = placing->round->n_applicants;
        found->homes = arena_array(placing->arena, struct signal_home, n);
        look_up_homes(placing, &lookups, found->homes);
        found->signals = signals_find(placing->arena, found->homes, n, options);
    }
    arena_free(lookups.scratch);
    return status;
}
