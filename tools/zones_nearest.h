#ifndef ZONES_NEAREST_H
#define ZONES_NEAREST_H

#include "store/city_network.h"
#include "zone/nearest_zones.h"
#include "zones.h"

/// Zones by nearest school, level after level: what all levels have in common
/// is read and drawn once. Start with nearest_drawing_open; end with
/// nearest_drawing_close in any case.
struct nearest_drawing {
    struct arena *arena;
    const char *path; ///< of the city, for sentences
    struct city_network *network;
    const struct traveller *traveller;
    struct school_list schools;
    struct ward_list wards;
    struct zone_outline outline;
    bool has_outline; ///< built when the first plan is drawn
    char inputs[33];  ///< checksum of schools and wards
};

enum status nearest_drawing_open(const struct zones_call *call,
                                 struct nearest_drawing *drawing,
                                 struct error *err);
void nearest_drawing_close(struct nearest_drawing *drawing);

/// The gates of the level's schools; none lies near a street if `count` is 0.
struct destination_set nearest_drawing_gates(struct nearest_drawing *drawing,
                                             enum level level);

/// What a plan is made from, in words; its checksum is the plan's id.
const char *nearest_drawing_made_from(const struct nearest_drawing *drawing,
                                      enum level level);

/// Draws the zones of `plan`, whose level is set.
enum status nearest_drawing_draw(struct nearest_drawing *drawing,
                                 const struct destination_set *gates,
                                 struct plan *plan, struct error *err);

#endif
