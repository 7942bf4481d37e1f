// One history of carried origins (carry.h) up to the last year known, as the
// back-test makes it: each origin in it knows nothing of what came after. Of
// each, the forecast of all schools is put together, since the ranges of sums
// need them all, and only the place asked for is taken from it.

#include "forecast/past_forecasts.h"

#include "forecast/sums.h"

#define YEARS_BEHIND 2 // an origin needs, as in backtest.c
#define N_SUMS (1 + N_LEVELS)

// Known ---------------------------------------------------------------------

static bool is_of(const struct enrolment_panel *panel, uint32_t school,
                  enum forecast_scope scope, uint32_t index)
{
    return scope == SCOPE_CITY || (scope == SCOPE_SCHOOL && school == index) ||
           (scope == SCOPE_WARD && panel->schools[school].ward == index);
}

// Pupils of a year by grade; false if there is no row of the place.
static bool count_grades(const struct enrolment_panel *panel,
                         enum forecast_scope scope, uint32_t index,
                         int32_t year, int64_t grades[PANEL_GRADES])
{
    bool is_known = false;
    for (int32_t g = 0; g < PANEL_GRADES; g++)
        grades[g] = PAST_ALL;
    for (uint32_t s = 0; s < panel->n_schools; s++)
        for (int32_t g = 0; g < PANEL_GRADES && is_of(panel, s, scope, index);
             g++) {
            int32_t pupils = panel_at(panel, s, g, year);
            if (pupils == PANEL_ABSENT)
                continue;
            grades[g] = (grades[g] < 0 ? 0 : grades[g]) + pupils;
            is_known = true;
        }
    return is_known;
}

static void add_count(struct past_count_list *list, struct arena *arena,
                      struct past_count count)
{
    if (count.pupils >= 0)
        *past_count_list_add(list, arena) = count;
}

static void add_year(struct past_count_list *list, struct arena *arena,
                     int32_t year, const int64_t grades[PANEL_GRADES])
{
    int64_t sums[N_SUMS] = {PAST_ALL, PAST_ALL, PAST_ALL, PAST_ALL, PAST_ALL};
    for (int32_t g = 0; g < PANEL_GRADES; g++) {
        int64_t *level = &sums[1 + level_of_grade(g)];
        if (grades[g] < 0)
            continue;
        *level = (*level < 0 ? 0 : *level) + grades[g];
        sums[0] = (sums[0] < 0 ? 0 : sums[0]) + grades[g];
    }
    for (int32_t i = 0; i < N_SUMS; i++)
        add_count(list, arena,
                  (struct past_count){year, i - 1, PAST_ALL, sums[i]});
    for (int32_t g = 0; g < PANEL_GRADES; g++)
        add_count(list, arena,
                  (struct past_count){year, (int32_t)level_of_grade(g), g,
                                      grades[g]});
}

struct past_count_list past_counts(struct arena *arena,
                                   const struct enrolment_panel *panel,
                                   enum forecast_scope scope, uint32_t index)
{
    struct past_count_list list = {0};
    int64_t grades[PANEL_GRADES];
    for (int32_t y = 0; y < (int32_t)panel->n_years; y++)
        if (count_grades(panel, scope, index, panel->first_year + y, grades))
            add_year(&list, arena, panel->first_year + y, grades);
    return list;
}

// Forecast ------------------------------------------------------------------

// What is taken from, and where to.
struct taking {
    const struct forecast *forecast;
    const struct room_table *rooms;
    enum forecast_scope scope;
    uint32_t index;
    struct arena *arena;
    struct past_range_list *list;
};

static void take(const struct taking *taking, int32_t level, int32_t grade,
                 size_t y, const struct forecast_range *range)
{
    const struct forecast *forecast = taking->forecast;
    if (range->median < 0)
        return;
    *past_range_list_add(taking->list, taking->arena) =
        (struct past_range){forecast->origin, forecast->origin + 1 + (int32_t)y,
                            level, grade, *range};
}

static const struct room_need *need_of(const struct taking *taking,
                                       enum level level, size_t y)
{
    const struct room_table *rooms = taking->rooms;
    int32_t year = rooms->first_year + (int32_t)y;
    if (taking->scope == SCOPE_CITY)
        return room_table_city(rooms, level, year);
    return taking->scope == SCOPE_WARD
               ? room_table_ward(rooms, taking->index, level, year)
               : room_table_school(rooms, taking->index, level, year);
}

static void take_sums(const struct taking *taking)
{
    const struct forecast *forecast = taking->forecast;
    size_t at = taking->index * forecast->n_years;
    const struct forecast_range *all =
        taking->scope == SCOPE_CITY   ? forecast->city
        : taking->scope == SCOPE_WARD ? &forecast->wards[at]
                                      : &forecast->schools[at];
    for (size_t y = 0; y < forecast->n_years; y++)
        take(taking, PAST_ALL, PAST_ALL, y, &all[y]);
    for (int32_t level = 0; level < N_LEVELS; level++)
        for (size_t y = 0; y < forecast->n_years; y++) {
            const struct room_need *need =
                need_of(taking, (enum level)level, y);
            if (need->n_schools > 0)
                take(taking, level, PAST_ALL, y, &need->pupils);
        }
}

static void take_grades(const struct taking *taking)
{
    const struct forecast *forecast = taking->forecast;
    const struct forecast_range *grades =
        taking->scope == SCOPE_CITY
            ? forecast->city_grades
            : &forecast
                   ->cells[taking->index * PANEL_GRADES * forecast->n_years];
    if (taking->scope == SCOPE_WARD)
        return;
    for (int32_t g = 0; g < PANEL_GRADES; g++)
        for (size_t y = 0; y < forecast->n_years; y++)
            take(taking, (int32_t)level_of_grade(g), g, y,
                 &grades[(size_t)g * forecast->n_years + y]);
}

// As far ahead as anything has come.
static size_t years_ahead(const struct enrolment_panel *panel, size_t origin)
{
    size_t n_years = panel->n_years - 1 - origin;
    return n_years < FORECAST_MOST_YEARS ? n_years : FORECAST_MOST_YEARS;
}

struct past_range_list past_forecasts(struct arena *arena,
                                      const struct forecast_inputs *inputs,
                                      const struct room_supply *supply,
                                      enum forecast_scope scope, uint32_t index,
                                      size_t n_threads)
{
    const struct enrolment_panel *panel = inputs->panel;
    struct past_range_list list = {0};
    if (panel->n_years < YEARS_BEHIND + 2)
        return list;
    struct arena *aside = arena_new();
    struct forecast_options carried = {
        .n_years = years_ahead(panel, YEARS_BEHIND), .n_threads = n_threads};
    struct carried_history history =
        forecast_carry(aside, panel, inputs, &carried);
    for (size_t o = YEARS_BEHIND; o + 1 < panel->n_years; o++) {
        struct arena *once = arena_new();
        struct forecast forecast = forecast_assemble(
            once, &history, o, years_ahead(panel, o), NULL, n_threads);
        struct room_table rooms =
            room_table_build(once, &forecast, supply, panel, NULL);
        struct taking taking = {&forecast, &rooms, scope, index, arena, &list};
        take_sums(&taking);
        take_grades(&taking);
        arena_free(once);
    }
    arena_free(aside);
    return list;
}
