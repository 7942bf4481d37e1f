// The record's rows are in order of pupil and of school already, so the
// round's numbering is the order of the rows.

#include "placing/placing_kept.h"

#include <string.h>

#include "base/id_search.h"

enum status placing_homes_read(struct store *pupils,
                               const struct ward_list *wards,
                               struct arena *arena, struct placing_homes *homes,
                               struct error *err)
{
    struct pupil_ward_list rows;
    enum status status = store_read_pupil_wards(pupils, arena, &rows, err);
    if (status != STATUS_OK)
        return status;
    uint32_t *found = arena_array(arena, uint32_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const char *id = rows.items[i].ward_id;
        uint32_t ward = id == NULL ? ID_NONE
                                   : id_search(wards->items, wards->count,
                                               sizeof *wards->items, id);
        found[i] = ward == ID_NONE ? ROUND_NONE : ward;
    }
    const char **names = arena_array(arena, const char *, wards->count);
    const char **ids = arena_array(arena, const char *, wards->count);
    for (size_t w = 0; w < wards->count; w++) {
        names[w] = wards->items[w].name;
        ids[w] = wards->items[w].id;
    }
    *homes = (struct placing_homes){.pupils = rows.items,
                                    .n_pupils = rows.count,
                                    .wards = found,
                                    .ward_ids = ids,
                                    .ward_names = names,
                                    .n_wards = wards->count};
    return STATUS_OK;
}

struct kept_sources {
    const struct round_record *record;
    const struct admission_rules *rules;
    const struct placing_homes *homes;
    struct arena *arena;
};

// Both are in order of id, so one walk down both finds each child's home.
static struct applicant *make_applicants(const struct kept_sources *from)
{
    const struct round_place_list *places = &from->record->places;
    const struct placing_homes *homes = from->homes;
    struct applicant *applicants =
        arena_array(from->arena, struct applicant, places->count);
    size_t h = 0;
    for (size_t i = 0; i < places->count; i++) {
        const char *id = places->items[i].pupil_id;
        while (h < homes->n_pupils && strcmp(homes->pupils[h].id, id) < 0)
            h++;
        bool is_known =
            h < homes->n_pupils && strcmp(homes->pupils[h].id, id) == 0;
        uint32_t cap_cm = rules_cap_in(
            from->rules, is_known ? homes->pupils[h].ward_id : NULL);
        applicants[i] = (struct applicant){
            .id = id,
            .ward = is_known ? homes->wards[h] : ROUND_NONE,
            .previous_ward = ROUND_NONE,
            .work_ward = ROUND_NONE,
            .sibling_school = ROUND_NONE,
            .programme = ROUND_NONE,
            .cap_cm = cap_cm == 0 ? UINT32_MAX : cap_cm,
            .score_milli = NUMBER_UNKNOWN,
            .lot = places->items[i].lot,
        };
    }
    return applicants;
}

// One school a run of pools of the same id.
static void make_pools(const struct kept_sources *from, struct round *round)
{
    const struct round_pool_list *rows = &from->record->pools;
    struct seat_pool *pools =
        arena_array(from->arena, struct seat_pool, rows->count);
    struct round_school *schools =
        arena_array(from->arena, struct round_school, rows->count);
    size_t n = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const char *id = rows->items[i].school_id;
        if (n == 0 || strcmp(schools[n - 1].id, id) != 0)
            schools[n++] = (struct round_school){.id = id, .ward = ROUND_NONE};
        pools[i] = (struct seat_pool){.school = (uint32_t)(n - 1),
                                      .programme = ROUND_NONE,
                                      .seats = (uint32_t)rows->items[i].seats};
    }
    round->pools = pools;
    round->n_pools = rows->count;
    round->schools = schools;
    round->n_schools = n;
}

// The rows are in order of school; those of one school are few.
static uint32_t find_pool(const struct round_pool_list *rows,
                          const struct round_place *place)
{
    uint32_t p = id_search(rows->items, rows->count, sizeof *rows->items,
                           place->school_id);
    if (p == ID_NONE)
        return ROUND_NONE;
    while (p > 0 && strcmp(rows->items[p - 1].school_id, place->school_id) == 0)
        p--;
    for (; p < rows->count &&
           strcmp(rows->items[p].school_id, place->school_id) == 0;
         p++)
        if (text_same(rows->items[p].programme, place->programme))
            return p;
    return ROUND_NONE;
}

static void put_places(const struct kept_sources *from,
                       struct placement *placement)
{
    const struct round_place_list *places = &from->record->places;
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].school_id != NULL) {
            placement->pool[i] =
                find_pool(&from->record->pools, &places->items[i]);
            placement->way_cm[i] = places->items[i].way_cm;
        }
}

struct placing_kept placing_kept_build(struct arena *arena,
                                       const struct placing_homes *homes,
                                       const struct round_record *record,
                                       const struct admission_rules *rules)
{
    struct kept_sources from = {record, rules, homes, arena};
    struct placing_kept kept = {.round = {.rules = rules,
                                          .applicants = make_applicants(&from),
                                          .n_applicants = record->places.count,
                                          .ward_ids = homes->ward_ids,
                                          .n_wards = homes->n_wards},
                                .ward_names = homes->ward_names};
    make_pools(&from, &kept.round);
    kept.placement = placement_new(arena, &kept.round);
    put_places(&from, &kept.placement);
    return kept;
}
