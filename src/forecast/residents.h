#ifndef FORECAST_RESIDENTS_H
#define FORECAST_RESIDENTS_H

#include "forecast/forecast.h"

/// Children living in the wards, by age and year, for entry grades. Read-only
/// once built.
struct resident_table;

/// NULL where `in` has no rows, which all functions below take as nothing
/// known.
struct resident_table *resident_table_build(struct arena *arena,
                                            const struct forecast_inputs *in);

/// Children of the age of a grade (grade 0: five years) in the ward in `year`;
/// negative where not known. Counts of years after `known_until` are not
/// looked at: children of those years are the younger ones of earlier years,
/// grown older.
double resident_count(const struct resident_table *residents, uint32_t ward,
                      int32_t grade, int32_t year, int32_t known_until);

/// How many times more of them there are than a year before; 1 where that is
/// not known.
double resident_growth(const struct resident_table *residents, uint32_t ward,
                       int32_t grade, int32_t year, int32_t known_until);

#endif
