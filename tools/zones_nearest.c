// The method "nearest": every place belongs to the school nearest along the
// streets, whatever its seats.

#include "zones_nearest.h"

#include <stdio.h>

#include "store/clock.h"
#include "store/plan_list.h"
#include "store/store_city.h"

// Private and international schools keep their place in the list, which zones
// are ordered by, but teach no level that zones are drawn for.
static void leave_out_private(struct school_list *schools)
{
    size_t n = 0;
    for (size_t i = 0; i < schools->count; i++)
        if (!school_is_public(&schools->items[i])) {
            schools->items[i].levels = 0;
            n++;
        }
    if (n > 0)
        fprintf(stderr, "%zu private and international schools have no zone\n",
                n);
}

enum status nearest_drawing_open(const struct zones_call *call,
                                 struct nearest_drawing *drawing,
                                 struct error *err)
{
    struct store *store = call->store;
    const char *profile = call->options->profile;
    *drawing = (struct nearest_drawing){.arena = call->arena,
                                        .path = store_path(store)};
    enum status status =
        store_read_schools(store, call->arena, &drawing->schools, err);
    if (status == STATUS_OK)
        status = store_read_wards(store, call->arena, &drawing->wards, err);
    if (status == STATUS_OK)
        status = store_zoning_checksum(store, drawing->inputs, err);
    if (status == STATUS_OK)
        leave_out_private(&drawing->schools);
    if (status == STATUS_OK && drawing->schools.count == 0)
        status =
            error_set(err, STATUS_STATE, "%s has no schools; import them first",
                      drawing->path);
    if (status == STATUS_OK)
        status =
            city_network_open(store, profile, stderr, &drawing->network, err);
    if (status == STATUS_OK)
        drawing->traveller = city_network_traveller(drawing->network, profile);
    return status;
}

void nearest_drawing_close(struct nearest_drawing *drawing)
{
    city_network_close(drawing->network);
}

struct destination_set nearest_drawing_gates(struct nearest_drawing *drawing,
                                             enum level level)
{
    return destination_set_build(drawing->arena, &drawing->traveller->measure,
                                 drawing->traveller->snapper,
                                 drawing->schools.items, drawing->schools.count,
                                 LEVEL_BIT(level));
}

const char *nearest_drawing_made_from(const struct nearest_drawing *drawing,
                                      enum level level)
{
    return arena_format(
        drawing->arena,
        "level %s; public schools; profile %s; network %s; "
        "schools and wards %s; "
        "tolerance %g m; method nearest %u; hocgan %s",
        level_name(level), drawing->traveller->measure.profile->name,
        city_network_content(drawing->network)->checksum, drawing->inputs,
        ZONE_TOLERANCE_M, NEAREST_ZONES_VERSION, HOCGAN_VERSION);
}

static enum status draw_outline(struct nearest_drawing *drawing,
                                struct error *err)
{
    if (drawing->has_outline)
        return STATUS_OK;
    drawing->has_outline = true;
    enum status status = zone_outline_build(
        drawing->arena, &drawing->traveller->measure, drawing->wards.items,
        drawing->wards.count, &drawing->outline, err);
    if (status == STATUS_OK)
        fprintf(stderr, "outline: %zu of %zu wards have a street\n",
                drawing->wards.count - drawing->outline.n_wards_without_streets,
                drawing->wards.count);
    return status;
}

enum status nearest_drawing_draw(struct nearest_drawing *drawing,
                                 const struct destination_set *gates,
                                 struct plan *plan, struct error *err)
{
    enum status status = draw_outline(drawing, err);
    if (status != STATUS_OK)
        return status;
    double began_s = seconds_now();
    struct arena *scratch = arena_new();
    const struct measure *measure = &drawing->traveller->measure;
    struct reach reach = reach_schools(scratch, measure, gates);
    struct nearest_zones_report report;
    status = nearest_zones_build(drawing->arena, measure, gates, &reach,
                                 drawing->schools.items, &drawing->outline,
                                 &plan->zones, &report, err);
    arena_free(scratch);
    if (status != STATUS_OK)
        return error_prefix(err,
                            "zones of level %s: ", level_name(plan->level));
    fprintf(stderr,
            "%s: %zu zones over %.1f km² in %.1f s; %zu schools without a "
            "street near\n",
            level_name(plan->level), report.n_zones, report.covered_m2 / 1e6,
            seconds_now() - began_s, gates->n_unreached);
    return STATUS_OK;
}
