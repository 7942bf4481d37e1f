// Who moves into a new home enters, at each level, the school whose zone in
// force holds it; where no zone does, the public school of the level that is
// nearest as the crow flies. A home's pupils are of all grades together, so a
// level takes its share of the grades the city has.

#include <math.h>
#include <string.h>

#include "planning/forecast_sources.h"

#define NO_SCHOOL UINT32_MAX

LIST_DECLARE(housing_row);

// The share of a level in the grades that have pupils in any year.
static void share_grades(const struct enrolment_panel *panel,
                         double shares[N_LEVELS])
{
    int n_grades[N_LEVELS] = {0};
    int n_all = 0;
    for (int grade = 0; grade < PANEL_GRADES; grade++) {
        bool is_taught = false;
        for (uint32_t s = 0; s < panel->n_schools && !is_taught; s++)
            for (size_t y = 0; y < panel->n_years && !is_taught; y++)
                is_taught = panel_at(panel, s, grade,
                                     panel->first_year + (int32_t)y) > 0;
        n_grades[level_of_grade(grade)] += is_taught;
        n_all += is_taught;
    }
    for (int level = 0; level < N_LEVELS; level++)
        shares[level] = n_all == 0 ? 0 : (double)n_grades[level] / n_all;
}

static uint32_t find_school(const struct forecast_case *planning,
                            const char *id)
{
    uint32_t school;
    struct error ignored;
    return forecast_case_find(planning, id, &school, &ignored) == STATUS_OK
               ? school
               : NO_SCHOOL;
}

static uint32_t school_of_zone(const struct forecast_case *planning,
                               const struct plan_list *plans, enum level level,
                               struct point_m at)
{
    for (size_t p = 0; p < plans->count; p++) {
        const struct zone_list *zones = &plans->items[p].zones;
        if (plans->items[p].level != level)
            continue;
        for (size_t z = 0; z < zones->count; z++)
            if (box_has_point(area_box(&zones->items[z].area), at) &&
                area_has_point(&zones->items[z].area, at))
                return find_school(planning, zones->items[z].school_id);
    }
    return NO_SCHOOL;
}

static uint32_t nearest_school(const struct forecast_case *planning,
                               enum level level, struct point_m at)
{
    uint32_t nearest = NO_SCHOOL;
    double least_m = INFINITY;
    for (uint32_t s = 0; s < planning->n_schools; s++) {
        const struct school *place = planning->schools[s].place;
        if (place == NULL || !school_is_public(place) ||
            (place->levels & LEVEL_BIT(level)) == 0)
            continue;
        double distance_m = point_distance_m(place->point, at);
        if (distance_m < least_m) {
            least_m = distance_m;
            nearest = s;
        }
    }
    return nearest;
}

void forecast_sources_house(struct forecast_case *planning,
                            const struct forecast_sources *sources)
{
    double shares[N_LEVELS];
    struct housing_row_list rows = {0};
    share_grades(&planning->panel, shares);
    for (size_t i = 0; i < sources->housing.count; i++) {
        const struct housing *homes = &sources->housing.items[i];
        double pupils = (double)homes->homes * homes->pupils_per_home;
        for (int level = 0; level < N_LEVELS; level++) {
            uint32_t school = school_of_zone(planning, &sources->plans,
                                             (enum level)level, homes->at);
            if (school == NO_SCHOOL)
                school = nearest_school(planning, (enum level)level, homes->at);
            if (school == NO_SCHOOL || !(pupils * shares[level] > 0))
                continue;
            *housing_row_list_add(&rows, planning->arena) =
                (struct housing_row){school, (int32_t)homes->year,
                                     pupils * shares[level]};
        }
    }
    planning->inputs.housing = rows.items;
    planning->inputs.n_housing = rows.count;
}
