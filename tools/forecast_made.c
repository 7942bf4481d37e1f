// A forecast takes a second for the largest city, so it is always made anew;
// kept is it once, under the checksum of what it was made from.

#include <inttypes.h>
#include <string.h>

#include "forecast.h"
#include "store/clock.h"
#include "store/store_city.h"

#define USUAL_YEARS 5

static int64_t last_known(const struct enrolment_panel *panel)
{
    return panel->first_year + (int64_t)panel->n_years - 1;
}

int64_t forecast_usual_until(const struct forecast_case *planning)
{
    return last_known(&planning->panel) + USUAL_YEARS;
}

static enum status read_years(const struct enrolment_panel *panel,
                              int64_t until, size_t *n_years, struct error *err)
{
    int64_t last = last_known(panel);
    if (until <= last || until > last + FORECAST_MOST_YEARS)
        return error_set(err, STATUS_BAD_INPUT,
                         "--until must be a year from %" PRId64 " to %" PRId64
                         ", as enrolment is known up to %" PRId64
                         "; not %" PRId64,
                         last + 1, last + FORECAST_MOST_YEARS, last, until);
    *n_years = (size_t)(until - last);
    return STATUS_OK;
}

enum status forecast_check_until(const struct forecast_case *planning,
                                 int64_t until, struct error *err)
{
    size_t n_years;
    return until == 0 ? STATUS_OK
                      : read_years(&planning->panel, until, &n_years, err);
}

static enum status is_kept(struct store *city, struct arena *arena,
                           const char *id, bool *kept, struct error *err)
{
    struct forecast_entry_list entries;
    enum status status = store_read_forecasts(city, arena, &entries, err);
    *kept = false;
    for (size_t i = 0; status == STATUS_OK && i < entries.count; i++)
        *kept = *kept || strcmp(entries.items[i].id, id) == 0;
    return status;
}

enum status forecast_keep(struct store *city, const struct forecast_made *made,
                          struct error *err)
{
    struct arena *scratch = arena_new();
    bool kept;
    enum status status =
        is_kept(city, scratch, made->record.entry.id, &kept, err);
    arena_free(scratch);
    if (status == STATUS_OK && !kept)
        status = forecast_keep_write(city, &made->record, err);
    return status;
}

static enum status name_page(struct store *city, struct forecast_case *planning,
                             struct forecast_made *made, struct error *err)
{
    struct arena *arena = planning->arena;
    size_t n_wards = planning->wards.count;
    const char **names = arena_array(arena, const char *, planning->n_schools);
    const char **ward_ids = arena_array(arena, const char *, n_wards);
    const char **ward_names = arena_array(arena, const char *, n_wards);
    struct city_info info;
    for (size_t s = 0; s < planning->n_schools; s++)
        names[s] = planning->schools[s].name;
    for (size_t w = 0; w < n_wards; w++) {
        ward_ids[w] = planning->wards.items[w].id;
        ward_names[w] = planning->wards.items[w].name;
    }
    enum status status = store_read_city(city, arena, &info, err);
    if (status == STATUS_OK)
        made->page = (struct forecast_page){.city = info.name,
                                            .panel = &planning->panel,
                                            .forecast = &made->forecast,
                                            .rooms = &made->rooms,
                                            .findings = &made->findings,
                                            .school_names = names,
                                            .ward_ids = ward_ids,
                                            .ward_names = ward_names};
    return status;
}

enum status forecast_make(struct store *city, struct forecast_case *planning,
                          int64_t until, size_t n_threads,
                          struct forecast_made *made, struct error *err)
{
    struct arena *arena = planning->arena;
    *made = (struct forecast_made){.options = {.n_threads = n_threads}};
    enum status status = read_years(
        &planning->panel, until == 0 ? forecast_usual_until(planning) : until,
        &made->options.n_years, err);
    if (status == STATUS_OK)
        status = forecast_build(arena, &planning->inputs, &made->options,
                                &made->forecast, err);
    if (status != STATUS_OK)
        return status;
    made->rooms = room_table_build(
        arena, &made->forecast, planning->supply, &planning->panel,
        forecast_case_people(planning, arena, made->forecast.origin + 1,
                             made->forecast.n_years));
    made->findings = panel_findings(arena, &planning->panel);
    struct forecast_making making = {
        .version = HOCGAN_VERSION, .made_at = utc_now(arena), .options = ""};
    made->record =
        forecast_keep_record(planning, &made->forecast, &made->rooms, &making);
    status = name_page(city, planning, made, err);
    made->page.id = made->record.entry.id;
    return status;
}
