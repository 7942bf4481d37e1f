#ifndef PAGE_FIND_ANSWER_H
#define PAGE_FIND_ANSWER_H

#include "page/find_question.h"
#include "query/nearest_answer.h"
#include "query/route_answer.h"
#include "query/zone_answer.h"

#define FIND_SCHOOLS 5

/// A school as the page lists it.
struct find_school {
    struct nearest_school near;
    size_t rank;        ///< by distance, from 1; 0: not among the nearest
    bool is_suggested;  ///< the zone of home is this school's
    bool has_other_way; ///< by the other way of travel:
    uint32_t other_cm;
    uint32_t other_ms;
};

/// What /v1/nearest, /v1/zone and /v1/route answer about one home, in the order
/// of the page: the school suggested, then the others by distance.
struct find_answer {
    struct nearest_answer nearest;
    struct zone_answer zone;
    const struct city_profile *other; ///< walking beside riding; or NULL
    struct find_school schools[FIND_SCHOOLS + 1];
    size_t n_schools;
    bool has_route;            ///< a school was chosen
    struct route_answer route; ///< the way to it
};

/// Answers a question whose home is known. Fails with STATUS_BAD_INPUT when
/// that is outside the city and STATUS_NOT_FOUND when there is no such school.
enum status find_answer_find(struct query_context *query, struct arena *arena,
                             const struct find_question *question,
                             struct find_answer *answer, struct error *err);

/// Whether the school that is chosen stands in the list.
bool find_answer_lists_chosen(const struct find_answer *answer,
                              const struct city_state *city,
                              const struct find_question *question);

#endif
