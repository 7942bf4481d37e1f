// Homes are those of pupils where the entrants were counted from pupils, and
// stand along the streets of the units otherwise. What leaves this file is the
// mean of each unit.

#include <stdio.h>

#include "admission/home_ways.h"
#include "crs/crs.h"
#include "store/city_network.h"
#include "store/store_city.h"
#include "zone/unit_ways.h"
#include "zoning/zoning_homes.h"
#include "zoning/zoning_parts.h"

static enum status read_homes(struct zoning_reading *reading,
                              struct arena *scratch,
                              struct entrant_home_list *homes,
                              struct error *err)
{
    const struct city_zoning *zoning = reading->zoning;
    const struct zoning_question *question = &zoning->question;
    if (strcmp(zoning->entrants_source, "pupils") == 0)
        return zoning_homes_of_pupils(reading->store, scratch, question->year,
                                      question->grade, homes, err);
    return zoning_homes_along_streets(
        reading->store, scratch, zoning->units.items, zoning->units.count,
        zoning->problem.entrants, reading->n_threads, homes, err);
}

// Pupils may have come or gone since they were counted: the counts hold, and
// whoever reads the report should know.
static void say_changed(const struct zoning_reading *reading,
                        const struct unit_homes *homes)
{
    const struct city_zoning *zoning = reading->zoning;
    for (size_t u = 0; u < homes->n_units; u++)
        if (homes->entrants[u] != zoning->problem.entrants[u] &&
            reading->messages != NULL) {
            fprintf(reading->messages,
                    "the pupils have changed since the units' entrants were "
                    "counted; `hocgan zones CITY units` counts them anew\n");
            return;
        }
}

static void take_ways(struct zoning_reading *reading,
                      const struct unit_homes *homes, round_way_row_fn *row,
                      const void *ways)
{
    struct city_zoning *zoning = reading->zoning;
    uint32_t cap_cm = zoning->question.cap_cm;
    struct unit_ways made =
        unit_ways_build(reading->arena, homes, zoning->schools.count, row, ways,
                        cap_cm, reading->n_threads);
    zoning->problem.way_cm = made.way_cm;
    zoning->problem.over_cap = cap_cm == UINT32_MAX ? NULL : made.over_cap;
}

static enum status ways_in_straight_lines(struct zoning_reading *reading,
                                          const struct unit_homes *homes,
                                          struct error *err)
{
    const struct school_list *schools = &reading->zoning->schools;
    struct city_info info;
    struct crs *crs = NULL;
    enum status status =
        store_read_city(reading->store, reading->arena, &info, err);
    if (status == STATUS_OK)
        status = crs_open(info.crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    struct straight_ways ways = {crs_ground(crs, schools->items[0].point),
                                 homes->homes, schools->items, schools->count};
    crs_close(crs);
    take_ways(reading, homes, straight_ways_row, &ways);
    return STATUS_OK;
}

static enum status ways_along_streets(struct zoning_reading *reading,
                                      const struct unit_homes *homes,
                                      struct error *err)
{
    struct city_zoning *zoning = reading->zoning;
    const char *profile = zoning->question.profile;
    struct city_network *network = NULL;
    enum status status = city_network_open(reading->store, profile,
                                           reading->messages, &network, err);
    if (status != STATUS_OK)
        return status;
    snprintf(zoning->network, sizeof zoning->network, "%s",
             city_network_content(network)->checksum);
    const struct traveller *traveller =
        city_network_traveller(network, profile);
    struct arena *scratch = arena_new();
    struct point_m *at = arena_array(scratch, struct point_m, homes->n_homes);
    for (size_t i = 0; i < homes->n_homes; i++)
        at[i] = homes->homes[i].at;
    struct home_ways *ways = home_ways_new(
        &traveller->measure, traveller->snapper, at, homes->n_homes,
        zoning->schools.items, zoning->schools.count, reading->n_threads);
    take_ways(reading, homes, home_ways_row, ways);
    home_ways_free(ways);
    arena_free(scratch);
    city_network_close(network);
    return STATUS_OK;
}

static void count_off_street(struct city_zoning *zoning)
{
    const struct zone_problem *problem = &zoning->problem;
    for (size_t u = 0; u < problem->n_units; u++) {
        const uint32_t *row = &problem->way_cm[u * problem->n_schools];
        size_t s = 0;
        while (s < problem->n_schools && row[s] == UINT32_MAX)
            s++;
        zoning->n_off_street += s == problem->n_schools;
    }
}

enum status zoning_read_ways(struct zoning_reading *reading, struct error *err)
{
    struct city_zoning *zoning = reading->zoning;
    struct arena *scratch = arena_new();
    struct entrant_home_list homes = {0};
    enum status status = read_homes(reading, scratch, &homes, err);
    if (status == STATUS_OK) {
        struct unit_homes in_units = unit_homes_build(
            scratch, homes.items, homes.count, zoning->units.items,
            zoning->units.count, reading->n_threads);
        say_changed(reading, &in_units);
        status = zoning->question.profile == NULL
                     ? ways_in_straight_lines(reading, &in_units, err)
                     : ways_along_streets(reading, &in_units, err);
    }
    arena_free(scratch);
    if (status == STATUS_OK)
        count_off_street(zoning);
    return status;
}
