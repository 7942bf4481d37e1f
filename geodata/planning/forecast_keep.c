// Kept by the ids of schools and wards, so that a forecast can be read long
// after their numbering is gone. Put back upon the case it was made from, it is
// the same forecast: what is not written are cells that have no pupils and will
// have none, and those are marked anew.

#include "planning/forecast_keep.h"

#include <inttypes.h>
#include <string.h>

#include "store/plan_list.h"

// A median below 0 marks a cell without pupils.
#define NOBODY ((struct forecast_range){.median = -1})

// Into rows -----------------------------------------------------------------

struct keeping {
    struct forecast_case *planning;
    const struct forecast *forecast;
    struct forecast_record *record;
};

static const char *ward_id(const struct forecast_case *planning, size_t ward)
{
    return ward < planning->wards.count ? planning->wards.items[ward].id : NULL;
}

// A row a year of something, from the ranges of its years.
static void add_years(const struct keeping *keeping,
                      enum forecast_subject subject, const char *id, int grade,
                      const struct forecast_range *ranges)
{
    const struct forecast *forecast = keeping->forecast;
    for (size_t y = 0; y < forecast->n_years; y++)
        if (ranges[y].median >= 0)
            *forecast_value_list_add(&keeping->record->values,
                                     keeping->planning->arena) =
                (struct forecast_value){subject, id, grade,
                                        forecast->origin + 1 + (int64_t)y,
                                        ranges[y]};
}

static void add_values(const struct keeping *keeping)
{
    const struct forecast *forecast = keeping->forecast;
    size_t n_years = forecast->n_years;
    for (size_t s = 0; s < forecast->n_schools; s++) {
        const char *id = keeping->planning->schools[s].id;
        add_years(keeping, FORECAST_SCHOOL, id, FORECAST_ALL_GRADES,
                  forecast->schools + s * n_years);
        for (int grade = 0; grade < PANEL_GRADES; grade++)
            add_years(keeping, FORECAST_SCHOOL, id, grade,
                      forecast->cells +
                          (s * PANEL_GRADES + (size_t)grade) * n_years);
    }
    for (size_t w = 0; w <= forecast->n_wards; w++)
        add_years(keeping, FORECAST_WARD, ward_id(keeping->planning, w),
                  FORECAST_ALL_GRADES, forecast->wards + w * n_years);
    add_years(keeping, FORECAST_CITY, NULL, FORECAST_ALL_GRADES,
              forecast->city);
    for (int grade = 0; grade < PANEL_GRADES; grade++)
        add_years(keeping, FORECAST_CITY, NULL, grade,
                  forecast->city_grades + (size_t)grade * n_years);
}

// Rooms of one place: `[level * n_years + y]`.
static void add_rooms(const struct keeping *keeping,
                      const struct room_table *table,
                      enum forecast_subject subject, const char *id,
                      const struct room_need *needs)
{
    for (int level = 0; level < N_LEVELS; level++)
        for (size_t y = 0; y < table->n_years; y++) {
            const struct room_need *need =
                &needs[(size_t)level * table->n_years + y];
            if (need->n_schools > 0)
                *forecast_rooms_list_add(&keeping->record->rooms,
                                         keeping->planning->arena) =
                    (struct forecast_rooms){subject, id, (enum level)level,
                                            table->first_year + (int64_t)y,
                                            *need};
        }
}

static void add_rates(const struct keeping *keeping,
                      const struct room_table *table)
{
    for (size_t w = 0; w <= table->n_wards; w++)
        for (size_t y = 0; y < table->n_years; y++) {
            double rate = table->rooms_per_10000[w * table->n_years + y];
            if (rate >= 0)
                *forecast_room_rate_list_add(&keeping->record->rates,
                                             keeping->planning->arena) =
                    (struct forecast_room_rate){ward_id(keeping->planning, w),
                                                table->first_year + (int64_t)y,
                                                rate};
        }
}

static void add_table(const struct keeping *keeping,
                      const struct room_table *table)
{
    size_t place = N_LEVELS * table->n_years;
    for (size_t s = 0; s < table->n_schools; s++)
        add_rooms(keeping, table, FORECAST_SCHOOL,
                  keeping->planning->schools[s].id, table->schools + s * place);
    for (size_t w = 0; w <= table->n_wards; w++)
        add_rooms(keeping, table, FORECAST_WARD, ward_id(keeping->planning, w),
                  table->wards + w * place);
    add_rooms(keeping, table, FORECAST_CITY, NULL, table->city);
    add_rates(keeping, table);
}

struct forecast_record forecast_keep_record(
    struct forecast_case *planning, const struct forecast *forecast,
    const struct room_table *rooms, const struct forecast_making *making)
{
    struct forecast_record record = {0};
    struct keeping keeping = {planning, forecast, &record};
    char id[33];
    const char *made_from = arena_format(
        planning->arena,
        "%s origin %" PRId32 " years %zu options %s program %s",
        planning->made_from, forecast->origin, forecast->n_years,
        making->options[0] == '\0' ? "none" : making->options, making->version);
    store_text_checksum(made_from, id);
    record.entry =
        (struct forecast_entry){.id = arena_text(planning->arena, id),
                                .made_at = making->made_at,
                                .origin = forecast->origin,
                                .n_years = (int64_t)forecast->n_years,
                                .method = "hocgan",
                                .version = making->version,
                                .made_from = made_from};
    add_values(&keeping);
    if (rooms != NULL)
        add_table(&keeping, rooms);
    return record;
}

enum status forecast_keep_write(struct store *city,
                                const struct forecast_record *record,
                                struct error *err)
{
    enum status status = store_begin(city, err);
    if (status != STATUS_OK)
        return status;
    status = store_write_forecast(city, record, err);
    if (status == STATUS_OK)
        return store_commit(city, err);
    store_rollback(city);
    return status;
}

// Back again ----------------------------------------------------------------

static struct forecast empty_forecast(const struct forecast_case *planning,
                                      const struct forecast_entry *entry)
{
    struct arena *arena = planning->arena;
    size_t n_years = (size_t)entry->n_years;
    size_t n_cells = planning->n_schools * PANEL_GRADES * n_years;
    size_t n_city = PANEL_GRADES * n_years;
    struct forecast forecast = {
        .origin = (int32_t)entry->origin,
        .n_years = n_years,
        .n_schools = planning->n_schools,
        .n_wards = planning->wards.count,
        .cells = arena_array(arena, struct forecast_range, n_cells),
        .schools = arena_array(arena, struct forecast_range,
                               planning->n_schools * n_years),
        .wards = arena_array(arena, struct forecast_range,
                             (planning->wards.count + 1) * n_years),
        .city = arena_array(arena, struct forecast_range, n_years),
        .city_grades = arena_array(arena, struct forecast_range, n_city)};
    for (size_t i = 0; i < n_cells; i++)
        forecast.cells[i] = NOBODY;
    return forecast;
}

// The years of what a row is of; NULL if the case does not have it.
static struct forecast_range *years_of(const struct forecast_case *planning,
                                       const struct forecast *forecast,
                                       const struct forecast_value *value)
{
    struct error ignored;
    uint32_t at = (uint32_t)forecast->n_wards;
    size_t grade = (size_t)value->grade;
    bool is_all = value->grade == FORECAST_ALL_GRADES;
    if (value->subject == FORECAST_CITY)
        return is_all ? forecast->city
                      : forecast->city_grades + grade * forecast->n_years;
    if (value->subject == FORECAST_WARD) {
        if (value->id != NULL &&
            forecast_case_find_ward(planning, value->id, &at, &ignored) !=
                STATUS_OK)
            return NULL;
        return forecast->wards + at * forecast->n_years;
    }
    if (forecast_case_find(planning, value->id, &at, &ignored) != STATUS_OK)
        return NULL;
    return is_all ? forecast->schools + at * forecast->n_years
                  : forecast->cells +
                        (at * PANEL_GRADES + grade) * forecast->n_years;
}

enum status forecast_keep_read(struct store *city,
                               struct forecast_case *planning, const char *id,
                               struct forecast *forecast, struct error *err)
{
    struct forecast_question question = {.id = id};
    struct forecast_record record;
    enum status status =
        store_read_forecast(city, planning->arena, &question, &record, err);
    if (status != STATUS_OK)
        return status;
    if (strncmp(record.entry.made_from, planning->made_from,
                strlen(planning->made_from)) != 0)
        return error_set(err, STATUS_STATE,
                         "the city has changed since forecast %s was made; "
                         "make it again",
                         record.entry.id);
    *forecast = empty_forecast(planning, &record.entry);
    for (size_t i = 0; i < record.values.count; i++) {
        const struct forecast_value *value = &record.values.items[i];
        struct forecast_range *years = years_of(planning, forecast, value);
        if (years != NULL)
            years[value->year - forecast->origin - 1] = value->pupils;
    }
    return STATUS_OK;
}
