#ifndef PLANNING_FORECAST_SOURCES_H
#define PLANNING_FORECAST_SOURCES_H

#include "planning/forecast_case.h"
#include "store/store_city.h"
#include "store/store_housing.h"

// What a case is made from, as the city file has it. For this module only.

struct forecast_sources {
    struct enrolment_list enrolment;
    struct capacity_list capacity;
    struct population_list population;
    struct housing_list housing;
    struct plan_list plans; ///< in force, at most one a level
};

enum status forecast_sources_read(struct store *city, struct arena *arena,
                                  struct forecast_sources *sources,
                                  struct error *err);

/// "enrolment 3f… housing 90… …": a checksum of each thing.
enum status forecast_sources_checksums(struct store *city, struct arena *arena,
                                       const char **text, struct error *err);

/// Pupils of homes being built, by the schools they will enter.
void forecast_sources_house(struct forecast_case *planning,
                            const struct forecast_sources *sources);

#endif
