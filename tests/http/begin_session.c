// begin_session CITY NAME, or CITY --pupil ID: signs in without a password, as
// tests of what comes after signing in need it, and prints the cookie and the
// CSRF token with a tab between.

#include <stdio.h>
#include <string.h>

#include "auth/sessions.h"

static enum status find_owner(struct store *store, struct arena *arena,
                              char **words, struct session_owner *owner,
                              struct error *err)
{
    struct person person = {0};
    if (strcmp(words[0], "--pupil") == 0) {
        owner->pupil_id = words[1];
        return STATUS_OK;
    }
    enum status status =
        store_find_person(store, arena, words[0], &person, err);
    owner->person = person.number;
    return status;
}

static enum status begin(const char *city_path, struct arena *arena,
                         char **words, struct error *err)
{
    struct store *store = NULL;
    struct session_owner owner = {0};
    struct request request = {.arena = arena};
    struct reply reply = reply_new();
    const char *csrf = NULL;
    enum status status = store_open_private(city_path, &store, err);
    if (status == STATUS_OK)
        status = find_owner(store, arena, words, &owner, err);
    if (status == STATUS_OK)
        status = store_begin(store, err);
    if (status == STATUS_OK)
        status = session_begin(store, &request, &reply, &owner, &csrf, err);
    if (status == STATUS_OK)
        status = store_commit(store, err);
    if (status == STATUS_OK)
        printf("%.*s\t%s\n", (int)strcspn(reply.headers[0].value, ";"),
               reply.headers[0].value, csrf);
    reply_free(&reply);
    store_close(store);
    return status;
}

int main(int argc, char **argv)
{
    struct error err;
    if (argc < 3 || (strcmp(argv[2], "--pupil") == 0 && argc < 4)) {
        fputs("usage: begin_session CITY NAME | CITY --pupil ID\n", stderr);
        return 2;
    }
    struct arena *arena = arena_new();
    enum status status = begin(argv[1], arena, argv + 2, &err);
    if (status != STATUS_OK)
        fprintf(stderr, "begin_session: %s\n", err.text);
    arena_free(arena);
    return status == STATUS_OK ? 0 : 1;
}
