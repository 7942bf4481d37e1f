// Sites are schools with a point and nothing else, so that ways lead to both
// alike. Schools come first and in order of id, as plans of zones name them so.

#include "planning/siting_case.h"

#include <stdlib.h>
#include <string.h>

#include "geo/label_point.h"
#include "store/plan_list.h"
#include "store/store_city.h"
#include "store/store_sites.h"

struct opening {
    struct store *city;
    struct siting_case *siting;
    struct school_list places; // of the spots, for ways
};

int32_t most_classes_of(enum level level)
{
    static const int32_t MOST[N_LEVELS] = {20, 30, 45, 45};
    return MOST[level];
}

static struct siting_spot *add_spot(struct opening *opening,
                                    const struct school *place,
                                    struct siting_spot spot)
{
    struct siting_case *siting = opening->siting;
    *school_list_add(&opening->places, siting->arena) = *place;
    siting->spots[siting->n_spots] = spot;
    return &siting->spots[siting->n_spots++];
}

// Schools ---------------------------------------------------------------------

static bool is_wanted(const struct siting_case *siting,
                      const struct school *place)
{
    return place != NULL && school_is_public(place) &&
           (place->levels & LEVEL_BIT(siting->question.level)) != 0;
}

// So many rooms more as there may be classes.
static uint32_t rooms_to_add(const struct siting_case *siting, uint32_t school)
{
    const struct room_supply *supply = &siting->planning->supply[school];
    int32_t most = most_classes_of(siting->question.level);
    if (supply->rooms < 0 || supply->rooms >= most)
        return 0;
    return (uint32_t)(most - supply->rooms);
}

static enum status add_schools(struct opening *opening, struct error *err)
{
    struct siting_case *siting = opening->siting;
    const struct forecast_case *planning = siting->planning;
    for (uint32_t s = 0; s < planning->n_schools; s++) {
        const struct school *place = planning->schools[s].place;
        if (!is_wanted(siting, place))
            continue;
        siting->n_unknown += planning->supply[s].rooms < 0;
        add_spot(opening, place,
                 (struct siting_spot){.id = place->id,
                                      .name = planning->schools[s].name,
                                      .at = place->point,
                                      .school = s,
                                      .most_rooms = rooms_to_add(siting, s)});
    }
    siting->n_schools = siting->n_spots;
    if (siting->n_schools == 0)
        return error_set(
            err, STATUS_STATE, "%s has no public school of level %s on its map",
            store_path(opening->city), level_name(siting->question.level));
    return STATUS_OK;
}

// Sites -----------------------------------------------------------------------

static void add_site(struct opening *opening, const char *id, const char *name,
                     struct point_m at, int64_t most_rooms, double cost)
{
    struct school place = {.id = id,
                           .name = name,
                           .levels = LEVEL_BIT(opening->siting->question.level),
                           .point = at};
    add_spot(opening, &place,
             (struct siting_spot){.id = id,
                                  .name = name,
                                  .at = at,
                                  .is_site = true,
                                  .school = PANEL_NOBODY,
                                  .most_rooms = (uint32_t)most_rooms,
                                  .cost = cost < 0 ? 0 : cost});
}

struct ranked_unit {
    uint32_t entrants;
    uint32_t unit;
};

// Most entrants first, of equals the first unit.
static int rank_order(const void *left, const void *right)
{
    const struct ranked_unit *a = left;
    const struct ranked_unit *b = right;
    if (a->entrants != b->entrants)
        return a->entrants > b->entrants ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static int unit_order(const void *left, const void *right)
{
    const struct ranked_unit *a = left;
    const struct ranked_unit *b = right;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static void add_unit_sites(struct opening *opening)
{
    struct siting_case *siting = opening->siting;
    const struct planning_unit_list *units = &siting->units.units;
    struct ranked_unit *ranked =
        arena_array(siting->arena, struct ranked_unit, units->count);
    size_t n = units->count < SITING_MOST_UNIT_SITES ? units->count
                                                     : SITING_MOST_UNIT_SITES;
    for (uint32_t u = 0; u < units->count; u++)
        ranked[u] = (struct ranked_unit){siting->units.problem.entrants[u], u};
    qsort(ranked, units->count, sizeof *ranked, rank_order);
    qsort(ranked, n, sizeof *ranked, unit_order);
    for (size_t i = 0; i < n; i++) {
        const struct planning_unit *unit = &units->items[ranked[i].unit];
        add_site(opening, unit->id, unit->name, area_label_point(&unit->area),
                 most_classes_of(siting->question.level), 0);
    }
}

static size_t room_for_spots(const struct siting_case *siting,
                             const struct site_list *sites)
{
    size_t n_sites = sites->count > 0 ? sites->count : SITING_MOST_UNIT_SITES;
    return siting->planning->n_schools + n_sites + siting->question.n_pins;
}

// Pins are called by their numbers: "pin 1".
static void add_pins(struct opening *opening)
{
    struct siting_case *siting = opening->siting;
    const struct siting_question *question = &siting->question;
    for (size_t i = 0; i < question->n_pins; i++) {
        const char *id = arena_format(siting->arena, "pin %zu", i + 1);
        add_site(opening, id, id, question->pins[i].at, question->pins[i].rooms,
                 0);
    }
}

static enum status add_spots(struct opening *opening, struct error *err)
{
    struct siting_case *siting = opening->siting;
    struct site_list sites;
    enum status status =
        store_read_sites(opening->city, siting->arena, &sites, err);
    if (status != STATUS_OK)
        return status;
    siting->spots = arena_array(siting->arena, struct siting_spot,
                                room_for_spots(siting, &sites));
    status = add_schools(opening, err);
    if (status != STATUS_OK)
        return status;
    siting->has_own_sites = sites.count > 0;
    for (size_t i = 0; i < sites.count; i++) {
        const struct site *site = &sites.items[i];
        add_site(opening, site->id, site->name == NULL ? site->id : site->name,
                 site->at, site->max_rooms, site->cost);
    }
    if (sites.count == 0)
        add_unit_sites(opening);
    siting->n_sites = siting->n_spots - siting->n_schools;
    add_pins(opening);
    return STATUS_OK;
}

// Ways ------------------------------------------------------------------------

static enum status read_ways(struct opening *opening, struct error *err)
{
    struct siting_case *siting = opening->siting;
    const struct siting_question *question = &siting->question;
    struct point_m *homes =
        arena_array(siting->arena, struct point_m, question->n_homes);
    for (size_t i = 0; i < question->n_homes; i++)
        homes[i] = question->homes[i].at;
    struct place_ways_question ways = {
        .units = &siting->units.units,
        .entrants = siting->units.problem.entrants,
        .entrants_source = siting->units.entrants_source,
        .year = siting->units.question.year,
        .grade = siting->units.question.grade,
        .homes = homes,
        .n_homes = question->n_homes,
        .places = opening->places.items,
        .n_places = opening->places.count,
        .profile = question->profile,
        .cap_cm = question->cap_cm,
        .n_threads = question->n_threads,
        .messages = question->messages};
    siting->n_demands = siting->units.units.count + question->n_homes;
    return place_ways_read(opening->city, siting->arena, &ways, &siting->ways,
                           err);
}

// Whose growth each unit shares -----------------------------------------------

static uint32_t nearest_school(const struct siting_case *siting, size_t unit)
{
    const uint32_t *way = &siting->ways.ways.way_cm[unit * siting->n_spots];
    uint32_t nearest = SITING_NO_SPOT;
    for (uint32_t s = 0; s < siting->n_schools; s++)
        if (way[s] != UINT32_MAX &&
            (nearest == SITING_NO_SPOT || way[s] < way[nearest]))
            nearest = s;
    return nearest;
}

// The plan's schools are found among those of the level.
static enum status read_plan(struct opening *opening, uint32_t *spot_of_unit,
                             struct error *err)
{
    struct siting_case *siting = opening->siting;
    struct plan_entry_list plans;
    struct city_zoning zoning = siting->units;
    uint32_t *school;
    enum status status =
        store_list_plans(opening->city, siting->arena, &plans, err);
    if (status != STATUS_OK)
        return status;
    const struct plan_entry *plan =
        plan_in_force(&plans, siting->question.level);
    if (plan == NULL)
        return STATUS_OK;
    zoning.schools = opening->places;
    zoning.schools.count = siting->n_schools;
    status = city_zoning_read_plan(opening->city, siting->arena, &zoning,
                                   plan->id, &school, err);
    for (size_t u = 0; status == STATUS_OK && u < siting->units.units.count;
         u++)
        spot_of_unit[u] = school[u];
    siting->plan = plan->id;
    return status;
}

static enum status read_belonging(struct opening *opening, struct error *err)
{
    struct siting_case *siting = opening->siting;
    size_t n = siting->units.units.count;
    siting->spot_of_unit = arena_array(siting->arena, uint32_t, n);
    for (size_t u = 0; u < n; u++)
        siting->spot_of_unit[u] = SITING_NO_SPOT;
    enum status status = read_plan(opening, siting->spot_of_unit, err);
    for (size_t u = 0; u < n; u++)
        if (siting->spot_of_unit[u] == SITING_NO_SPOT)
            siting->spot_of_unit[u] = nearest_school(siting, u);
    return status;
}

// The whole -------------------------------------------------------------------

enum status siting_case_open(struct store *city, struct arena *arena,
                             const struct forecast_case *planning,
                             const struct forecast *forecast,
                             const struct room_table *rooms,
                             const struct siting_question *question,
                             struct siting_case *siting, struct error *err)
{
    *siting = (struct siting_case){.arena = arena,
                                   .planning = planning,
                                   .forecast = forecast,
                                   .rooms = rooms,
                                   .question = *question};
    struct opening opening = {.city = city, .siting = siting};
    struct zoning_question units = zoning_question_usual(question->level);
    enum status status =
        city_zoning_read_units(city, arena, &units, &siting->units, err);
    if (status == STATUS_OK)
        status = add_spots(&opening, err);
    if (status == STATUS_OK)
        status = read_ways(&opening, err);
    if (status == STATUS_OK)
        status = read_belonging(&opening, err);
    return status;
}

enum status siting_case_find(const struct siting_case *siting, const char *id,
                             bool is_site, uint32_t *spot, struct error *err)
{
    size_t from = is_site ? siting->n_schools : 0;
    size_t to = is_site ? siting->n_spots : siting->n_schools;
    for (size_t s = from; s < to; s++)
        if (strcmp(siting->spots[s].id, id) == 0) {
            *spot = (uint32_t)s;
            return STATUS_OK;
        }
    return error_set(err, STATUS_NOT_FOUND,
                     is_site ? "there is no site \"%.60s\" to build on"
                             : "there is no public school \"%.60s\" of that "
                               "level",
                     id);
}
