// hocgan route: the receipt of one distance, street by street, and whether a
// receipt handed in still holds.

#include <stdio.h>

#include "city_query.h"
#include "command.h"
#include "query/query_input.h"
#include "query/receipt_check.h"
#include "query/receipt_text.h"

static const struct option_spec OPTIONS[] = {
    {.name = "from"},
    {.name = "to-school"},
    {.name = "to"},
    {.name = "profile"},
    {.name = "json", .is_flag = true},
    {.name = "geojson", .is_flag = true},
    {.name = "lang"},
    {.name = "check"},
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

// --- Giving a receipt ----------------------------------------------------

static enum status read_language(const struct arguments *arguments,
                                 enum language *language, struct error *err)
{
    return language_parse("--lang", arguments_value(arguments, "lang", "vi"),
                          language, err);
}

static enum status answer_question(const struct arguments *arguments,
                                   struct city_query *query,
                                   struct route_question *question,
                                   enum language language, struct error *err)
{
    struct route_answer answer;
    struct text_buffer body = {0};
    question->profile = query->profile;
    enum status status =
        route_answer_find(query->context, query->arena, question, &answer, err);
    if (status != STATUS_OK)
        return status;
    if (arguments_has(arguments, "json") ||
        arguments_has(arguments, "geojson")) {
        struct json_writer json = json_into(&body);
        route_answer_write(&json, query->city, question, &answer);
        city_query_print(&body);
    } else {
        receipt_text_write(&body, query->city, question, &answer, language);
        fwrite(body.bytes, 1, body.length, stdout);
        text_buffer_free(&body);
    }
    return STATUS_OK;
}

static enum status give_receipt(const struct arguments *arguments,
                                struct city_query *query, struct error *err)
{
    struct route_question question;
    enum language language;
    enum status status = read_question(arguments, &question, err);
    if (status == STATUS_OK)
        status = read_language(arguments, &language, err);
    if (status == STATUS_OK)
        status = city_query_open(
            arguments->positional[0],
            arguments_value(arguments, "profile", QUERY_PROFILE_DEFAULT), query,
            err);
    if (status == STATUS_OK)
        status = answer_question(arguments, query, &question, language, err);
    return status;
}

// --- Checking a receipt --------------------------------------------------

static void print_check(const char *path, const struct receipt_check *check)
{
    const struct receipt *now = &check->now;
    char metres[24];
    for (size_t i = 0; i < check->differences.count; i++)
        printf("%s: %s.\n", path, check->differences.items[i]);
    if (check->differences.count > 0)
        return;
    table_metres(now->distance_cm, metres);
    printf("%s agrees to the centimetre: %s, %s by %s, network %s.\n", path,
           now->is_reached ? metres : "no way", now->profile, now->weight,
           now->network);
}

static enum status check_receipt(const char *city, const char *path,
                                 struct city_query *query, bool *agrees,
                                 struct error *err)
{
    struct receipt receipt;
    struct receipt_check check;
    struct arena *arena = arena_new();
    enum status status = receipt_read(path, arena, &receipt, err);
    if (status == STATUS_OK)
        status = city_query_open(city, receipt.profile, query, err);
    if (status == STATUS_OK) {
        status = receipt_check_run(query->context, arena, query->profile,
                                   &receipt, &check, err);
        if (status != STATUS_OK)
            error_prefix(err, "%s cannot be recomputed: ", path);
    }
    if (status == STATUS_OK) {
        print_check(path, &check);
        *agrees = check.differences.count == 0;
    }
    arena_free(arena);
    return status;
}

// --- The command ---------------------------------------------------------

static enum status check_usage(const struct arguments *arguments,
                               struct error *err)
{
    bool asks =
        arguments_has(arguments, "from") &&
        arguments_has(arguments, "to") != arguments_has(arguments, "to-school");
    bool checks = arguments_has(arguments, "check");
    if (checks && arguments->n_options > 1)
        return error_set(err, STATUS_BAD_INPUT,
                         "--check FILE stands alone: the receipt says what was "
                         "asked");
    if (arguments->n_positional == 1 && (asks || checks))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "one CITY, --from LON,LAT and either --to-school ID or "
                     "--to LON,LAT are needed, or --check FILE");
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct city_query query = {0};
    struct error err;
    bool agrees = true;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK ||
        check_usage(&arguments, &err) != STATUS_OK)
        return command_misused("route", &err);
    enum status status =
        arguments_has(&arguments, "check")
            ? check_receipt(arguments.positional[0],
                            arguments_value(&arguments, "check", NULL), &query,
                            &agrees, &err)
            : give_receipt(&arguments, &query, &err);
    city_query_close(&query);
    if (status != STATUS_OK)
        return command_refused("route", &err);
    return agrees ? EXIT_DONE : EXIT_REFUSED;
}

const struct command COMMAND_ROUTE = {
    .name = "route",
    .summary = "the way to a school, street by street",
    .help =
        "usage: hocgan route CITY --from LON,LAT (--to-school ID | --to "
        "LON,LAT)\n"
        "                    [--profile " PROFILE_CHOICE "] [--lang vi|en]\n"
        "                    [--json | --geojson]\n"
        "       hocgan route CITY --check FILE\n\n"
        "Prints the receipt of a distance: the straight piece to the street,\n"
        "each street with its length, the straight piece to the gate, and\n"
        "their sum, in Vietnamese (or, with --lang en, English). --json "
        "prints\n"
        "what /v1/route answers, with the line: a GeoJSON feature, so that\n"
        "--geojson is the same.\n\n"
        "--check reads such a feature from FILE (- is standard input), asks\n"
        "its question again, and says whether every field comes out the same;\n"
        "if not, what differs, and the exit status is 1.\n\n"
        "example: hocgan route hcmc.sqlite --from 106.70,10.78 --to-school "
        "w123 --json > receipt.json\n"
        "         hocgan route hcmc.sqlite --check receipt.json\n",
    .run = run,
};
