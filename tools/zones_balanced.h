#ifndef ZONES_BALANCED_H
#define ZONES_BALANCED_H

#include "query/plan_answer.h"
#include "zones_book.h"

/// A plan of whole units, suggested or found to be there already.
struct balanced_plan {
    struct plan_entry plan;
    struct city_zoning zoning;
    const uint32_t *school; ///< of each unit
    struct zone_bound bound;
    struct plan_measures measures;
    struct progress progress; ///< who is told how far it is
};

/// Reads what the city knows of a level's zoning as the options ask, counting
/// entrants, and making units for that, where it has none yet. STATUS_STATE,
/// with what is missing, when the level cannot be balanced.
enum status balanced_plan_prepare(const struct zones_call *call,
                                  enum level level,
                                  struct balanced_plan *balanced,
                                  struct error *err);

/// Suggests the plan into the book, or takes the one that is there.
enum status balanced_plan_suggest(struct zones_book *book,
                                  struct balanced_plan *balanced,
                                  struct error *err);

/// The result for people, and as the service would give it.
void balanced_plan_print(const struct balanced_plan *balanced);
struct plan_answer balanced_plan_answer(const struct balanced_plan *balanced);

#endif
