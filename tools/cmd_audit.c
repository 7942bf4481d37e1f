// hocgan audit: the log of who changed what, read and held against its seal.

#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "command.h"
#include "store/store_audit.h"

#define MOST_LISTED 1000000

static const struct option_spec OPTIONS[] = {
    {.name = "head"},
    {.name = "limit"},
    {.name = NULL},
};

struct audit_call {
    const char *city;
    const char *verb;
    const char *head;
    int64_t limit;
    struct arena *arena;
    struct store *store;
};

static bool is_verb(const char *word)
{
    return text_is_one_of(word, "verify list");
}

// `audit CITY VERB`, and `audit VERB CITY` too: a city is never called so.
static enum status read_arguments(const struct arguments *arguments,
                                  struct audit_call *call, struct error *err)
{
    const char *const *words = arguments->positional;
    if (arguments->n_positional != 2 || is_verb(words[0]) == is_verb(words[1]))
        return error_set(err, STATUS_BAD_INPUT,
                         "one CITY and `verify` or `list` are needed");
    bool is_first = is_verb(words[0]);
    call->verb = words[is_first ? 0 : 1];
    call->city = words[is_first ? 1 : 0];
    call->head = arguments_value(arguments, "head", NULL);
    call->limit = 100;
    return arguments_int(arguments, "limit", 1, MOST_LISTED, &call->limit, err);
}

static enum status verify(struct audit_call *call, struct error *err)
{
    struct audit_entry last;
    enum status status =
        store_verify_audit(call->store, call->arena, call->head, &last, err);
    if (status != STATUS_OK)
        return status;
    if (last.number == 0)
        puts("0 entries");
    else
        printf("%lld entries, each as it was sealed; the last is of %s\n"
               "head %s\n",
               (long long)last.number, last.at, last.hash);
    return STATUS_OK;
}

static void print_entry(const struct audit_entry *entry)
{
    printf("%lld\t%s\t%s\t%s\t%s\t%s\n", (long long)entry->number, entry->at,
           entry->who, entry->action,
           entry->subject == NULL ? "" : entry->subject,
           entry->detail == NULL ? "" : entry->detail);
}

static enum status list(struct audit_call *call, struct error *err)
{
    struct audit_entry_list entries;
    enum status status = store_read_audit(call->store, call->arena, 0,
                                          (size_t)call->limit, &entries, err);
    for (size_t i = 0; status == STATUS_OK && i < entries.count; i++)
        print_entry(&entries.items[i]);
    return status;
}

static enum status answer(struct audit_call *call, struct error *err)
{
    if (!store_has_private(call->city))
        return error_set(err, STATUS_NOT_FOUND,
                         "%s has no private file, and so no audit log",
                         call->city);
    enum status status = store_open_private(call->city, &call->store, err);
    if (status != STATUS_OK)
        return status;
    return strcmp(call->verb, "verify") == 0 ? verify(call, err)
                                             : list(call, err);
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct audit_call call = {0};
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK)
        status = read_arguments(&arguments, &call, &err);
    if (status != STATUS_OK)
        return command_misused("audit", &err);
    call.arena = arena_new();
    status = answer(&call, &err);
    store_close(call.store);
    arena_free(call.arena);
    return status == STATUS_OK ? EXIT_DONE : command_refused("audit", &err);
}

const struct command COMMAND_AUDIT = {
    .name = "audit",
    .summary = "who changed what, and whether the log is as it was written",
    .help =
        "usage: hocgan audit CITY verify [--head HASH]\n"
        "       hocgan audit CITY list [--limit 100]\n\n"
        "`verify` works the chain of hashes out again and names the first "
        "entry\n"
        "that was changed, taken out or put between; then it prints the head, "
        "the\n"
        "hash of the last entry. Note it somewhere else: with --head a log "
        "that\n"
        "was cut off at its end, or made anew, is found out too.\n"
        "`list` prints the newest first: number, time, who, action, subject,\n"
        "detail, with tabs between.\n\n"
        "example: hocgan audit city.sqlite verify --head 4be0…\n",
    .run = run,
};
