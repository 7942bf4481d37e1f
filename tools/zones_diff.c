// Two plans of a level beside each other, in the zoning of the second, and the
// units between them.

#include <inttypes.h>
#include <stdio.h>

#include "city_query.h"
#include "query/plan_answer.h"
#include "zones.h"
#include "zones_report.h"

// How many units are told one by one; the others are in the JSON.
#define UNITS_TOLD 40

static const char *school_name(const struct plan_subject *subject,
                               uint32_t unit)
{
    uint32_t school = subject->school[unit];
    return school == ZONE_NO_SCHOOL ? "none"
                                    : subject->zoning.schools.items[school].id;
}

static void print_units(const struct plan_subject *before,
                        const struct plan_subject *after,
                        const struct plan_diff *diff)
{
    const struct city_zoning *zoning = &after->zoning;
    for (size_t i = 0; i < diff->n_units && i < UNITS_TOLD; i++) {
        uint32_t unit = diff->units[i];
        printf("  unit %s: %s to %s, %u entrants\n",
               zoning->units.items[unit].id, school_name(before, unit),
               school_name(after, unit), zoning->problem.entrants[unit]);
    }
    if (diff->n_units > UNITS_TOLD)
        printf("  … and %zu more units (all of them with --json)\n",
               diff->n_units - UNITS_TOLD);
}

static void print_diff(const struct plan_subject *before,
                       const struct plan_subject *after,
                       const struct plan_diff *diff)
{
    struct measured_plan columns[] = {{before->plan.id, before->measures},
                                      {after->plan.id, after->measures}};
    zones_report_table(columns, 2, after->zoning.question.cap_cm, NULL);
    bool is_one = diff->n_units == 1;
    printf("%zu unit%s with %" PRIu64 " entrants change%s school\n",
           diff->n_units, is_one ? "" : "s", diff->entrants, is_one ? "s" : "");
    for (size_t i = 0; i < diff->wards.count; i++) {
        const struct ward_change *ward = &diff->wards.items[i];
        printf("  ward %s: %u unit%s, %" PRIu64 " entrants\n",
               ward->ward_id == NULL ? "not known" : ward->ward_id,
               ward->n_units, ward->n_units == 1 ? "" : "s", ward->entrants);
    }
    print_units(before, after, diff);
}

static void print_json(const struct plan_subject *before,
                       const struct plan_subject *after,
                       const struct plan_diff *diff)
{
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    struct plan_answer answers[] = {plan_answer_of(before),
                                    plan_answer_of(after)};
    plan_diff_write(&json, &answers[0], &answers[1], diff);
    city_query_print(&body);
}

// The first plan, found before the second is measured, which takes longer.
static enum status find_before(const struct zones_call *call,
                               const struct plan_entry **before,
                               struct error *err)
{
    const struct plan_entry *after;
    enum status status =
        store_find_plan(call->store, call->arena, call->words[0], before, err);
    if (status == STATUS_OK)
        status = store_find_plan(call->store, call->arena, call->words[1],
                                 &after, err);
    if (status == STATUS_OK)
        status = plan_levels_check(*before, after, err);
    return status;
}

enum status zones_diff(const struct zones_call *call, struct error *err)
{
    struct plan_subject before, after;
    const struct plan_entry *first;
    enum status status = find_before(call, &first, err);
    if (status == STATUS_OK)
        status = zones_read_subject(call, call->words[1], &after, err);
    if (status == STATUS_OK)
        status = plan_subject_beside(
            call->store, call->arena, &after.zoning, first->id,
            (size_t)call->options->n_threads, &before, err);
    if (status != STATUS_OK)
        return status;
    struct plan_diff diff =
        plan_diff_of(call->arena, &after.zoning.problem,
                     after.zoning.units.items, before.school, after.school);
    if (call->options->json)
        print_json(&before, &after, &diff);
    else
        print_diff(&before, &after, &diff);
    return STATUS_OK;
}
