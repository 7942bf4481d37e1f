// A suggestion is known by the checksum of all it was made from, so the same is
// kept once.

#include <inttypes.h>
#include <string.h>

#include "site.h"
#include "store/clock.h"
#include "store/plan_list.h"
#include "store/store_sites.h"

static const char *describe_changes(const struct site_call *call)
{
    static const char *const KINDS[] = {"close", "add-rooms", "open"};
    const char *all = "";
    for (size_t i = 0; i < call->changes.count; i++) {
        const struct site_change *change = &call->changes.items[i];
        all = arena_format(call->arena, "%s %s %s %u", all, KINDS[change->kind],
                           call->siting.spots[change->spot].id, change->rooms);
    }
    for (size_t i = 0; i < call->question.n_pins; i++)
        all = arena_format(call->arena, "%s pin %.2f %.2f %u", all,
                           call->question.pins[i].at.x_m,
                           call->question.pins[i].at.y_m,
                           call->question.pins[i].rooms);
    for (size_t i = 0; i < call->question.n_homes; i++)
        all = arena_format(call->arena, "%s homes %.2f %.2f %u", all,
                           call->question.homes[i].at.x_m,
                           call->question.homes[i].at.y_m,
                           call->question.homes[i].pupils);
    return all;
}

static const char *made_from(const struct site_call *call)
{
    return arena_format(
        call->arena,
        "forecast %s units %s network %s plan %s level %s year %" PRId32
        " cap %u cm%s new %" PRId64 " rooms %" PRId64
        "%s program " HOCGAN_VERSION,
        call->made.page.id, call->siting.units.unit_set,
        call->siting.ways.network,
        call->siting.plan == NULL ? "none" : call->siting.plan,
        level_name(call->question.level), call->year, call->question.cap_cm,
        call->question.two_sessions ? " two sessions" : "", call->n_new,
        call->n_rooms, describe_changes(call));
}

static void add_choices(const struct site_call *call, struct site_plan *plan)
{
    for (size_t i = 0; i < call->answer.n_choices; i++) {
        const struct siting_choice *choice = &call->answer.choices[i];
        const struct siting_spot *spot = &call->siting.spots[choice->place];
        *site_plan_choice_list_add(&plan->choices, call->arena) =
            (struct site_plan_choice){.is_site = spot->is_site,
                                      .place_id = spot->id,
                                      .rooms = choice->rooms,
                                      .seated_more =
                                          (int64_t)choice->seated_more,
                                      .way_cm_less = choice->way_cm_less};
    }
}

static enum status is_kept(struct site_call *call, const char *id, bool *kept,
                           struct error *err)
{
    struct site_plan_list plans;
    enum status status =
        store_read_site_plans(call->city, call->arena, &plans, err);
    *kept = false;
    for (size_t i = 0; status == STATUS_OK && i < plans.count; i++)
        *kept = *kept || strcmp(plans.items[i].id, id) == 0;
    return status;
}

enum status site_keep(struct site_call *call, struct error *err)
{
    char id[33];
    bool kept;
    const char *from = made_from(call);
    store_text_checksum(from, id);
    struct site_plan plan = {.id = arena_text(call->arena, id),
                             .made_at = utc_now(call->arena),
                             .level = call->question.level,
                             .year = call->year,
                             .n_new = call->n_new,
                             .n_rooms = call->n_rooms,
                             .cap_cm = call->question.cap_cm,
                             .forecast_id = call->made.page.id,
                             .made_from = from,
                             .before = call->answer.before,
                             .after = call->answer.after,
                             .bound_outside =
                                 (int64_t)call->answer.bound_outside,
                             .gap = call->answer.gap};
    add_choices(call, &plan);
    call->plan_id = plan.id;
    enum status status = is_kept(call, plan.id, &kept, err);
    if (status != STATUS_OK || kept)
        return status;
    status = store_begin(call->city, err);
    if (status != STATUS_OK)
        return status;
    status = store_write_site_plan(call->city, &plan, err);
    if (status == STATUS_OK)
        return store_commit(call->city, err);
    store_rollback(call->city);
    return status;
}
