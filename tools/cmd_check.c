// hocgan check: what is likely wrong in a city's data.

#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "command.h"
#include "import/city_check.h"

static const struct option_spec OPTIONS[] = {
    {.name = NULL},
};

static void print_findings(const struct report *report)
{
    size_t n_findings = 0;
    printf("%zu schools and %zu wards were looked at.\n",
           report_total(report, "schools", "read", NULL),
           report_total(report, "wards", "read", NULL));
    for (size_t i = 0; i < report->lines.count; i++) {
        const struct report_line *line = &report->lines.items[i];
        if (strcmp(line->outcome, "note") != 0)
            continue;
        n_findings++;
        printf("%6zu  %s %s: ", line->count, line->thing, line->reason);
        for (size_t e = 0; e < 3 && line->examples[e] != NULL; e++)
            printf("%s%s", e == 0 ? "" : ", ", line->examples[e]);
        puts(line->count > 3 ? ", …" : "");
    }
    if (n_findings == 0)
        puts("Nothing was found.");
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct error err;
    struct store *store = NULL;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK)
        return command_misused("check", &err);
    if (arguments.n_positional != 1) {
        error_set(&err, STATUS_BAD_INPUT, "one CITY is needed");
        return command_misused("check", &err);
    }
    struct arena *arena = arena_new();
    struct report report = report_new(arena);
    enum status status =
        store_open(arguments.positional[0], STORE_READ, &store, &err);
    if (status == STATUS_OK)
        status = city_check(store, &report, &err);
    store_close(store);
    if (status == STATUS_OK)
        print_findings(&report);
    arena_free(arena);
    return status == STATUS_OK ? EXIT_DONE : command_refused("check", &err);
}

const struct command COMMAND_CHECK = {
    .name = "check",
    .summary = "what is likely wrong in the city's data",
    .help = "usage: hocgan check CITY\n\n"
            "Looks for schools without a gate, a street or a ward near, wards\n"
            "that overlap or have no people, seats nobody told, and the like:\n"
            "a line a finding, with its count and examples. Nothing is "
            "changed.\n\n"
            "example: hocgan check hcmc.sqlite\n",
    .run = run,
};
