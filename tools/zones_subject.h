#ifndef ZONES_SUBJECT_H
#define ZONES_SUBJECT_H

#include "query/plan_answer.h"
#include "zones.h"

/// A plan that is being looked at or edited: what it was asked for, the city
/// as it is now, and what the plan does there.
struct zones_subject {
    const struct plan_entry *plan;
    const char *since; ///< the plan that moves count from; NULL: none
    struct city_zoning zoning;
    uint32_t *school; ///< of each unit
    struct plan_measures measures;
};

/// Reads a plan by its id or the beginning of it. Moves count from the plan in
/// force, unless it is that one.
enum status zones_subject_read(const struct zones_call *call, const char *id,
                               struct zones_subject *subject,
                               struct error *err);

/// Another plan of the level in the zoning of the first: for comparing them.
/// Moves count from nothing.
enum status zones_subject_beside(const struct zones_call *call,
                                 const struct zones_subject *first,
                                 const char *id, struct zones_subject *subject,
                                 struct error *err);

/// Measures the plan with `since` as the plan that moves count from.
enum status zones_subject_measure(const struct zones_call *call,
                                  struct zones_subject *subject,
                                  struct error *err);

/// As an answer of the service.
struct plan_answer zones_subject_answer(const struct zones_subject *subject);

#endif
