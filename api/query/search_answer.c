// The index does the work; here its entries become what a client reads.

#include "query/search_answer.h"

#include "query/query_json.h"

const char *search_kind_name(enum search_kind kind)
{
    static const char *const NAMES[] = {[SEARCH_STREET] = "street",
                                        [SEARCH_PLACE] = "place",
                                        [SEARCH_WARD] = "ward",
                                        [SEARCH_SCHOOL] = "school",
                                        [SEARCH_ADDRESS] = "address"};
    return NAMES[kind];
}

const char *search_shown_name(struct arena *arena,
                              const struct search_entry *entry)
{
    if (entry->number == NULL)
        return entry->name;
    return arena_format(arena, "%s %s", entry->number, entry->name);
}

static void write_match(struct json_writer *json, struct query_context *context,
                        struct arena *arena, const struct search_match *match)
{
    const struct search_entry *entry = match->entry;
    json_begin_object(json);
    json_key(json, "kind");
    json_text(json, search_kind_name(entry->kind));
    json_key(json, "name");
    json_text(json, search_shown_name(arena, entry));
    json_key(json, "detail");
    json_text(json, entry->detail);
    json_key(json, "at");
    json_lonlat(json, crs_to_lonlat(context->crs, entry->at));
    json_key(json, "id");
    json_text(json, entry->id);
    json_key(json, "exact");
    json_bool(json, match->is_exact);
    json_end_object(json);
}

static void write_matches(struct json_writer *json,
                          struct query_context *context, struct arena *arena,
                          const struct search_match *matches, size_t n)
{
    json_begin_array(json);
    for (size_t i = 0; i < n; i++)
        write_match(json, context, arena, &matches[i]);
    json_end_array(json);
}

void search_answer_write(struct json_writer *json,
                         struct query_context *context, struct arena *arena,
                         const char *typed, size_t limit)
{
    const struct search_index *names = context->city->names;
    struct search_match found[SEARCH_MOST_MATCHES];
    struct search_match near[SEARCH_MOST_MATCHES];
    size_t n_found = search_index_find(names, arena, typed, limit, found);
    size_t n_near =
        n_found > 0 ? 0
                    : search_index_find_near(names, arena, typed, limit, near);
    json_begin_object(json);
    json_key(json, "q");
    json_text(json, typed);
    json_key(json, "results");
    write_matches(json, context, arena, found, n_found);
    json_key(json, "near");
    write_matches(json, context, arena, near, n_near);
    json_end_object(json);
}
