#include "baltimore.h"

#include <stdlib.h>
#include <string.h>

#include "city/ward.h"
#include "crs/crs.h"
#include "format/geojson.h"
#include "geo/label_point.h"
#include "zone/unit_adjacency.h"

#define MOST_SCHOOLS 32

struct reading {
    struct arena *arena;
    struct crs *crs;
    struct crs_bridge *bridge;
    struct feature_table blocks;
    struct feature_table schools;
    const char *names[MOST_SCHOOLS]; // as the blocks write them
    struct point_m sites[MOST_SCHOOLS];
    uint32_t seats[MOST_SCHOOLS];
    size_t n_schools;
};

static const char *text_of(const struct feature_table *table, size_t row,
                           const char *column)
{
    for (size_t c = 0; c < table->n_columns; c++)
        if (strcmp(table->columns[c], column) == 0)
            return table->features.items[row].texts[c];
    return NULL;
}

static enum status project(struct reading *reading, struct point_m *at,
                           struct error *err)
{
    return crs_bridge_to_city(reading->bridge, at->x_m, at->y_m, at, err);
}

static enum status project_blocks(struct reading *reading, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < reading->blocks.features.count; i++) {
        struct area *area = &reading->blocks.features.items[i].area;
        for (size_t p = 0; p < area->n_polygons; p++)
            for (size_t r = 0; r < area->polygons[p].n_rings; r++) {
                struct ring ring = area->polygons[p].rings[r];
                for (size_t k = 0; status == STATUS_OK && k < ring.count; k++)
                    status = project(reading, &ring.points[k], err);
            }
    }
    return status;
}

static uint32_t school_named(struct reading *reading, const char *name)
{
    for (uint32_t s = 0; s < reading->n_schools; s++)
        if (strcmp(reading->names[s], name) == 0)
            return s;
    reading->names[reading->n_schools] = name;
    return (uint32_t)reading->n_schools++;
}

static const char *other_name(const char *name, bool has_new_catonsville)
{
    if (strcmp(name, "Edmondson Heights ES") == 0)
        return "Edmonson Heights ES";
    if (strcmp(name, "Catonsville ES") == 0)
        return has_new_catonsville ? "NewCatonsville ES" : "Old Catonsville ES";
    return name;
}

static enum status find_school(struct reading *reading, uint32_t school,
                               const char *name, struct error *err)
{
    for (size_t i = 0; i < reading->schools.features.count; i++) {
        const char *its_name = text_of(&reading->schools, i, "NAME");
        const char *seats = text_of(&reading->schools, i, "SRC");
        if (strcmp(its_name, name) != 0 || seats == NULL)
            continue;
        reading->seats[school] = (uint32_t)atoi(seats);
        reading->sites[school] = reading->schools.features.items[i].point;
        return project(reading, &reading->sites[school], err);
    }
    return error_set(err, STATUS_BAD_INPUT, "no school %s with seats", name);
}

static enum status find_schools(struct reading *reading, uint32_t *adopted,
                                bool has_new_catonsville, struct error *err)
{
    for (size_t i = 0; i < reading->blocks.features.count; i++)
        adopted[i] =
            school_named(reading, text_of(&reading->blocks, i, "ES1516"));
    enum status status = STATUS_OK;
    for (uint32_t s = 0; status == STATUS_OK && s < reading->n_schools; s++)
        status = find_school(reading, s,
                             other_name(reading->names[s], has_new_catonsville),
                             err);
    return status;
}

static void add_ways(struct reading *reading, struct zone_problem *problem)
{
    size_t n = reading->n_schools;
    uint32_t *ways =
        arena_array(reading->arena, uint32_t, problem->n_units * n);
    uint32_t *entrants =
        arena_array(reading->arena, uint32_t, problem->n_units);
    uint32_t *homes = arena_array(reading->arena, uint32_t, n);
    memset(homes, 0xFF, n * sizeof *homes);
    for (uint32_t u = 0; u < problem->n_units; u++) {
        const struct area *area = &reading->blocks.features.items[u].area;
        struct point_m middle = area_label_point(area);
        const char *pupils = text_of(&reading->blocks, u, "K5LiveAtt");
        entrants[u] = pupils == NULL ? 0 : (uint32_t)atoi(pupils);
        for (uint32_t s = 0; s < n; s++) {
            ways[u * n + s] = ground_distance_cm(
                crs_ground(reading->crs, middle), middle, reading->sites[s]);
            if (homes[s] == ZONE_NO_UNIT &&
                area_has_point(area, reading->sites[s]))
                homes[s] = u;
        }
    }
    problem->way_cm = ways;
    problem->entrants = entrants;
    problem->school_unit = homes;
}

static void join_blocks(struct reading *reading, struct zone_problem *problem)
{
    struct planning_unit *units =
        arena_array(reading->arena, struct planning_unit, problem->n_units);
    for (size_t u = 0; u < problem->n_units; u++)
        units[u].area = reading->blocks.features.items[u].area;
    struct unit_adjacency adjacency = unit_adjacency_build(
        reading->arena, units, problem->n_units, ADJACENCY_USUAL);
    problem->first_neighbour = adjacency.first_neighbour;
    problem->neighbours = adjacency.neighbours;
}

static enum status read_files(const char *data, struct reading *reading,
                              struct error *err)
{
    struct arena *arena = reading->arena;
    enum status status = geojson_read(
        arena_format(arena, "%s/zoning/baltimore-blocks.geojson", data), arena,
        &reading->blocks, err);
    if (status == STATUS_OK)
        status = geojson_read(
            arena_format(arena, "%s/zoning/baltimore-schools.geojson", data),
            arena, &reading->schools, err);
    if (status == STATUS_OK) // UTM zone 18 north
        status = crs_open("EPSG:32618", &reading->crs, err);
    if (status == STATUS_OK)
        status =
            crs_bridge_open("EPSG:4326", reading->crs, &reading->bridge, err);
    return status == STATUS_OK ? project_blocks(reading, err) : status;
}

enum status baltimore_read(const char *data, bool has_new_catonsville,
                           struct arena *arena, struct baltimore *baltimore,
                           struct error *err)
{
    struct reading reading = {.arena = arena};
    enum status status = read_files(data, &reading, err);
    if (status == STATUS_OK) {
        baltimore->adopted =
            arena_array(arena, uint32_t, reading.blocks.features.count);
        status = find_schools(&reading, baltimore->adopted, has_new_catonsville,
                              err);
    }
    if (status == STATUS_OK) {
        struct zone_problem problem = {
            .n_units = reading.blocks.features.count,
            .n_schools = reading.n_schools,
            .seats = arena_copy(arena, reading.seats,
                                reading.n_schools * sizeof(uint32_t)),
            .weights = ZONE_WEIGHTS_USUAL,
        };
        add_ways(&reading, &problem);
        join_blocks(&reading, &problem);
        problem.weights = zone_weights_settle(&problem);
        baltimore->problem = problem;
    }
    crs_bridge_close(reading.bridge);
    crs_close(reading.crs);
    return status;
}
