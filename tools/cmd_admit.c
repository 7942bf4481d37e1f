// hocgan admit: finds the verb, opens the city and its private file, and lets
// the verb do its work.

#include <stdio.h>
#include <string.h>

#include "admit.h"
#include "city_query.h"
#include "command.h"

// What of the options a verb cannot do without; the first two, where no round
// is named.
enum need {
    NEEDS_GRADE = 1,
    NEEDS_YEAR = 2,
    NEEDS_RULES = 4,
    NEEDS_METHOD = 8
};

struct verb {
    const char *name;
    size_t least_words;
    size_t most_words;
    admit_verb_fn *run;
    unsigned needs;
};

static const struct verb VERBS[] = {
    {"place", 0, 0, admit_place,
     NEEDS_GRADE | NEEDS_YEAR | NEEDS_RULES | NEEDS_METHOD},
    {"rounds", 0, 0, admit_rounds, 0},
    {"compare", 1, 5, admit_compare, 0},
    {"diff", 2, 2, admit_diff, 0},
    {"check", 1, 1, admit_check, 0},
    {"publish", 1, 1, admit_publish, 0},
    {"remove", 1, 1, admit_remove, 0},
    {"draw", 0, 0, admit_draw, NEEDS_GRADE | NEEDS_YEAR},
    {"reveal", 0, 0, admit_reveal, NEEDS_GRADE | NEEDS_YEAR},
    {"verify-draw", 0, 1, admit_verify_draw, NEEDS_GRADE | NEEDS_YEAR},
    {"signals", 0, 0, admit_signals, NEEDS_GRADE | NEEDS_YEAR},
    {"rules", 0, 0, admit_show_rules, NEEDS_GRADE | NEEDS_RULES},
};

static const struct option_spec OPTIONS[] = {
    {.name = "level", .short_name = 'l'},
    {.name = "grade"},
    {.name = "year"},
    {.name = "method"},
    {.name = "objective"},
    {.name = "rules"},
    {.name = "threads"},
    {.name = "seed"},
    {.name = "pupil"},
    {.name = "pupils", .is_flag = true},
    {.name = "by-ward", .is_flag = true},
    {.name = "by-group", .is_flag = true},
    {.name = "dry-run", .is_flag = true},
    {.name = "quiet", .is_flag = true},
    {.name = "json", .is_flag = true},
    {.name = "lang"},
    {.name = NULL},
};

static const struct verb *find_verb(const char *name)
{
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++)
        if (strcmp(VERBS[i].name, name) == 0)
            return &VERBS[i];
    return NULL;
}

// `admit CITY VERB …`; without a verb it is `place`. `admit verify-draw CITY …`
// is understood too: a city is never called like a verb.
static enum status read_words(struct arguments *arguments,
                              const struct verb **verb, struct admit_call *call,
                              struct error *err)
{
    const char **words = arguments->positional;
    size_t n = arguments->n_positional;
    if (n >= 2 && find_verb(words[0]) != NULL && find_verb(words[1]) == NULL) {
        const char *first = words[0];
        words[0] = words[1];
        words[1] = first;
    }
    if (n == 0)
        return error_set(err, STATUS_BAD_INPUT, "a CITY is needed");
    *verb = find_verb(n == 1 ? "place" : words[1]);
    if (*verb == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%s\" is none of its verbs; `hocgan admit --help` "
                         "lists them",
                         words[1]);
    call->words = words + 2;
    call->n_words = n < 2 ? 0 : n - 2;
    if (call->n_words < (*verb)->least_words ||
        call->n_words > (*verb)->most_words)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s takes %zu to %zu rounds, not %zu", (*verb)->name,
                         (*verb)->least_words, (*verb)->most_words,
                         call->n_words);
    return STATUS_OK;
}

static enum status read_options(const struct verb *verb,
                                struct admit_call *call, struct error *err)
{
    enum status status = admit_read_threads(call, err);
    if (status == STATUS_OK && (verb->needs & NEEDS_GRADE) != 0 &&
        call->n_words == 0)
        status = admit_read_grade(call, (verb->needs & NEEDS_YEAR) != 0, err);
    if (status == STATUS_OK && (verb->needs & NEEDS_RULES) != 0)
        status = admit_check_rules(call, err);
    if (status == STATUS_OK && (verb->needs & NEEDS_METHOD) != 0)
        status = admit_check_method(call, err);
    return status;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct admit_call call = {.arguments = &arguments};
    const struct verb *verb = NULL;
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK)
        status = read_words(&arguments, &verb, &call, &err);
    if (status == STATUS_OK)
        status = read_options(verb, &call, &err);
    if (status == STATUS_OK)
        status =
            language_parse("--lang", arguments_value(&arguments, "lang", "vi"),
                           &call.language, &err);
    if (status != STATUS_OK)
        return command_misused("admit", &err);
    call.as_json = arguments_has(&arguments, "json");
    status = admit_run_verb(&call, arguments.positional[0], verb->run, &err);
    return status == STATUS_OK ? EXIT_DONE : command_refused("admit", &err);
}

const struct command COMMAND_ADMIT = {
    .name = "admit",
    .summary = "places the pupils of an entry grade, by three methods",
    .help =
        "usage: hocgan admit CITY --grade G --year Y --method METHOD\n"
        "                    [--objective total|tail|caps] [--rules FILE]\n"
        "                    [--threads N] [--dry-run] [--quiet]"
        " [--by-ward] [--by-group]\n"
        "                    [--json] [--lang vi|en]\n"
        "       hocgan admit CITY rounds\n"
        "       hocgan admit CITY compare ROUND… [--by-ward] [--by-group]"
        " [--json]\n"
        "       hocgan admit CITY diff ROUND ROUND [--pupils] [--json]\n"
        "       hocgan admit CITY check ROUND\n"
        "       hocgan admit CITY publish ROUND | remove ROUND\n"
        "       hocgan admit CITY draw | reveal --grade G --year Y\n"
        "       hocgan admit CITY verify-draw ROUND [--seed HEX] [--pupil ID]\n"
        "       hocgan admit CITY signals --grade G --year Y [--json]\n"
        "       hocgan admit CITY rules --grade G\n\n"
        "Places every pupil who enters grade G (0, 1, 6 or 10; --level does "
        "as\n"
        "well) in year Y. METHOD is nearest-first (the city's scan by "
        "rounds),\n"
        "stable (no justified envy), optimal (least total way; tail: fewest "
        "over\n"
        "the cap and short worst ways; caps: fewest over the cap) or all. "
        "Each\n"
        "result is kept as a draft round in the private file, with what it "
        "does\n"
        "to families beside the others. ROUND is its id or the beginning of "
        "it.\n"
        "Rules are the program's own for the grade (`rules` prints them, to\n"
        "start from) or those of --rules FILE.\n\n"
        "`draw` commits to a secret seed for ties and prints its SHA-256 to "
        "be\n"
        "published; `reveal` publishes the seed; `verify-draw` works the draw\n"
        "out again. `check` verifies a round against its rules and an optimum\n"
        "by its certificate. `diff` tells who changes school from one round "
        "to\n"
        "another, also over other rules, seats or streets. `signals` lists "
        "homes\n"
        "that an officer should look at.\n\n"
        "example: hocgan admit city.sqlite --grade 1 --year 2026 --method "
        "all\n",
    .run = run,
    .changing = "admit place publish remove draw reveal",
    .options = OPTIONS,
};
