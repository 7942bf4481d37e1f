// What a plan is and what a step did to it. Its units are told apart, in
// plan_units_json.c.

#include "office/plan_json.h"

#include <inttypes.h>
#include <string.h>

#include "query/query_json.h"

const char *plan_confirmation(struct arena *arena,
                              const struct plan_entry *plan)
{
    return plan->year == 0 ? level_name(plan->level)
                           : arena_format(arena, "%s %" PRId64,
                                          level_name(plan->level), plan->year);
}

static void write_number(struct json_writer *json, const char *key,
                         int64_t number)
{
    json_key(json, key);
    if (number == 0)
        json_nothing(json);
    else
        json_int(json, number);
}

void plan_entry_members(struct json_writer *json, struct arena *arena,
                        const struct plan_entry *plan)
{
    json_key_text(json, "plan", plan->id);
    json_key_text(json, "level", level_name(plan->level));
    json_key(json, "grade");
    if (plan->year == 0)
        json_nothing(json);
    else
        json_int(json, plan->grade);
    write_number(json, "year", plan->year);
    json_key_text(json, "state",
                  plan->is_in_force    ? "in_force"
                  : plan->is_published ? "published"
                                       : "draft");
    json_key_text(json, "method", plan->method);
    json_key_int(json, "zones", (int64_t)plan->n_zones);
    json_key_int(json, "step", plan->edits);
    json_key_text(json, "made_at", plan->made_at);
    json_key_text(json, "made_from", plan->made_from);
    json_key_text(json, "based_on", plan->based_on);
    json_key_text(json, "options", plan->options);
    json_key_text(json, "confirm", plan_confirmation(arena, plan));
}

void plan_steps_members(struct json_writer *json, const struct desk_plan *plan)
{
    json_key_text(json, "plan", plan->plan.id);
    json_key_int(json, "step", plan->plan.edits);
    json_key(json, "is_draft");
    json_bool(json, plan->is_draft);
    json_key(json, "can_undo");
    json_bool(json, plan->is_draft && plan_draft_n_done(&plan->draft) > 0);
    json_key(json, "can_redo");
    json_bool(json, plan->is_draft && plan_draft_n_undone(&plan->draft) > 0);
}

// Strokes ---------------------------------------------------------------------

static void write_touched(struct json_writer *json,
                          const struct plan_answer *before,
                          const struct plan_answer *after,
                          const struct plan_diff *diff)
{
    json_key(json, "zones");
    json_begin_array(json);
    for (size_t i = 0; i < diff->schools.count; i++) {
        uint32_t school = diff->schools.items[i].school;
        json_begin_object(json);
        json_key(json, "before");
        plan_zone_write(json, before, school);
        json_key(json, "after");
        plan_zone_write(json, after, school);
        json_end_object(json);
    }
    json_end_array(json);
}

// Schools whose zone has fallen into more pieces.
static void write_cut(struct json_writer *json,
                      const struct plan_answer *before,
                      const struct plan_answer *after,
                      const struct plan_diff *diff)
{
    json_key(json, "cut");
    json_begin_array(json);
    for (size_t i = 0; i < diff->schools.count; i++) {
        uint32_t s = diff->schools.items[i].school;
        uint32_t was = before->measures.rows[s].n_pieces;
        uint32_t is = after->measures.rows[s].n_pieces;
        if (is > was && is > 1)
            json_text(json, after->zoning->schools.items[s].id);
    }
    json_end_array(json);
}

void plan_stroke_write(struct json_writer *json, const struct desk_plan *plan,
                       const struct stroke *stroke)
{
    struct plan_answer after = desk_plan_answer(plan);
    json_begin_object(json);
    plan_steps_members(json, plan);
    write_touched(json, &stroke->before, &after, &stroke->diff);
    write_cut(json, &stroke->before, &after, &stroke->diff);
    plan_diff_members(json, &stroke->before, &after, &stroke->diff);
    json_end_object(json);
}

static void write_change(struct json_writer *json, const struct desk_plan *plan,
                         uint32_t unit)
{
    uint32_t school = zone_draft_schools(plan->zones)[unit];
    json_begin_object(json);
    json_key_text(json, "unit", plan->zoning.units.items[unit].id);
    json_key_text(json, "school",
                  school == ZONE_NO_SCHOOL
                      ? NULL
                      : plan->zoning.schools.items[school].id);
    json_key(json, "is_locked");
    json_bool(json, plan->is_draft && zone_draft_is_locked(plan->zones, unit));
    json_end_object(json);
}

void plan_changes_write(struct json_writer *json, struct arena *arena,
                        const struct desk_plan *plan, int64_t since)
{
    uint32_t *units;
    size_t n;
    if (!desk_plan_changed_since(plan, arena, since, &units, &n)) {
        json_nothing(json);
        return;
    }
    json_begin_array(json);
    for (size_t i = 0; i < n; i++)
        write_change(json, plan, units[i]);
    json_end_array(json);
}

// Zones -----------------------------------------------------------------------

static void write_zone(struct json_writer *json, struct query_context *query,
                       const struct plan_answer *answer,
                       const struct area *area, uint32_t school)
{
    json_begin_object(json);
    json_key_text(json, "type", "Feature");
    json_key_text(json, "id", answer->zoning->schools.items[school].id);
    json_key(json, "geometry");
    json_begin_object(json);
    json_key_text(json, "type", "MultiPolygon");
    json_key(json, "coordinates");
    json_area(json, query->crs, area);
    json_end_object(json);
    json_key(json, "properties");
    plan_zone_write(json, answer, school);
    json_end_object(json);
}

void plan_zones_write(struct json_writer *json, struct query_context *query,
                      const struct desk_plan *plan, const struct area *areas)
{
    struct plan_answer answer = desk_plan_answer(plan);
    json_begin_object(json);
    json_key_text(json, "type", "FeatureCollection");
    json_key(json, "features");
    json_begin_array(json);
    for (uint32_t s = 0; s < plan->zoning.schools.count; s++)
        if (!area_is_empty(&areas[s]))
            write_zone(json, query, &answer, &areas[s], s);
    json_end_array(json);
    json_end_object(json);
}
