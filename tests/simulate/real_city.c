// A ward's homes are drawn along its streets: a street's straight pieces are
// laid end to end, and a number drawn between nothing and their length is a
// place on one of them, found by halving.

#include "real_city.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "geo/area_index.h"

#define BESIDE_MOST_M 25.0

_Noreturn void simulate_stop(const struct error *err)
{
    fprintf(stderr, "simulate: %s\n", err->text);
    exit(1);
}

static struct area_index index_wards(const struct real_city *city)
{
    size_t n = city->wards.count;
    struct area *areas = arena_array(city->arena, struct area, n);
    for (size_t w = 0; w < n; w++)
        areas[w] = city->wards.items[w].area;
    return area_index_build(city->arena, areas, n);
}

static void keep_public(struct real_city *city, const struct school_list *all)
{
    struct area_index wards = index_wards(city);
    for (size_t i = 0; i < all->count; i++)
        if (school_is_public(&all->items[i]) &&
            area_index_at(&wards, all->items[i].point) != AREA_NONE)
            *school_list_add(&city->all_schools, city->arena) = all->items[i];
}

struct real_city real_city_read(const char *path, uint64_t seed)
{
    struct real_city city = {.arena = arena_new(), .random = random_from(seed)};
    struct store *store = NULL;
    struct school_list all;
    struct error err;
    if (store_open(path, STORE_READ, &store, &err) != STATUS_OK ||
        store_read_city(store, city.arena, &city.info, &err) != STATUS_OK ||
        store_read_wards(store, city.arena, &city.wards, &err) != STATUS_OK ||
        store_read_schools(store, city.arena, &all, &err) != STATUS_OK ||
        store_read_streets(store, city.arena, &city.streets, &err) !=
            STATUS_OK ||
        store_read_population(store, city.arena, &city.people, &err) !=
            STATUS_OK)
        simulate_stop(&err);
    store_close(store);
    keep_public(&city, &all);
    return city;
}

void real_city_keep_level(struct real_city *city, enum level level)
{
    city->schools = (struct school_list){0};
    for (size_t i = 0; i < city->all_schools.count; i++)
        if ((city->all_schools.items[i].levels & LEVEL_BIT(level)) != 0)
            *school_list_add(&city->schools, city->arena) =
                city->all_schools.items[i];
}

static bool has_homes(const struct street *street)
{
    return text_is_one_of(street->tags.highway,
                          "residential living_street unclassified tertiary "
                          "secondary primary service pedestrian footway path");
}

static void add_piece(struct piece_list *list, struct arena *arena,
                      struct point_m from, struct point_m to)
{
    double before_m =
        list->count == 0 ? 0 : list->items[list->count - 1].until_m;
    double length_m = hypot(to.x_m - from.x_m, to.y_m - from.y_m);
    *piece_list_add(list, arena) =
        (struct piece){from, to, before_m + length_m};
}

struct piece_list *real_city_pieces(const struct real_city *city)
{
    size_t n = city->wards.count;
    struct piece_list *lists = arena_array(city->arena, struct piece_list, n);
    struct area_index index = index_wards(city);
    for (size_t i = 0; i < city->streets.streets.count; i++) {
        const struct street *street = &city->streets.streets.items[i];
        for (size_t p = 1; has_homes(street) && p < street->line.count; p++) {
            struct point_m a = street->line.points[p - 1];
            struct point_m b = street->line.points[p];
            uint32_t ward =
                area_index_at(&index, (struct point_m){(a.x_m + b.x_m) / 2,
                                                       (a.y_m + b.y_m) / 2});
            if (ward != AREA_NONE)
                add_piece(&lists[ward], city->arena, a, b);
        }
    }
    return lists;
}

struct point_m real_city_home(struct random *random,
                              const struct piece_list *pieces)
{
    double at_m =
        random_unit(random) * pieces->items[pieces->count - 1].until_m;
    size_t low = 0;
    size_t high = pieces->count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (pieces->items[middle].until_m <= at_m)
            low = middle + 1;
        else
            high = middle;
    }
    const struct piece *piece = &pieces->items[low];
    double along = random_unit(random);
    double beside_m = (2 * random_unit(random) - 1) * BESIDE_MOST_M;
    double dx = piece->to.x_m - piece->from.x_m;
    double dy = piece->to.y_m - piece->from.y_m;
    double length_m = hypot(dx, dy);
    double side = length_m > 0 ? beside_m / length_m : 0;
    return (struct point_m){piece->from.x_m + along * dx - side * dy,
                            piece->from.y_m + along * dy + side * dx};
}

int64_t real_city_people(const struct real_city *city, const char *ward_id)
{
    int64_t people = 0;
    int64_t year = 0;
    for (size_t i = 0; i < city->people.count; i++) {
        const struct population *row = &city->people.items[i];
        if (row->age == NUMBER_UNKNOWN && row->year >= year &&
            strcmp(row->ward_id, ward_id) == 0) {
            people = row->people;
            year = row->year;
        }
    }
    return people;
}

uint32_t real_city_nearest(const struct real_city *city, struct point_m home)
{
    uint32_t best = 0;
    double best_m = 1e300;
    for (uint32_t s = 0; s < city->schools.count; s++) {
        struct point_m at = city->schools.items[s].point;
        double metres = hypot(at.x_m - home.x_m, at.y_m - home.y_m);
        if (metres < best_m) {
            best_m = metres;
            best = s;
        }
    }
    return best;
}

struct crs *real_city_crs(const struct real_city *city)
{
    struct crs *crs = NULL;
    struct error err;
    if (crs_open(city->info.crs, &crs, &err) != STATUS_OK)
        simulate_stop(&err);
    return crs;
}

FILE *simulate_create(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}
