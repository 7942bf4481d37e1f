// What a planner's changes mean, year by year: the city as the forecast has it
// beside the city with schools closed or opened, rooms added and homes built.
//
// Rooms per 10,000 people of school age are those of the forecast with the
// change's rooms and pupils added; homes bring at least the pupils asked about.

#include "site.h"

// The same year without the homes asked about, which come last.
static struct siting_problem without_homes(const struct site_call *call,
                                           const struct siting_problem *problem)
{
    struct siting_problem without = *problem;
    struct siting_demand *demands =
        arena_copy(call->arena, problem->demands,
                   problem->n_demands * sizeof *problem->demands);
    for (size_t h = 0; h < call->question.n_homes; h++)
        demands[problem->n_demands - 1 - h].pupils = 0;
    without.demands = demands;
    return without;
}

static int64_t rooms_changed(const struct site_call *call, int32_t year)
{
    int64_t rooms = 0;
    for (size_t i = 0; i < call->changes.count; i++) {
        const struct site_change *change = &call->changes.items[i];
        const struct siting_spot *spot = &call->siting.spots[change->spot];
        if (change->kind == CHANGE_ADD_ROOMS)
            rooms += change->rooms;
        if (change->kind == CHANGE_OPEN)
            rooms += spot->most_rooms;
        if (change->kind != CHANGE_CLOSE)
            continue;
        const struct room_need *need = room_table_school(
            &call->made.rooms, spot->school, call->question.level, year);
        rooms -= need->rooms > 0 ? need->rooms : 0;
    }
    return rooms;
}

static int64_t rooms_known(const struct room_table *table, int32_t year)
{
    int64_t rooms = 0;
    for (enum level level = 0; level < N_LEVELS; level++) {
        int32_t known = room_table_city(table, level, year)->rooms;
        rooms += known > 0 ? known : 0;
    }
    return rooms;
}

struct site_rooms site_count_rooms(const struct site_call *call, int32_t year,
                                   int64_t n_more)
{
    const struct room_table *table = &call->made.rooms;
    size_t y = (size_t)(year - table->first_year);
    double before = table->rooms_per_10000[table->n_wards * table->n_years + y];
    double rooms = (double)rooms_known(table, year);
    if (before <= 0 || rooms <= 0)
        return (struct site_rooms){-1, -1};
    double people = rooms * 10000 / before;
    for (size_t h = 0; h < call->question.n_homes; h++)
        people += call->question.homes[h].pupils;
    rooms += (double)(rooms_changed(call, year) + n_more);
    return (struct site_rooms){before, rooms * 10000 / people};
}

void site_compare_years(struct site_call *call)
{
    for (int32_t year = call->made.forecast.origin + 1; year <= call->year;
         year++) {
        struct siting_problem after =
            siting_case_problem(&call->siting, call->arena, year);
        struct siting_problem before = without_homes(call, &after);
        site_apply_changes(call, &after);
        *site_year_list_add(&call->years, call->arena) =
            (struct site_year){.year = year,
                               .before = siting_measure(&before, NULL, NULL),
                               .after = siting_measure(&after, NULL, NULL),
                               .rooms = site_count_rooms(call, year, 0)};
    }
}
