// A result is kept by the ids of pupils, schools and programmes, so that it
// can be read long after the numbering of the round is gone. Put back upon its
// case it is the same result, price by price.

#include "placing/placing_result.h"

#include <inttypes.h>
#include <string.h>

#include "admission/cut_off.h"
#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "base/json_writer.h"
#include "store/plan_list.h"

const char *placing_result_name(struct arena *arena,
                                const struct placing_result *result)
{
    if (result->method != METHOD_OPTIMAL)
        return method_name(result->method);
    return arena_format(arena, "%s %s", method_name(result->method),
                        objective_name(result->objective));
}

// Running
// ----------------------------------------------------------------------

static enum status run_optimal(struct placing_case *placing,
                               struct placing_result *result, struct error *err)
{
    result->optimum = optimal_place(placing->arena, placing->round,
                                    placing->lists, result->objective);
    result->placement = result->optimum.placement;
    return optimal_check(placing->round, &result->optimum, result->objective,
                         &result->proof, err);
}

enum status placing_run(struct placing_case *placing, enum method method,
                        enum objective objective, struct placing_result *result,
                        struct error *err)
{
    *result = (struct placing_result){.method = method, .objective = objective};
    enum status status = STATUS_OK;
    if (method == METHOD_NEAREST_FIRST) {
        result->placement =
            nearest_first_place(placing->arena, placing->round, placing->lists);
    } else if (method == METHOD_STABLE) {
        struct stable_placement stable =
            stable_place(placing->arena, placing->round, placing->lists);
        result->placement = stable.placement;
        result->n_unsettled = stable.n_unsettled;
    } else {
        status = run_optimal(placing, result, err);
    }
    if (status == STATUS_OK)
        status = placement_check(placing->round, &result->placement, err);
    return status;
}

// Writing
// ----------------------------------------------------------------------

static const char *programme_of(const struct round *round,
                                const struct seat_pool *pool)
{
    return pool->programme == ROUND_NONE ? NULL
                                         : round->programmes[pool->programme];
}

static struct round_place place_of(const struct round *round,
                                   const struct placing_result *result,
                                   uint32_t applicant)
{
    struct round_place place = {.pupil_id = round->applicants[applicant].id,
                                .way_cm = UINT32_MAX,
                                .group = UINT32_MAX,
                                .lot = round->applicants[applicant].lot};
    uint32_t pool = result->placement.pool[applicant];
    if (pool == ROUND_NONE)
        return place;
    const struct seat_pool *seats = &round->pools[pool];
    place.school_id = round->schools[seats->school].id;
    place.programme = programme_of(round, seats);
    place.way_cm = result->placement.way_cm[applicant];
    place.group = round_group(round, applicant, seats->school);
    return place;
}

static struct round_pool pool_of(const struct round *round,
                                 const struct placing_result *result,
                                 uint32_t pool,
                                 const struct pool_cut_off *cut_off)
{
    const struct seat_pool *seats = &round->pools[pool];
    const struct round_school *school = &round->schools[seats->school];
    struct round_pool row = {
        .school_id = school->id,
        .programme = programme_of(round, seats),
        .seats = cut_off->seats,
        .placed = cut_off->placed,
        .price = result->method == METHOD_OPTIMAL ? result->optimum.prices[pool]
                                                  : NUMBER_UNKNOWN,
        .last_group = NUMBER_UNKNOWN,
        .last_cm = NUMBER_UNKNOWN,
        .last_score_milli = NUMBER_UNKNOWN,
        .last_lot = NUMBER_UNKNOWN,
    };
    if (cut_off->last == ROUND_NONE)
        return row;
    row.last_group = cut_off->last_group;
    row.last_group_name = school->groups->groups[cut_off->last_group].name;
    row.last_cm = cut_off->last_way_cm;
    row.last_score_milli = cut_off->last_score_milli;
    row.last_lot = round->applicants[cut_off->last].lot;
    return row;
}

static void write_values(struct json_writer *json,
                         const struct optimum *optimum)
{
    json_key(json, "unplaced");
    json_int(json, (int64_t)optimum->values.unplaced);
    json_key(json, "wish_ranks");
    json_int(json, (int64_t)optimum->values.wish_ranks);
    json_key(json, "over_cap");
    json_int(json, (int64_t)optimum->values.over_cap);
    json_key(json, "squares");
    json_int(json, (int64_t)optimum->values.squares);
    json_key(json, "square_unit_cm");
    json_int(json, optimum->square_unit_cm);
    json_key(json, "way_cm");
    json_int(json, (int64_t)optimum->values.way_cm);
    json_key(json, "gap");
    json_number(json, optimal_gap(optimum), 9);
    json_key(json, "is_proven");
    json_bool(json, optimum->is_proven);
    json_key(json, "branches");
    json_int(json, optimum->n_branches);
}

// The table of this placement alone, by which kept rounds are compared without
// working them out anew.
static void write_consequences(struct json_writer *json,
                               struct placing_case *placing,
                               const struct placing_result *result)
{
    struct compared_placement compared = {
        placing_result_name(placing->arena, result), &result->placement};
    struct consequences table =
        consequences_of(placing->arena, placing->round, placing->lists,
                        &compared, 1, placing->ward_names, placing->last_year);
    json_key(json, "consequences");
    consequences_json_write(json->into, &table, 0);
    json->needs_comma = true;
}

static const char *summary_of(struct placing_case *placing,
                              const struct placing_result *result)
{
    struct text_buffer text = {0};
    struct json_writer json = json_into(&text);
    json_begin_object(&json);
    json_key(&json, "applicants");
    json_int(&json, (int64_t)placing->round->n_applicants);
    if (result->method == METHOD_STABLE) {
        json_key(&json, "unsettled");
        json_int(&json, (int64_t)result->n_unsettled);
    }
    if (result->method == METHOD_OPTIMAL)
        write_values(&json, &result->optimum);
    write_consequences(&json, placing, result);
    json_end_object(&json);
    const char *copy = arena_text(placing->arena, text.bytes);
    text_buffer_free(&text);
    return copy;
}

static struct round_entry entry_of(struct placing_case *placing,
                                   const struct placing_result *result,
                                   const char *made_at)
{
    struct arena *arena = placing->arena;
    const struct admission_rules *rules = placing->rules;
    const char *made_from =
        arena_format(arena, "%s method %s program %s", placing->made_from,
                     placing_result_name(arena, result), HOCGAN_VERSION);
    char id[33];
    store_text_checksum(made_from, id);
    return (struct round_entry){
        .id = arena_text(arena, id),
        .level = rules->level,
        .grade = rules->grade,
        .year = placing->year,
        .method = method_name(result->method),
        .objective = result->method == METHOD_OPTIMAL
                         ? objective_name(result->objective)
                         : NULL,
        .rules_name = rules->name,
        .rules_version = rules->version,
        .rules_checksum = rules->checksum,
        .rules = placing->rules_text,
        .network_checksum = placing->network_checksum,
        .made_from = made_from,
        .made_at = made_at,
        .summary = summary_of(placing, result),
    };
}

struct round_record placing_record(struct placing_case *placing,
                                   const struct placing_result *result,
                                   const char *made_at)
{
    const struct round *round = placing->round;
    struct round_record record = {.entry = entry_of(placing, result, made_at)};
    const struct pool_cut_off *cut_offs = pool_cut_offs(
        placing->arena, round, &result->placement, placing->lists);
    for (uint32_t a = 0; a < round->n_applicants; a++)
        *round_place_list_add(&record.places, placing->arena) =
            place_of(round, result, a);
    for (uint32_t p = 0; p < round->n_pools; p++)
        *round_pool_list_add(&record.pools, placing->arena) =
            pool_of(round, result, p, &cut_offs[p]);
    return record;
}

// Reading back
// -----------------------------------------------------------------

static uint32_t find_pool(const struct round *round, const char *school_id,
                          const char *programme)
{
    for (uint32_t p = 0; p < round->n_pools; p++)
        if (strcmp(round->schools[round->pools[p].school].id, school_id) == 0 &&
            text_same(programme_of(round, &round->pools[p]), programme))
            return p;
    return ROUND_NONE;
}

static enum status changed_since(const struct round_record *record,
                                 struct error *err)
{
    return error_set(err, STATUS_STATE,
                     "pupils, seats, rules, draw or streets have changed since "
                     "round %s was made; place again to explain it",
                     record->entry.id);
}

static enum status restore_places(struct placing_case *placing,
                                  const struct round_record *record,
                                  struct placement *placement,
                                  struct error *err)
{
    const struct round *round = placing->round;
    if (record->places.count != round->n_applicants)
        return changed_since(record, err);
    for (uint32_t a = 0; a < round->n_applicants; a++) {
        const struct round_place *place = &record->places.items[a];
        if (strcmp(place->pupil_id, round->applicants[a].id) != 0)
            return changed_since(record, err);
        if (place->school_id == NULL)
            continue;
        placement->pool[a] =
            find_pool(round, place->school_id, place->programme);
        placement->way_cm[a] = place->way_cm;
        if (placement->pool[a] == ROUND_NONE)
            return changed_since(record, err);
    }
    return placement_check(round, placement, err) == STATUS_OK
               ? STATUS_OK
               : changed_since(record, err);
}

static enum status restore_prices(struct placing_case *placing,
                                  const struct round_record *record,
                                  struct placing_result *result,
                                  struct error *err)
{
    const struct round *round = placing->round;
    if (record->pools.count != round->n_pools)
        return changed_since(record, err);
    result->optimum.placement = result->placement;
    result->optimum.prices =
        arena_array(placing->arena, int64_t, round->n_pools);
    for (size_t i = 0; i < record->pools.count; i++) {
        const struct round_pool *row = &record->pools.items[i];
        uint32_t pool = find_pool(round, row->school_id, row->programme);
        if (pool == ROUND_NONE)
            return changed_since(record, err);
        result->optimum.prices[pool] = row->price;
    }
    return STATUS_OK;
}

enum status placing_restore(struct placing_case *placing,
                            const struct round_record *record,
                            struct placing_result *result, struct error *err)
{
    *result = (struct placing_result){
        .placement = placement_new(placing->arena, placing->round)};
    if (!method_parse(record->entry.method, &result->method) ||
        (record->entry.objective != NULL &&
         !objective_parse(record->entry.objective, &result->objective)))
        return error_set(err, STATUS_STATE,
                         "round %s was made by a method this program does not "
                         "know: %s",
                         record->entry.id, record->entry.method);
    enum status status =
        restore_places(placing, record, &result->placement, err);
    if (status == STATUS_OK && result->method == METHOD_OPTIMAL)
        status = restore_prices(placing, record, result, err);
    return status;
}

enum status placing_check_comparable(const struct round_entry *a,
                                     const struct round_entry *b,
                                     struct error *err)
{
    if (strcmp(a->rules_checksum, b->rules_checksum) != 0 || a->year != b->year)
        return error_set(err, STATUS_BAD_INPUT,
                         "rounds %s and %s are of other rules or years; a diff "
                         "compares such",
                         a->id, b->id);
    return STATUS_OK;
}
