#ifndef ZONE_ZONE_TINTS_H
#define ZONE_ZONE_TINTS_H

#include <stdint.h>

#include "city/zone.h"

/// How many tints a map of zones has.
#define N_ZONE_TINTS 6

/// Gives each zone a tint (0 to N_ZONE_TINTS - 1) so that zones sharing a
/// piece of border differ. `tints` has one entry a zone. The same zones give
/// the same tints.
///
/// Six are enough for any map one is likely to see (four, if every zone were
/// in one piece); if they are not, zones with the shortest common border share
/// a tint. Returns how many pairs of neighbours do: normally 0.
size_t zone_tints_choose(const struct zone_list *zones, uint8_t *tints);

#endif
