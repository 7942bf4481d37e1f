#ifndef QUERY_SEARCH_ANSWER_H
#define QUERY_SEARCH_ANSWER_H

#include "base/json_writer.h"
#include "query/query_context.h"

/// Looks a typed text up in the city's names and writes the answer, best
/// first. `limit` is at most SEARCH_MOST_MATCHES.
void search_answer_write(struct json_writer *json,
                         struct query_context *context, struct arena *arena,
                         const char *typed, size_t limit);

/// "street", "place", "ward", "school" or "address".
const char *search_kind_name(enum search_kind kind);

/// What an entry is called: its name, with the number of an address before it.
const char *search_shown_name(struct arena *arena,
                              const struct search_entry *entry);

#endif
