// hocgan reach: the ground and the streets within some distances of a home, or
// from which a school is within them.

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "city_query.h"
#include "command.h"
#include "query/reach_answer.h"

static const struct option_spec OPTIONS[] = {
    {.name = "at"},
    {.name = "school"},
    {.name = "metres"},
    {.name = "profile"},
    {.name = "streets", .is_flag = true},
    {.name = "output", .short_name = 'o'},
    {.name = NULL},
};

static enum status read_question(const struct arguments *arguments,
                                 struct reach_question *question,
                                 struct error *err)
{
    *question = (struct reach_question){
        .at_name = "--at",
        .school_id = arguments_value(arguments, "school", NULL),
        .wants_streets = arguments_has(arguments, "streets")};
    enum status status = query_read_metres(
        "--metres", arguments_value(arguments, "metres", NULL),
        &question->limits, err);
    if (status == STATUS_OK && question->school_id == NULL)
        status = arguments_lonlat(arguments, "at", &question->at, err);
    return status;
}

// Under another name first, so that no half file is ever seen.
static enum status write_file(struct arena *arena, const char *path,
                              const struct text_buffer *body, struct error *err)
{
    const char *unfinished = arena_format(arena, "%s.unfinished", path);
    FILE *out = fopen(unfinished, "wb");
    if (out == NULL)
        return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                         strerror(errno));
    bool ok = fwrite(body->bytes, 1, body->length, out) == body->length;
    ok = fclose(out) == 0 && ok;
    if (ok && rename(unfinished, path) == 0)
        return STATUS_OK;
    int why = errno;
    unlink(unfinished);
    return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                     strerror(why));
}

static void say(const struct reach_question *question,
                const struct reach_answer *answer)
{
    if (!answer->has_street)
        fputs("No street is within 500 m.\n", stderr);
    for (size_t i = 0; answer->has_street && i < question->limits.count; i++) {
        char limit[24];
        table_metres(question->limits.limits_cm[i], limit);
        fprintf(stderr, "%12s  %.2f km of street\n", limit,
                (double)answer->areas[i].street_cm / 1e5);
    }
}

static enum status answer_question(struct city_query *query,
                                   struct reach_question *question,
                                   const char *path, struct error *err)
{
    struct reach_answer answer;
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    question->profile = query->profile;
    enum status status =
        reach_answer_find(query->context, query->arena, question, &answer, err);
    if (status != STATUS_OK)
        return status;
    reach_answer_write(&json, query->context, query->arena, question, &answer);
    if (path == NULL) {
        city_query_print(&body);
        return STATUS_OK;
    }
    text_add_string(&body, "\n"); // as every answer ends
    status = write_file(query->arena, path, &body, err);
    text_buffer_free(&body);
    if (status == STATUS_OK)
        say(question, &answer);
    return status;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct reach_question question;
    struct city_query query = {0};
    struct error err;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK)
        return command_misused("reach", &err);
    if (arguments.n_positional != 1 || !arguments_has(&arguments, "metres") ||
        arguments_has(&arguments, "at") ==
            arguments_has(&arguments, "school")) {
        error_set(&err, STATUS_BAD_INPUT,
                  "one CITY, --metres M[,M…] and either --at LON,LAT or "
                  "--school ID are needed");
        return command_misused("reach", &err);
    }
    enum status status = read_question(&arguments, &question, &err);
    if (status == STATUS_OK)
        status = city_query_open(
            arguments.positional[0],
            arguments_value(&arguments, "profile", QUERY_PROFILE_DEFAULT),
            &query, &err);
    if (status == STATUS_OK)
        status =
            answer_question(&query, &question,
                            arguments_value(&arguments, "output", NULL), &err);
    city_query_close(&query);
    return status == STATUS_OK ? EXIT_DONE : command_refused("reach", &err);
}

const struct command COMMAND_REACH = {
    .name = "reach",
    .summary = "the area within some distances of a home or school",
    .help =
        "usage: hocgan reach CITY (--at LON,LAT | --school ID) --metres "
        "500,1000\n"
        "                    [--profile walk|motorbike] [--streets]\n"
        "                    [-o OUT.geojson]\n\n"
        "Draws what lies within so many metres along streets: from a home\n"
        "everything one can come to, for a school every place one can come\n"
        "from. GeoJSON, one area a limit (1 to 10 of them, each 1 to 10,000\n"
        "m), the greatest first. --streets adds the exact pieces of street.\n"
        "It goes to standard output without -o.\n\n"
        "example: hocgan reach hcmc.sqlite --school w123 --metres 500,1000 "
        "-o reach.geojson\n",
    .run = run,
};
