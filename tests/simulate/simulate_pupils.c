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
#include <stdlib.h>

#include "real_city.h"

#define SEATS_PER_CENT 102

static size_t write_pupils(struct real_city *city, int per_mille,
                           enum level level, int year, const char *folder,
                           uint32_t *nearest)
{
    struct crs *crs = real_city_crs(city);
    FILE *out = simulate_create(folder, "pupils.csv");
    fputs("id,lon,lat,grade,year,ward\n", out);
    const struct piece_list *pieces = real_city_pieces(city);
    size_t n = 0;
    for (size_t w = 0; w < city->wards.count; w++) {
        const char *ward_id = city->wards.items[w].id;
        int64_t wanted =
            pieces[w].count == 0
                ? 0
                : real_city_people(city, ward_id) * per_mille / 1000;
        for (int64_t i = 0; i < wanted; i++) {
            struct point_m home = real_city_home(&city->random, &pieces[w]);
            struct lonlat at = crs_to_lonlat(crs, home);
            nearest[real_city_nearest(city, home)]++;
            fprintf(out, "P%07zu,%.7f,%.7f,%d,%d,%s\n", ++n, at.lon_deg,
                    at.lat_deg, level_entry_grade(level), year, ward_id);
        }
    }
    fclose(out);
    crs_close(crs);
    return n;
}

static void write_seats(const struct real_city *city, enum level level,
                        int year, const char *folder, size_t n_pupils,
                        const uint32_t *nearest)
{
    FILE *out = simulate_create(folder, "capacity.csv");
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
    struct real_city city =
        real_city_read(argv[1], (uint64_t)strtoull(argv[5], NULL, 10));
    real_city_keep_level(&city, level);
    uint32_t *nearest = arena_array(city.arena, uint32_t, city.schools.count);
    size_t n =
        write_pupils(&city, atoi(argv[2]), level, year, argv[6], nearest);
    write_seats(&city, level, year, argv[6], n, nearest);
    arena_free(city.arena);
    return 0;
}
