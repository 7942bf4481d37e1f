#ifndef QUERY_PLAN_ANSWER_H
#define QUERY_PLAN_ANSWER_H

#include "base/json_writer.h"
#include "zone/plan_diff.h"
#include "zone/plan_measures.h"
#include "zone/zone_bound.h"
#include "zoning/plan_subject.h"

/// A plan with its measures, as the office sees them: `hocgan zones measure`
/// and HTTP write the same body. (Zones of fewer than five entrants are told
/// as they are, so it is not for the public.)
struct plan_answer {
    const struct plan_entry *plan;
    const struct city_zoning *zoning;
    const uint32_t *school; ///< of each unit
    struct plan_measures measures;
    const char *since;              ///< plan that moves count from; NULL: none
    const struct zone_bound *bound; ///< NULL: it was not asked for
};

/// Of a plan that was read, without a bound. The subject must stay.
struct plan_answer plan_answer_of(const struct plan_subject *subject);

/// One object; with the measures of each zone if `by_school`.
void plan_answer_write(struct json_writer *json,
                       const struct plan_answer *answer, bool by_school);

/// The measures of one zone, by the index of its school.
void plan_zone_write(struct json_writer *json, const struct plan_answer *answer,
                     size_t school);

/// What changes between two plans, and both with their measures: the members
/// of an object, or the whole of it.
void plan_diff_members(struct json_writer *json,
                       const struct plan_answer *before,
                       const struct plan_answer *after,
                       const struct plan_diff *diff);
void plan_diff_write(struct json_writer *json, const struct plan_answer *before,
                     const struct plan_answer *after,
                     const struct plan_diff *diff);

#endif
