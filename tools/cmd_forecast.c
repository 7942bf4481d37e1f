// hocgan forecast: finds what is asked, opens the city and lets it be done.

#include <string.h>

#include "base/parallel.h"
#include "city_query.h"
#include "command.h"
#include "forecast.h"

static const struct option_spec OPTIONS[] = {
    {.name = "until"},
    {.name = "school"},
    {.name = "ward"},
    {.name = "city", .is_flag = true},
    {.name = "level", .short_name = 'l'},
    {.name = "rooms", .is_flag = true},
    {.name = "explain", .is_flag = true},
    {.name = "grade"},
    {.name = "year"},
    {.name = "first-origin"},
    {.name = "horizon"},
    {.name = "threads"},
    {.name = "json", .is_flag = true},
    {.name = "lang"},
    {.name = NULL},
};

// What can be asked, and the options each has a use for.
struct verb {
    forecast_verb_fn *run;
    forecast_verb_fn *check;
    bool looks_ahead; // until a year that enrolment leaves to be forecast
    const char *options;
};

static const struct verb SHOW = {
    forecast_show, forecast_show_check, true,
    "until school ward city level rooms threads json lang"};
static const struct verb TELL = {
    forecast_tell, forecast_tell_check, true,
    "explain school grade year until threads json lang"};
static const struct verb BACKTEST = {
    forecast_backtest, forecast_backtest_check, false,
    "first-origin until horizon threads json lang"};

static enum status find_verb(const struct arguments *arguments,
                             const struct verb **verb, struct error *err)
{
    size_t n = arguments->n_positional;
    bool is_backtest =
        n == 2 && strcmp(arguments->positional[1], "backtest") == 0;
    bool tells = arguments_has(arguments, "explain");
    *verb = is_backtest ? &BACKTEST : tells ? &TELL : &SHOW;
    if (n == 0)
        return error_set(err, STATUS_BAD_INPUT, "a CITY is needed");
    if (n > 1 && *verb == &SHOW)
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%.40s\" is not understood; `hocgan forecast "
                         "--help` shows how",
                         arguments->positional[1]);
    for (size_t i = 0; i < arguments->n_options; i++)
        if (!text_is_one_of(arguments->options[i].name, (*verb)->options))
            return error_set(err, STATUS_BAD_INPUT,
                             "there is no use for --%s here",
                             arguments->options[i].name);
    return STATUS_OK;
}

static enum status read_options(const struct verb *verb,
                                struct forecast_call *call, struct error *err)
{
    const struct arguments *arguments = call->arguments;
    int64_t n_threads = (int64_t)parallel_cores();
    call->as_json = arguments_has(arguments, "json");
    enum status status =
        language_parse("--lang", arguments_value(arguments, "lang", "vi"),
                       &call->language, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "threads", 1, 256, &n_threads, err);
    call->n_threads = (size_t)n_threads;
    if (status == STATUS_OK)
        status =
            arguments_int(arguments, "until", 1900, 2300, &call->until, err);
    return status == STATUS_OK ? verb->check(call, err) : status;
}

// `*is_misused` says whether it is the options that are wrong, which of a year
// only the city can tell.
static enum status run_verb(const struct verb *verb, struct forecast_call *call,
                            bool *is_misused, struct error *err)
{
    struct progress_bar bar;
    progress_bar_begin(&bar);
    call->bar = &bar;
    call->arena = arena_new();
    progress_tell(&bar.progress, 0, 1, "reading enrolment");
    enum status status = store_open(call->arguments->positional[0], STORE_WRITE,
                                    &call->city, err);
    if (status == STATUS_OK)
        status = forecast_case_open(call->city, &call->planning, err);
    if (status == STATUS_OK && verb->looks_ahead) {
        status = forecast_check_until(call->planning, call->until, err);
        *is_misused = status != STATUS_OK;
    }
    if (status == STATUS_OK)
        status = verb->run(call, err);
    progress_bar_end(&bar);
    forecast_case_close(call->planning);
    store_close(call->city);
    arena_free(call->arena);
    return status;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct forecast_call call = {.arguments = &arguments};
    const struct verb *verb = NULL;
    bool is_misused = true;
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK)
        status = find_verb(&arguments, &verb, &err);
    if (status == STATUS_OK)
        status = read_options(verb, &call, &err);
    if (status == STATUS_OK) {
        is_misused = false;
        status = run_verb(verb, &call, &is_misused, &err);
    }
    if (status == STATUS_OK)
        return EXIT_DONE;
    return is_misused ? command_misused("forecast", &err)
                      : command_refused("forecast", &err);
}

const struct command COMMAND_FORECAST = {
    .name = "forecast",
    .summary = "pupils and classrooms in the years ahead, with intervals",
    .help =
        "usage: hocgan forecast CITY [--until YEAR] [--city | --ward ID |"
        " --school ID]\n"
        "                       [--level LEVEL] [--rooms] [--json]"
        " [--lang vi|en]\n"
        "                       [--threads N]\n"
        "       hocgan forecast CITY --explain SCHOOL GRADE YEAR [--json]\n"
        "       hocgan forecast CITY backtest [--until YEAR] [--horizon N]\n"
        "                       [--first-origin YEAR] [--json]\n\n"
        "Carries the pupils that are enrolled forward, one to ten years (five "
        "if\n"
        "not told), and sets them against the rooms there are: how many are\n"
        "missing where, and how likely each school is to overflow. Numbers "
        "are\n"
        "medians; in brackets stands the range they fall into four times of "
        "five.\n"
        "Kept in the city file, once for the same enrolment. --rooms tells "
        "every\n"
        "ward (of a ward: every school). Levels: preschool, primary,\n"
        "lower_secondary, upper_secondary. A year is that in which the school\n"
        "year begins.\n\n"
        "--explain traces one number to what it was worked out from.\n"
        "`backtest` repeats the forecast from every year behind and compares "
        "it\n"
        "with what came, beside last year's value and plain progression; "
        "--until\n"
        "is the last year compared. It works for a city without a map.\n\n"
        "examples: hocgan forecast city.sqlite --until 2035\n"
        "          hocgan forecast city.sqlite --explain 79760412 3 2028\n"
        "          hocgan forecast city.sqlite backtest --json\n",
    .run = run,
    .changing = "forecast",
    .options = OPTIONS,
};
