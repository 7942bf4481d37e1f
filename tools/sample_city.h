#ifndef SAMPLE_CITY_H
#define SAMPLE_CITY_H

#include <stdio.h>

#include "base/error.h"
#include "sample_families.h"
#include "sample_homes.h"

/// A made-up city, drawn from a seed: the same seed and sizes give the same
/// city, to the byte, on every machine. It is meant to make zoning hard: a
/// river with few bridges, seats short where the children are.
#define SAMPLE_CITY_NAME "Thành phố Mẫu – dữ liệu mô phỏng"
#define SAMPLE_SOURCE "dữ liệu mô phỏng (made up by hocgan demo)"

/// The year the children start, and the first and last year behind them.
#define SAMPLE_YEAR 2026
#define SAMPLE_FIRST_YEAR 2021
#define SAMPLE_LAST_YEAR 2025

struct sample_options {
    uint64_t seed;
    size_t n_pupils;
    size_t n_schools;
};
#define SAMPLE_OPTIONS_USUAL ((struct sample_options){20250701, 20000, 60})

struct sample_city {
    struct sample_options options;
    struct terrain terrain;
    struct drawn_wards wards;
    struct drawn_streets streets;
    struct drawn_schools schools;
    struct drawn_homes homes;
    struct drawn_pupil *pupils;
    struct drawn_family *families; ///< of each pupil
};

/// Draws the city in `arena`; it points into itself, so it is not copied.
struct sample_city *sample_city_draw(struct arena *arena,
                                     struct sample_options options);

/// A place on the bank across from the lonely school (sample_schools.h): it
/// is the school seen from there, and far away.
struct lonlat sample_city_hard_place(struct sample_options options);

/// Writes city.osm, wards.geojson, capacity.csv, enrolment.csv,
/// population.csv, housing.csv, sites.csv, indicators.csv, pupils.csv and
/// wishes.csv into the folder. Each file appears
/// whole or not at all.
enum status sample_city_write(const struct sample_city *city,
                              const char *folder, struct error *err);

/// One file each (sample_osm.c, sample_tables.c, sample_planning.c), written to
/// an open stream.
void sample_write_osm(const struct sample_city *city, FILE *out);
void sample_write_wards(const struct sample_city *city, FILE *out);
void sample_write_capacity(const struct sample_city *city, FILE *out);
void sample_write_enrolment(const struct sample_city *city, FILE *out);
void sample_write_population(const struct sample_city *city, FILE *out);
void sample_write_housing(const struct sample_city *city, FILE *out);
void sample_write_sites(const struct sample_city *city, FILE *out);
void sample_write_indicators(const struct sample_city *city, FILE *out);
void sample_write_pupils(const struct sample_city *city, FILE *out);
void sample_write_wishes(const struct sample_city *city, FILE *out);

/// Writes degrees times 10^7 as degrees with seven decimals.
void sample_write_degrees(FILE *out, int64_t e7);

#endif
