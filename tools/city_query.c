// What `nearest` and `route` share: opening a city for one question, and
// saying how it went.

#include "city_query.h"

#include <stdio.h>

#include "command.h"

enum status city_query_open(const char *path, const char *profile,
                            struct city_query *query, struct error *err)
{
    struct store *store;
    const struct profile *known;
    enum status status = profile_ask(profile, &known, err);
    if (status == STATUS_OK)
        status = store_open(path, STORE_READ, &store, err);
    if (status != STATUS_OK)
        return status;
    status = city_state_open(store, profile, &query->city, err);
    store_close(store);
    if (status == STATUS_OK)
        status =
            city_state_find_profile(query->city, profile, &query->profile, err);
    if (status == STATUS_OK)
        status = query_context_take(query->city, &query->context, err);
    query->arena = arena_new();
    return status;
}

void city_query_close(struct city_query *query)
{
    if (query->context != NULL)
        query_context_put(query->context);
    city_state_close(query->city);
    if (query->arena != NULL)
        arena_free(query->arena);
}

void city_query_print(struct text_buffer *body)
{
    fwrite(body->bytes, 1, body->length, stdout);
    putchar('\n');
    text_buffer_free(body);
}

static int complain(const char *command, const struct error *err, int exit)
{
    fprintf(stderr, "hocgan %s: %s\n", command, err->text);
    return exit;
}

int command_misused(const char *command, const struct error *err)
{
    return complain(command, err, EXIT_USAGE);
}

int command_refused(const char *command, const struct error *err)
{
    return complain(command, err, EXIT_REFUSED);
}

void table_metres(uint32_t distance_cm, char text[24])
{
    snprintf(text, 24, "%u.%02u m", distance_cm / 100, distance_cm % 100);
}

void table_minutes(uint32_t duration_ms, char text[24])
{
    snprintf(text, 24, "%u min", (duration_ms + 30000) / 60000);
}
