// hocgan backup and hocgan restore: the same copying, there and back.

#include <stdio.h>

#include "city_query.h"
#include "command.h"
#include "command_log.h"
#include "store/store_backup.h"

static const struct option_spec BACKUP_OPTIONS[] = {{.name = NULL}};
static const struct option_spec RESTORE_OPTIONS[] = {
    {.name = "replace", .is_flag = true},
    {.name = NULL},
};

static void tell(const char *to, const struct backup_report *report)
{
    printf("%s\t%s\n", report->city_checksum, to);
    if (report->has_private)
        printf("%s\t%s's private file\n", report->private_checksum, to);
    else
        fputs("there is no private file, so none was copied\n", stderr);
}

static int copy(const char *command, const struct arguments *arguments,
                const char *needed)
{
    struct backup_report report;
    struct error err;
    if (arguments->n_positional != 2) {
        error_set(&err, STATUS_BAD_INPUT, "%s are needed", needed);
        return command_misused(command, &err);
    }
    if (store_copy_city(arguments->positional[0], arguments->positional[1],
                        arguments_has(arguments, "replace"), &report,
                        &err) != STATUS_OK)
        return command_refused(command, &err);
    tell(arguments->positional[1], &report);
    return EXIT_DONE;
}

static int run_backup(int argc, char **argv)
{
    struct arguments arguments;
    struct error err;
    if (arguments_parse(argc, argv, BACKUP_OPTIONS, &arguments, &err) !=
        STATUS_OK)
        return command_misused("backup", &err);
    return copy("backup", &arguments, "a CITY and the place of its copy");
}

static int run_restore(int argc, char **argv)
{
    struct arguments arguments;
    struct error err;
    if (arguments_parse(argc, argv, RESTORE_OPTIONS, &arguments, &err) !=
        STATUS_OK)
        return command_misused("restore", &err);
    int exit_status =
        copy("restore", &arguments, "a copy and the CITY to make of it");
    // What was restored tells that it was, in its own log.
    if (exit_status == EXIT_DONE &&
        command_log_note(arguments.positional[1], "restore",
                         arguments.positional[0], &err) != STATUS_OK)
        return command_refused("restore", &err);
    return exit_status;
}

const struct command COMMAND_BACKUP = {
    .name = "backup",
    .summary = "a checked copy of the city and its private file",
    .help =
        "usage: hocgan backup CITY DEST\n\n"
        "Copies the city to DEST and its private file to the name that goes\n"
        "with it (a.sqlite has a.private.sqlite), both as they were at one\n"
        "moment and checked from end to end, while servers go on answering.\n"
        "Prints the copies' checksums. DEST must not be there yet. The "
        "private\n"
        "copy is for its owner only: keep it as you keep the original.\n\n"
        "example: hocgan backup hcmc.sqlite /backup/hcmc-2026-07-01.sqlite\n",
    .run = run_backup,
};

const struct command COMMAND_RESTORE = {
    .name = "restore",
    .summary = "puts a copy back in the city's place",
    .help =
        "usage: hocgan restore SRC CITY [--replace]\n\n"
        "Makes CITY, and its private file, of a copy that `hocgan backup` "
        "made,\n"
        "after checking it. With --replace what is at CITY now is kept as\n"
        "CITY.before-restore.sqlite (and .private.sqlite), in place of those "
        "of\n"
        "an earlier time. Servers take up the city by themselves.\n\n"
        "example: hocgan restore /backup/hcmc-2026-07-01.sqlite hcmc.sqlite\n",
    .run = run_restore,
};
