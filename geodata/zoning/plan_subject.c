// A plan is measured as it was asked for (its own options), in the city as it
// is now.

#include "zoning/plan_subject.h"

#include "zoning/zone_areas.h"

enum status plan_since(struct store *store, struct arena *arena,
                       const struct plan_entry *plan, const char **since,
                       struct error *err)
{
    *since = NULL;
    if (plan->is_in_force)
        return STATUS_OK;
    return store_find_plan_in_force(store, arena, plan->level, since, err);
}

enum status plan_count_moves(struct store *store, struct arena *arena,
                             const char *since, struct city_zoning *zoning,
                             struct error *err)
{
    uint32_t *last;
    zoning->problem.last_school = NULL;
    if (since == NULL)
        return STATUS_OK;
    enum status status =
        city_zoning_read_plan(store, arena, zoning, since, &last, err);
    if (status == STATUS_OK)
        zoning->problem.last_school = last;
    return status;
}

enum status plan_subject_measure(struct store *store, struct arena *arena,
                                 size_t n_threads, struct plan_subject *subject,
                                 struct error *err)
{
    enum status status =
        city_zoning_read_plan(store, arena, &subject->zoning, subject->plan.id,
                              &subject->school, err);
    if (status == STATUS_OK)
        status =
            zone_areas_read(store, arena, &subject->zoning, &subject->plan,
                            subject->school, n_threads, &subject->areas, err);
    if (status == STATUS_OK)
        subject->measures = plan_measures_of(arena, &subject->zoning.problem,
                                             subject->school, subject->areas);
    return status;
}

enum status plan_subject_read(struct store *store, struct arena *arena,
                              const char *plan_id, size_t n_threads,
                              FILE *messages, struct plan_subject *subject,
                              struct error *err)
{
    struct zoning_question question;
    *subject = (struct plan_subject){0};
    enum status status =
        store_read_plan_entry(store, arena, plan_id, &subject->plan, err);
    if (status != STATUS_OK)
        return status;
    question = zoning_question_of(arena, &subject->plan);
    status = city_zoning_read(store, arena, &question, n_threads, messages,
                              &subject->zoning, err);
    if (status == STATUS_OK)
        status = plan_since(store, arena, &subject->plan, &subject->since, err);
    if (status == STATUS_OK)
        status = plan_count_moves(store, arena, subject->since,
                                  &subject->zoning, err);
    if (status == STATUS_OK)
        status = plan_subject_measure(store, arena, n_threads, subject, err);
    return status;
}

enum status plan_subject_beside(struct store *store, struct arena *arena,
                                const struct city_zoning *zoning,
                                const char *plan_id, size_t n_threads,
                                struct plan_subject *subject, struct error *err)
{
    *subject = (struct plan_subject){.zoning = *zoning};
    subject->zoning.problem.last_school = NULL;
    enum status status =
        store_read_plan_entry(store, arena, plan_id, &subject->plan, err);
    if (status == STATUS_OK)
        status = plan_subject_measure(store, arena, n_threads, subject, err);
    return status;
}

enum status plan_levels_check(const struct plan_entry *a,
                              const struct plan_entry *b, struct error *err)
{
    if (a->level != b->level)
        return error_set(
            err, STATUS_STATE, "plan %s is of level %s and plan %s of level %s",
            a->id, level_name(a->level), b->id, level_name(b->level));
    return STATUS_OK;
}
