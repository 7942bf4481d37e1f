// A plan is measured as it was asked for (its own options), in the city as it
// is now.

#include "zones_subject.h"

#include <stdio.h>
#include <string.h>

#include "store/store_zones.h"

// The outline of each school's zone.
static enum status read_areas(const struct zones_call *call,
                              const struct city_zoning *zoning,
                              const char *plan_id, struct area **areas,
                              struct error *err)
{
    struct zone_list zones;
    *areas = arena_array(call->arena, struct area, zoning->schools.count);
    enum status status =
        store_read_zones(call->store, call->arena, plan_id, &zones, err);
    for (size_t z = 0; status == STATUS_OK && z < zones.count; z++) {
        uint32_t school =
            city_zoning_find_school(zoning, zones.items[z].school_id);
        if (school != ZONE_NO_SCHOOL)
            (*areas)[school] = zones.items[z].area;
    }
    return status;
}

enum status zones_subject_measure(const struct zones_call *call,
                                  struct zones_subject *subject,
                                  struct error *err)
{
    struct area *areas;
    enum status status =
        city_zoning_read_plan(call->store, call->arena, &subject->zoning,
                              subject->plan->id, &subject->school, err);
    if (status == STATUS_OK)
        status =
            read_areas(call, &subject->zoning, subject->plan->id, &areas, err);
    if (status == STATUS_OK)
        subject->measures = plan_measures_of(
            call->arena, &subject->zoning.problem, subject->school, areas);
    return status;
}

static const char *in_force_before(const struct zones_call *call,
                                   const struct plan_entry *plan)
{
    struct plan_entry_list plans;
    struct error err;
    if (plan->is_in_force ||
        store_list_plans(call->store, call->arena, &plans, &err) != STATUS_OK)
        return NULL;
    const struct plan_entry *found = plan_in_force(&plans, plan->level);
    return found == NULL ? NULL : found->id;
}

static struct zoning_question question_of(const struct zones_call *call,
                                          const struct plan_entry *plan)
{
    struct zoning_question question =
        zoning_question_parse(call->arena, plan->level, plan->options);
    if (plan->year != 0) {
        question.year = plan->year;
        question.grade = plan->grade;
    }
    question.lock_from = NULL; // a plan has locks of its own
    return question;
}

static enum status read_zoning(const struct zones_call *call,
                               struct zones_subject *subject, struct error *err)
{
    struct zoning_question question = question_of(call, subject->plan);
    question.like = subject->since = in_force_before(call, subject->plan);
    return city_zoning_read(call->store, call->arena, &question,
                            (size_t)call->options->n_threads, stderr,
                            &subject->zoning, err);
}

enum status zones_subject_read(const struct zones_call *call, const char *id,
                               struct zones_subject *subject, struct error *err)
{
    *subject = (struct zones_subject){0};
    enum status status =
        store_find_plan(call->store, call->arena, id, &subject->plan, err);
    if (status == STATUS_OK)
        status = read_zoning(call, subject, err);
    if (status == STATUS_OK)
        status = zones_subject_measure(call, subject, err);
    return status;
}

enum status zones_subject_beside(const struct zones_call *call,
                                 const struct zones_subject *first,
                                 const char *id, struct zones_subject *subject,
                                 struct error *err)
{
    *subject = (struct zones_subject){.zoning = first->zoning};
    subject->zoning.problem.last_school = NULL;
    enum status status =
        store_find_plan(call->store, call->arena, id, &subject->plan, err);
    if (status != STATUS_OK)
        return status;
    return zones_subject_measure(call, subject, err);
}

struct plan_answer zones_subject_answer(const struct zones_subject *subject)
{
    return (struct plan_answer){.plan = subject->plan,
                                .zoning = &subject->zoning,
                                .school = subject->school,
                                .measures = subject->measures,
                                .since = subject->since};
}
