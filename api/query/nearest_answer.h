#ifndef QUERY_NEAREST_ANSWER_H
#define QUERY_NEAREST_ANSWER_H

#include "base/json_writer.h"
#include "query/query_context.h"

/// Which schools are near a home.
struct nearest_question {
    const char *at_name; ///< "at" or "--at": what a sentence calls it
    struct lonlat at;
    enum level level;
    const struct city_profile *profile;
    size_t k; ///< 1 to NEAREST_MOST
};

struct nearest_school {
    uint32_t school; ///< index into the city's schools
    uint32_t distance_cm;
    uint32_t duration_ms;
    struct lonlat gate;
    const struct school_seats *seats; ///< of the level's entry grade, or NULL
    const struct cut_off *last;       ///< the newest of that grade, or NULL
    bool in_zone; ///< its zone in the plan in force holds the home
};

/// Without a street near, there are no schools and `has_street` is false.
struct nearest_answer {
    bool has_street;
    bool is_other_part; ///< if not: there is one in another part of the network
    struct lonlat snapped;
    uint32_t straight_cm;
    struct nearest_school *schools; ///< nearest first
    size_t n_schools;
};

/// Fails with STATUS_BAD_INPUT when the home is outside the city.
enum status nearest_answer_find(struct query_context *context,
                                struct arena *arena,
                                const struct nearest_question *question,
                                struct nearest_answer *answer,
                                struct error *err);

/// Seats left of those of the year that is being placed; NUMBER_UNKNOWN where
/// that is not told. A round of an earlier year says nothing of them.
int64_t nearest_school_seats_left(const struct nearest_school *near);

void nearest_answer_write(struct json_writer *json,
                          const struct city_state *city,
                          const struct nearest_question *question,
                          const struct nearest_answer *answer);

#endif
