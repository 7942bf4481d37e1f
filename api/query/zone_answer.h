#ifndef QUERY_ZONE_ANSWER_H
#define QUERY_ZONE_ANSWER_H

#include "base/json_writer.h"
#include "base/language.h"
#include "query/query_context.h"

/// Which school is suggested for a home.
struct zone_question {
    struct lonlat at;
    enum level level;
    const struct city_profile *profile; ///< the distance is measured by
    enum language language;             ///< of the sentence that says why
};

struct zone_answer {
    const struct plan *plan;          ///< NULL: no plan is in force
    const struct school *school;      ///< NULL: the home is in no zone
    const struct school_seats *seats; ///< of the level's entry grade, or NULL
    const struct cut_off *last;       ///< the newest of that grade, or NULL
    bool has_street;
    bool is_other_part; ///< the streets near are in another part
    bool has_way;
    uint32_t distance_cm;
    uint32_t duration_ms;
    struct lonlat gate;
};

/// Fails with STATUS_BAD_INPUT when the home is outside the city.
enum status zone_answer_find(struct query_context *context,
                             const struct zone_question *question,
                             struct zone_answer *answer, struct error *err);

/// `arena` is for scratch.
void zone_answer_write(struct json_writer *json, struct arena *arena,
                       const struct zone_question *question,
                       const struct zone_answer *answer);

#endif
