// hocgan contest CITY effect ID: what accepting a contest would do to everyone,
// found by doing it to a copy of the city. What it was worked out from is read
// from the copy before the change, so that a change of the city meanwhile makes
// the effect stale, whenever it came.
//
// Before is the round in force as it was published; after, the same rules and
// method on the copy. So pins that were moved since it was published count too.

#include <stdio.h>
#include <string.h>

#include "admission/impact.h"
#include "base/json_writer.h"
#include "base/list.h"
#include "contest.h"
#include "contest_copy.h"
#include "geo/area_index.h"
#include "placing/placing_kept.h"
#include "store/store_city.h"

struct effect {
    const struct placing_case *after;
    struct impact impact;
    struct impact_side sides[2]; // before, after
    const struct ward_list *wards;
    struct area_index index; // of the wards
    struct arena *arena;
};

// Wards -----------------------------------------------------------------------

// The one written down, else the one the home lies in; NULL: neither known.
static const char *ward_of(const struct effect *effect,
                           const struct pupil *pupil)
{
    if (pupil->ward_id != NULL)
        return pupil->ward_id;
    uint32_t ward = area_index_at(&effect->index, pupil->home);
    return ward == AREA_NONE ? NULL : effect->wards->items[ward].id;
}

static const struct pupil *pupil_of(const struct effect *effect, const char *id)
{
    uint32_t applicant;
    struct error ignored;
    if (placing_case_find(effect->after, id, &applicant, &ignored) != STATUS_OK)
        return NULL;
    return effect->after->pupils[applicant];
}

// Counts ----------------------------------------------------------------------

static bool moves(const struct impact_pupil *pupil)
{
    return !text_same(pupil->school_before, pupil->school_after);
}

struct tally {
    int64_t moves, better, worse;
};

// No place is the longest way.
static struct tally tally_of(const struct impact *impact)
{
    struct tally tally = {0};
    for (size_t i = 0; i < impact->n_pupils; i++) {
        const struct impact_pupil *pupil = &impact->pupils[i];
        if (!moves(pupil))
            continue;
        tally.moves++;
        tally.better += pupil->way_after_cm < pupil->way_before_cm;
        tally.worse += pupil->way_after_cm > pupil->way_before_cm;
    }
    return tally;
}

static int64_t count_unplaced(struct impact_side side)
{
    int64_t n = 0;
    for (size_t a = 0; a < side.round->n_applicants; a++)
        n += side.placement->pool[a] == ROUND_NONE;
    return n;
}

static uint64_t sum_of_ways_cm(struct impact_side side)
{
    uint64_t sum = 0;
    for (size_t a = 0; a < side.round->n_applicants; a++)
        if (side.placement->pool[a] != ROUND_NONE)
            sum += side.placement->way_cm[a];
    return sum;
}

// JSON ------------------------------------------------------------------------

// Rules that go by time measure in milliseconds.
static bool is_by_time(const struct effect *effect)
{
    return effect->after->rules->weight == BY_TIME;
}

static void write_sums(struct json_writer *json, const struct effect *effect)
{
    static const char *const KEYS[2][2] = {
        {"distance_before_m", "distance_after_m"},
        {"duration_before_s", "duration_after_s"}};
    bool by_time = is_by_time(effect);
    for (int i = 0; i < 2; i++)
        json_key_number(json, KEYS[by_time][i],
                        (double)sum_of_ways_cm(effect->sides[i]) /
                            (by_time ? 1000 : 100),
                        by_time ? 3 : 2);
}

static void write_place(struct json_writer *json, const char *key,
                        const struct effect *effect, struct impact_side side,
                        const char *pupil_id)
{
    const struct round *round = side.round;
    size_t a = 0;
    while (a < round->n_applicants &&
           strcmp(round->applicants[a].id, pupil_id) != 0)
        a++;
    uint32_t pool =
        a == round->n_applicants ? ROUND_NONE : side.placement->pool[a];
    json_key(json, key);
    json_begin_object(json);
    json_key_text(json, "school",
                  pool == ROUND_NONE
                      ? NULL
                      : round->schools[round->pools[pool].school].id);
    const char *way = is_by_time(effect) ? "duration_s" : "distance_m";
    json_key(json, way);
    if (pool == ROUND_NONE)
        json_nothing(json);
    else if (is_by_time(effect))
        json_number(json, side.placement->way_cm[a] / 1000.0, 3);
    else
        json_metres(json, side.placement->way_cm[a]);
    json_end_object(json);
}

// In the order of the wards' ids; those of no known ward last.
static void write_wards(struct json_writer *json, const struct effect *effect)
{
    size_t n_wards = effect->wards->count;
    int64_t *n = arena_array(effect->arena, int64_t, n_wards + 1);
    for (size_t i = 0; i < effect->impact.n_pupils; i++) {
        const struct impact_pupil *changed = &effect->impact.pupils[i];
        const char *ward = ward_of(effect, pupil_of(effect, changed->pupil_id));
        size_t w = 0;
        while (w < n_wards && !text_same(effect->wards->items[w].id, ward))
            w++;
        n[w] += moves(changed);
    }
    json_key(json, "by_ward");
    json_begin_array(json);
    for (size_t w = 0; w <= n_wards; w++) {
        if (n[w] == 0)
            continue;
        json_begin_object(json);
        json_key_text(json, "ward",
                      w == n_wards ? NULL : effect->wards->items[w].id);
        json_key_int(json, "moves", n[w]);
        json_end_object(json);
    }
    json_end_array(json);
}

// Who leaves a school and who comes; NULL is nowhere.
struct school_tally {
    const char *school;
    int64_t leave, come;
};
LIST_DECLARE(school_tally);

// A school has its line where it is first met, so they stand in the order of
// the ids of the pupils who move.
static struct school_tally *tally_at(struct school_tally_list *list,
                                     struct arena *arena, const char *school)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_same(list->items[i].school, school))
            return &list->items[i];
    struct school_tally *added = school_tally_list_add(list, arena);
    *added = (struct school_tally){.school = school};
    return added;
}

static void write_schools(struct json_writer *json, const struct effect *effect)
{
    struct school_tally_list list = {0};
    for (size_t i = 0; i < effect->impact.n_pupils; i++) {
        const struct impact_pupil *changed = &effect->impact.pupils[i];
        if (!moves(changed))
            continue;
        tally_at(&list, effect->arena, changed->school_before)->leave++;
        tally_at(&list, effect->arena, changed->school_after)->come++;
    }
    json_key(json, "by_school");
    json_begin_array(json);
    for (size_t i = 0; i < list.count; i++) {
        json_begin_object(json);
        json_key_text(json, "school", list.items[i].school);
        json_key_int(json, "leave", list.items[i].leave);
        json_key_int(json, "come", list.items[i].come);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_pupils(struct json_writer *json, const struct effect *effect)
{
    json_key(json, "pupils");
    json_begin_array(json);
    for (size_t i = 0; i < effect->impact.n_pupils; i++) {
        const struct impact_pupil *changed = &effect->impact.pupils[i];
        if (!moves(changed))
            continue;
        json_begin_object(json);
        json_key_text(json, "id", changed->pupil_id);
        json_key_text(json, "ward",
                      ward_of(effect, pupil_of(effect, changed->pupil_id)));
        json_key_text(json, "before", changed->school_before);
        json_key_text(json, "after", changed->school_after);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_effect(struct text_buffer *text, const struct effect *effect,
                         const struct contest_case *contest)
{
    struct json_writer json = json_into(text);
    struct tally tally = tally_of(&effect->impact);
    const char *pupil = contest->contest.pupil_id;
    json_begin_object(&json);
    json_key_text(&json, "round", contest->round.entry.id);
    json_key_int(&json, "moves", tally.moves);
    json_key_int(&json, "better", tally.better);
    json_key_int(&json, "worse", tally.worse);
    json_key_int(&json, "unplaced_before", count_unplaced(effect->sides[0]));
    json_key_int(&json, "unplaced_after", count_unplaced(effect->sides[1]));
    write_sums(&json, effect);
    json_key(&json, "pupil");
    json_begin_object(&json);
    write_place(&json, "before", effect, effect->sides[0], pupil);
    write_place(&json, "after", effect, effect->sides[1], pupil);
    json_end_object(&json);
    write_wards(&json, effect);
    write_schools(&json, effect);
    write_pupils(&json, effect);
    json_end_object(&json);
}

// Working it out --------------------------------------------------------------

static enum status compare(const struct admit_call *call,
                           const struct contest_case *contest,
                           const struct placing_case *placing,
                           const struct placing_result *result,
                           struct text_buffer *text, struct error *err)
{
    struct placing_homes homes;
    struct ward_list wards;
    enum status status = store_read_wards(call->city, call->arena, &wards, err);
    if (status == STATUS_OK)
        status =
            placing_homes_read(call->pupils, &wards, call->arena, &homes, err);
    if (status != STATUS_OK)
        return status;
    struct placing_kept before = placing_kept_build(
        call->arena, &homes, &contest->round, placing->rules);
    struct area *areas = arena_array(call->arena, struct area, wards.count);
    for (size_t w = 0; w < wards.count; w++)
        areas[w] = wards.items[w].area;
    struct effect effect = {
        .after = placing,
        .sides = {placing_kept_side(&before),
                  {placing->round, &result->placement}},
        .wards = &wards,
        .index = area_index_build(call->arena, areas, wards.count),
        .arena = call->arena};
    effect.impact = impact_between(call->arena, effect.sides[0],
                                   effect.sides[1], placing->ward_names);
    write_effect(text, &effect, contest);
    return STATUS_OK;
}

// On the copy that `call` has open.
static enum status try_out(const struct admit_call *call, const char *id,
                           struct contest_case *contest,
                           struct text_buffer *text, struct error *err)
{
    struct placing_case *placing = NULL;
    struct placing_result result;
    enum status status = contest_case_read(call, id, contest, err);
    if (status == STATUS_OK)
        status = contest_make_change(call->city, call->pupils, contest, err);
    if (status == STATUS_OK)
        status = contest_place_again(call, contest, &placing, &result, err);
    if (status == STATUS_OK)
        status = compare(call, contest, placing, &result, text, err);
    placing_case_close(placing);
    return status;
}

static enum status try_on_copy(const struct admit_call *call, const char *id,
                               struct contest_case *contest,
                               struct text_buffer *text, struct error *err)
{
    struct contest_copy *copy = NULL;
    struct admit_call there = *call;
    there.city = there.pupils = NULL;
    progress_tell(&call->bar->progress, 0, 10, "copying the city");
    enum status status = contest_copy_make(store_path(call->city), &copy, err);
    if (status != STATUS_OK)
        return status;
    const char *path = contest_copy_path(copy);
    status = store_open(path, STORE_WRITE, &there.city, err);
    if (status == STATUS_OK)
        status = store_open_private(path, &there.pupils, err);
    if (status == STATUS_OK)
        status = try_out(&there, id, contest, text, err);
    store_close(there.pupils);
    store_close(there.city);
    contest_copy_remove(copy);
    return status;
}

// Whatever else was done to the contest meanwhile stays.
static enum status keep(const struct admit_call *call,
                        const struct contest_case *tried, const char *effect,
                        struct error *err)
{
    struct contest now;
    enum status status = store_begin(call->pupils, err);
    if (status == STATUS_OK)
        status = store_find_contest(call->pupils, call->arena,
                                    tried->contest.id, &now, err);
    if (status == STATUS_OK) {
        now.effect = effect;
        now.effect_of = tried->state;
        status = store_update_contest(call->pupils, &now, err);
    }
    if (status == STATUS_OK)
        status = store_commit(call->pupils, err);
    else
        store_rollback(call->pupils);
    if (status == STATUS_OK)
        progress_bar_kept(call->bar);
    return status;
}

enum status contest_effect(const struct admit_call *call, struct error *err)
{
    struct contest_case contest;
    struct text_buffer text = {0};
    enum status status = contest_case_read(call, call->words[0], &contest, err);
    if (status == STATUS_OK)
        status = try_on_copy(call, call->words[0], &contest, &text, err);
    if (status == STATUS_OK)
        status = keep(call, &contest, text.bytes, err);
    progress_bar_wipe(call->bar);
    if (status == STATUS_OK)
        admit_print(&text);
    else
        text_buffer_free(&text);
    return status;
}
