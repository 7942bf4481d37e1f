// The city is read in one go, then the things that answers look up are filed:
// wards and zones by their boxes, schools' gates by profile and level, names
// by their words. None of it is ever changed again. Filing the gates of each
// profile and the names is most of the work, and is done side by side, each in
// an arena of its own that the base then adopts; only the thread that files the
// names uses the store meanwhile.
//
// Plans are published while the city is served, the rest of it seldom changes.
// So a state is two parts, each with its arena: the plans are its own, and the
// base is shared with the states before and after it. Members of the base are
// copied into each state (pointers, a few hundred bytes), so that whoever
// answers need not know.

#include "query/city_state.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "crs/crs.h"
#include "query/name_index.h"
#include "query/query_context.h"
#include "search/fold.h"

struct city_base {
    struct arena *arena;
    atomic_size_t n_states;
};

static struct arena *base_arena(const struct city_state *state)
{
    return state->base->arena;
}

static void *allocate(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    return memory;
}

static enum status read_city(struct city_state *state, struct store *store,
                             struct error *err)
{
    enum status status =
        store_read_city(store, base_arena(state), &state->info, err);
    if (status == STATUS_OK)
        status =
            store_read_schools(store, base_arena(state), &state->schools, err);
    if (status == STATUS_OK)
        status = store_read_wards(store, base_arena(state), &state->wards, err);
    if (status == STATUS_OK)
        status = store_read_seats(store, base_arena(state), &state->seats, err);
    return status;
}

static void file_wards(struct city_state *state)
{
    size_t n = state->wards.count;
    struct box_m *boxes = arena_array(base_arena(state), struct box_m, n);
    state->ward_texts = arena_array(base_arena(state), const char *, n);
    for (size_t i = 0; i < n; i++) {
        const struct ward *ward = &state->wards.items[i];
        boxes[i] = area_box(&ward->area);
        state->ward_texts[i] = ward->district == NULL
                                   ? ward->name
                                   : arena_format(base_arena(state), "%s, %s",
                                                  ward->name, ward->district);
    }
    state->ward_boxes = box_index_build(base_arena(state), boxes, n);
}

static const struct box_index *index_zones(struct city_state *state,
                                           const struct plan *plan)
{
    size_t n = plan->zones.count;
    struct box_m *boxes = arena_array(state->plans_arena, struct box_m, n);
    for (size_t i = 0; i < n; i++)
        boxes[i] = area_box(&plan->zones.items[i].area);
    return box_index_build(state->plans_arena, boxes, n);
}

static enum status read_plans(struct city_state *state, struct store *store,
                              struct error *err)
{
    enum status status =
        store_read_plans(store, state->plans_arena, &state->plans, err);
    for (size_t i = 0; status == STATUS_OK && i < state->plans.count; i++) {
        const struct plan *plan = &state->plans.items[i];
        state->plan_of[plan->level] =
            (struct city_plan){plan, index_zones(state, plan)};
    }
    return status;
}

static enum status read_numbers(struct city_state *state, struct store *store,
                                struct error *err)
{
    size_t n_schools = state->schools.count;
    uint32_t *ward_of = arena_array(state->plans_arena, uint32_t, n_schools);
    for (size_t s = 0; s < n_schools; s++)
        ward_of[s] = state->notes[s].ward_index;
    const struct numbers_of of = {&state->schools, ward_of, state->wards.count};
    return city_numbers_read(store, state->plans_arena, &of, &state->numbers,
                             err);
}

static int by_school(const void *a, const void *b)
{
    const struct school_seats *x = a;
    const struct school_seats *y = b;
    int order = strcmp(x->school_id, y->school_id);
    return order != 0 ? order : (x->grade > y->grade) - (x->grade < y->grade);
}

// Seats are sorted by school, as schools are, so one walk along both gives
// each school its run.
static void note_seats(struct city_state *state)
{
    size_t at = 0;
    for (size_t i = 0; i < state->schools.count; i++) {
        const char *id = state->schools.items[i].id;
        struct school_note *note = &state->notes[i];
        while (at < state->seats.count &&
               strcmp(state->seats.items[at].school_id, id) < 0)
            at++;
        note->seats = state->seats.items + at;
        while (at < state->seats.count &&
               strcmp(state->seats.items[at].school_id, id) == 0)
            at++;
        note->n_seats = (size_t)(state->seats.items + at - note->seats);
    }
}

static void note_school(struct city_state *state, struct crs *crs, size_t i)
{
    const struct school *school = &state->schools.items[i];
    struct school_note *note = &state->notes[i];
    note->at = crs_to_lonlat(crs, school->point);
    note->gates =
        arena_array(base_arena(state), struct lonlat, school->n_gates);
    for (size_t g = 0; g < school->n_gates; g++)
        note->gates[g] = crs_to_lonlat(crs, school->gates[g]);
    const struct ward *ward = city_state_find_ward_at(state, school->point);
    note->ward_index =
        ward == NULL ? NUMBERS_NO_WARD : (uint32_t)(ward - state->wards.items);
    note->ward = ward == NULL ? NULL : state->ward_texts[note->ward_index];
    note->folded_name = fold_text(base_arena(state), school->name);
}

static void note_schools(struct city_state *state, struct crs *crs)
{
    if (state->seats.count > 1)
        qsort(state->seats.items, state->seats.count,
              sizeof *state->seats.items, by_school);
    state->notes = arena_array(base_arena(state), struct school_note,
                               state->schools.count);
    for (size_t i = 0; i < state->schools.count; i++)
        note_school(state, crs, i);
    note_seats(state);
}

static void add_profiles(struct city_state *state)
{
    for (size_t i = 0; i < profile_count() && i < STATE_MOST_PROFILES; i++) {
        const struct traveller *traveller =
            city_network_traveller(state->network, profile_at(i)->name);
        if (traveller != NULL)
            state->profiles[state->n_profiles++].traveller = traveller;
    }
    const struct street_net *net = &city_network_content(state->network)->net;
    state->streets_box = box_of_points(net->vertices, net->n_vertices);
}

static void file_gates(struct city_state *state, struct city_profile *profile,
                       struct arena *arena)
{
    for (int level = 0; level < N_LEVELS; level++)
        profile->gates[level] = destination_set_build(
            arena, &profile->traveller->measure, profile->traveller->snapper,
            state->schools.items, state->schools.count, LEVEL_BIT(level));
}

static enum status file_names(struct city_state *state, struct store *store,
                              struct arena *arena, struct error *err)
{
    struct base_map map = {0};
    struct arena *reading = arena_new();
    enum status status = store_read_base_map(store, reading, &map, err);
    if (status == STATUS_OK)
        state->names = name_index_build(arena, state, &map);
    arena_free(reading);
    return status;
}

// What is filed side by side: the names (piece 0, the longest) and the gates of
// each profile.
struct filing {
    struct city_state *state;
    struct store *store;
    struct arena *arenas[1 + STATE_MOST_PROFILES];
    enum status status; // of the names
    struct error *err;
};

static void file_piece(void *context, size_t piece)
{
    struct filing *filing = context;
    struct arena *arena = filing->arenas[piece];
    if (piece > 0)
        file_gates(filing->state, &filing->state->profiles[piece - 1], arena);
    else if (filing->store != NULL)
        filing->status =
            file_names(filing->state, filing->store, arena, filing->err);
}

// Without a store, no names.
static enum status file_side_by_side(struct city_state *state,
                                     struct store *store, struct error *err)
{
    struct filing filing = {.state = state, .store = store, .err = err};
    size_t n = 1 + state->n_profiles;
    for (size_t i = 0; i < n; i++)
        filing.arenas[i] = arena_new();
    parallel_for(n, parallel_cores(), file_piece, &filing);
    for (size_t i = 0; i < n; i++)
        arena_adopt(base_arena(state), filing.arenas[i]);
    return filing.status;
}

static enum status file_all(struct city_state *state, struct store *store,
                            const char *profile, struct error *err)
{
    file_wards(state);
    struct crs *crs;
    enum status status = crs_open(state->info.crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    note_schools(state, crs);
    crs_close(crs);
    status = city_network_open(store, profile, stderr, &state->network, err);
    if (status != STATUS_OK)
        return status;
    add_profiles(state);
    state->vertices =
        vertex_positions_new(&city_network_content(state->network)->net);
    return file_side_by_side(state, profile == NULL ? store : NULL, err);
}

enum status city_state_open(struct store *store, const char *profile,
                            struct city_state **state, struct error *err)
{
    struct city_state *opened = allocate(sizeof *opened);
    opened->base = allocate(sizeof *opened->base);
    opened->base->arena = arena_new();
    atomic_init(&opened->base->n_states, 1);
    opened->plans_arena = arena_new();
    opened->pool = query_pool_new();
    enum status status = read_city(opened, store, err);
    if (status == STATUS_OK)
        status = read_plans(opened, store, err);
    if (status == STATUS_OK)
        status = file_all(opened, store, profile, err);
    if (status == STATUS_OK)
        status = read_numbers(opened, store, err);
    if (status != STATUS_OK) {
        city_state_close(opened);
        return status;
    }
    *state = opened;
    return STATUS_OK;
}

enum status city_state_read_plans(const struct city_state *state,
                                  struct store *store,
                                  struct city_state **renewed,
                                  struct error *err)
{
    struct city_state *made = allocate(sizeof *made);
    *made = *state;
    made->plans_arena = arena_new();
    memset(made->plan_of, 0, sizeof made->plan_of);
    atomic_fetch_add(&made->base->n_states, 1);
    enum status status = read_plans(made, store, err);
    if (status == STATUS_OK)
        status = read_numbers(made, store, err);
    if (status != STATUS_OK) {
        city_state_close(made);
        return status;
    }
    *renewed = made;
    return STATUS_OK;
}

void city_state_close(struct city_state *state)
{
    if (state == NULL)
        return;
    if (atomic_fetch_sub(&state->base->n_states, 1) == 1) {
        query_pool_free(state->pool);
        vertex_positions_free(state->vertices);
        city_network_close(state->network);
        arena_free(state->base->arena);
        free(state->base);
    }
    arena_free(state->plans_arena);
    free(state);
}

static int by_id(const void *key, const void *school)
{
    return strcmp(key, ((const struct school *)school)->id);
}

enum status city_state_find_school(const struct city_state *state,
                                   const char *id, uint32_t *school,
                                   struct error *err)
{
    const struct school *found =
        state->schools.count == 0
            ? NULL
            : bsearch(id, state->schools.items, state->schools.count,
                      sizeof *found, by_id);
    if (found == NULL)
        return error_set(err, STATUS_NOT_FOUND,
                         "there is no school with the id \"%s\"", id);
    *school = (uint32_t)(found - state->schools.items);
    return STATUS_OK;
}

enum status city_state_find_ward(const struct city_state *state, const char *id,
                                 uint32_t *ward, struct error *err)
{
    for (uint32_t w = 0; w < state->wards.count; w++)
        if (strcmp(state->wards.items[w].id, id) == 0) {
            *ward = w;
            return STATUS_OK;
        }
    return error_set(err, STATUS_NOT_FOUND,
                     "there is no ward with the id \"%s\"", id);
}

enum status city_state_find_profile(const struct city_state *state,
                                    const char *name,
                                    const struct city_profile **profile,
                                    struct error *err)
{
    for (size_t i = 0; i < state->n_profiles; i++)
        if (strcmp(state->profiles[i].traveller->measure.profile->name, name) ==
            0) {
            *profile = &state->profiles[i];
            return STATUS_OK;
        }
    const struct profile *known;
    enum status status = profile_ask(name, &known, err);
    if (status != STATUS_OK)
        return status;
    return error_set(err, STATUS_STATE, "the profile %s was not opened", name);
}

// The search for the one area that has the point; of several the first.
struct holder {
    const struct city_state *state;
    const struct plan *plan;
    struct point_m at;
    uint32_t first;
};

static bool ward_holds(uint32_t ward, void *context)
{
    struct holder *holder = context;
    if (ward < holder->first &&
        area_has_point(&holder->state->wards.items[ward].area, holder->at))
        holder->first = ward;
    return true;
}

static bool zone_holds(uint32_t zone, void *context)
{
    struct holder *holder = context;
    if (zone < holder->first &&
        area_has_point(&holder->plan->zones.items[zone].area, holder->at))
        holder->first = zone;
    return true;
}

static struct box_m box_at(struct point_m at)
{
    return (struct box_m){at.x_m, at.y_m, at.x_m, at.y_m};
}

const struct ward *city_state_find_ward_at(const struct city_state *state,
                                           struct point_m at)
{
    struct holder holder = {.state = state, .at = at, .first = UINT32_MAX};
    box_index_search(state->ward_boxes, box_at(at), ward_holds, &holder);
    return holder.first == UINT32_MAX ? NULL
                                      : &state->wards.items[holder.first];
}

const char *city_state_ward_at(const struct city_state *state,
                               struct point_m at)
{
    const struct ward *ward = city_state_find_ward_at(state, at);
    return ward == NULL ? NULL : state->ward_texts[ward - state->wards.items];
}

const struct zone *city_state_zone_at(const struct city_state *state,
                                      enum level level, struct point_m at)
{
    const struct city_plan *plan = &state->plan_of[level];
    if (plan->plan == NULL)
        return NULL;
    struct holder holder = {.plan = plan->plan, .at = at, .first = UINT32_MAX};
    box_index_search(plan->zones, box_at(at), zone_holds, &holder);
    return holder.first == UINT32_MAX ? NULL
                                      : &plan->plan->zones.items[holder.first];
}

const struct destination_set *
city_profile_gates(const struct city_profile *profile, level_set levels)
{
    int level = 0;
    while (level + 1 < N_LEVELS && (levels & LEVEL_BIT(level)) == 0)
        level++;
    return &profile->gates[level];
}

const struct school_seats *
school_note_entry_seats(const struct school_note *note, enum level level)
{
    for (size_t i = 0; i < note->n_seats; i++)
        if (note->seats[i].grade == level_entry_grade(level))
            return &note->seats[i];
    return NULL;
}
