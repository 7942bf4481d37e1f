// The home is moved to the street, the router finds the schools, and each gets
// what the city knows of it.

#include "query/nearest_answer.h"

#include "query/number_json.h"
#include "query/query_input.h"
#include "query/query_json.h"

static struct nearest_school describe(struct query_context *context,
                                      const struct nearest_question *question,
                                      const struct near_school *near,
                                      const struct zone *zone)
{
    const struct city_state *city = context->city;
    const struct destination_set *gates =
        &question->profile->gates[question->level];
    const struct school *school = &city->schools.items[near->school];
    return (struct nearest_school){
        .school = near->school,
        .distance_cm = near->distance_cm,
        .duration_ms = near->duration_ms,
        .gate =
            crs_to_lonlat(context->crs, gates->gates[near->gate].place.from),
        .seats = school_note_entry_seats(&city->notes[near->school],
                                         question->level),
        .last = city->numbers->schools[near->school].last[question->level],
        .in_zone = zone != NULL && text_same(zone->school_id, school->id)};
}

static void find_schools(struct query_context *context, struct arena *arena,
                         const struct nearest_question *question,
                         const struct net_place *home,
                         struct nearest_answer *answer)
{
    struct near_school near[NEAREST_MOST];
    const struct zone *zone =
        city_state_zone_at(context->city, question->level, home->from);
    answer->n_schools = router_nearest(
        query_context_router(context, question->profile), home,
        &question->profile->gates[question->level], question->k, NULL, near);
    answer->schools =
        arena_array(arena, struct nearest_school, answer->n_schools);
    for (size_t i = 0; i < answer->n_schools; i++)
        answer->schools[i] = describe(context, question, &near[i], zone);
}

enum status nearest_answer_find(struct query_context *context,
                                struct arena *arena,
                                const struct nearest_question *question,
                                struct nearest_answer *answer,
                                struct error *err)
{
    struct point_m here;
    struct net_place home;
    *answer = (struct nearest_answer){0};
    enum status status = query_context_locate(context, question->at_name,
                                              question->at, &here, err);
    if (status != STATUS_OK)
        return status;
    if (!snap_point(question->profile->traveller->snapper, here,
                    SNAP_FARTHEST_M, &home)) {
        answer->is_other_part =
            query_context_meets_other_part(question->profile, here);
        return STATUS_OK;
    }
    answer->has_street = true;
    answer->snapped = crs_to_lonlat(context->crs, home.on);
    answer->straight_cm = home.straight_cm;
    find_schools(context, arena, question, &home, answer);
    return STATUS_OK;
}

int64_t nearest_school_seats_left(const struct nearest_school *near)
{
    bool is_of_round = near->last != NULL && near->seats != NULL &&
                       near->last->year == near->seats->year;
    return is_of_round ? cut_off_seats_left(near->last) : NUMBER_UNKNOWN;
}

static void write_school(struct json_writer *json,
                         const struct city_state *city,
                         const struct nearest_school *near)
{
    const struct school *school = &city->schools.items[near->school];
    json_begin_object(json);
    json_key(json, "id");
    json_text(json, school->id);
    json_key(json, "name");
    json_text(json, school->name);
    json_key(json, "levels");
    json_levels(json, school->levels);
    json_key(json, "distance_m");
    json_metres(json, near->distance_cm);
    json_key(json, "duration_s");
    json_seconds(json, near->duration_ms);
    json_key(json, "gate");
    json_lonlat(json, near->gate);
    json_key(json, "at");
    json_lonlat(json, city->notes[near->school].at);
    json_key_known(json, "seats",
                   near->seats == NULL ? NUMBER_UNKNOWN : near->seats->seats);
    json_key_known(json, "seats_left", nearest_school_seats_left(near));
    json_key(json, "last_admitted");
    last_admitted_write(json, near->last);
    json_key(json, "in_zone");
    json_bool(json, near->in_zone);
    json_end_object(json);
}

void nearest_answer_write(struct json_writer *json,
                          const struct city_state *city,
                          const struct nearest_question *question,
                          const struct nearest_answer *answer)
{
    json_begin_object(json);
    json_key(json, "at");
    json_lonlat_as_given(json, question->at);
    json_key(json, "level");
    json_text(json, level_name(question->level));
    json_key(json, "profile");
    json_text(json, question->profile->traveller->measure.profile->name);
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
    json_key(json, "schools");
    json_begin_array(json);
    for (size_t i = 0; i < answer->n_schools; i++)
        write_school(json, city, &answer->schools[i]);
    json_end_array(json);
    if (!answer->has_street) {
        json_key(json, "reason");
        json_text(json,
                  answer->is_other_part ? "other_part" : "no_street_near");
    }
    const struct plan *plan = city->plan_of[question->level].plan;
    json_key_text(json, "plan", plan == NULL ? NULL : plan->id);
    json_key_text(json, "network",
                  city_network_content(city->network)->checksum);
    json_end_object(json);
}
