#ifndef COMMAND_H
#define COMMAND_H

/// The exit statuses of the program.
#define EXIT_DONE 0
#define EXIT_REFUSED 1 ///< the data was refused, and nothing changed
#define EXIT_USAGE 2

/// One command of the program. `run` gets the arguments after the command's
/// name and returns an exit status. `help` starts with the usage line and ends
/// with an example.
struct command {
    const char *name;
    const char *summary; ///< one line for `hocgan --help`
    const char *help;
    int (*run)(int argc, char **argv);
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

#endif
