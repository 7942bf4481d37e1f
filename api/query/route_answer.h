#ifndef QUERY_ROUTE_ANSWER_H
#define QUERY_ROUTE_ANSWER_H

#include "base/json_writer.h"
#include "query/query_context.h"

/// The way from a home to a school's nearest gate, or to another position.
struct route_question {
    const char *from_name; ///< "from" or "--from"
    struct lonlat from;
    const char *school_id; ///< or NULL, and then …
    const char *to_name;   ///< "to" or "--to"
    struct lonlat to;      ///< … the position
    const struct city_profile *profile;
};

/// Why there is no way.
enum route_reason {
    ROUTE_FOUND,
    ROUTE_NO_STREET_NEAR,
    ROUTE_OTHER_PART, ///< the streets near are in another part of the network
    ROUTE_NO_WAY
};

/// What a school's nearest gate is: one on the map; without any, the point of
/// its outline nearest to a street; without an outline, its point. A way to a
/// position ends at that position.
enum gate_kind { GATE_MAPPED, GATE_OUTLINE, GATE_POINT, GATE_POSITION };

/// A receipt: every centimetre of the distance is in one of its parts.
struct route_answer {
    enum route_reason reason;
    const struct school *school; ///< NULL for a way to a position
    bool has_street;             ///< and so `snapped` and `straight_cm`
    struct lonlat snapped;
    uint32_t straight_cm;
    struct lonlat gate; ///< where it ends
    enum gate_kind gate_kind;
    struct route route;
    struct lonlat *line; ///< as many as the route's line has
};

/// Fails with STATUS_NOT_FOUND when there is no such school and
/// STATUS_BAD_INPUT when a position is outside the city.
enum status route_answer_find(struct query_context *context,
                              struct arena *arena,
                              const struct route_question *question,
                              struct route_answer *answer, struct error *err);

/// The school's gate that is nearest from the home (of equals the first of
/// the set) and the way there. False if there is no way.
bool route_answer_gate(struct query_context *context,
                       const struct city_profile *profile, uint32_t school,
                       const struct net_place *home, struct net_place *gate,
                       uint32_t *distance_cm, uint32_t *duration_ms);

/// The rule by which ways to schools, or to positions, are measured: a
/// sentence. It is part of every receipt; `to_school` says which.
const char *route_answer_rule(bool to_school);

/// "mapped_gate", "outline", "point" or "position".
const char *gate_kind_name(enum gate_kind kind);

/// Writes the receipt as a GeoJSON feature.
void route_answer_write(struct json_writer *json, const struct city_state *city,
                        const struct route_question *question,
                        const struct route_answer *answer);

#endif
