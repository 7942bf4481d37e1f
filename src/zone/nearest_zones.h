#ifndef ZONE_NEAREST_ZONES_H
#define ZONE_NEAREST_ZONES_H

#include "base/arena.h"
#include "base/error.h"
#include "city/school.h"
#include "city/zone.h"
#include "network/destination.h"
#include "network/measure.h"
#include "network/reach.h"
#include "zone/zone_outline.h"

/// Zones by nearest school: every place of the city belongs to the school
/// that is nearest from the point of the street a home there would snap to.
/// So the zones follow the streets: land across a river without a bridge goes
/// to the far school only if the street beside it leads there.
///
/// The zones are a coverage of the outline given: valid, without gaps or
/// overlaps, neighbours sharing every vertex of their border. Borders between
/// zones are simplified by at most ZONE_TOLERANCE_M.
#define ZONE_TOLERANCE_M 12.0

/// Raised whenever the same streets, schools and wards give other zones.
#define NEAREST_ZONES_VERSION 2u

/// What was done, for the report.
struct nearest_zones_report {
    size_t n_zones;
    double covered_m2;
};

/// Zones live in `arena`, ordered by school index; a school that is nearest
/// nowhere has none. Fails with STATUS_STATE if no school can be reached.
enum status
nearest_zones_build(struct arena *arena, const struct measure *measure,
                    const struct destination_set *destinations,
                    const struct reach *reach, const struct school *schools,
                    const struct zone_outline *outline, struct zone_list *zones,
                    struct nearest_zones_report *report, struct error *err);

#endif
