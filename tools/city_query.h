#ifndef CITY_QUERY_H
#define CITY_QUERY_H

#include "arguments.h"
#include "base/text.h"
#include "query/query_context.h"

/// A command's one question to a city: the city, read, and what the question
/// needs for itself. Start zeroed; end with city_query_close in any case.
struct city_query {
    struct city_state *city;
    const struct city_profile *profile;
    struct query_context *context;
    struct arena *arena;
};

/// Opens the city file for reading, with the profile of that name.
enum status city_query_open(const char *path, const char *profile,
                            struct city_query *query, struct error *err);
void city_query_close(struct city_query *query);

/// Prints the body as HTTP gives it, and frees it.
void city_query_print(struct text_buffer *body);

/// Says on standard error what was wrong and returns the exit status:
/// EXIT_USAGE for a wrong command line, EXIT_REFUSED for wrong data.
int command_misused(const char *command, const struct error *err);
int command_refused(const char *command, const struct error *err);

/// "412.37 m" and "6 min" for tables.
void table_metres(uint32_t distance_cm, char text[24]);
void table_minutes(uint32_t duration_ms, char text[24]);

#endif
