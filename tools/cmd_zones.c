// hocgan zones: the table of its verbs, each a function in a file of its own
// (zones_*.c).

#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "command.h"
#include "zones.h"

struct verb {
    const char *name;
    const char *words; // what must follow, for the sentence when it does not
    size_t n_words;
    enum store_mode mode;
    zones_verb_fn *run;
    const char *options; // those it has a use for
};

static const struct verb VERBS[] = {
    {"units", "", 0, STORE_WRITE, zones_units,
     "level grade year entrants share from profile threads json"},
    {"suggest", "", 0, STORE_WRITE, zones_suggest,
     "level grade year profile straight method seats-scale weight-over-seats "
     "weight-over-cap weight-moved cap like lock-from threads publish json"},
    {"measure", " PLAN", 1, STORE_READ, zones_measure, "json by threads"},
    {"diff", " PLAN PLAN", 2, STORE_READ, zones_diff, "json threads"},
    {"copy", " PLAN", 1, STORE_WRITE, zones_copy, ""},
    {"move", " DRAFT --unit U… --to SCHOOL", 1, STORE_WRITE, zones_move,
     "unit to threads json"},
    {"lock", " DRAFT --unit U…", 1, STORE_WRITE, zones_lock, "unit"},
    {"unlock", " DRAFT --unit U…", 1, STORE_WRITE, zones_unlock, "unit"},
    {"undo", " DRAFT", 1, STORE_WRITE, zones_undo, "threads json"},
    {"redo", " DRAFT", 1, STORE_WRITE, zones_redo, "threads json"},
    {"publish", " PLAN", 1, STORE_WRITE, zones_publish, ""},
    {"list", "", 0, STORE_READ, zones_list, ""},
};

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++)
        if (strcmp(name, VERBS[i].name) == 0)
            return &VERBS[i];
    return NULL;
}

static enum status check_words(const struct verb *verb,
                               const struct arguments *arguments,
                               const struct zones_options *options,
                               struct error *err)
{
    const char *stray = zones_options_stray(arguments, verb->options);
    bool names_units = strstr(verb->words, "--unit") != NULL;
    bool names_school = strstr(verb->words, "--to") != NULL;
    if (stray != NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "`zones %s` has no use for --%s", verb->name, stray);
    if (arguments->n_positional != 2 + verb->n_words ||
        names_units != (options->n_units > 0) ||
        names_school != (options->to != NULL))
        return error_set(err, STATUS_BAD_INPUT,
                         "`hocgan zones CITY %s%s` is how it goes", verb->name,
                         verb->words);
    return STATUS_OK;
}

static enum status run_verb(const struct verb *verb,
                            const struct arguments *arguments,
                            const struct zones_options *options,
                            struct error *err)
{
    struct progress_bar bar;
    struct zones_call call = {.arena = arena_new(),
                              .options = options,
                              .words = arguments->positional + 2,
                              .bar = &bar};
    progress_bar_begin(&bar);
    enum status status =
        store_open(arguments->positional[0], verb->mode, &call.store, err);
    if (status == STATUS_OK)
        status = verb->run(&call, err);
    progress_bar_end(&bar);
    store_close(call.store);
    arena_free(call.arena);
    return status;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct zones_options options;
    struct error err;
    if (arguments_parse(argc, argv, ZONES_OPTIONS, &arguments, &err) !=
        STATUS_OK)
        return command_misused(COMMAND_ZONES.name, &err);
    const struct verb *verb =
        arguments.n_positional < 2 ? NULL : find_verb(arguments.positional[1]);
    if (verb == NULL) {
        fputs(COMMAND_ZONES.help, stderr);
        return EXIT_USAGE;
    }
    if (zones_options_read(&arguments, &options, &err) != STATUS_OK ||
        check_words(verb, &arguments, &options, &err) != STATUS_OK)
        return command_misused(COMMAND_ZONES.name, &err);
    return run_verb(verb, &arguments, &options, &err) == STATUS_OK
               ? EXIT_DONE
               : command_refused(COMMAND_ZONES.name, &err);
}

const struct command COMMAND_ZONES = {
    .name = "zones",
    .summary = "makes planning units; suggests, measures, edits and publishes "
               "zones",
    .help =
        "usage: hocgan zones CITY units [--level LEVEL]… [--grade G] [--year Y]"
        "\n"
        "           [--entrants 20] [--from pupils|population|units]"
        " [--share 16] [--json]\n"
        "       hocgan zones CITY suggest [--level LEVEL]…"
        " [--method balanced|nearest]\n"
        "           [--grade G] [--year Y] [--seats-scale PERCENT] [--cap M]"
        "\n"
        "           [--weight-over-seats M] [--weight-over-cap M]"
        " [--weight-moved M]\n"
        "           [--like PLAN] [--lock-from PLAN] [--profile walk |"
        " --straight]\n"
        "           [--threads N] [--publish] [--json]\n"
        "       hocgan zones CITY measure PLAN [--by school] [--json]\n"
        "       hocgan zones CITY diff PLAN PLAN [--json]\n"
        "       hocgan zones CITY copy PLAN\n"
        "       hocgan zones CITY move DRAFT --unit U… --to SCHOOL [--json]\n"
        "       hocgan zones CITY lock|unlock DRAFT --unit U…\n"
        "       hocgan zones CITY undo|redo DRAFT [--json]\n"
        "       hocgan zones CITY publish PLAN\n"
        "       hocgan zones CITY list\n\n"
        "`units` makes planning units of street blocks, each with at least so\n"
        "many entrants of the first level named, and counts the entrants of\n"
        "every level: from pupils; else from population, --share of a thousand"
        "\n"
        "people; or it takes the units that were imported.\n"
        "`suggest` gives every school a zone and prints level and plan.\n"
        "`balanced` puts together whole units: seats kept, zones in one piece,"
        "\n"
        "short ways; `nearest` gives every place to the nearest school,"
        " whatever\n"
        "its seats. Without --method it balances where there are seats and\n"
        "entrants. The weights are metres of way that one entrant too many, one"
        "\n"
        "farther than the cap, or one who changes school (from --like, else"
        " from\n"
        "the plan in force) counts as; usual are twice the mean way to the"
        " nearest\n"
        "school, 3000 and 0 (500 with --like). A plan is a draft until it is"
        " published,\n"
        "and never changes after that; `copy` makes a draft of it. The same\n"
        "plan is not made twice while all it is made from is as it was.\n"
        "PLAN may be the beginning of an id. Levels: preschool, primary,\n"
        "lower_secondary, upper_secondary.\n\n"
        "examples: hocgan zones city.sqlite units --level primary\n"
        "          hocgan zones city.sqlite suggest --level primary --publish"
        "\n"
        "          hocgan zones city.sqlite move 3f2a91 --unit 760-12 --unit"
        " 760-13 --to w123\n",
    .run = run,
    .changing = "units suggest copy move lock unlock undo redo publish",
    .options = ZONES_OPTIONS,
};
