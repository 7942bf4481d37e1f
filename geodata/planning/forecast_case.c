// Schools are those of the map and those that have enrolment, each once, in
// order of id: two sorted lists merged. Everything else refers to them, and to
// wards, by index.

#include "planning/forecast_case.h"

#include <stdlib.h>
#include <string.h>

#include "planning/forecast_sources.h"
#include "planning/people_of_ward.h"

LIST_DECLARE(planning_school);
LIST_DECLARE(resident_row);

// Schools -------------------------------------------------------------------

static void add_school(struct forecast_case *planning,
                       struct planning_school_list *schools, const char *id,
                       const struct school *place)
{
    bool has_name = place != NULL && place->name[0] != '\0';
    *planning_school_list_add(schools, planning->arena) =
        (struct planning_school){id, has_name ? place->name : id, place};
}

// Both lists are in order of id, enrolment with many rows a school.
static void merge_schools(struct forecast_case *planning,
                          const struct enrolment_list *enrolment)
{
    struct planning_school_list schools = {0};
    size_t m = 0, e = 0;
    while (m < planning->map.count || e < enrolment->count) {
        const struct school *place =
            m < planning->map.count ? &planning->map.items[m] : NULL;
        const char *id =
            e < enrolment->count ? enrolment->items[e].school_id : NULL;
        int order = place == NULL ? 1 : id == NULL ? -1 : strcmp(place->id, id);
        const char *next = order <= 0 ? place->id : id;
        add_school(planning, &schools, next, order <= 0 ? place : NULL);
        m += order <= 0;
        while (e < enrolment->count &&
               strcmp(enrolment->items[e].school_id, next) == 0)
            e++;
    }
    planning->schools = schools.items;
    planning->n_schools = schools.count;
}

static uint32_t ward_of(const struct forecast_case *planning,
                        const struct school *place)
{
    const struct ward *ward =
        place == NULL ? NULL : ward_list_at(&planning->wards, place->point);
    return ward == NULL ? PANEL_NOBODY
                        : (uint32_t)(ward - planning->wards.items);
}

static enum status build_panel(struct forecast_case *planning,
                               const struct enrolment_list *enrolment,
                               struct error *err)
{
    size_t n = planning->n_schools;
    struct panel_school *schools =
        arena_array(planning->arena, struct panel_school, n);
    struct panel_row *rows =
        arena_array(planning->arena, struct panel_row, enrolment->count);
    uint32_t at = 0;
    for (size_t s = 0; s < n; s++)
        schools[s] = (struct panel_school){
            planning->schools[s].id,
            ward_of(planning, planning->schools[s].place)};
    for (size_t i = 0; i < enrolment->count; i++) {
        const struct enrolment *row = &enrolment->items[i];
        while (strcmp(schools[at].id, row->school_id) != 0)
            at++;
        rows[i] = (struct panel_row){at, (int32_t)row->year,
                                     (int32_t)row->grade, row->pupils};
    }
    return enrolment_panel_build(planning->arena, schools, n,
                                 planning->wards.count, rows, enrolment->count,
                                 &planning->panel, err);
}

// Rooms ---------------------------------------------------------------------

// What the map says, and the grades that had pupils in the last year with any.
static level_set levels_of(const struct forecast_case *planning, uint32_t s)
{
    const struct school *place = planning->schools[s].place;
    const struct enrolment_panel *panel = &planning->panel;
    level_set taught = 0;
    for (size_t y = panel->n_years; y-- > 0 && taught == 0;)
        for (int grade = 0; grade < PANEL_GRADES; grade++)
            if (panel_at(panel, s, grade, panel->first_year + (int32_t)y) > 0)
                taught |= LEVEL_BIT(level_of_grade(grade));
    if (place != NULL)
        taught |= place->levels;
    return taught == 0 ? LEVEL_BIT(LEVEL_PRIMARY) : taught;
}

// The newest that is known of each thing, as things are counted in different
// years. Rows are in order of school and year.
static void supply_rooms(struct forecast_case *planning,
                         const struct capacity_list *capacity)
{
    struct room_supply *supply =
        arena_array(planning->arena, struct room_supply, planning->n_schools);
    size_t c = 0;
    for (uint32_t s = 0; s < planning->n_schools; s++) {
        supply[s] = (struct room_supply){.levels = levels_of(planning, s),
                                         .rooms = -1,
                                         .classes_per_room = 1,
                                         .area_m2 = -1};
        const char *id = planning->schools[s].id;
        while (c < capacity->count &&
               strcmp(capacity->items[c].school_id, id) < 0)
            c++;
        for (; c < capacity->count &&
               strcmp(capacity->items[c].school_id, id) == 0;
             c++) {
            const struct capacity *row = &capacity->items[c];
            if (row->rooms != NUMBER_UNKNOWN)
                supply[s].rooms = (int32_t)row->rooms;
            if (row->class_cap != NUMBER_UNKNOWN)
                supply[s].class_cap = (int32_t)row->class_cap;
            if (row->sessions != NUMBER_UNKNOWN)
                supply[s].classes_per_room = row->sessions == 1 ? 2 : 1;
            if (row->area_m2 >= 0)
                supply[s].area_m2 = row->area_m2;
        }
    }
    planning->supply = supply;
}

// People --------------------------------------------------------------------

#define OLDEST_RESIDENT 20

// People by age, and of them those who may enter a school. Rows are in order
// of ward, year and age, as wards are of id.
static void take_people(struct forecast_case *planning,
                        const struct population_list *population)
{
    struct resident_row_list residents = {0};
    uint32_t ward = 0;
    struct error ignored;
    for (size_t i = 0; i < population->count; i++) {
        const struct population *row = &population->items[i];
        if (row->age == NUMBER_UNKNOWN ||
            forecast_case_find_ward(planning, row->ward_id, &ward, &ignored) !=
                STATUS_OK)
            continue;
        *population_list_add(&planning->people, planning->arena) = *row;
        if (row->age <= OLDEST_RESIDENT)
            *resident_row_list_add(&residents, planning->arena) =
                (struct resident_row){ward, (int32_t)row->year,
                                      (int32_t)row->age, row->people};
    }
    planning->inputs.residents = residents.items;
    planning->inputs.n_residents = residents.count;
}

const int64_t *forecast_case_people(const struct forecast_case *planning,
                                    struct arena *arena, int32_t first_year,
                                    size_t n_years)
{
    size_t n_wards = planning->wards.count;
    const struct population_list *people = &planning->people;
    int64_t *of = arena_array(arena, int64_t, n_wards * n_years);
    size_t from = 0;
    if (people->count == 0)
        return NULL;
    for (size_t w = 0; w < n_wards; w++) {
        const char *id = planning->wards.items[w].id;
        size_t to = from;
        while (to < people->count && strcmp(people->items[to].ward_id, id) == 0)
            to++;
        for (size_t y = 0; y < n_years; y++)
            of[w * n_years + y] = people_of_school_age(
                people->items + from, to - from, first_year + (int64_t)y);
        from = to;
    }
    return of;
}

// The whole -----------------------------------------------------------------

static enum status read_map(struct store *city, struct forecast_case *planning,
                            struct error *err)
{
    enum status status =
        store_read_schools(city, planning->arena, &planning->map, err);
    if (status == STATUS_OK)
        status = store_read_wards(city, planning->arena, &planning->wards, err);
    return status;
}

static enum status make_case(struct store *city, struct forecast_case *planning,
                             struct error *err)
{
    struct forecast_sources sources;
    enum status status = read_map(city, planning, err);
    if (status == STATUS_OK)
        status = forecast_sources_read(city, planning->arena, &sources, err);
    if (status == STATUS_OK && sources.enrolment.count == 0)
        status = error_set(err, STATUS_STATE,
                           "%s has no enrolment yet; import some first",
                           store_path(city));
    if (status != STATUS_OK)
        return status;
    merge_schools(planning, &sources.enrolment);
    status = build_panel(planning, &sources.enrolment, err);
    if (status != STATUS_OK)
        return status;
    planning->inputs.panel = &planning->panel;
    supply_rooms(planning, &sources.capacity);
    take_people(planning, &sources.population);
    forecast_sources_house(planning, &sources);
    return forecast_sources_checksums(city, planning->arena,
                                      &planning->made_from, err);
}

enum status forecast_case_open(struct store *city,
                               struct forecast_case **opened, struct error *err)
{
    struct arena *arena = arena_new();
    struct forecast_case *planning =
        arena_array(arena, struct forecast_case, 1);
    planning->arena = arena;
    enum status status = make_case(city, planning, err);
    if (status == STATUS_OK)
        *opened = planning;
    else
        forecast_case_close(planning);
    return status;
}

void forecast_case_close(struct forecast_case *planning)
{
    if (planning != NULL)
        arena_free(planning->arena);
}

static int compare_school(const void *id, const void *school)
{
    return strcmp(id, ((const struct planning_school *)school)->id);
}

enum status forecast_case_find(const struct forecast_case *planning,
                               const char *school_id, uint32_t *school,
                               struct error *err)
{
    const struct planning_school *found =
        planning->n_schools == 0
            ? NULL
            : bsearch(school_id, planning->schools, planning->n_schools,
                      sizeof *planning->schools, compare_school);
    if (found == NULL)
        return error_set(err, STATUS_NOT_FOUND, "there is no school \"%.60s\"",
                         school_id);
    *school = (uint32_t)(found - planning->schools);
    return STATUS_OK;
}

static int compare_ward(const void *id, const void *ward)
{
    return strcmp(id, ((const struct ward *)ward)->id);
}

enum status forecast_case_find_ward(const struct forecast_case *planning,
                                    const char *ward_id, uint32_t *ward,
                                    struct error *err)
{
    const struct ward_list *wards = &planning->wards;
    const struct ward *found =
        wards->count == 0 ? NULL
                          : bsearch(ward_id, wards->items, wards->count,
                                    sizeof *wards->items, compare_ward);
    if (found == NULL)
        return error_set(err, STATUS_NOT_FOUND, "there is no ward \"%.60s\"",
                         ward_id);
    *ward = (uint32_t)(found - wards->items);
    return STATUS_OK;
}
