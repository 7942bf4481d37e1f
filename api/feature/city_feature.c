// The box is cut at the 2nd and the 98th of a hundred schools on each axis:
// one school mapped far outside would otherwise shrink the city to a dot.

#include "feature/city_feature.h"

#include <stdlib.h>

#include "query/query_json.h"

#define TRIMMED_SHARE 0.02

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

// The values at the trimmed ends of `n` values, which get sorted.
static void trim(double *values, size_t n, double *low, double *high)
{
    qsort(values, n, sizeof *values, by_value);
    size_t cut = (size_t)((double)n * TRIMMED_SHARE);
    *low = values[cut];
    *high = values[n - 1 - cut];
}

static void schools_box(const struct city_state *city, struct arena *arena,
                        struct lonlat *south_west, struct lonlat *north_east)
{
    size_t n = city->schools.count;
    double *lons = arena_array(arena, double, n);
    double *lats = arena_array(arena, double, n);
    for (size_t i = 0; i < n; i++) {
        lons[i] = city->notes[i].at.lon_deg;
        lats[i] = city->notes[i].at.lat_deg;
    }
    trim(lons, n, &south_west->lon_deg, &north_east->lon_deg);
    trim(lats, n, &south_west->lat_deg, &north_east->lat_deg);
}

static void streets_box(struct query_context *context,
                        struct lonlat *south_west, struct lonlat *north_east)
{
    struct box_m box = context->city->streets_box;
    *south_west =
        crs_to_lonlat(context->crs, (struct point_m){box.min_x_m, box.min_y_m});
    *north_east =
        crs_to_lonlat(context->crs, (struct point_m){box.max_x_m, box.max_y_m});
}

static void write_where(struct json_writer *json, struct query_context *context,
                        struct arena *arena)
{
    struct lonlat south_west;
    struct lonlat north_east;
    if (context->city->schools.count > 0)
        schools_box(context->city, arena, &south_west, &north_east);
    else
        streets_box(context, &south_west, &north_east);
    json_key(json, "bbox");
    json_begin_array(json);
    json_number(json, south_west.lon_deg, 7);
    json_number(json, south_west.lat_deg, 7);
    json_number(json, north_east.lon_deg, 7);
    json_number(json, north_east.lat_deg, 7);
    json_end_array(json);
    json_key(json, "centre");
    json_lonlat(json,
                (struct lonlat){(south_west.lon_deg + north_east.lon_deg) / 2,
                                (south_west.lat_deg + north_east.lat_deg) / 2});
}

static void write_choices(struct json_writer *json,
                          const struct city_state *city)
{
    level_set levels = 0;
    for (size_t i = 0; i < city->schools.count; i++)
        levels |= city->schools.items[i].levels;
    json_key(json, "levels");
    json_levels(json, levels);
    json_key(json, "profiles");
    json_begin_array(json);
    for (size_t i = 0; i < city->n_profiles; i++)
        json_text(json, city->profiles[i].traveller->measure.profile->name);
    json_end_array(json);
}

static void write_counts(struct json_writer *json,
                         const struct city_state *city)
{
    json_key(json, "counts");
    json_begin_object(json);
    json_key(json, "schools");
    json_int(json, (int64_t)city->schools.count);
    json_key(json, "wards");
    json_int(json, (int64_t)city->wards.count);
    json_key(json, "streets");
    json_int(json, (int64_t)city_network_content(city->network)->net.n_edges);
    json_end_object(json);
}

static void write_plans(struct json_writer *json, const struct city_state *city)
{
    json_key(json, "plans");
    json_begin_object(json);
    for (int level = 0; level < N_LEVELS; level++)
        if (city->plan_of[level].plan != NULL) {
            json_key(json, level_name((enum level)level));
            json_text(json, city->plan_of[level].plan->id);
        }
    json_end_object(json);
}

void city_feature_write(struct json_writer *json, struct query_context *context,
                        struct arena *arena)
{
    const struct city_state *city = context->city;
    json_begin_object(json);
    json_key(json, "name");
    json_text(json, city->info.name);
    json_key(json, "is_sample");
    json_bool(json, city->info.is_sample);
    json_key(json, "attribution");
    json_text(json, city->info.attribution);
    json_key(json, "crs");
    json_text(json, city->info.crs);
    write_where(json, context, arena);
    write_choices(json, city);
    json_key(json, "network");
    json_text(json, city_network_content(city->network)->checksum);
    write_counts(json, city);
    write_plans(json, city);
    json_key(json, "version");
    json_text(json, HOCGAN_VERSION);
    json_end_object(json);
}
