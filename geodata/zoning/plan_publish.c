#include "zoning/plan_publish.h"

#include "store/plan_list.h"
#include "zoning/zone_areas.h"

enum status plan_publish(struct store *store, struct arena *arena,
                         const char *plan_id, size_t n_threads,
                         struct error *err)
{
    struct plan_entry plan;
    enum status status =
        store_read_plan_entry(store, arena, plan_id, &plan, err);
    if (status == STATUS_OK && plan.is_in_force)
        status = error_set(err, STATUS_STATE, "plan %s is in force already",
                           plan_id);
    if (status == STATUS_OK && plan.n_zones == 0)
        status = error_set(
            err, STATUS_STATE,
            "plan %s has no zone, so there is nothing to publish", plan_id);
    if (status == STATUS_OK)
        status = zone_areas_complete(store, &plan, n_threads, err);
    if (status == STATUS_OK)
        status = store_publish_plan(store, plan_id, err);
    return status;
}
