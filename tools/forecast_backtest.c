// hocgan forecast CITY backtest: what the forecast would have been worth in the
// years behind.

#include "city_query.h"
#include "forecast.h"
#include "forecast/backtest_write.h"

static enum status read_options(const struct forecast_call *call,
                                struct backtest_options *options,
                                struct error *err)
{
    int64_t first_origin = 0;
    int64_t horizon = 0;
    enum status status = arguments_int(call->arguments, "first-origin", 1900,
                                       2300, &first_origin, err);
    if (status == STATUS_OK)
        status = arguments_int(call->arguments, "horizon", 1,
                               FORECAST_MOST_YEARS, &horizon, err);
    *options = (struct backtest_options){.first_origin = (int32_t)first_origin,
                                         .last_target = (int32_t)call->until,
                                         .most_horizon = (size_t)horizon,
                                         .n_threads = call->n_threads};
    return status;
}

enum status forecast_backtest_check(const struct forecast_call *call,
                                    struct error *err)
{
    struct backtest_options options;
    return read_options(call, &options, err);
}

enum status forecast_backtest(const struct forecast_call *call,
                              struct error *err)
{
    struct backtest_options options;
    struct backtest_row_list rows = {0};
    struct text_buffer text = {0};
    enum status status = read_options(call, &options, err);
    if (status != STATUS_OK)
        return status;
    progress_tell(&call->bar->progress, 1, 10, "the years behind");
    status = backtest_run(call->arena, &call->planning->inputs, &options, &rows,
                          err);
    progress_bar_wipe(call->bar);
    if (status != STATUS_OK)
        return status;
    if (rows.count == 0)
        return error_set(err, STATUS_STATE,
                         "%s: enrolment of %zu years is too short for a "
                         "back-test, which needs three",
                         store_path(call->city), call->planning->panel.n_years);
    if (call->as_json)
        backtest_json_write(&text, &rows);
    else
        backtest_text_write(&text, &rows, call->language);
    city_query_print(&text);
    return STATUS_OK;
}
