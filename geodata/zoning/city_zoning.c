// Step by step: units, entrants, schools with seats, who is whose neighbour,
// the ways, and what last year's plan said. Each step fails with what is
// missing, so that the sentence tells a person what to do first.

#include "zoning/city_zoning.h"

#include <sodium.h>
#include <string.h>

#include "base/id_search.h"
#include "store/store_city.h"
#include "store/store_numbers.h"
#include "store/store_units.h"
#include "zone/unit_adjacency.h"
#include "zoning/zoning_parts.h"

static enum status read_units(struct zoning_reading *reading, struct error *err)
{
    struct city_zoning *zoning = reading->zoning;
    enum status status =
        store_read_units(reading->store, reading->arena, &zoning->units, err);
    if (status != STATUS_OK)
        return status;
    if (zoning->units.count == 0)
        return error_set(err, STATUS_STATE,
                         "%s has no planning units; `hocgan zones CITY units` "
                         "makes them, or import them",
                         store_path(reading->store));
    zoning->problem.n_units = zoning->units.count;
    return store_checksum(reading->store,
                          "SELECT id, geom FROM unit ORDER BY id",
                          zoning->unit_set, err);
}

// Rows and units are both in order of id.
static void take_entrants(struct zoning_reading *reading,
                          const struct unit_entrants_list *rows)
{
    struct city_zoning *zoning = reading->zoning;
    size_t n = zoning->units.count;
    uint32_t *entrants = arena_array(reading->arena, uint32_t, n);
    for (size_t u = 0, r = 0; u < n && r < rows->count;) {
        int order = strcmp(zoning->units.items[u].id, rows->items[r].unit_id);
        if (order == 0) {
            entrants[u] = (uint32_t)rows->items[r].entrants;
            zoning->entrants += entrants[u];
        }
        u += order <= 0;
        r += order >= 0;
    }
    zoning->problem.entrants = entrants;
}

static enum status read_entrants(struct zoning_reading *reading,
                                 struct error *err)
{
    struct zoning_question *question = &reading->zoning->question;
    struct unit_entrants_list rows;
    bool any_year = question->year == NUMBER_UNKNOWN;
    enum status status = store_read_unit_entrants(
        reading->store, reading->arena, any_year ? 0 : question->year,
        question->grade, &rows, err);
    if (status != STATUS_OK)
        return status;
    take_entrants(reading, &rows);
    if (rows.count > 0 && reading->zoning->entrants > 0) {
        question->year = rows.items[0].year;
        reading->zoning->entrants_source = rows.items[0].source;
        return STATUS_OK;
    }
    char year[32] = "";
    if (!any_year)
        snprintf(year, sizeof year, " in %lld", (long long)question->year);
    return error_set(err, STATUS_STATE,
                     "%s knows no entrants of grade %lld%s by planning unit; "
                     "`hocgan zones CITY units` counts them",
                     store_path(reading->store), (long long)question->grade,
                     year);
}

// Seats of the year, or, where none are known yet, the newest there are.
static enum status read_seats(struct zoning_reading *reading,
                              struct school_seats_list *seats,
                              struct error *err)
{
    const struct zoning_question *question = &reading->zoning->question;
    enum status status = STATUS_OK;
    *seats = (struct school_seats_list){0};
    if (question->year != NUMBER_UNKNOWN)
        status =
            store_read_seats_of(reading->store, reading->arena, question->year,
                                question->grade, seats, err);
    if (status != STATUS_OK || seats->count > 0)
        return status;
    struct school_seats_list newest;
    status = store_read_seats(reading->store, reading->arena, &newest, err);
    for (size_t i = 0; status == STATUS_OK && i < newest.count; i++)
        if (newest.items[i].grade == question->grade)
            *school_seats_list_add(seats, reading->arena) = newest.items[i];
    return status;
}

// NULL if the school's seats are not known.
static const struct school_seats *
seats_of(const struct school_seats_list *seats, const char *school_id)
{
    uint32_t found =
        id_search(seats->items, seats->count, sizeof *seats->items, school_id);
    return found == ID_NONE ? NULL : &seats->items[found];
}

// Public schools of the level with a row of seats, be they 0.
static void choose_schools(struct zoning_reading *reading,
                           const struct school_list *all,
                           const struct school_seats_list *rows)
{
    struct city_zoning *zoning = reading->zoning;
    uint32_t *seats = arena_array(reading->arena, uint32_t, all->count);
    for (size_t i = 0; i < all->count; i++) {
        const struct school *school = &all->items[i];
        if ((school->levels & LEVEL_BIT(zoning->question.level)) == 0 ||
            !school_is_public(school))
            continue;
        const struct school_seats *row = seats_of(rows, school->id);
        if (row == NULL) {
            zoning->n_no_seats++;
            continue;
        }
        int64_t scaled = row->seats * zoning->question.seats_percent / 100;
        seats[zoning->schools.count] = (uint32_t)scaled;
        zoning->seats += (uint32_t)scaled;
        *school_list_add(&zoning->schools, reading->arena) = *school;
    }
    zoning->problem.n_schools = zoning->schools.count;
    zoning->problem.seats = seats;
}

static enum status read_schools(struct zoning_reading *reading,
                                struct error *err)
{
    const struct zoning_question *question = &reading->zoning->question;
    struct school_list all;
    struct school_seats_list seats;
    enum status status =
        store_read_schools(reading->store, reading->arena, &all, err);
    if (status == STATUS_OK)
        status = read_seats(reading, &seats, err);
    if (status != STATUS_OK)
        return status;
    choose_schools(reading, &all, &seats);
    if (reading->zoning->schools.count == 0)
        return error_set(err, STATUS_STATE,
                         "%s has no public school of level %s with seats for "
                         "grade %lld; import capacity first",
                         store_path(reading->store),
                         level_name(question->level),
                         (long long)question->grade);
    return STATUS_OK;
}

static void find_neighbours(struct zoning_reading *reading)
{
    struct city_zoning *zoning = reading->zoning;
    struct unit_adjacency adjacency =
        unit_adjacency_build(reading->arena, zoning->units.items,
                             zoning->units.count, ADJACENCY_USUAL);
    zoning->problem.first_neighbour = adjacency.first_neighbour;
    zoning->problem.neighbours = adjacency.neighbours;
}

static void index_units(struct zoning_reading *reading)
{
    const struct planning_unit_list *units = &reading->zoning->units;
    struct area *areas = arena_array(reading->arena, struct area, units->count);
    for (size_t u = 0; u < units->count; u++)
        areas[u] = units->items[u].area;
    reading->index = area_index_build(reading->arena, areas, units->count);
}

// (AREA_NONE is ZONE_NO_UNIT.)
static void find_school_units(struct zoning_reading *reading)
{
    struct city_zoning *zoning = reading->zoning;
    uint32_t *unit =
        arena_array(reading->arena, uint32_t, zoning->schools.count);
    for (size_t s = 0; s < zoning->schools.count; s++)
        unit[s] =
            area_index_at(&reading->index, zoning->schools.items[s].point);
    zoning->problem.school_unit = unit;
}

static enum status check_lock_plan(struct zoning_reading *reading,
                                   struct error *err)
{
    const struct city_zoning *zoning = reading->zoning;
    const struct plan_entry *plan;
    enum status status = store_find_plan(
        reading->store, reading->arena, zoning->question.lock_from, &plan, err);
    if (status == STATUS_OK && !city_zoning_fits(zoning, plan))
        status = error_set(err, STATUS_STATE,
                           "plan %s is not made of the planning units the city "
                           "has now, so none can be locked as there",
                           plan->id);
    return status;
}

static enum status read_locks(struct zoning_reading *reading, struct error *err)
{
    struct city_zoning *zoning = reading->zoning;
    struct plan_unit_list rows;
    uint32_t *locked =
        arena_array(reading->arena, uint32_t, zoning->units.count);
    enum status status = store_read_plan_units(
        reading->store, reading->arena, zoning->question.lock_from, &rows, err);
    for (size_t u = 0; u < zoning->units.count; u++)
        locked[u] = ZONE_NO_SCHOOL;
    for (size_t i = 0; status == STATUS_OK && i < rows.count; i++) {
        uint32_t unit = city_zoning_find_unit(zoning, rows.items[i].unit_id);
        if (!rows.items[i].is_locked || unit == ZONE_NO_UNIT ||
            rows.items[i].school_id == NULL)
            continue;
        locked[unit] = city_zoning_find_school(zoning, rows.items[i].school_id);
    }
    zoning->problem.locked = locked;
    return status;
}

static enum status read_last_plans(struct zoning_reading *reading,
                                   struct error *err)
{
    struct city_zoning *zoning = reading->zoning;
    uint32_t *last;
    enum status status = STATUS_OK;
    if (zoning->question.like != NULL) {
        status = city_zoning_read_plan(reading->store, reading->arena, zoning,
                                       zoning->question.like, &last, err);
        zoning->problem.last_school = status == STATUS_OK ? last : NULL;
    }
    if (status != STATUS_OK || zoning->question.lock_from == NULL)
        return status;
    status = check_lock_plan(reading, err);
    return status == STATUS_OK ? read_locks(reading, err) : status;
}

// The checksum ---------------------------------------------------------------

static void add_numbers(crypto_generichash_state *state,
                        const uint32_t *numbers, size_t n)
{
    unsigned char has = numbers != NULL;
    crypto_generichash_update(state, &has, 1);
    if (has)
        crypto_generichash_update(state, (const unsigned char *)numbers,
                                  n * sizeof *numbers);
}

static void add_problem(crypto_generichash_state *state,
                        const struct zone_problem *p)
{
    size_t n_ways = p->n_units * p->n_schools;
    add_numbers(state, p->entrants, p->n_units);
    add_numbers(state, p->way_cm, n_ways);
    add_numbers(state, p->over_cap, n_ways);
    add_numbers(state, p->seats, p->n_schools);
    add_numbers(state, p->first_neighbour, p->n_units + 1);
    add_numbers(state, p->neighbours, p->first_neighbour[p->n_units]);
    add_numbers(state, p->school_unit, p->n_schools);
    add_numbers(state, p->last_school, p->n_units);
    add_numbers(state, p->locked, p->n_units);
}

static void find_checksum(struct city_zoning *zoning)
{
    unsigned char digest[16];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof digest);
    add_problem(&state, &zoning->problem);
    for (size_t s = 0; s < zoning->schools.count; s++)
        crypto_generichash_update(
            &state, (const unsigned char *)zoning->schools.items[s].id,
            strlen(zoning->schools.items[s].id) + 1);
    crypto_generichash_update(&state, (const unsigned char *)zoning->unit_set,
                              32);
    crypto_generichash_final(&state, digest, sizeof digest);
    sodium_bin2hex(zoning->inputs, sizeof zoning->inputs, digest,
                   sizeof digest);
}

static struct zoning_question settled(const struct zoning_question *question)
{
    struct zoning_question with_grade = *question;
    if (question->grade == NUMBER_UNKNOWN)
        with_grade.grade = level_entry_grade(question->level);
    return with_grade;
}

enum status city_zoning_check_seats(struct store *store,
                                    const struct zoning_question *question,
                                    struct error *err)
{
    struct arena *scratch = arena_new();
    struct city_zoning zoning = {.question = settled(question)};
    struct zoning_reading reading = {
        .store = store, .arena = scratch, .zoning = &zoning};
    enum status status = read_schools(&reading, err);
    arena_free(scratch);
    return status;
}

enum status city_zoning_read_units(struct store *store, struct arena *arena,
                                   const struct zoning_question *question,
                                   struct city_zoning *zoning,
                                   struct error *err)
{
    *zoning = (struct city_zoning){.question = settled(question)};
    struct zoning_reading reading = {
        .store = store, .arena = arena, .zoning = zoning};
    enum status status = read_units(&reading, err);
    return status == STATUS_OK ? read_entrants(&reading, err) : status;
}

enum status city_zoning_read_sides(struct store *store, struct arena *arena,
                                   const struct zoning_question *question,
                                   struct city_zoning *zoning,
                                   struct error *err)
{
    struct zoning_reading reading = {
        .store = store, .arena = arena, .zoning = zoning};
    enum status status =
        city_zoning_read_units(store, arena, question, zoning, err);
    return status == STATUS_OK ? read_schools(&reading, err) : status;
}

enum status city_zoning_read(struct store *store, struct arena *arena,
                             const struct zoning_question *question,
                             size_t n_threads, FILE *messages,
                             struct city_zoning *zoning, struct error *err)
{
    *zoning = (struct city_zoning){.question = settled(question)};
    zoning->problem.weights = question->weights;
    struct zoning_reading reading = {.store = store,
                                     .arena = arena,
                                     .zoning = zoning,
                                     .n_threads = n_threads,
                                     .messages = messages};
    enum status status = read_units(&reading, err);
    if (status == STATUS_OK)
        status = read_entrants(&reading, err);
    if (status == STATUS_OK)
        status = read_schools(&reading, err);
    if (status != STATUS_OK)
        return status;
    index_units(&reading);
    find_neighbours(&reading);
    find_school_units(&reading);
    status = zoning_read_ways(&reading, err);
    if (status == STATUS_OK)
        status = read_last_plans(&reading, err);
    if (status != STATUS_OK)
        return status;
    zoning->problem.weights = zone_weights_settle(&zoning->problem);
    zoning->question.weights = zoning->problem.weights;
    find_checksum(zoning);
    return STATUS_OK;
}
