// Plans as a list, and which of them is in force.

#include <stdio.h>

#include "store/plan_list.h"
#include "zones.h"
#include "zoning/plan_publish.h"

enum status zones_list(const struct zones_call *call, struct error *err)
{
    struct plan_entry_list plans;
    enum status status =
        store_list_plans(call->store, call->arena, &plans, err);
    for (size_t i = 0; status == STATUS_OK && i < plans.count; i++) {
        const struct plan_entry *plan = &plans.items[i];
        printf("%s  %-15s  %-8s  %4zu zones  %s  %s\n", plan->id,
               level_name(plan->level), plan->method, plan->n_zones,
               plan->made_at,
               plan->is_in_force    ? "in force"
               : plan->is_published ? "published before"
                                    : "draft");
    }
    return status;
}

enum status zones_publish(const struct zones_call *call, struct error *err)
{
    const struct plan_entry *plan;
    enum status status =
        store_find_plan(call->store, call->arena, call->words[0], &plan, err);
    if (status == STATUS_OK)
        status = store_begin(call->store, err);
    if (status == STATUS_OK)
        status = plan_publish(call->store, call->arena, plan->id,
                              (size_t)call->options->n_threads, err);
    if (status == STATUS_OK)
        status = store_commit(call->store, err);
    if (status == STATUS_OK)
        fprintf(stderr, "published %s\n", plan->id);
    return status;
}
