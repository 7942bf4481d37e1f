#include "outcome.h"

#include <stdio.h>

int outcome_refused(const struct error *err)
{
    fprintf(stderr, "hocgan: %s\n", err->text);
    return EXIT_REFUSED;
}

int outcome_misused(const struct command *command, const struct error *err)
{
    fprintf(stderr, "hocgan %s: %s; `hocgan %s --help` shows how\n",
            command->name, err->text, command->name);
    return EXIT_USAGE;
}
