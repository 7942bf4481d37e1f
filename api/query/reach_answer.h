#ifndef QUERY_REACH_ANSWER_H
#define QUERY_REACH_ANSWER_H

#include "base/json_writer.h"
#include "query/query_context.h"
#include "query/query_input.h"

/// What is within some distances of a home, or from where a school is.
struct reach_question {
    const char *at_name; ///< "at" or "--at"
    struct lonlat at;
    const char *school_id; ///< or NULL: then the home at `at` is meant
    struct reach_limits limits;
    bool wants_streets; ///< the pieces of street too
    const struct city_profile *profile;
};

/// The areas, one a limit. Without a street near there is nothing
/// and `has_street` is false.
struct reach_answer {
    const struct school *school; ///< NULL for a home
    bool has_street;
    bool is_other_part; ///< if not: there is one in another part of the network
    struct reach_area areas[REACH_MOST_LIMITS];
};

/// Fails with STATUS_NOT_FOUND when there is no such school and
/// STATUS_BAD_INPUT when the home is outside the city.
enum status reach_answer_find(struct query_context *context,
                              struct arena *arena,
                              const struct reach_question *question,
                              struct reach_answer *answer, struct error *err);

/// Writes it as a GeoJSON feature collection, the greatest limit first so that
/// each area is drawn over those that hold it. `arena` is for scratch; the
/// context must still be held.
void reach_answer_write(struct json_writer *json, struct query_context *context,
                        struct arena *arena,
                        const struct reach_question *question,
                        const struct reach_answer *answer);

#endif
