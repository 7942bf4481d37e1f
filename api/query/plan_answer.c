// Names of measures are those of the command's table: one word for a thing.

#include "query/plan_answer.h"

struct plan_answer plan_answer_of(const struct plan_subject *subject)
{
    return (struct plan_answer){.plan = &subject->plan,
                                .zoning = &subject->zoning,
                                .school = subject->school,
                                .measures = subject->measures,
                                .since = subject->since};
}

static void write_question(struct json_writer *json,
                           const struct zoning_question *question)
{
    json_key_text(json, "level", level_name(question->level));
    json_key_int(json, "grade", (int64_t)((uint64_t)question->grade));
    json_key_int(json, "year", (int64_t)((uint64_t)question->year));
    json_key_text(json, "profile", question->profile);
    json_key(json, "cap_m");
    if (question->cap_cm == UINT32_MAX)
        json_nothing(json);
    else
        json_metres(json, question->cap_cm);
}

// What follows from outlines is null while they are not drawn.
static void write_shape(struct json_writer *json,
                        const struct plan_measures *measures,
                        double compactness)
{
    if (measures->has_shapes)
        json_number(json, compactness, 4);
    else
        json_nothing(json);
}

static void write_measures(struct json_writer *json,
                           const struct plan_measures *measures,
                           const char *since)
{
    const struct zone_measures *sums = &measures->sums;
    json_key_int(json, "entrants", (int64_t)sums->entrants);
    json_key_int(json, "unzoned", (int64_t)sums->unzoned);
    json_key_int(json, "seats", (int64_t)measures->seats);
    json_key_int(json, "over_seats", (int64_t)sums->over_seats);
    json_key_int(json, "over_cap", (int64_t)sums->over_cap);
    json_key_int(json, "no_way", (int64_t)sums->no_way);
    json_key_metres(json, "mean_way_m", measures->mean_way_cm);
    json_key_metres(json, "farthest_m", measures->farthest_cm);
    json_key_int(json, "zones", (int64_t)sums->n_zones);
    json_key_int(json, "pieces", (int64_t)sums->n_pieces);
    json_key_int(json, "zones_without_their_school", (int64_t)sums->n_away);
    json_key(json, "compactness");
    write_shape(json, measures, measures->compactness);
    json_key_text(json, "moved_since", since);
    json_key(json, "moved");
    if (since == NULL)
        json_nothing(json);
    else
        json_int(json, (int64_t)sums->moved);
}

void plan_zone_write(struct json_writer *json, const struct plan_answer *answer,
                     size_t s)
{
    const struct school *school = &answer->zoning->schools.items[s];
    const struct zone_row *row = &answer->measures.rows[s];
    json_begin_object(json);
    json_key_text(json, "id", school->id);
    json_key_text(json, "name", school->name);
    json_key_int(json, "entrants", (int64_t)row->entrants);
    json_key_int(json, "seats", (int64_t)(answer->zoning->problem.seats[s]));
    json_key_int(json, "over_seats", (int64_t)row->over_seats);
    json_key_int(json, "over_cap", (int64_t)row->over_cap);
    json_key_int(json, "no_way", (int64_t)row->no_way);
    json_key_metres(json, "mean_way_m", zone_row_mean_way_cm(row));
    json_key_metres(json, "farthest_m", row->farthest_cm);
    json_key_int(json, "units", (int64_t)row->n_units);
    json_key_int(json, "pieces", (int64_t)row->n_pieces);
    json_key(json, "compactness");
    write_shape(
        json, &answer->measures,
        answer->measures.has_shapes ? answer->measures.zone_compactness[s] : 0);
    json_key_int(json, "moved", (int64_t)row->moved);
    json_end_object(json);
}

static void write_bound(struct json_writer *json,
                        const struct plan_answer *answer)
{
    int64_t cost = answer->measures.sums.cost, bound = answer->bound->cost;
    json_key_int(json, "short_of_seats",
                 (int64_t)answer->bound->short_of_seats);
    json_key(json, "cost_m");
    json_number(json, (double)cost / 100, 2);
    json_key(json, "bound_m");
    json_number(json, (double)bound / 100, 2);
    json_key(json, "gap");
    json_number(json, zone_gap(cost, bound), 6);
}

void plan_answer_write(struct json_writer *json,
                       const struct plan_answer *answer, bool by_school)
{
    const struct plan_entry *plan = answer->plan;
    json_begin_object(json);
    json_key_text(json, "plan", plan->id);
    json_key_text(json, "method", plan->method);
    json_key_text(json, "based_on", plan->based_on);
    json_key(json, "is_published");
    json_bool(json, plan->is_published);
    json_key(json, "is_in_force");
    json_bool(json, plan->is_in_force);
    write_question(json, &answer->zoning->question);
    write_measures(json, &answer->measures, answer->since);
    if (answer->bound != NULL)
        write_bound(json, answer);
    if (by_school) {
        json_key(json, "schools");
        json_begin_array(json);
        for (size_t s = 0; s < answer->zoning->schools.count; s++)
            plan_zone_write(json, answer, s);
        json_end_array(json);
    }
    json_end_object(json);
}

static const char *school_id(const struct plan_answer *answer, uint32_t unit)
{
    uint32_t school = answer->school[unit];
    return school == ZONE_NO_SCHOOL ? NULL
                                    : answer->zoning->schools.items[school].id;
}

static void write_unit(struct json_writer *json,
                       const struct plan_answer *before,
                       const struct plan_answer *after, uint32_t unit)
{
    const struct city_zoning *zoning = after->zoning;
    json_begin_object(json);
    json_key_text(json, "unit", zoning->units.items[unit].id);
    json_key_text(json, "ward", zoning->units.items[unit].ward_id);
    json_key_int(json, "entrants", (int64_t)(zoning->problem.entrants[unit]));
    json_key_text(json, "from", school_id(before, unit));
    json_key_text(json, "to", school_id(after, unit));
    json_end_object(json);
}

static void write_ward(struct json_writer *json, const struct ward_change *ward)
{
    json_begin_object(json);
    json_key_text(json, "ward", ward->ward_id);
    json_key_int(json, "units", (int64_t)ward->n_units);
    json_key_int(json, "entrants", (int64_t)ward->entrants);
    json_end_object(json);
}

static void write_school_change(struct json_writer *json,
                                const struct plan_answer *answer,
                                const struct school_change *change)
{
    json_begin_object(json);
    json_key_text(json, "school",
                  answer->zoning->schools.items[change->school].id);
    json_key_int(json, "units_leaving", change->n_leaving);
    json_key_int(json, "entrants_leaving", (int64_t)change->leaving);
    json_key_int(json, "units_joining", change->n_joining);
    json_key_int(json, "entrants_joining", (int64_t)change->joining);
    json_end_object(json);
}

void plan_diff_members(struct json_writer *json,
                       const struct plan_answer *before,
                       const struct plan_answer *after,
                       const struct plan_diff *diff)
{
    json_key_int(json, "entrants_moved", (int64_t)diff->entrants);
    json_key(json, "units");
    json_begin_array(json);
    for (size_t i = 0; i < diff->n_units; i++)
        write_unit(json, before, after, diff->units[i]);
    json_end_array(json);
    json_key(json, "wards");
    json_begin_array(json);
    for (size_t i = 0; i < diff->wards.count; i++)
        write_ward(json, &diff->wards.items[i]);
    json_end_array(json);
    json_key(json, "schools");
    json_begin_array(json);
    for (size_t i = 0; i < diff->schools.count; i++)
        write_school_change(json, after, &diff->schools.items[i]);
    json_end_array(json);
    json_key(json, "before");
    plan_answer_write(json, before, false);
    json_key(json, "after");
    plan_answer_write(json, after, false);
}

void plan_diff_write(struct json_writer *json, const struct plan_answer *before,
                     const struct plan_answer *after,
                     const struct plan_diff *diff)
{
    json_begin_object(json);
    plan_diff_members(json, before, after, diff);
    json_end_object(json);
}
