#ifndef ZONES_REPORT_H
#define ZONES_REPORT_H

#include "zone/plan_measures.h"
#include "zoning/city_zoning.h"

/// A plan in a table of measures: what its column is headed with, and what it
/// does.
struct measured_plan {
    const char *heading; ///< NULL: the table has no headings
    struct plan_measures measures;
};

/// Prints the measures of plans side by side on standard output. `cap_cm` is
/// that of the question; `since` names the plan that moves count from, NULL:
/// none.
void zones_report_table(const struct measured_plan *plans, size_t n_plans,
                        uint32_t cap_cm, const char *since);

/// Prints a line for each school.
void zones_report_schools(const struct city_zoning *zoning,
                          const struct plan_measures *measures);

#endif
