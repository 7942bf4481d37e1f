// hocgan route: the receipt of one distance, street by street.

#include <stdio.h>

#include "city_query.h"
#include "command.h"
#include "query/query_input.h"
#include "query/route_answer.h"

static const struct option_spec OPTIONS[] = {
    {.name = "from"},
    {.name = "to-school"},
    {.name = "to"},
    {.name = "profile"},
    {.name = "json", .is_flag = true},
    {.name = NULL},
};

static enum status read_question(const struct arguments *arguments,
                                 struct route_question *question,
                                 struct error *err)
{
    *question = (struct route_question){
        .from_name = "--from",
        .to_name = "--to",
        .school_id = arguments_value(arguments, "to-school", NULL)};
    enum status status =
        arguments_lonlat(arguments, "from", &question->from, err);
    if (status == STATUS_OK && question->school_id == NULL)
        status = arguments_lonlat(arguments, "to", &question->to, err);
    return status;
}

static void print_piece(uint32_t length_cm, const char *name)
{
    char length[24];
    table_metres(length_cm, length);
    printf("%12s  %s\n", length, name);
}

static void print_receipt(const struct city_query *query,
                          const struct route_answer *answer)
{
    const struct route *route = &answer->route;
    char minutes[24];
    if (answer->reason != ROUTE_FOUND) {
        puts(answer->reason == ROUTE_NO_WAY ? "There is no way."
                                            : "No street is within 500 m.");
        return;
    }
    print_piece(route->first_straight_cm, "straight to the street");
    for (size_t i = 0; i < route->n_legs; i++)
        print_piece(route->legs[i].length_cm, route->legs[i].name[0] == '\0'
                                                  ? "(a street without a name)"
                                                  : route->legs[i].name);
    print_piece(route->last_straight_cm, answer->school != NULL
                                             ? "straight to the gate"
                                             : "straight to the place");
    table_minutes(route->duration_ms, minutes);
    print_piece(route->distance_cm,
                answer->school != NULL ? answer->school->name : "in all");
    printf("%12s  %s, network %s\n", minutes,
           query->profile->traveller->measure.profile->name,
           city_network_content(query->city->network)->checksum);
}

static enum status answer_question(struct city_query *query,
                                   struct route_question *question,
                                   bool as_json, struct error *err)
{
    struct route_answer answer;
    question->profile = query->profile;
    enum status status =
        route_answer_find(query->context, query->arena, question, &answer, err);
    if (status != STATUS_OK)
        return status;
    if (as_json) {
        struct text_buffer body = {0};
        struct json_writer json = json_into(&body);
        route_answer_write(&json, query->city, question, &answer);
        city_query_print(&body);
    } else {
        print_receipt(query, &answer);
    }
    return STATUS_OK;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct route_question question;
    struct city_query query = {0};
    struct error err;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK)
        return command_misused("route", &err);
    if (arguments.n_positional != 1 || !arguments_has(&arguments, "from") ||
        arguments_has(&arguments, "to") ==
            arguments_has(&arguments, "to-school")) {
        error_set(&err, STATUS_BAD_INPUT,
                  "one CITY, --from LON,LAT and either --to-school ID or --to "
                  "LON,LAT are needed");
        return command_misused("route", &err);
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
    return status == STATUS_OK ? EXIT_DONE : command_refused("route", &err);
}

const struct command COMMAND_ROUTE = {
    .name = "route",
    .summary = "the way to a school, street by street",
    .help =
        "usage: hocgan route CITY --from LON,LAT (--to-school ID | --to "
        "LON,LAT)\n"
        "                    [--profile walk|motorbike] [--json]\n\n"
        "Prints the receipt of a distance: the straight piece to the street,\n"
        "each street with its length, the straight piece to the gate, and\n"
        "their sum. --json prints what /v1/route answers, with the line.\n\n"
        "example: hocgan route hcmc.sqlite --from 106.70,10.78 --to-school "
        "w123\n",
    .run = run,
};
