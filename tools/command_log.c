// A command names the verbs with which it changes a city (command.h); the
// arguments are parsed here a first time, only to find the verb and the city
// among their first two words. What cannot be parsed changes nothing: the
// command itself will say so.

#include "command_log.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "base/text.h"
#include "job/job_process.h"
#include "store/store_audit.h"

const char *command_log_who(struct arena *arena)
{
    const char *ordered_by = getenv(JOB_WHO_VARIABLE);
    if (ordered_by != NULL)
        return arena_format(arena, "job (%.100s)", ordered_by);
    struct passwd *user = getpwuid(getuid());
    return user == NULL
               ? arena_format(arena, "command line (user %ld)", (long)getuid())
               : arena_format(arena, "command line (%s)", user->pw_name);
}

// Files are named without their folder.
static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

// "zones CITY publish PLAN", and "admit publish CITY ROUND" too; a single word
// is the city, and the command itself the verb.
static void read_words(struct command_log *log, const struct command *command,
                       const struct arguments *arguments)
{
    const char *const *words = arguments->positional;
    size_t n = arguments->n_positional;
    if (n == 0 || arguments_has(arguments, "dry-run"))
        return;
    bool is_first = n > 1 && text_is_one_of(words[0], command->changing);
    const char *verb = n == 1 ? command->name : words[is_first ? 0 : 1];
    if (!text_is_one_of(verb, command->changing))
        return;
    log->city = words[is_first ? 1 : 0];
    log->action = n == 1
                      ? command->name
                      : arena_format(log->arena, "%s.%s", command->name, verb);
    log->subject = n < 3 ? NULL : last_part(words[2]);
}

static enum status append(const struct command_log *log, const char *action,
                          struct error *err)
{
    struct store *store = NULL;
    struct audit_entry entry = {.who = command_log_who(log->arena),
                                .action = action,
                                .subject = log->subject};
    enum status status = store_open_private(log->city, &store, err);
    if (status == STATUS_OK)
        status = store_begin(store, err);
    if (status == STATUS_OK)
        status = store_append_audit(store, &entry, err);
    if (status == STATUS_OK)
        status = store_commit(store, err);
    store_close(store);
    return status;
}

enum status command_log_note(const char *city_path, const char *action,
                             const char *subject, struct error *err)
{
    if (!store_has_private(city_path))
        return STATUS_OK;
    struct command_log log = {
        .arena = arena_new(), .city = city_path, .subject = last_part(subject)};
    enum status status = append(&log, action, err);
    command_log_free(&log);
    return status;
}

enum status command_log_begin(struct command_log *log,
                              const struct command *command, int argc,
                              char **argv, struct error *err)
{
    struct arguments arguments;
    struct error ignored;
    *log = (struct command_log){0};
    if (command->changing == NULL ||
        arguments_parse(argc, argv, command->options, &arguments, &ignored) !=
            STATUS_OK)
        return STATUS_OK;
    log->arena = arena_new();
    read_words(log, command, &arguments);
    if (log->city == NULL || !store_has_private(log->city))
        return STATUS_OK;
    return append(log, log->action, err);
}

enum status command_log_end(struct command_log *log, int exit_status,
                            struct error *err)
{
    if (log->city == NULL || exit_status == EXIT_USAGE ||
        !store_has_private(log->city))
        return STATUS_OK;
    return append(log,
                  arena_format(log->arena, "%s.%s", log->action,
                               exit_status == EXIT_DONE ? "done" : "failed"),
                  err);
}

void command_log_free(struct command_log *log)
{
    if (log->arena != NULL)
        arena_free(log->arena);
}
