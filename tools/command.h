#ifndef COMMAND_H
#define COMMAND_H

/// The exit statuses of the program.
#define EXIT_DONE 0
#define EXIT_REFUSED 1 ///< the data was refused, and nothing changed
#define EXIT_USAGE 2

struct option_spec;

/// One command of the program. `run` gets the arguments after the command's
/// name and returns an exit status. `help` starts with the usage line and ends
/// with an example.
struct command {
    const char *name;
    const char *summary; ///< one line for `hocgan --help`
    const char *help;
    int (*run)(int argc, char **argv);

    /// The verbs with which it changes a city, as in "publish remove"; its own
    /// name where it does without a verb. These runs go into the audit log
    /// (command_log.h). NULL: it changes none, or writes its own entries.
    const char *changing;
    const struct option_spec *options; ///< where `changing` is given
};

extern const struct command COMMAND_INIT;
extern const struct command COMMAND_IMPORT;
extern const struct command COMMAND_CHECK;
extern const struct command COMMAND_NETWORK;
extern const struct command COMMAND_NEAREST;
extern const struct command COMMAND_ROUTE;
extern const struct command COMMAND_MATRIX;
extern const struct command COMMAND_REACH;
extern const struct command COMMAND_ZONES;
extern const struct command COMMAND_ADMIT;
extern const struct command COMMAND_EXPLAIN;
extern const struct command COMMAND_FORECAST;
extern const struct command COMMAND_SITE;
extern const struct command COMMAND_INDICATORS;
extern const struct command COMMAND_SERVE;
extern const struct command COMMAND_EXPORT;
extern const struct command COMMAND_BACKUP;
extern const struct command COMMAND_RESTORE;
extern const struct command COMMAND_DEMO;
extern const struct command COMMAND_USER;
extern const struct command COMMAND_AUDIT;
extern const struct command COMMAND_CONTEST;

#endif
