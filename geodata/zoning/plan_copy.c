// A plan's id is the checksum of what it was made from; of drafts that are made
// from the same, each is numbered, so that each is a draft of its own. Outlines
// are copied as far as they are drawn; the others are drawn when they are
// needed (zone_areas.h).

#include "zoning/plan_copy.h"

#include <inttypes.h>
#include <string.h>

#include "store/store_city.h"
#include "store/store_zones.h"

// "copy 1 of plan …": the first that is not there yet.
static enum status name_plan(struct store *store, struct arena *arena,
                             const char *what, const char *of,
                             struct plan *plan, struct error *err)
{
    struct plan_entry_list plans;
    enum status status = store_list_plans(store, arena, &plans, err);
    for (size_t number = 1; status == STATUS_OK; number++) {
        char id[33];
        size_t i = 0;
        plan->made_from = arena_format(arena, "%s %zu %s", what, number, of);
        store_text_checksum(plan->made_from, id);
        while (i < plans.count && strcmp(plans.items[i].id, id) != 0)
            i++;
        plan->id = arena_text(arena, id);
        if (i == plans.count)
            break;
    }
    return status;
}

static enum status write_plan(struct store *store, const struct plan *plan,
                              const struct plan_unit_list *units,
                              struct error *err)
{
    enum status status = store_write_plan(store, plan, err);
    if (status == STATUS_OK)
        status = store_write_plan_units(store, plan->id, units->items,
                                        units->count, err);
    return status;
}

static void take_question(struct arena *arena, const struct city_zoning *zoning,
                          struct plan *plan)
{
    struct zoning_question question = zoning->question;
    question.units = zoning->unit_set;
    plan->year = question.year;
    plan->grade = question.grade;
    plan->options = zoning_question_format(arena, &question);
}

// The units of the city as they lie in the plan's zones.
static enum status take_units(struct store *store, struct arena *arena,
                              const struct city_zoning *zoning,
                              struct plan *copy, struct plan_unit_list *units,
                              struct error *err)
{
    uint32_t *school;
    enum status status = city_zoning_read_plan(store, arena, zoning,
                                               copy->based_on, &school, err);
    if (status != STATUS_OK)
        return status;
    take_question(arena, zoning, copy);
    *units = city_zoning_plan_units(arena, zoning, school);
    return STATUS_OK;
}

static enum status fill_copy(struct store *store, struct arena *arena,
                             const struct plan_entry *plan, struct plan *copy,
                             struct plan_unit_list *units, struct error *err)
{
    struct city_zoning zoning;
    struct zoning_question question = zoning_question_of(arena, plan);
    enum status status =
        city_zoning_read_sides(store, arena, &question, &zoning, err);
    if (status != STATUS_OK)
        return status;
    if (!city_zoning_fits(&zoning, plan))
        return take_units(store, arena, &zoning, copy, units, err);
    status = store_read_plan_units(store, arena, plan->id, units, err);
    if (status == STATUS_OK)
        status = store_read_zones(store, arena, plan->id, &copy->zones, err);
    return status;
}

enum status plan_copy(struct store *store, struct arena *arena,
                      const char *plan_id, const char *made_at, const char **id,
                      struct error *err)
{
    struct plan_entry plan;
    struct plan_unit_list units = {0};
    enum status status =
        store_read_plan_entry(store, arena, plan_id, &plan, err);
    if (status != STATUS_OK)
        return status;
    struct plan copy = {.level = plan.level,
                        .method = "edited",
                        .made_at = made_at,
                        .based_on = plan.id,
                        .year = plan.year,
                        .grade = plan.grade,
                        .options = plan.options};
    status = name_plan(store, arena, "copy",
                       arena_format(arena, "of plan %s", plan.id), &copy, err);
    if (status == STATUS_OK)
        status = fill_copy(store, arena, &plan, &copy, &units, err);
    if (status == STATUS_OK)
        status = write_plan(store, &copy, &units, err);
    *id = copy.id;
    return status;
}

enum status plan_begin_empty(struct store *store, struct arena *arena,
                             enum level level, int64_t grade, int64_t year,
                             const char *made_at, const char **id,
                             struct error *err)
{
    struct city_zoning zoning;
    struct zoning_question question = zoning_question_usual(level);
    struct plan plan = {.level = level, .method = "edited", .made_at = made_at};
    question.grade = grade;
    question.year = year;
    enum status status =
        city_zoning_read_sides(store, arena, &question, &zoning, err);
    if (status != STATUS_OK)
        return status;
    take_question(arena, &zoning, &plan);
    const char *from = arena_format(
        arena, "from no plan; level %s; grade %" PRId64 "; year %" PRId64,
        level_name(level), plan.grade, plan.year);
    status = name_plan(store, arena, "draft", from, &plan, err);
    if (status != STATUS_OK)
        return status;
    struct plan_unit_list units = {0};
    for (size_t u = 0; u < zoning.units.count; u++)
        plan_unit_list_add(&units, arena)->unit_id = zoning.units.items[u].id;
    *id = plan.id;
    return write_plan(store, &plan, &units, err);
}
