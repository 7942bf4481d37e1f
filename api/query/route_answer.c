// A school's gates are those of the set of its first level, the same places
// that "nearest" measures to; so the receipt and the list agree to the
// centimetre. The distances to all of them are taken in one search, and the
// nearest gives the way.
//
// The home is written with every decimal it was given with, and so is a
// position it leads to: from the receipt alone the same distance is found
// again.

#include "query/route_answer.h"

#include "format/receipt.h"
#include "query/query_json.h"

bool route_answer_gate(struct query_context *context,
                       const struct city_profile *profile, uint32_t school,
                       const struct net_place *home, struct net_place *gate,
                       uint32_t *distance_cm, uint32_t *duration_ms)
{
    const struct destination_set *set = city_profile_gates(
        profile, context->city->schools.items[school].levels);
    struct router *router = query_context_router(context, profile);
    *distance_cm = UINT32_MAX;
    for (size_t g = 0; g < set->count; g++) {
        uint32_t cm;
        uint32_t ms;
        if (set->gates[g].school != school ||
            !router_distance(router, home, &set->gates[g].place, &cm, &ms) ||
            cm >= *distance_cm)
            continue;
        *gate = set->gates[g].place;
        *distance_cm = cm;
        *duration_ms = ms;
    }
    return *distance_cm != UINT32_MAX;
}

static enum route_reason why_no_street(const struct route_question *question,
                                       struct point_m at)
{
    return query_context_meets_other_part(question->profile, at)
               ? ROUTE_OTHER_PART
               : ROUTE_NO_STREET_NEAR;
}

// Where the way ends: the school's gate or the position asked for.
static enum route_reason find_end(struct query_context *context,
                                  const struct route_question *question,
                                  uint32_t school, struct point_m there,
                                  const struct net_place *home,
                                  struct net_place *end)
{
    uint32_t distance_cm;
    uint32_t duration_ms;
    if (question->school_id != NULL)
        return route_answer_gate(context, question->profile, school, home, end,
                                 &distance_cm, &duration_ms)
                   ? ROUTE_FOUND
                   : ROUTE_NO_WAY;
    return snap_point(question->profile->traveller->snapper, there,
                      SNAP_FARTHEST_M, end)
               ? ROUTE_FOUND
               : why_no_street(question, there);
}

static enum gate_kind kind_of_gate(const struct school *school,
                                   struct point_m gate)
{
    if (school == NULL)
        return GATE_POSITION;
    for (size_t i = 0; i < school->n_gates; i++)
        if (school->gates[i].x_m == gate.x_m &&
            school->gates[i].y_m == gate.y_m)
            return GATE_MAPPED;
    return area_is_empty(&school->grounds) ? GATE_POINT : GATE_OUTLINE;
}

static void take_line(struct query_context *context, struct arena *arena,
                      struct route_answer *answer)
{
    const struct route *route = &answer->route;
    answer->line = arena_array(arena, struct lonlat, route->line.count);
    for (size_t i = 0; i < route->line.count; i++) {
        uint32_t vertex = route->line_vertices[i];
        answer->line[i] =
            vertex == ROUTE_NO_VERTEX
                ? crs_to_lonlat(context->crs, route->line.points[i])
                : vertex_position_at(context->city->vertices, context->crs,
                                     vertex);
    }
}

static void find_way(struct query_context *context, struct arena *arena,
                     const struct route_question *question, uint32_t school,
                     struct point_m here, struct point_m there,
                     struct route_answer *answer)
{
    struct net_place home;
    struct net_place end;
    answer->has_street = snap_point(question->profile->traveller->snapper, here,
                                    SNAP_FARTHEST_M, &home);
    if (!answer->has_street) {
        answer->reason = why_no_street(question, here);
        return;
    }
    answer->snapped = crs_to_lonlat(context->crs, home.on);
    answer->straight_cm = home.straight_cm;
    answer->reason = find_end(context, question, school, there, &home, &end);
    if (answer->reason != ROUTE_FOUND)
        return;
    answer->gate = crs_to_lonlat(context->crs, end.from);
    answer->gate_kind = kind_of_gate(answer->school, end.from);
    if (router_route(query_context_router(context, question->profile), arena,
                     &home, &end, &answer->route))
        take_line(context, arena, answer);
    else
        answer->reason = ROUTE_NO_WAY;
}

enum status route_answer_find(struct query_context *context,
                              struct arena *arena,
                              const struct route_question *question,
                              struct route_answer *answer, struct error *err)
{
    const struct city_state *city = context->city;
    struct point_m here;
    struct point_m there = {0, 0};
    uint32_t school = 0;
    *answer = (struct route_answer){0};
    enum status status = query_context_locate(context, question->from_name,
                                              question->from, &here, err);
    if (status == STATUS_OK && question->school_id != NULL)
        status =
            city_state_find_school(city, question->school_id, &school, err);
    else if (status == STATUS_OK)
        status = query_context_locate(context, question->to_name, question->to,
                                      &there, err);
    if (status != STATUS_OK)
        return status;
    if (question->school_id != NULL)
        answer->school = &city->schools.items[school];
    find_way(context, arena, question, school, here, there, answer);
    return STATUS_OK;
}

const char *route_answer_rule(bool to_school)
{
    return to_school
               ? "From the home straight to the nearest point of a street the "
                 "profile may use, along such streets by the shortest way, and "
                 "straight to the school's nearest gate; each piece measured "
                 "on the ellipsoid in whole centimetres."
               : "From the home straight to the nearest point of a street the "
                 "profile may use, along such streets by the shortest way, and "
                 "straight to the position; each piece measured on the "
                 "ellipsoid in whole centimetres.";
}

const char *gate_kind_name(enum gate_kind kind)
{
    static const char *const NAMES[] = {[GATE_MAPPED] = "mapped_gate",
                                        [GATE_OUTLINE] = "outline",
                                        [GATE_POINT] = "point",
                                        [GATE_POSITION] = "position"};
    return NAMES[kind];
}

static void write_metres(struct json_writer *json, const char *key,
                         bool is_known, uint32_t cm)
{
    json_key(json, key);
    if (is_known)
        json_metres(json, cm);
    else
        json_nothing(json);
}

static void write_lonlat(struct json_writer *json, const char *key,
                         bool is_known, struct lonlat at)
{
    json_key(json, key);
    if (is_known)
        json_lonlat(json, at);
    else
        json_nothing(json);
}

static void write_line(struct json_writer *json,
                       const struct route_answer *answer)
{
    json_begin_object(json);
    json_key(json, "type");
    json_text(json, "LineString");
    json_key(json, "coordinates");
    json_begin_array(json);
    for (size_t i = 0; i < answer->route.line.count; i++)
        json_lonlat(json, answer->line[i]);
    json_end_array(json);
    json_end_object(json);
}

static void write_streets(struct json_writer *json, const struct route *route)
{
    json_key(json, "streets");
    json_begin_array(json);
    for (size_t i = 0; i < route->n_legs; i++) {
        json_begin_object(json);
        json_key(json, "name");
        json_text(json, route->legs[i].name);
        json_key(json, "length_m");
        json_metres(json, route->legs[i].length_cm);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_start(struct json_writer *json,
                        const struct route_question *question,
                        const struct route_answer *answer)
{
    json_key(json, "home");
    json_lonlat_as_given(json, question->from);
    json_key(json, "from");
    json_lonlat_as_given(json, question->from);
    write_lonlat(json, "snapped", answer->has_street, answer->snapped);
    write_metres(json, "straight_m", answer->has_street, answer->straight_cm);
}

static void write_goal(struct json_writer *json,
                       const struct route_question *question,
                       const struct route_answer *answer)
{
    json_key(json, "school");
    if (answer->school != NULL) {
        json_begin_object(json);
        json_key_text(json, "id", answer->school->id);
        json_key_text(json, "name", answer->school->name);
        json_end_object(json);
    } else {
        json_nothing(json);
        json_key(json, "to");
        json_lonlat_as_given(json, question->to);
    }
}

static void write_end(struct json_writer *json,
                      const struct route_answer *answer)
{
    bool is_found = answer->reason == ROUTE_FOUND;
    write_lonlat(json, "gate", is_found, answer->gate);
    json_key_text(json, "gate_kind",
                  is_found ? gate_kind_name(answer->gate_kind) : NULL);
    write_metres(json, "gate_straight_m", is_found,
                 answer->route.last_straight_cm);
    write_streets(json, &answer->route);
    if (is_found && answer->route.extra_cm > 0)
        write_metres(json, "extra_m", true, answer->route.extra_cm);
}

static const char *const REASONS[] = {[ROUTE_NO_STREET_NEAR] = "no_street_near",
                                      [ROUTE_OTHER_PART] = "other_part",
                                      [ROUTE_NO_WAY] = "no_way"};

static void write_total(struct json_writer *json,
                        const struct route_answer *answer)
{
    bool is_found = answer->reason == ROUTE_FOUND;
    write_metres(json, "distance_m", is_found, answer->route.distance_cm);
    json_key(json, "duration_s");
    if (is_found)
        json_seconds(json, answer->route.duration_ms);
    else
        json_nothing(json);
    if (!is_found)
        json_key_text(json, "reason", REASONS[answer->reason]);
}

// What the distance was measured by, and on.
static void write_basis(struct json_writer *json, const struct city_state *city,
                        const struct route_question *question)
{
    const struct measure *measure = &question->profile->traveller->measure;
    json_key(json, "measure");
    json_begin_object(json);
    json_key_text(json, "profile", measure->profile->name);
    json_key_text(json, "weight",
                  measure->weight == BY_DISTANCE ? "distance" : "time");
    json_end_object(json);
    json_key(json, "profile_version");
    json_int(json, measure->profile->version);
    json_key_text(json, "rule", route_answer_rule(question->school_id != NULL));
    json_key_text(json, "city", city->info.name);
    json_key_text(json, "network",
                  city_network_content(city->network)->checksum);
    json_key(json, "network_version");
    json_int(json, NETWORK_FILE_VERSION);
    json_key_text(json, "program", HOCGAN_VERSION);
    json_key(json, "receipt_version");
    json_int(json, RECEIPT_VERSION);
}

void route_answer_write(struct json_writer *json, const struct city_state *city,
                        const struct route_question *question,
                        const struct route_answer *answer)
{
    json_begin_object(json);
    json_key_text(json, "type", "Feature");
    json_key(json, "geometry");
    if (answer->reason == ROUTE_FOUND)
        write_line(json, answer);
    else
        json_nothing(json);
    json_key(json, "properties");
    json_begin_object(json);
    json_key_text(json, "profile",
                  question->profile->traveller->measure.profile->name);
    write_total(json, answer);
    write_start(json, question, answer);
    write_goal(json, question, answer);
    write_end(json, answer);
    write_basis(json, city, question);
    json_end_object(json);
    json_end_object(json);
}
