// hocgan user: accounts, for whoever may read the private file. The first
// administrator is made here.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "auth/accounts.h"
#include "city_query.h"
#include "command.h"
#include "command_log.h"
#include "store/clock.h"
#include "store/store_audit.h"
#include "store/store_city.h"
#include "store/store_sessions.h"

static const struct option_spec OPTIONS[] = {
    {.name = "role"},
    {.name = "full-name"},
    {.name = "ward", .repeats = true},
    {.name = "all-wards", .is_flag = true},
    {.name = "subject"},
    {.name = NULL},
};

struct user_call {
    const struct arguments *arguments;
    const char *city_path;
    const char *name; // NULL for `list`
    struct arena *arena;
    struct store *store;
    struct person person;
};

// Asks where there is someone to ask; what is typed is not shown.
static enum status read_line(const char *question, char *line, size_t size,
                             struct error *err)
{
    struct termios shown;
    bool asks = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &shown) == 0;
    if (asks) {
        struct termios hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        fputs(question, stderr);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    bool is_read = fgets(line, (int)size, stdin) != NULL;
    if (asks) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    if (!is_read)
        return error_set(err, STATUS_BAD_INPUT,
                         "the password is read from standard input, and there "
                         "is none");
    line[strcspn(line, "\r\n")] = '\0';
    return STATUS_OK;
}

static enum status ask_password(struct user_call *call, bool by_other,
                                struct error *err)
{
    char given[PASSWORD_MOST_BYTES + 2], again[PASSWORD_MOST_BYTES + 2];
    struct passwords *passwords = NULL;
    enum status status = read_line("password: ", given, sizeof given, err);
    if (status == STATUS_OK && isatty(STDIN_FILENO)) {
        status = read_line("once more: ", again, sizeof again, err);
        if (status == STATUS_OK && strcmp(given, again) != 0)
            status = error_set(err, STATUS_BAD_INPUT,
                               "the two passwords are not the same");
    }
    if (status == STATUS_OK)
        status = passwords_open(&passwords, err);
    if (status == STATUS_OK)
        status = account_set_password(passwords, call->arena, &call->person,
                                      given, by_other, err);
    passwords_close(passwords);
    explicit_bzero(given, sizeof given);
    explicit_bzero(again, sizeof again);
    return status;
}

// The wards of the options take the place of what the account had.
static void read_wards(struct user_call *call)
{
    const struct arguments *arguments = call->arguments;
    const char **ids =
        arena_array(call->arena, const char *, arguments->n_options);
    size_t n = 0;
    for (size_t i = 0; i < arguments->n_options; i++)
        if (strcmp(arguments->options[i].name, "ward") == 0)
            ids[n++] = arguments->options[i].value;
    call->person.ward_ids = ids;
    call->person.n_wards = n;
    call->person.has_all_wards = arguments_has(arguments, "all-wards");
}

static enum status check(struct user_call *call, struct error *err)
{
    struct store *city = NULL;
    struct ward_list wards = {0};
    enum status status = account_check(&call->person, err);
    if (status == STATUS_OK && call->person.n_wards > 0)
        status = store_open(call->city_path, STORE_READ, &city, err);
    if (status == STATUS_OK && city != NULL)
        status = store_read_wards(city, call->arena, &wards, err);
    store_close(city);
    if (status == STATUS_OK)
        status = account_check_wards(&call->person, &wards, err);
    return status;
}

// The entry goes into the transaction that the change began.
static enum status keep(struct user_call *call, const char *action,
                        struct error *err)
{
    struct audit_entry entry = {.who = command_log_who(call->arena),
                                .action = action,
                                .subject = call->name};
    enum status status = store_append_audit(call->store, &entry, err);
    if (status == STATUS_OK)
        status = store_commit(call->store, err);
    return status;
}

static enum status add(struct user_call *call, struct error *err)
{
    struct person *person = &call->person;
    *person = (struct person){
        .name = call->name,
        .full_name = arguments_value(call->arguments, "full-name", NULL),
        .role = arguments_value(call->arguments, "role", NULL),
        .subject = arguments_value(call->arguments, "subject", NULL),
        .made_at = utc_now(call->arena)};
    read_wards(call);
    enum status status = check(call, err);
    if (status == STATUS_OK && person->subject == NULL)
        status = ask_password(call, false, err);
    if (status == STATUS_OK)
        status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = store_add_person(call->store, person, &person->number, err);
    if (status == STATUS_OK)
        status = keep(call, "person.add", err);
    return status;
}

static enum status find(struct user_call *call, struct error *err)
{
    return store_find_person(call->store, call->arena, call->name,
                             &call->person, err);
}

static enum status remove_account(struct user_call *call, struct error *err)
{
    enum status status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = find(call, err);
    if (status == STATUS_OK)
        status =
            account_keep_admin(call->store, call->person.number, NULL, err);
    if (status == STATUS_OK)
        status = store_remove_person(call->store, call->person.number, err);
    if (status == STATUS_OK)
        status = keep(call, "person.remove", err);
    return status;
}

// Also the way back in for someone who is locked out of everything.
static enum status set_password(struct user_call *call, struct error *err)
{
    enum status status = find(call, err);
    if (status == STATUS_OK)
        status = ask_password(call, false, err);
    if (status == STATUS_OK)
        status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = store_update_person(call->store, &call->person, err);
    if (status == STATUS_OK)
        status =
            store_end_sessions(call->store, call->person.number, NULL, err);
    if (status == STATUS_OK)
        status = keep(call, "person.password", err);
    return status;
}

static enum status set_wards(struct user_call *call, struct error *err)
{
    enum status status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = find(call, err);
    if (status != STATUS_OK)
        return status;
    read_wards(call);
    status = check(call, err);
    if (status == STATUS_OK)
        status = store_update_person(call->store, &call->person, err);
    if (status == STATUS_OK)
        status = keep(call, "person.change", err);
    return status;
}

static void print_person(const struct person *person)
{
    printf("%s\t%s\t", person->name, person->role);
    if (person->has_all_wards)
        fputs("all wards", stdout);
    for (size_t i = 0; i < person->n_wards; i++)
        printf("%s%s", i == 0 ? "" : " ", person->ward_ids[i]);
    printf("\t%s\t%s\n", person->full_name == NULL ? "" : person->full_name,
           person->is_disabled        ? "disabled"
           : person->subject != NULL  ? "signs in elsewhere"
           : person->password == NULL ? "no password"
           : person->must_change      ? "must change its password"
                                      : "");
}

static enum status list(struct user_call *call, struct error *err)
{
    struct person_list people;
    enum status status =
        store_read_people(call->store, call->arena, &people, err);
    for (size_t i = 0; status == STATUS_OK && i < people.count; i++)
        print_person(&people.items[i]);
    return status;
}

struct verb {
    const char *name;
    size_t n_words; // CITY, verb, NAME
    enum status (*run)(struct user_call *call, struct error *err);
    const char *options;
};

static const struct verb VERBS[] = {
    {"add", 3, add, "role full-name ward all-wards subject"},
    {"list", 2, list, ""},
    {"remove", 3, remove_account, ""},
    {"passwd", 3, set_password, ""},
    {"wards", 3, set_wards, "ward all-wards"},
};

static enum status find_verb(const struct arguments *arguments,
                             const struct verb **verb, struct error *err)
{
    const char *word =
        arguments->n_positional < 2 ? "" : arguments->positional[1];
    *verb = NULL;
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++)
        if (strcmp(VERBS[i].name, word) == 0)
            *verb = &VERBS[i];
    if (*verb == NULL || arguments->n_positional != (*verb)->n_words)
        return error_set(err, STATUS_BAD_INPUT,
                         "one CITY, one of add, list, remove, passwd, wards, "
                         "and but for list one NAME are needed");
    for (size_t i = 0; i < arguments->n_options; i++)
        if (!text_is_one_of(arguments->options[i].name, (*verb)->options))
            return error_set(err, STATUS_BAD_INPUT, "%s does not take --%s",
                             (*verb)->name, arguments->options[i].name);
    return STATUS_OK;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct user_call call = {.arguments = &arguments};
    const struct verb *verb = NULL;
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK)
        status = find_verb(&arguments, &verb, &err);
    if (status != STATUS_OK)
        return command_misused("user", &err);
    call.arena = arena_new();
    call.city_path = arguments.positional[0];
    call.name = verb->n_words < 3 ? NULL : arguments.positional[2];
    status = store_open_private(call.city_path, &call.store, &err);
    if (status == STATUS_OK)
        status = verb->run(&call, &err);
    store_close(call.store);
    arena_free(call.arena);
    return status == STATUS_OK ? EXIT_DONE : command_refused("user", &err);
}

const struct command COMMAND_USER = {
    .name = "user",
    .summary = "accounts of those who sign in to the office",
    .help =
        "usage: hocgan user CITY add NAME --role officer|planner|admin\n"
        "              [--ward ID]… [--all-wards] [--full-name TEXT]\n"
        "              [--subject TEXT]\n"
        "       hocgan user CITY passwd NAME\n"
        "       hocgan user CITY wards NAME [--ward ID]… [--all-wards]\n"
        "       hocgan user CITY remove NAME\n"
        "       hocgan user CITY list\n\n"
        "The password is asked for, or read as a line of standard input: 15\n"
        "characters or more, of any kind, and not one that is guessed first. "
        "With\n"
        "--subject the account signs in through the city's own sign-in "
        "(OpenID\n"
        "Connect), which knows it by that subject, and has no password here.\n"
        "An officer needs wards. The last administrator cannot be removed.\n\n"
        "example: hocgan user city.sqlite add lan --role admin\n",
    .run = run,
};
