// One plan measured, as a whole and by school.

#include <stdio.h>

#include "city_query.h"
#include "query/plan_answer.h"
#include "zones.h"
#include "zones_report.h"

static void print_json(const struct plan_subject *subject, bool by_school)
{
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    struct plan_answer answer = plan_answer_of(subject);
    plan_answer_write(&json, &answer, by_school);
    city_query_print(&body);
}

enum status zones_read_subject(const struct zones_call *call, const char *id,
                               struct plan_subject *subject, struct error *err)
{
    const struct plan_entry *plan;
    enum status status =
        store_find_plan(call->store, call->arena, id, &plan, err);
    if (status == STATUS_OK)
        status = plan_subject_read(call->store, call->arena, plan->id,
                                   (size_t)call->options->n_threads, stderr,
                                   subject, err);
    return status;
}

enum status zones_measure(const struct zones_call *call, struct error *err)
{
    struct plan_subject subject;
    enum status status =
        zones_read_subject(call, call->words[0], &subject, err);
    if (status != STATUS_OK)
        return status;
    if (call->options->json) {
        print_json(&subject, call->options->by_school);
        return STATUS_OK;
    }
    struct measured_plan column = {NULL, subject.measures};
    printf("%s %s\n", level_name(subject.plan.level), subject.plan.id);
    zones_report_table(&column, 1, subject.zoning.question.cap_cm,
                       subject.since);
    if (call->options->by_school)
        zones_report_schools(&subject.zoning, &subject.measures);
    return STATUS_OK;
}
