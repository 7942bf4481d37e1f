#ifndef SUPPORT_TOWN_H
#define SUPPORT_TOWN_H

#include "base/random.h"
#include "city/street.h"
#include "network/route.h"

/// A town drawn by a test: junctions on a plane that is not stretched, streets
/// between them, and the network one profile makes of it.
struct town {
    struct arena *arena;
    struct street_set streets;
    struct street_net net;
    struct road_graph graph;
    struct road_graph_report report;
    struct measure measure; ///< by distance
    struct turn_ban_report turns;
    struct snapper *snapper;
};

struct town *town_new(void);
void town_free(struct town *town);

/// Junctions get the ids 1, 2, …
int64_t town_junction(struct town *town, double x_m, double y_m);

/// A straight street of the class; returns it so that a test can add tags or
/// give it bends.
struct street *town_street(struct town *town, int64_t from, int64_t to,
                           const char *highway);

/// Puts bends between the ends of the street.
void town_bend(struct town *town, struct street *street,
               const struct point_m *bends, size_t n_bends);

/// A turn restriction at a junction; returns it so that a test can add to it.
struct turn_restriction *town_restriction(struct town *town, const char *kind,
                                          const struct street *from,
                                          int64_t via_junction,
                                          const struct street *to);

/// Makes it one via ways instead.
void town_restriction_via(struct town *town,
                          struct turn_restriction *restriction,
                          const struct street *const *via, size_t n_via);

/// Builds net, graph, measure and snapper for the profile.
void town_build(struct town *town, const char *profile);

/// A small town with one-way streets, barriers, islands, parallel streets,
/// loops, streets without length, many equal ways, big roads with and without
/// crossings and turn restrictions of all sorts, sensible or not; for any one
/// of the profiles.
struct town *town_at_random(struct random *random);

/// A place anywhere on an edge that is kept, often at its very end, with a
/// straight piece of up to a few metres. The town must have kept an edge.
struct net_place town_place_at_random(const struct town *town,
                                      struct random *random);

#endif
