// One plan measured, as a whole and by school.

#include <stdio.h>

#include "city_query.h"
#include "zones_report.h"
#include "zones_subject.h"

static void print_json(const struct zones_subject *subject, bool by_school)
{
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    struct plan_answer answer = zones_subject_answer(subject);
    plan_answer_write(&json, &answer, by_school);
    city_query_print(&body);
}

enum status zones_measure(const struct zones_call *call, struct error *err)
{
    struct zones_subject subject;
    enum status status =
        zones_subject_read(call, call->words[0], &subject, err);
    if (status != STATUS_OK)
        return status;
    if (call->options->json) {
        print_json(&subject, call->options->by_school);
        return STATUS_OK;
    }
    struct measured_plan column = {NULL, subject.measures};
    printf("%s %s\n", level_name(subject.plan->level), subject.plan->id);
    zones_report_table(&column, 1, subject.zoning.question.cap_cm,
                       subject.since);
    if (call->options->by_school)
        zones_report_schools(&subject.zoning, &subject.measures);
    return STATUS_OK;
}
