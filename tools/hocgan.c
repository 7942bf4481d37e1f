// The program: finds the command by its name and runs it. Each command is one
// file, cmd_NAME.c.

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "command.h"
#include "command_log.h"
#include "job/job_process.h"

static const struct command *const COMMANDS[] = {
    &COMMAND_INIT,
    &COMMAND_IMPORT,
    &COMMAND_CHECK,
    &COMMAND_NETWORK,
    &COMMAND_NEAREST,
    &COMMAND_ROUTE,
    &COMMAND_MATRIX,
    &COMMAND_REACH,
    &COMMAND_SERVE,
    &COMMAND_ZONES,
    &COMMAND_ADMIT,
    &COMMAND_EXPLAIN,
    &COMMAND_FORECAST,
    &COMMAND_SITE,
    &COMMAND_INDICATORS,
    &COMMAND_EXPORT,
    &COMMAND_BACKUP,
    &COMMAND_RESTORE,
    &COMMAND_DEMO,
    &COMMAND_USER,
    &COMMAND_AUDIT,
    &COMMAND_CONTEST,
    NULL,
};

static void print_help(FILE *out)
{
    fputs("Học Gần: which school is near home, along real streets.\n\n"
          "usage: hocgan COMMAND …\n\n",
          out);
    for (size_t i = 0; COMMANDS[i] != NULL; i++)
        fprintf(out, "  %-10s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
    fputs("\n`hocgan COMMAND --help` shows how, with an example.\n", out);
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; COMMANDS[i] != NULL; i++)
        if (strcmp(COMMANDS[i]->name, name) == 0)
            return COMMANDS[i];
    return NULL;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

// Between the two entries that a change leaves in the audit log.
static int run_logged(const struct command *command, int argc, char **argv)
{
    struct command_log log;
    struct error err;
    int exit_status = EXIT_REFUSED;
    enum status status = command_log_begin(&log, command, argc, argv, &err);
    if (status == STATUS_OK) {
        exit_status = command->run(argc, argv);
        status = command_log_end(&log, exit_status, &err);
    }
    command_log_free(&log);
    return status == STATUS_OK ? exit_status
                               : command_refused(command->name, &err);
}

int main(int argc, char **argv)
{
    job_process_settle();
    if (argc < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return EXIT_DONE;
    }
    const struct command *command = find_command(argv[1]);
    if (command == NULL) {
        fprintf(stderr,
                "hocgan: there is no command \"%s\"; `hocgan --help` lists "
                "them\n",
                argv[1]);
        return EXIT_USAGE;
    }
    if (asks_for_help(argc, argv)) {
        fputs(command->help, stdout);
        return EXIT_DONE;
    }
    return run_logged(command, argc - 2, argv + 2);
}
