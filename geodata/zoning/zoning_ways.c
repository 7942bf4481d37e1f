#include "zoning/place_ways.h"
#include "zoning/zoning_parts.h"

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
    const struct zoning_question *question = &zoning->question;
    struct place_ways found;
    struct place_ways_question ways = {.units = &zoning->units,
                                       .entrants = zoning->problem.entrants,
                                       .entrants_source =
                                           zoning->entrants_source,
                                       .year = question->year,
                                       .grade = question->grade,
                                       .places = zoning->schools.items,
                                       .n_places = zoning->schools.count,
                                       .profile = question->profile,
                                       .cap_cm = question->cap_cm,
                                       .n_threads = reading->n_threads,
                                       .messages = reading->messages};
    enum status status =
        place_ways_read(reading->store, reading->arena, &ways, &found, err);
    if (status != STATUS_OK)
        return status;
    bool has_cap = question->cap_cm != UINT32_MAX;
    zoning->problem.way_cm = found.ways.way_cm;
    zoning->problem.over_cap = has_cap ? found.ways.over_cap : NULL;
    snprintf(zoning->network, sizeof zoning->network, "%s", found.network);
    count_off_street(zoning);
    return STATUS_OK;
}
