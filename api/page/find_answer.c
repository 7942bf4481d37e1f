// Asks what the pages ask, by the functions that answer /v1/nearest, /v1/zone
// and /v1/route, and puts the school of the zone first. A zone follows walking,
// so that by motorbike its school may not be among the nearest: then it stands
// before them, measured by the way of travel that was asked for.

#include "page/find_answer.h"

#include "base/text.h"

static bool is_school(const struct city_state *city, uint32_t school,
                      const struct school *which)
{
    return which != NULL && &city->schools.items[school] == which;
}

// What one would like to know beside: riding for who walks, walking for who
// rides.
static const struct city_profile *
other_profile(const struct city_state *city,
              const struct find_question *question)
{
    struct error err;
    const struct city_profile *other;
    bool walks = text_same(find_profile_name(question->profile), "walk");
    return city_state_find_profile(city, walks ? "motorbike" : "walk", &other,
                                   &err) == STATUS_OK
               ? other
               : NULL;
}

static enum status measure_other(struct query_context *query,
                                 struct arena *arena,
                                 const struct find_question *question,
                                 const struct find_answer *answer,
                                 struct find_school *school, struct error *err)
{
    struct route_answer route;
    if (answer->other == NULL)
        return STATUS_OK;
    const struct route_question way = {
        .from_name = "at",
        .from = question->at,
        .school_id = query->city->schools.items[school->near.school].id,
        .profile = answer->other};
    enum status status = route_answer_find(query, arena, &way, &route, err);
    if (status != STATUS_OK)
        return status;
    school->has_other_way = route.reason == ROUTE_FOUND;
    school->other_cm = route.route.distance_cm;
    school->other_ms = route.route.duration_ms;
    return STATUS_OK;
}

// The school of the zone as one of a list.
static struct nearest_school of_zone(const struct city_state *city,
                                     const struct zone_answer *zone)
{
    return (struct nearest_school){
        .school = (uint32_t)(zone->school - city->schools.items),
        .distance_cm = zone->distance_cm,
        .duration_ms = zone->duration_ms,
        .gate = zone->gate,
        .seats = zone->seats,
        .last = zone->last,
        .in_zone = true};
}

static void add_school(struct find_answer *answer,
                       const struct nearest_school *near, size_t rank,
                       bool is_suggested)
{
    answer->schools[answer->n_schools++] = (struct find_school){
        .near = *near, .rank = rank, .is_suggested = is_suggested};
}

static void list_schools(const struct city_state *city,
                         struct find_answer *answer)
{
    const struct nearest_answer *nearest = &answer->nearest;
    const struct school *own = answer->zone.school;
    for (size_t i = 0; i < nearest->n_schools; i++)
        if (is_school(city, nearest->schools[i].school, own))
            add_school(answer, &nearest->schools[i], i + 1, true);
    if (answer->n_schools == 0 && answer->zone.has_way &&
        nearest->n_schools > 0) {
        const struct nearest_school beyond = of_zone(city, &answer->zone);
        add_school(answer, &beyond, 0, true);
    }
    for (size_t i = 0; i < nearest->n_schools; i++)
        if (!is_school(city, nearest->schools[i].school, own))
            add_school(answer, &nearest->schools[i], i + 1, false);
}

static enum status find_schools(struct query_context *query,
                                struct arena *arena,
                                const struct find_question *question,
                                struct find_answer *answer, struct error *err)
{
    const struct nearest_question near = {.at_name = "at",
                                          .at = question->at,
                                          .level = question->level,
                                          .profile = question->profile,
                                          .k = FIND_SCHOOLS};
    const struct zone_question zone = {.at = question->at,
                                       .level = question->level,
                                       .profile = question->profile,
                                       .language = question->language};
    enum status status =
        nearest_answer_find(query, arena, &near, &answer->nearest, err);
    if (status == STATUS_OK)
        status = zone_answer_find(query, &zone, &answer->zone, err);
    if (status == STATUS_OK)
        list_schools(query->city, answer);
    return status;
}

static enum status find_route(struct query_context *query, struct arena *arena,
                              const struct find_question *question,
                              struct find_answer *answer, struct error *err)
{
    if (question->school_id == NULL)
        return STATUS_OK;
    const struct route_question way = {.from_name = "at",
                                       .from = question->at,
                                       .school_id = question->school_id,
                                       .profile = question->profile};
    answer->has_route = true;
    return route_answer_find(query, arena, &way, &answer->route, err);
}

enum status find_answer_find(struct query_context *query, struct arena *arena,
                             const struct find_question *question,
                             struct find_answer *answer, struct error *err)
{
    *answer =
        (struct find_answer){.other = other_profile(query->city, question)};
    enum status status = find_schools(query, arena, question, answer, err);
    for (size_t i = 0; i < answer->n_schools && status == STATUS_OK; i++)
        status = measure_other(query, arena, question, answer,
                               &answer->schools[i], err);
    if (status == STATUS_OK)
        status = find_route(query, arena, question, answer, err);
    return status;
}

bool find_answer_lists_chosen(const struct find_answer *answer,
                              const struct city_state *city,
                              const struct find_question *question)
{
    for (size_t i = 0; i < answer->n_schools; i++)
        if (text_same(city->schools.items[answer->schools[i].near.school].id,
                      question->school_id))
            return true;
    return false;
}
