// hocgan forecast CITY: what is to be expected, of the city, a ward or a
// school.

#include "city_query.h"
#include "forecast.h"

static enum status read_scope(const struct forecast_call *call,
                              struct forecast_view *view, struct error *err)
{
    const char *school = arguments_value(call->arguments, "school", NULL);
    const char *ward = arguments_value(call->arguments, "ward", NULL);
    if (school != NULL) {
        view->scope = SCOPE_SCHOOL;
        return forecast_case_find(call->planning, school, &view->index, err);
    }
    if (ward != NULL) {
        view->scope = SCOPE_WARD;
        return forecast_case_find_ward(call->planning, ward, &view->index, err);
    }
    return STATUS_OK;
}

static enum status read_level(const struct forecast_call *call,
                              struct forecast_view *view, struct error *err)
{
    const char *name = arguments_value(call->arguments, "level", NULL);
    enum level level;
    view->levels = (1u << N_LEVELS) - 1;
    if (name == NULL)
        return STATUS_OK;
    if (!level_parse(name, &level))
        return error_set(err, STATUS_BAD_INPUT,
                         "--level must be preschool, primary, lower_secondary "
                         "or upper_secondary, not \"%.40s\"",
                         name);
    view->levels = LEVEL_BIT(level);
    return STATUS_OK;
}

enum status forecast_show_check(const struct forecast_call *call,
                                struct error *err)
{
    const struct arguments *arguments = call->arguments;
    struct forecast_view view = {0};
    if (arguments_has(arguments, "school") + arguments_has(arguments, "ward") +
            arguments_has(arguments, "city") >
        1)
        return error_set(err, STATUS_BAD_INPUT,
                         "--school, --ward and --city are three views; one at "
                         "a time");
    return read_level(call, &view, err);
}

enum status forecast_show(const struct forecast_call *call, struct error *err)
{
    struct forecast_view view = {.all_rooms =
                                     arguments_has(call->arguments, "rooms")};
    struct forecast_made made;
    struct text_buffer text = {0};
    enum status status = read_scope(call, &view, err);
    if (status == STATUS_OK)
        status = read_level(call, &view, err);
    progress_tell(&call->bar->progress, 2, 10, "the years ahead");
    if (status == STATUS_OK)
        status = forecast_make(call->city, call->planning, call->until,
                               call->n_threads, &made, err);
    progress_keep(&call->bar->progress);
    if (status == STATUS_OK)
        status = forecast_keep(call->city, &made, err);
    progress_bar_wipe(call->bar);
    if (status != STATUS_OK)
        return status;
    progress_bar_kept(call->bar);
    progress_bar_wipe(call->bar);
    if (call->as_json)
        forecast_json_write(&text, &made.page, &view);
    else
        forecast_text_write(&text, &made.page, &view, call->language);
    city_query_print(&text);
    return STATUS_OK;
}
