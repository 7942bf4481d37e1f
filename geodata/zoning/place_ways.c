// Homes are those of pupils where the entrants were counted from pupils, and
// stand along the streets of the units otherwise. What leaves this file is the
// mean of each unit.

#include "zoning/place_ways.h"

#include <string.h>

#include "admission/home_ways.h"
#include "crs/crs.h"
#include "store/city_network.h"
#include "store/store_city.h"
#include "zoning/zoning_homes.h"

struct reading {
    struct store *store;
    struct arena *arena;
    const struct place_ways_question *question;
    struct place_ways *ways;
};

static enum status read_homes(struct reading *reading, struct arena *scratch,
                              struct entrant_home_list *homes,
                              struct error *err)
{
    const struct place_ways_question *question = reading->question;
    if (strcmp(question->entrants_source, "pupils") == 0)
        return zoning_homes_of_pupils(reading->store, scratch, question->year,
                                      question->grade, homes, err);
    return zoning_homes_along_streets(
        reading->store, scratch, question->units->items, question->units->count,
        question->entrants, question->n_threads, homes, err);
}

// Pupils may have come or gone since they were counted: the counts hold, and
// whoever reads the report should know.
static void say_changed(const struct place_ways_question *question,
                        const struct unit_homes *homes)
{
    for (size_t u = 0; u < homes->n_units; u++)
        if (homes->entrants[u] != question->entrants[u] &&
            question->messages != NULL) {
            fprintf(question->messages,
                    "the pupils have changed since the units' entrants were "
                    "counted; `hocgan zones CITY units` counts them anew\n");
            return;
        }
}

// Each further home is a unit with one entrant.
static struct unit_homes with_more(struct arena *arena,
                                   const struct unit_homes *homes,
                                   const struct point_m *more, size_t n_more)
{
    struct unit_homes all = {.n_units = homes->n_units + n_more,
                             .n_homes = homes->n_homes + n_more,
                             .n_outside = homes->n_outside};
    struct entrant_home *at =
        arena_array(arena, struct entrant_home, all.n_homes);
    uint32_t *first = arena_array(arena, uint32_t, all.n_units + 1);
    uint32_t *entrants = arena_array(arena, uint32_t, all.n_units);
    if (homes->n_homes > 0)
        memcpy(at, homes->homes, homes->n_homes * sizeof *at);
    memcpy(first, homes->first, (homes->n_units + 1) * sizeof *first);
    if (homes->n_units > 0)
        memcpy(entrants, homes->entrants, homes->n_units * sizeof *entrants);
    for (size_t i = 0; i < n_more; i++) {
        size_t unit = homes->n_units + i;
        at[homes->n_homes + i] =
            (struct entrant_home){more[i], (uint32_t)unit, 1};
        first[unit + 1] = first[unit] + 1;
        entrants[unit] = 1;
    }
    all.homes = at;
    all.first = first;
    all.entrants = entrants;
    return all;
}

static void take_ways(struct reading *reading, const struct unit_homes *homes,
                      round_way_row_fn *row, const void *ways)
{
    const struct place_ways_question *question = reading->question;
    reading->ways->ways =
        unit_ways_build(reading->arena, homes, question->n_places, row, ways,
                        question->cap_cm, question->n_threads);
}

static enum status ways_in_straight_lines(struct reading *reading,
                                          const struct unit_homes *homes,
                                          struct error *err)
{
    const struct place_ways_question *question = reading->question;
    struct city_info info;
    struct crs *crs = NULL;
    enum status status =
        store_read_city(reading->store, reading->arena, &info, err);
    if (status == STATUS_OK)
        status = crs_open(info.crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    struct straight_ways ways = {crs_ground(crs, question->places[0].point),
                                 homes->homes, question->places,
                                 question->n_places};
    crs_close(crs);
    take_ways(reading, homes, straight_ways_row, &ways);
    return STATUS_OK;
}

static enum status ways_along_streets(struct reading *reading,
                                      const struct unit_homes *homes,
                                      struct error *err)
{
    const struct place_ways_question *question = reading->question;
    const char *profile = question->profile;
    struct city_network *network = NULL;
    enum status status = city_network_open(reading->store, profile,
                                           question->messages, &network, err);
    if (status != STATUS_OK)
        return status;
    snprintf(reading->ways->network, sizeof reading->ways->network, "%s",
             city_network_content(network)->checksum);
    const struct traveller *traveller =
        city_network_traveller(network, profile);
    struct arena *scratch = arena_new();
    struct point_m *at = arena_array(scratch, struct point_m, homes->n_homes);
    for (size_t i = 0; i < homes->n_homes; i++)
        at[i] = homes->homes[i].at;
    struct home_ways *ways = home_ways_new(
        &traveller->measure, traveller->snapper, at, homes->n_homes,
        question->places, question->n_places, question->n_threads);
    take_ways(reading, homes, home_ways_row, ways);
    home_ways_free(ways);
    arena_free(scratch);
    city_network_close(network);
    return STATUS_OK;
}

enum status place_ways_read(struct store *store, struct arena *arena,
                            const struct place_ways_question *question,
                            struct place_ways *ways, struct error *err)
{
    struct reading reading = {store, arena, question, ways};
    struct arena *scratch = arena_new();
    struct entrant_home_list homes = {0};
    *ways = (struct place_ways){0};
    enum status status = read_homes(&reading, scratch, &homes, err);
    if (status == STATUS_OK) {
        struct unit_homes in_units = unit_homes_build(
            scratch, homes.items, homes.count, question->units->items,
            question->units->count, question->n_threads);
        say_changed(question, &in_units);
        struct unit_homes all =
            with_more(scratch, &in_units, question->homes, question->n_homes);
        status = question->profile == NULL
                     ? ways_in_straight_lines(&reading, &all, err)
                     : ways_along_streets(&reading, &all, err);
    }
    arena_free(scratch);
    return status;
}
