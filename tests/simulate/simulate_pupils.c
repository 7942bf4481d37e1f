// simulate_pupils CITY PER_MILLE LEVEL YEAR SEED FOLDER
//
// Pupils for a real city that nobody has lists of: of every ward's people so
// many per mille enter the level, at homes drawn along the ward's streets, each
// metre of a street where people live being as likely, up to 25 m beside it.
// Writes pupils.csv and capacity.csv, whose seats are 102 % of the pupils. Half
// of the seats are shared evenly among the public schools, half by how many
// pupils have a school as their nearest as the crow flies: schools were built
// where people live, but not by a plan. Schools outside the wards, which the
// map has beyond the city's border, have no seats for its pupils. The same seed
// gives the same files.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "crs/crs.h"
#include "geo/area_index.h"
#include "store/store_city.h"
#include "store/store_numbers.h"

#define BESIDE_MOST_M 25.0
#define SEATS_PER_CENT 102

struct city {
    struct arena *arena;
    struct city_info info;
    struct ward_list wards;
    struct school_list schools; // public, of the level, in a ward
    struct street_set streets;
    struct population_list people;
    struct random random;
};

static void stop(const struct error *err)
{
    fprintf(stderr, "simulate_pupils: %s\n", err->text);
    exit(1);
}

static struct area_index index_wards(const struct city *city)
{
    size_t n = city->wards.count;
    struct area *areas = arena_array(city->arena, struct area, n);
    for (size_t w = 0; w < n; w++)
        areas[w] = city->wards.items[w].area;
    return area_index_build(city->arena, areas, n);
}

static struct city read_city(const char *path, enum level level, uint64_t seed)
{
    struct city city = {.arena = arena_new(), .random = random_from(seed)};
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
        stop(&err);
    store_close(store);
    struct area_index wards = index_wards(&city);
    for (size_t i = 0; i < all.count; i++)
        if (school_is_public(&all.items[i]) &&
            (all.items[i].levels & LEVEL_BIT(level)) != 0 &&
            area_index_at(&wards, all.items[i].point) != AREA_NONE)
            *school_list_add(&city.schools, city.arena) = all.items[i];
    return city;
}

// Straight pieces of a ward's streets
// -------------------------------------------

struct piece {
    struct point_m from;
    struct point_m to;
    double until_m; // of the ward's pieces up to this one
};
LIST_DECLARE(piece);

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

static struct piece_list *pieces_by_ward(const struct city *city)
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

static struct point_m draw_home(struct random *random,
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

// Writing
// ------------------------------------------------------------------------

static int64_t people_of(const struct city *city, const char *ward_id)
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

static uint32_t nearest_school(const struct city *city, struct point_m home)
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

static FILE *create(const char *folder, const char *name)
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

static size_t write_pupils(struct city *city, int per_mille, enum level level,
                           int year, const char *folder, uint32_t *nearest)
{
    struct crs *crs = NULL;
    struct error err;
    if (crs_open(city->info.crs, &crs, &err) != STATUS_OK)
        stop(&err);
    FILE *out = create(folder, "pupils.csv");
    fputs("id,lon,lat,grade,year,ward\n", out);
    const struct piece_list *pieces = pieces_by_ward(city);
    size_t n = 0;
    for (size_t w = 0; w < city->wards.count; w++) {
        const char *ward_id = city->wards.items[w].id;
        int64_t wanted = pieces[w].count == 0
                             ? 0
                             : people_of(city, ward_id) * per_mille / 1000;
        for (int64_t i = 0; i < wanted; i++) {
            struct point_m home = draw_home(&city->random, &pieces[w]);
            struct lonlat at = crs_to_lonlat(crs, home);
            nearest[nearest_school(city, home)]++;
            fprintf(out, "P%07zu,%.7f,%.7f,%d,%d,%s\n", ++n, at.lon_deg,
                    at.lat_deg, level_entry_grade(level), year, ward_id);
        }
    }
    fclose(out);
    crs_close(crs);
    return n;
}

static void write_seats(const struct city *city, enum level level, int year,
                        const char *folder, size_t n_pupils,
                        const uint32_t *nearest)
{
    FILE *out = create(folder, "capacity.csv");
    double total = (double)n_pupils * SEATS_PER_CENT / 100;
    double given = 0;
    double written = 0;
    fputs("school_id,year,grade,seats\n", out);
    for (size_t s = 0; s < city->schools.count; s++) {
        given += total / 2 / (double)city->schools.count +
                 total / 2 * nearest[s] / (double)n_pupils;
        double seats = floor(given + 0.5) - written; // so that all add up
        written += seats;
        fprintf(out, "%s,%d,%d,%.0f\n", city->schools.items[s].id, year,
                level_entry_grade(level), seats);
    }
    fclose(out);
    fprintf(stderr, "%zu pupils, %zu schools, %.0f seats\n", n_pupils,
            city->schools.count, written);
}

int main(int argc, char **argv)
{
    enum level level;
    if (argc != 7 || !level_parse(argv[3], &level)) {
        fputs("usage: simulate_pupils CITY PER_MILLE LEVEL YEAR SEED FOLDER\n",
              stderr);
        return 2;
    }
    int year = atoi(argv[4]);
    struct city city =
        read_city(argv[1], level, (uint64_t)strtoull(argv[5], NULL, 10));
    uint32_t *nearest = arena_array(city.arena, uint32_t, city.schools.count);
    size_t n =
        write_pupils(&city, atoi(argv[2]), level, year, argv[6], nearest);
    write_seats(&city, level, year, argv[6], n, nearest);
    arena_free(city.arena);
    return 0;
}
