#ifndef COMMAND_LOG_H
#define COMMAND_LOG_H

#include "base/arena.h"
#include "base/error.h"
#include "command.h"

/// What a command that changes a city leaves in the city's audit log, if it has
/// one (that is, a private file): an entry before it starts, without which it
/// does not start, and another with its outcome. Start zeroed.
struct command_log {
    struct arena *arena;
    const char *city; ///< NULL when there is nothing to log
    const char *action;
    const char *subject;
};

/// Reads from the arguments whether and what the command will change, and
/// writes the first entry.
enum status command_log_begin(struct command_log *log,
                              const struct command *command, int argc,
                              char **argv, struct error *err);

/// Writes the second; the private file may be there only now.
enum status command_log_end(struct command_log *log, int exit_status,
                            struct error *err);
void command_log_free(struct command_log *log);

/// An entry by itself, for a command that puts a whole city in another's place.
/// Nothing where the city has no private file.
enum status command_log_note(const char *city_path, const char *action,
                             const char *subject, struct error *err);

/// Who is at the command line, as the log calls it: "command line (lan)", or
/// "job (officer lan)" in a job that the office started for someone.
const char *command_log_who(struct arena *arena);

#endif
