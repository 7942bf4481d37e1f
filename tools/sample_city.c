// The city is drawn from the ground up: plan, wards, streets, the blocks that
// schools take, lanes in the blocks that are left, homes along them, children
// in the homes, the seats, which are measured against the children, and last
// the families.

#include "sample_city.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

// The usual city has 90 cells of land, 22 wards; others grow with it.
static size_t cells_for(struct sample_options options)
{
    size_t for_pupils = options.n_pupils * 90 / 20000;
    size_t for_schools = options.n_schools * 90 / 60;
    return greater(greater(for_pupils, for_schools), 20);
}

struct sample_city *sample_city_draw(struct arena *arena,
                                     struct sample_options options)
{
    struct sample_city *city = arena_array(arena, struct sample_city, 1);
    size_t n_cells = cells_for(options);
    city->options = options;
    city->terrain = terrain_draw(arena, options.seed, n_cells);
    city->wards = wards_draw(arena, &city->terrain, n_cells * 22 / 90);
    city->streets = streets_draw(arena, &city->terrain);
    city->schools = schools_draw(&city->streets, options.n_schools);
    lanes_draw(&city->streets);
    city->homes = homes_draw(&city->streets, &city->wards);
    city->pupils =
        pupils_draw(arena, &city->terrain, &city->homes, options.n_pupils);
    seats_draw(&city->terrain, &city->schools, &city->homes, city->pupils,
               options.n_pupils);
    city->families =
        families_draw(arena, &city->terrain, &city->schools, &city->homes,
                      city->wards.n_wards, city->pupils, options.n_pupils);
    return city;
}

struct lonlat sample_city_hard_place(struct sample_options options)
{
    struct arena *arena = arena_new();
    struct terrain terrain =
        terrain_draw(arena, options.seed, cells_for(options));
    struct spot spot = {(int32_t)terrain.lonely_column * GRAIN + 110,
                        (int32_t)(terrain.river_row + 1) * GRAIN + 60};
    struct degrees_e7 at = terrain_degrees(terrain_point(&terrain, spot));
    arena_free(arena);
    return (struct lonlat){(double)at.lon / 1e7, (double)at.lat / 1e7};
}

void sample_write_degrees(FILE *out, int64_t e7)
{
    fprintf(out, "%lld.%07lld", (long long)(e7 / 10000000),
            (long long)(e7 % 10000000));
}

// Written under another name and renamed, so that a crash leaves no half file.
static enum status write_file(const struct sample_city *city,
                              const char *folder, const char *name,
                              void (*write)(const struct sample_city *, FILE *),
                              struct error *err)
{
    char path[PATH_MAX];
    char fresh[PATH_MAX + 4];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= PATH_MAX)
        return error_set(err, STATUS_BAD_INPUT, "%s is too long a path",
                         folder);
    snprintf(fresh, sizeof fresh, "%s.new", path);
    FILE *out = fopen(fresh, "wb");
    if (out == NULL)
        return error_set(err, STATUS_IO, "cannot write %s: %s", fresh,
                         strerror(errno));
    write(city, out);
    bool is_whole = ferror(out) == 0;
    is_whole = fclose(out) == 0 && is_whole;
    if (!is_whole || rename(fresh, path) != 0) {
        unlink(fresh);
        return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                         strerror(errno));
    }
    return STATUS_OK;
}

enum status sample_city_write(const struct sample_city *city,
                              const char *folder, struct error *err)
{
    static const struct {
        const char *name;
        void (*write)(const struct sample_city *, FILE *);
    } FILES[] = {
        {"city.osm", sample_write_osm},
        {"wards.geojson", sample_write_wards},
        {"capacity.csv", sample_write_capacity},
        {"enrolment.csv", sample_write_enrolment},
        {"population.csv", sample_write_population},
        {"housing.csv", sample_write_housing},
        {"sites.csv", sample_write_sites},
        {"indicators.csv", sample_write_indicators},
        {"pupils.csv", sample_write_pupils},
        {"wishes.csv", sample_write_wishes},
    };
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        enum status status =
            write_file(city, folder, FILES[i].name, FILES[i].write, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
