// hocgan nearest: the schools near one home, as the service would list them.

#include <stdio.h>

#include "city_query.h"
#include "command.h"
#include "query/nearest_answer.h"
#include "query/query_input.h"

static const struct option_spec OPTIONS[] = {
    {.name = "at"},
    {.name = "level"},
    {.name = "k", .short_name = 'k'},
    {.name = "profile"},
    {.name = "json", .is_flag = true},
    {.name = NULL},
};

static enum status read_question(const struct arguments *arguments,
                                 struct nearest_question *question,
                                 struct error *err)
{
    int64_t k = 5;
    *question = (struct nearest_question){.at_name = "--at"};
    enum status status = arguments_lonlat(arguments, "at", &question->at, err);
    if (status == STATUS_OK)
        status = query_read_level("--level",
                                  arguments_value(arguments, "level", NULL),
                                  &question->level, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "k", 1, NEAREST_MOST, &k, err);
    question->k = (size_t)k;
    return status;
}

static void print_table(const struct city_state *city,
                        const struct nearest_answer *answer)
{
    if (!answer->has_street)
        puts(answer->is_other_part
                 ? "The streets within 500 m belong to another part of the "
                   "network."
                 : "No street is within 500 m.");
    else if (answer->n_schools == 0)
        puts("The city has no school of this level that streets lead to.");
    for (size_t i = 0; i < answer->n_schools; i++) {
        const struct nearest_school *near = &answer->schools[i];
        const struct school *school = &city->schools.items[near->school];
        char distance[24];
        char duration[24];
        table_metres(near->distance_cm, distance);
        table_minutes(near->duration_ms, duration);
        printf("%2zu  %12s  %7s  %s (%s)%s\n", i + 1, distance, duration,
               school->name, school->id, near->in_zone ? "  in its zone" : "");
    }
}

static enum status answer_question(struct city_query *query,
                                   struct nearest_question *question,
                                   bool as_json, struct error *err)
{
    struct nearest_answer answer;
    question->profile = query->profile;
    enum status status = nearest_answer_find(query->context, query->arena,
                                             question, &answer, err);
    if (status != STATUS_OK)
        return status;
    if (as_json) {
        struct text_buffer body = {0};
        struct json_writer json = json_into(&body);
        nearest_answer_write(&json, query->city, question, &answer);
        city_query_print(&body);
    } else {
        print_table(query->city, &answer);
    }
    return STATUS_OK;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct nearest_question question;
    struct city_query query = {0};
    struct error err;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK)
        return command_misused("nearest", &err);
    if (arguments.n_positional != 1 || !arguments_has(&arguments, "at") ||
        !arguments_has(&arguments, "level")) {
        error_set(&err, STATUS_BAD_INPUT,
                  "one CITY, --at LON,LAT and --level LEVEL are needed");
        return command_misused("nearest", &err);
    }
    enum status status = read_question(&arguments, &question, &err);
    if (status == STATUS_OK)
        status = city_query_open(
            arguments.positional[0],
            arguments_value(&arguments, "profile", QUERY_PROFILE_DEFAULT),
            &query, &err);
    if (status == STATUS_OK)
        status = answer_question(&query, &question,
                                 arguments_has(&arguments, "json"), &err);
    city_query_close(&query);
    return status == STATUS_OK ? EXIT_DONE : command_refused("nearest", &err);
}

const struct command COMMAND_NEAREST = {
    .name = "nearest",
    .summary = "the schools nearest to a home, along streets",
    .help =
        "usage: hocgan nearest CITY --at LON,LAT --level LEVEL [-k 5]\n"
        "                      [--profile " PROFILE_CHOICE "] [--json]\n\n"
        "Lists the k schools (1 to 50) of a level that are nearest to a home,\n"
        "nearest first. LEVEL is preschool, primary, lower_secondary or\n"
        "upper_secondary. --json prints what /v1/nearest answers.\n\n"
        "example: hocgan nearest hcmc.sqlite --at 106.70,10.78 --level "
        "primary\n",
    .run = run,
};
