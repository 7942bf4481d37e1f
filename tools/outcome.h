#ifndef OUTCOME_H
#define OUTCOME_H

#include "base/error.h"
#include "command.h"

/// Say on standard error how a command ended, and give its exit status:
/// the data was refused, or the command was called wrongly.
int outcome_refused(const struct error *err);
int outcome_misused(const struct command *command, const struct error *err);

#endif
