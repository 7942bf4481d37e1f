#ifndef ZONES_MAKE_UNITS_H
#define ZONES_MAKE_UNITS_H

#include "zones.h"
#include "zoning/city_units.h"

/// Makes units and counts entrants in a transaction of its own, and says on
/// standard error what came of it. With `keeps_units` those that are there
/// stay, and entrants are only counted.
enum status zones_make_units(const struct zones_call *call,
                             const enum level *levels, size_t n_levels,
                             bool keeps_units, struct units_report *report,
                             struct error *err);

#endif
