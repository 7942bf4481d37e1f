// A school's gates are those of the set of its first level, the same places
// that "nearest" measures to; so the receipt and the list agree to the
// centimetre. The distances to all of them are taken in one search, and the
// nearest gives the way.

#include "query/route_answer.h"

#include "query/query_json.h"

static const struct destination_set *
gates_of(const struct city_profile *profile, level_set levels)
{
    int level = 0;
    while (level + 1 < N_LEVELS && (levels & LEVEL_BIT(level)) == 0)
        level++;
    return &profile->gates[level];
}

bool route_answer_gate(struct query_context *context,
                       const struct city_profile *profile, uint32_t school,
                       const struct net_place *home, struct net_place *gate,
                       uint32_t *distance_cm, uint32_t *duration_ms)
{
    const struct destination_set *set =
        gates_of(profile, context->city->schools.items[school].levels);
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
               : ROUTE_NO_STREET_NEAR;
}

static void take_line(struct query_context *context, struct arena *arena,
                      struct route_answer *answer)
{
    struct line line = answer->route.line;
    answer->line = arena_array(arena, struct lonlat, line.count);
    for (size_t i = 0; i < line.count; i++)
        answer->line[i] = crs_to_lonlat(context->crs, line.points[i]);
}

static void find_way(struct query_context *context, struct arena *arena,
                     const struct route_question *question, uint32_t school,
                     struct point_m here, struct point_m there,
                     struct route_answer *answer)
{
    struct net_place home;
    struct net_place end;
    answer->reason = ROUTE_NO_STREET_NEAR;
    answer->has_street = snap_point(question->profile->traveller->snapper, here,
                                    SNAP_FARTHEST_M, &home);
    if (!answer->has_street)
        return;
    answer->snapped = crs_to_lonlat(context->crs, home.on);
    answer->straight_cm = home.straight_cm;
    answer->reason = find_end(context, question, school, there, &home, &end);
    if (answer->reason != ROUTE_FOUND)
        return;
    answer->gate = crs_to_lonlat(context->crs, end.from);
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
    json_key(json, "from");
    json_lonlat(json, question->from);
    json_key(json, "snapped");
    if (answer->has_street)
        json_lonlat(json, answer->snapped);
    else
        json_nothing(json);
    json_key(json, "straight_m");
    if (answer->has_street)
        json_metres(json, answer->straight_cm);
    else
        json_nothing(json);
}

static void write_end(struct json_writer *json,
                      const struct route_question *question,
                      const struct route_answer *answer)
{
    json_key(json, "school");
    if (answer->school != NULL) {
        json_begin_object(json);
        json_key(json, "id");
        json_text(json, answer->school->id);
        json_key(json, "name");
        json_text(json, answer->school->name);
        json_end_object(json);
    } else {
        json_nothing(json);
        json_key(json, "to");
        json_lonlat(json, question->to);
    }
    json_key(json, "gate");
    if (answer->reason == ROUTE_FOUND)
        json_lonlat(json, answer->gate);
    else
        json_nothing(json);
    json_key(json, "gate_straight_m");
    if (answer->reason == ROUTE_FOUND)
        json_metres(json, answer->route.last_straight_cm);
    else
        json_nothing(json);
    write_streets(json, &answer->route);
}

static void write_measures(struct json_writer *json,
                           const struct route_answer *answer)
{
    bool is_found = answer->reason == ROUTE_FOUND;
    json_key(json, "distance_m");
    if (is_found)
        json_metres(json, answer->route.distance_cm);
    else
        json_nothing(json);
    json_key(json, "duration_s");
    if (is_found)
        json_seconds(json, answer->route.duration_ms);
    else
        json_nothing(json);
    if (!is_found) {
        json_key(json, "reason");
        json_text(json,
                  answer->reason == ROUTE_NO_WAY ? "no_way" : "no_street_near");
    }
}

void route_answer_write(struct json_writer *json, const struct city_state *city,
                        const struct route_question *question,
                        const struct route_answer *answer)
{
    json_begin_object(json);
    json_key(json, "type");
    json_text(json, "Feature");
    json_key(json, "geometry");
    if (answer->reason == ROUTE_FOUND)
        write_line(json, answer);
    else
        json_nothing(json);
    json_key(json, "properties");
    json_begin_object(json);
    json_key(json, "profile");
    json_text(json, question->profile->traveller->measure.profile->name);
    write_measures(json, answer);
    write_start(json, question, answer);
    write_end(json, question, answer);
    json_key(json, "network");
    json_text(json, city_network_content(city->network)->checksum);
    json_end_object(json);
    json_end_object(json);
}
