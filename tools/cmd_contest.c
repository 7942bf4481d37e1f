// hocgan contest: what families contest, tried out and made so.

#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "command.h"
#include "contest.h"

struct verb {
    const char *name;
    size_t n_words;
    admit_verb_fn *run;
};

static const struct verb VERBS[] = {
    {"list", 0, contest_list},
    {"effect", 1, contest_effect},
    {"apply", 1, contest_apply},
};

static const struct option_spec OPTIONS[] = {
    {.name = "threads"},
    {.name = "json", .is_flag = true},
    {.name = NULL},
};

static enum status find_verb(const struct arguments *arguments,
                             const struct verb **verb, struct error *err)
{
    if (arguments->n_positional < 2)
        return error_set(err, STATUS_BAD_INPUT,
                         "a CITY and a verb are needed: list, effect or apply");
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++)
        if (strcmp(VERBS[i].name, arguments->positional[1]) == 0)
            *verb = &VERBS[i];
    if (*verb == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%s\" is none of its verbs: list, effect, apply",
                         arguments->positional[1]);
    if (arguments->n_positional != 2 + (*verb)->n_words)
        return error_set(err, STATUS_BAD_INPUT, "%s takes %s", (*verb)->name,
                         (*verb)->n_words == 0 ? "nothing else"
                                               : "the ID of one contest");
    return STATUS_OK;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct admit_call call = {.arguments = &arguments};
    const struct verb *verb = NULL;
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK)
        status = find_verb(&arguments, &verb, &err);
    if (status == STATUS_OK)
        status = admit_read_threads(&call, &err);
    if (status != STATUS_OK)
        return command_misused("contest", &err);
    call.as_json = arguments_has(&arguments, "json");
    call.words = arguments.positional + 2;
    call.n_words = arguments.n_positional - 2;
    status = admit_run_verb(&call, arguments.positional[0], verb->run, &err);
    return status == STATUS_OK ? EXIT_DONE : command_refused("contest", &err);
}

const struct command COMMAND_CONTEST = {
    .name = "contest",
    .summary = "tries out what a family contests, and makes it so",
    .help =
        "usage: hocgan contest CITY list [--json]\n"
        "       hocgan contest CITY effect ID [--threads N]\n"
        "       hocgan contest CITY apply ID [--threads N]\n\n"
        "`effect` makes the change a family asks for (a pin moved, a lane or "
        "a\n"
        "gate added) on a copy of the city, places the grade again by the "
        "rules\n"
        "and the method of the round in force, and tells as JSON who changes\n"
        "school; it is kept with the contest. `apply` makes the change in the\n"
        "city, accepts the contest if nobody has yet, and prints the id of a "
        "new\n"
        "draft round; only when the effect is of the city as it is.\n\n"
        "example: hocgan contest city.sqlite effect 3q2-7wAAAAAAAAAAAAAAAA\n",
    .run = run,
    .changing = "apply",
    .options = OPTIONS,
};
