// The zone of the plan in force that holds the home names the school; the
// distance beside it is measured afresh, as a receipt would be.

#include "query/zone_answer.h"

#include "query/number_json.h"
#include "query/query_json.h"
#include "query/route_answer.h"
#include "query/zone_words.h"

static void measure(struct query_context *context,
                    const struct zone_question *question, struct point_m here,
                    uint32_t school, struct zone_answer *answer)
{
    struct net_place home;
    struct net_place gate;
    answer->has_street = snap_point(question->profile->traveller->snapper, here,
                                    SNAP_FARTHEST_M, &home);
    answer->is_other_part =
        !answer->has_street &&
        query_context_meets_other_part(question->profile, here);
    answer->has_way =
        answer->has_street &&
        route_answer_gate(context, question->profile, school, &home, &gate,
                          &answer->distance_cm, &answer->duration_ms);
    if (answer->has_way)
        answer->gate = crs_to_lonlat(context->crs, gate.from);
}

enum status zone_answer_find(struct query_context *context,
                             const struct zone_question *question,
                             struct zone_answer *answer, struct error *err)
{
    const struct city_state *city = context->city;
    struct point_m here;
    uint32_t school;
    *answer = (struct zone_answer){.plan = city->plan_of[question->level].plan};
    enum status status =
        query_context_locate(context, "at", question->at, &here, err);
    if (status != STATUS_OK)
        return status;
    const struct zone *zone = city_state_zone_at(city, question->level, here);
    if (zone == NULL)
        return STATUS_OK;
    status = city_state_find_school(city, zone->school_id, &school, err);
    if (status != STATUS_OK)
        return status;
    answer->school = &city->schools.items[school];
    answer->seats =
        school_note_entry_seats(&city->notes[school], question->level);
    answer->last = city->numbers->schools[school].last[question->level];
    measure(context, question, here, school, answer);
    return STATUS_OK;
}

static void write_school(struct json_writer *json,
                         const struct zone_answer *answer)
{
    json_begin_object(json);
    json_key(json, "id");
    json_text(json, answer->school->id);
    json_key(json, "name");
    json_text(json, answer->school->name);
    json_key(json, "distance_m");
    if (answer->has_way)
        json_metres(json, answer->distance_cm);
    else
        json_nothing(json);
    json_key(json, "duration_s");
    if (answer->has_way)
        json_seconds(json, answer->duration_ms);
    else
        json_nothing(json);
    json_key(json, "gate");
    if (answer->has_way)
        json_lonlat(json, answer->gate);
    else
        json_nothing(json);
    json_key_known(json, "seats",
                   answer->seats == NULL ? NUMBER_UNKNOWN
                                         : answer->seats->seats);
    json_key(json, "cut_off");
    if (answer->last == NULL)
        json_nothing(json);
    else
        cut_off_write(json, answer->last);
    json_end_object(json);
}

void zone_answer_write(struct json_writer *json, struct arena *arena,
                       const struct zone_question *question,
                       const struct zone_answer *answer)
{
    json_begin_object(json);
    json_key(json, "at");
    json_lonlat(json, question->at);
    json_key(json, "level");
    json_text(json, level_name(question->level));
    json_key(json, "plan");
    json_text(json, answer->plan == NULL ? NULL : answer->plan->id);
    json_key(json, "school");
    if (answer->school == NULL)
        json_nothing(json);
    else
        write_school(json, answer);
    json_key(json, "why");
    json_text(json, answer->school == NULL ? NULL : answer->plan->method);
    json_key_text(json, "reason", zone_answer_reason(answer));
    json_key_text(json, "sentence",
                  zone_answer_sentence(answer, question->language, arena));
    json_end_object(json);
}
