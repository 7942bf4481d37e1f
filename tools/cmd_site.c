// hocgan site: the forecast is made, the siting problem read, and what is asked
// worked out: a suggestion, a what-if by year, or both.

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/parallel.h"
#include "city_query.h"
#include "command.h"
#include "site.h"
#include "store/store_city.h"

static const struct option_spec OPTIONS[] = {
    {.name = "new"},
    {.name = "rooms"},
    {.name = "level", .short_name = 'l'},
    {.name = "year"},
    {.name = "cap"},
    {.name = "profile"},
    {.name = "close", .repeats = true},
    {.name = "add-rooms", .repeats = true},
    {.name = "open", .repeats = true},
    {.name = "housing", .repeats = true},
    {.name = "build", .repeats = true},
    {.name = "two-sessions", .is_flag = true},
    {.name = "explain", .is_flag = true},
    {.name = "threads"},
    {.name = "json", .is_flag = true},
    {.name = "lang"},
    {.name = NULL},
};

static enum status read_level(struct site_call *call, struct error *err)
{
    const char *name = arguments_value(call->arguments, "level", "primary");
    if (level_parse(name, &call->question.level))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "--level must be preschool, primary, lower_secondary or "
                     "upper_secondary, not \"%.40s\"",
                     name);
}

static bool is_anything_asked(const struct site_call *call)
{
    return call->n_new + call->n_rooms > 0 ||
           arguments_has(call->arguments, "close") ||
           arguments_has(call->arguments, "add-rooms") ||
           arguments_has(call->arguments, "open") ||
           arguments_has(call->arguments, "build") ||
           arguments_has(call->arguments, "housing");
}

static enum status read_arguments(struct site_call *call, struct error *err)
{
    const struct arguments *arguments = call->arguments;
    int64_t year = 0;
    int64_t cap_m = 0;
    int64_t n_threads = (int64_t)parallel_cores();
    if (arguments->n_positional != 1)
        return error_set(err, STATUS_BAD_INPUT, "one CITY is needed");
    enum status status = read_level(call, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "new", 0, 100, &call->n_new, err);
    if (status == STATUS_OK)
        status =
            arguments_int(arguments, "rooms", 0, 100000, &call->n_rooms, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "year", 1900, 2300, &year, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "cap", 1, 100000, &cap_m, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "threads", 1, 256, &n_threads, err);
    if (status == STATUS_OK && !is_anything_asked(call))
        return error_set(
            err, STATUS_BAD_INPUT,
            "--new N or --rooms R is needed, or a change to look "
            "at: --close, --add-rooms, --open, --build, --housing");
    call->year = (int32_t)year;
    call->question.profile = arguments_value(arguments, "profile", "walk");
    call->question.cap_cm =
        cap_m > 0 ? (uint32_t)(100 * cap_m)
                  : zoning_question_usual(call->question.level).cap_cm;
    call->question.two_sessions = arguments_has(arguments, "two-sessions");
    call->question.n_threads = (size_t)n_threads;
    call->question.messages = stderr;
    return status;
}

// The city, its forecast until the year, and the problem.
static enum status open_case(struct site_call *call, struct error *err)
{
    struct city_info info;
    enum status status = store_open(call->arguments->positional[0], STORE_WRITE,
                                    &call->city, err);
    if (status == STATUS_OK)
        status = store_read_city(call->city, call->arena, &info, err);
    if (status == STATUS_OK)
        status = crs_open(info.crs, &call->crs, err);
    if (status == STATUS_OK)
        status = site_read_places(call, err);
    if (status == STATUS_OK)
        status = forecast_case_open(call->city, &call->planning, err);
    if (status != STATUS_OK)
        return status;
    int64_t usual = forecast_usual_until(call->planning);
    if (call->year == 0)
        call->year = (int32_t)usual;
    status = forecast_make(call->city, call->planning,
                           call->year > usual ? call->year : usual,
                           call->question.n_threads, &call->made, err);
    if (status == STATUS_OK && call->year <= call->made.forecast.origin)
        status = error_set(err, STATUS_BAD_INPUT,
                           "--year must be after %" PRId32
                           ", the last year of enrolment; not %" PRId32,
                           call->made.forecast.origin, call->year);
    if (status == STATUS_OK)
        status = forecast_keep(call->city, &call->made, err);
    if (status == STATUS_OK)
        status = siting_case_open(call->city, call->arena, call->planning,
                                  &call->made.forecast, &call->made.rooms,
                                  &call->question, &call->siting, err);
    return status;
}

static struct siting_problem problem_of(const struct site_call *call,
                                        int32_t year)
{
    return siting_case_problem(&call->siting, call->arena, year);
}

// The solver takes a million (siting.h): more than any level of a city has.
#define MOST_PUPILS 1000000

static enum status check_pupils(const struct siting_problem *problem,
                                struct error *err)
{
    uint64_t pupils = 0;
    for (size_t d = 0; d < problem->n_demands; d++)
        pupils += problem->demands[d].pupils;
    if (pupils <= MOST_PUPILS)
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "%" PRIu64
                     " pupils are more than the %d that can be sited "
                     "at once",
                     pupils, MOST_PUPILS);
}

static enum status work_out(struct site_call *call, struct error *err)
{
    enum status status = site_read_changes(call, err);
    if (status != STATUS_OK)
        return status;
    call->problem = problem_of(call, call->year);
    status = check_pupils(&call->problem, err);
    if (status != STATUS_OK)
        return status;
    progress_tell(&call->bar->progress, 3, 10, "what changes by year");
    if (call->changes.count + call->question.n_homes > 0)
        site_compare_years(call);
    site_apply_changes(call, &call->problem);
    call->problem.n_new = (uint32_t)call->n_new;
    call->problem.n_rooms = (uint32_t)call->n_rooms;
    if (call->n_new + call->n_rooms == 0)
        return STATUS_OK;
    progress_tell(&call->bar->progress, 4, 10, "where it does most");
    call->answer = siting_solve(call->arena, &call->problem);
    progress_keep(&call->bar->progress);
    return site_keep(call, err);
}

static void print(const struct site_call *call)
{
    struct text_buffer text = {0};
    if (arguments_has(call->arguments, "json"))
        site_json_write(&text, call);
    else
        site_text_write(&text, call);
    if (arguments_has(call->arguments, "explain") &&
        !arguments_has(call->arguments, "json"))
        site_explain_write(&text, call);
    city_query_print(&text);
}

static enum status answer(struct site_call *call, struct error *err)
{
    struct progress_bar bar;
    progress_bar_begin(&bar);
    call->bar = &bar;
    call->arena = arena_new();
    progress_tell(&bar.progress, 0, 1, "the years ahead");
    enum status status = open_case(call, err);
    if (status == STATUS_OK)
        status = work_out(call, err);
    if (status == STATUS_OK)
        progress_bar_kept(&bar);
    progress_bar_end(&bar);
    if (status == STATUS_OK)
        print(call);
    forecast_case_close(call->planning);
    crs_close(call->crs);
    store_close(call->city);
    arena_free(call->arena);
    return status;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct site_call call = {.arguments = &arguments};
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK)
        status = read_arguments(&call, &err);
    if (status == STATUS_OK)
        status =
            language_parse("--lang", arguments_value(&arguments, "lang", "vi"),
                           &call.language, &err);
    if (status != STATUS_OK)
        return command_misused("site", &err);
    status = answer(&call, &err);
    return status == STATUS_OK ? EXIT_DONE : command_refused("site", &err);
}

const struct command COMMAND_SITE = {
    .name = "site",
    .summary = "where new schools or classrooms do most",
    .help =
        "usage: hocgan site CITY --new N [--rooms R] [--level LEVEL]"
        " [--year YEAR]\n"
        "           [--cap METRES] [--two-sessions] [--profile walk] "
        "[--explain]"
        " [--json]\n"
        "           [--close SCHOOL]… [--add-rooms SCHOOL=N]… [--open SITE]…\n"
        "           [--build LON,LAT=ROOMS]… [--housing LON,LAT=PUPILS]…\n"
        "           [--lang vi|en] [--threads N]\n"
        "\n"
        "Where N new schools, or R rooms at schools that stand, leave fewest\n"
        "pupils without a seat within the cap (then ways are shortest, then "
        "it\n"
        "costs least), for the pupils of a level (primary) that the forecast "
        "has\n"
        "in a year (five on). Ways are along streets, from where the children "
        "of\n"
        "each planning unit live. Sites are those imported; a city without any "
        "has\n"
        "one in each of its units. A school has at most as many rooms as "
        "Circular\n"
        "13/2020 lets it have classes. The suggestion is kept in the city "
        "file.\n\n"
        "With --close, --add-rooms, --open, --build (a school on no site) or "
        "--housing\n"
        "(homes being built, with so many pupils of the level) what changes is "
        "told year\n"
        "by year, and what is suggested comes on top. --two-sessions counts a "
        "seat only\n"
        "where each class has a room of its own. --explain tells where the "
        "numbers come\nfrom.\n\n"
        "examples: hocgan site city.sqlite --new 2 --rooms 20 --year 2030\n"
        "          hocgan site city.sqlite --close 79760412 --add-rooms "
        "79760413=6\n",
    .run = run,
    .changing = "site",
    .options = OPTIONS,
};
