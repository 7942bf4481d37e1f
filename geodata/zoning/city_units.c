// First the homes of each level's entrants are found; the units are then made
// for those of the first level, and the homes of all levels put into them. So
// the counts of all levels are always of the same units.

#include "zoning/city_units.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "store/store_city.h"
#include "store/store_numbers.h"
#include "store/store_units.h"
#include "zoning/zoning_homes.h"

struct making {
    struct store *store;
    struct arena *arena;   // of the report
    struct arena *scratch; // homes live here, no longer than the call
    const struct units_question *question;
    struct units_report *report;
    struct planning_unit_list units;
    struct ward_list wards;
    struct population_list people;
    struct street_set streets;
    bool has_streets;                         // they were read
    struct entrant_home_list homes[N_LEVELS]; // by number in the report
};

static bool is_named(const struct units_question *question, enum level level)
{
    for (size_t i = 0; i < question->n_levels; i++)
        if (question->levels[i] == level)
            return true;
    return false;
}

static bool may_use(const struct making *making, const char *source)
{
    return making->question->from == NULL ||
           strcmp(making->question->from, source) == 0;
}

// Pupils
// -----------------------------------------------------------------------

static enum status count_pupils(struct making *making,
                                struct counted_level *level,
                                struct entrant_home_list *homes,
                                struct error *err)
{
    int64_t year = making->question->year;
    enum status status = STATUS_OK;
    if (!may_use(making, "pupils"))
        return STATUS_OK;
    if (year == NUMBER_UNKNOWN)
        status = zoning_year_of_pupils(making->store, level->grade, &year, err);
    if (status == STATUS_OK)
        status = zoning_homes_of_pupils(making->store, making->scratch, year,
                                        level->grade, homes, err);
    if (homes->count > 0) {
        level->year = year;
        level->source = "pupils";
    }
    return status;
}

// Population
// -------------------------------------------------------------------

// Of the year's newest count of a ward: those of the age to enter the grade
// then, moved on by the years since; and all.
static void take_people(const struct making *making, int64_t year,
                        int64_t grade, struct ward_people *people)
{
    const struct ward_list *wards = &making->wards;
    const struct population_list *rows = &making->people;
    for (size_t w = 0, r = 0; w < wards->count; w++) {
        people[w] = (struct ward_people){NUMBER_UNKNOWN, NUMBER_UNKNOWN};
        int64_t newest = INT64_MIN;
        while (r < rows->count &&
               strcmp(rows->items[r].ward_id, wards->items[w].id) < 0)
            r++;
        for (; r < rows->count &&
               strcmp(rows->items[r].ward_id, wards->items[w].id) == 0;
             r++) {
            const struct population *row = &rows->items[r];
            if (row->year > year)
                continue;
            if (row->year > newest)
                people[w] =
                    (struct ward_people){NUMBER_UNKNOWN, NUMBER_UNKNOWN};
            newest = row->year;
            if (row->age == NUMBER_UNKNOWN)
                people[w].all = row->people;
            else if (row->age ==
                     grade_entry_age((int)grade) - (year - row->year))
                people[w].of_age = row->people;
        }
    }
}

// The newest year seats of the grade are known for; NUMBER_UNKNOWN if none are.
static enum status year_of_seats(struct making *making, int64_t grade,
                                 int64_t *year, struct error *err)
{
    struct school_seats_list seats;
    *year = NUMBER_UNKNOWN;
    enum status status =
        store_read_seats(making->store, making->scratch, &seats, err);
    for (size_t i = 0; status == STATUS_OK && i < seats.count; i++)
        if (seats.items[i].grade == grade && seats.items[i].year > *year)
            *year = seats.items[i].year;
    return status;
}

// The year asked for, else that of the seats, else the newest people were
// counted in. A level nobody named is only counted if it has seats.
static enum status year_of_population(struct making *making, bool is_wanted,
                                      int64_t grade, int64_t *year,
                                      struct error *err)
{
    int64_t of_seats;
    enum status status = year_of_seats(making, grade, &of_seats, err);
    *year = making->question->year;
    if (status != STATUS_OK || (!is_wanted && of_seats == NUMBER_UNKNOWN)) {
        *year = NUMBER_UNKNOWN;
        return status;
    }
    if (*year == NUMBER_UNKNOWN)
        *year = of_seats;
    for (size_t i = 0; of_seats == NUMBER_UNKNOWN && i < making->people.count &&
                       making->question->year == NUMBER_UNKNOWN;
         i++)
        if (making->people.items[i].year > *year)
            *year = making->people.items[i].year;
    return STATUS_OK;
}

static enum status read_streets(struct making *making, struct error *err)
{
    if (making->has_streets)
        return STATUS_OK;
    making->has_streets = true;
    return store_read_streets(making->store, making->scratch, &making->streets,
                              err);
}

static enum status count_population(struct making *making,
                                    struct counted_level *level,
                                    struct entrant_home_list *homes,
                                    struct error *err)
{
    size_t n = making->wards.count;
    int64_t year;
    if (!may_use(making, "population") || making->people.count == 0)
        return STATUS_OK;
    enum status status =
        year_of_population(making, is_named(making->question, level->level),
                           level->grade, &year, err);
    if (status != STATUS_OK || year == NUMBER_UNKNOWN)
        return status;
    status = read_streets(making, err);
    if (status != STATUS_OK)
        return status;
    struct ward_people *people =
        arena_array(making->scratch, struct ward_people, n);
    uint32_t *entrants = arena_array(making->scratch, uint32_t, n);
    take_people(making, year, level->grade, people);
    ward_entrants_count(people, n, making->question->per_mille, entrants);
    *homes = entrant_homes_spread(making->scratch, &making->streets,
                                  making->wards.items, n, entrants,
                                  making->question->n_threads);
    if (homes->count > 0) {
        level->year = year;
        level->source = "population";
    }
    return STATUS_OK;
}

// Counts that came with the units' file
// ------------------------------------------

static enum status take_file(struct making *making, struct counted_level *level,
                             struct error *err)
{
    int64_t year = making->question->year;
    struct unit_entrants_list rows;
    if (!may_use(making, "units"))
        return STATUS_OK;
    enum status status = store_read_unit_entrants(
        making->store, making->scratch, year == NUMBER_UNKNOWN ? 0 : year,
        level->grade, &rows, err);
    for (size_t i = 0; status == STATUS_OK && i < rows.count; i++)
        if (strcmp(rows.items[i].source, "file") == 0) {
            level->source = "file";
            level->year = rows.items[i].year;
            level->entrants += (uint64_t)rows.items[i].entrants;
        }
    return status;
}

// The whole
// -----------------------------------------------------------------------

static enum status refuse_uncounted(const struct making *making,
                                    const struct counted_level *level,
                                    struct error *err)
{
    const char *from = making->question->from;
    char year[32] = "";
    if (making->question->year != NUMBER_UNKNOWN)
        snprintf(year, sizeof year, " in %" PRId64, making->question->year);
    return error_set(err, STATUS_STATE,
                     "%s: nobody is known to enter grade %" PRId64 "%s%s%s; "
                     "import pupils, population, or units with entrants first",
                     store_path(making->store), level->grade, year,
                     from == NULL ? "" : ", going by ",
                     from == NULL ? "" : from);
}

// Finds the homes of a level's entrants (or their counts by unit), and adds the
// level to the report.
static enum status count_level(struct making *making, enum level of,
                               struct error *err)
{
    const struct units_question *question = making->question;
    struct counted_level level = {.level = of,
                                  .grade = question->grade == NUMBER_UNKNOWN
                                               ? level_entry_grade(of)
                                               : question->grade};
    struct entrant_home_list homes = {0};
    enum status status = count_pupils(making, &level, &homes, err);
    if (status == STATUS_OK && level.source == NULL && !making->report->is_made)
        status = take_file(making, &level, err);
    if (status == STATUS_OK && level.source == NULL)
        status = count_population(making, &level, &homes, err);
    if (status != STATUS_OK)
        return status;
    if (level.source == NULL)
        return is_named(question, of) ? refuse_uncounted(making, &level, err)
                                      : STATUS_OK;
    making->homes[making->report->levels.count] = homes;
    *counted_level_list_add(&making->report->levels, making->arena) = level;
    return STATUS_OK;
}

static enum status count_levels(struct making *making, struct error *err)
{
    const struct units_question *question = making->question;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < question->n_levels && status == STATUS_OK; i++)
        status = count_level(making, question->levels[i], err);
    for (int l = 0; l < N_LEVELS && status == STATUS_OK; l++)
        if (!is_named(question, (enum level)l) &&
            question->grade == NUMBER_UNKNOWN)
            status = count_level(making, (enum level)l, err);
    if (status == STATUS_OK && making->report->levels.count == 0)
        status =
            refuse_uncounted(making, &(struct counted_level){.grade = 1}, err);
    return status;
}

static enum status make_units(struct making *making, struct error *err)
{
    const struct units_question *question = making->question;
    struct street_block_options options = STREET_BLOCKS_USUAL;
    options.least_entrants = question->least_entrants;
    options.n_threads = question->n_threads;
    enum status status = read_streets(making, err);
    if (status == STATUS_OK)
        status = street_blocks_build(
            making->scratch, &making->streets, making->wards.items,
            making->wards.count, making->homes[0].items, making->homes[0].count,
            options, &making->units, &making->report->blocks, err);
    if (status == STATUS_OK) // those of the units before mean other land
        status = store_run(making->store, "DELETE FROM unit_entrants", err);
    if (status == STATUS_OK)
        status = store_write_units(making->store, making->units.items,
                                   making->units.count, err);
    return status;
}

static enum status write_counts(struct making *making, size_t number,
                                struct error *err)
{
    struct counted_level *level = &making->report->levels.items[number];
    const struct planning_unit_list *units = &making->units;
    if (strcmp(level->source, "file") == 0)
        return STATUS_OK;
    struct unit_homes homes =
        unit_homes_build(making->scratch, making->homes[number].items,
                         making->homes[number].count, units->items,
                         units->count, making->question->n_threads);
    struct unit_entrants *rows =
        arena_array(making->scratch, struct unit_entrants, units->count);
    for (size_t u = 0; u < units->count; u++) {
        rows[u] = (struct unit_entrants){.unit_id = units->items[u].id,
                                         .year = level->year,
                                         .grade = level->grade,
                                         .entrants = homes.entrants[u],
                                         .source = level->source};
        level->entrants += homes.entrants[u];
    }
    level->n_outside = homes.n_outside;
    return store_write_unit_entrants(making->store, rows, units->count, err);
}

static bool are_imported(const struct planning_unit_list *units)
{
    return units->count > 0 && !text_same(units->items[0].source, "streets");
}

static enum status make_all(struct making *making, struct error *err)
{
    enum status status =
        store_read_units(making->store, making->scratch, &making->units, err);
    if (status == STATUS_OK)
        status = store_read_wards(making->store, making->scratch,
                                  &making->wards, err);
    if (status == STATUS_OK)
        status = store_read_population(making->store, making->scratch,
                                       &making->people, err);
    making->report->is_made =
        !are_imported(&making->units) &&
        !(making->question->keeps_units && making->units.count > 0);
    if (status == STATUS_OK)
        status = count_levels(making, err);
    if (status == STATUS_OK && making->report->is_made)
        status = make_units(making, err);
    for (size_t i = 0; status == STATUS_OK && i < making->report->levels.count;
         i++)
        status = write_counts(making, i, err);
    making->report->n_units = making->units.count;
    return status;
}

enum status city_units_make(struct store *store, struct arena *arena,
                            const struct units_question *question,
                            struct units_report *report, struct error *err)
{
    *report = (struct units_report){0};
    struct making making = {.store = store,
                            .arena = arena,
                            .scratch = arena_new(),
                            .question = question,
                            .report = report};
    enum status status = make_all(&making, err);
    arena_free(making.scratch);
    return status;
}
