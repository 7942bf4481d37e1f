// hocgan indicators: how far the city and its wards are from their targets.

#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "command.h"
#include "planning/indicator_case.h"

static const struct option_spec OPTIONS[] = {
    {.name = "ward"},
    {.name = "lang"},
    {.name = "json", .is_flag = true},
    {.name = NULL},
};

struct question {
    const char *ward_id; // NULL: the city
    enum language language;
    bool wants_json;
};

static enum status read_question(const struct arguments *arguments,
                                 struct question *question, struct error *err)
{
    if (arguments->n_positional != 1)
        return error_set(err, STATUS_BAD_INPUT, "one CITY is needed");
    question->ward_id = arguments_value(arguments, "ward", NULL);
    question->wants_json = arguments_has(arguments, "json");
    return language_parse("--lang", arguments_value(arguments, "lang", "vi"),
                          &question->language, err);
}

static enum status answer(const struct indicator_case *planning,
                          const struct question *question, struct error *err)
{
    uint32_t ward = INDICATOR_NOWHERE;
    struct text_buffer body = {0};
    if (question->ward_id != NULL) {
        enum status status =
            indicator_case_find_ward(planning, question->ward_id, &ward, err);
        if (status != STATUS_OK)
            return status;
    }
    struct indicator_progress_list progress =
        indicator_progress_build(planning->arena, &planning->inputs);
    if (question->wants_json) {
        const struct indicator_view view = {.ward = ward};
        indicator_progress_json(&planning->inputs, &progress, &view, &body);
        city_query_print(&body);
        return STATUS_OK;
    }
    indicator_progress_write(&planning->inputs, &progress, ward,
                             question->language, planning->arena, &body);
    fwrite(body.bytes, 1, body.length, stdout);
    text_buffer_free(&body);
    return STATUS_OK;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct question question = {0};
    struct error err;
    struct store *store = NULL;
    struct indicator_case *planning = NULL;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK ||
        read_question(&arguments, &question, &err) != STATUS_OK)
        return command_misused("indicators", &err);
    enum status status =
        store_open(arguments.positional[0], STORE_READ, &store, &err);
    if (status == STATUS_OK)
        status = indicator_case_open(store, &planning, &err);
    store_close(store);
    if (status == STATUS_OK)
        status = answer(planning, &question, &err);
    indicator_case_close(planning);
    return status == STATUS_OK ? EXIT_DONE
                               : command_refused("indicators", &err);
}

const struct command COMMAND_INDICATORS = {
    .name = "indicators",
    .summary = "how far the city and its wards are from their targets",
    .help =
        "usage: hocgan indicators CITY [--ward ID] [--lang vi|en] [--json]\n\n"
        "Every indicator that was imported, with its newest value, its target\n"
        "and whether the trend so far reaches it in time; for the city also "
        "the\n"
        "wards with the longest way to go. --json gives all wards and years.\n"
        "\n"
        "example: hocgan indicators hcmc.sqlite --ward 26734\n",
    .run = run,
};
