// The record's rows are in order of pupil and of school already, so the
// round's numbering is the order of the rows.

#include "placing/placing_kept.h"

#include <string.h>

#include "base/id_search.h"
#include "placing/placing_case.h"
#include "store/store_city.h"

struct kept_sources {
    const struct round_record *record;
    const struct admission_rules *rules;
    struct pupil_list pupils; // in order of id
    struct ward_list wards;   // in order of id
    struct arena *arena;
};

static uint32_t find_ward(const struct kept_sources *from, const char *id)
{
    if (id == NULL)
        return ROUND_NONE;
    uint32_t found = id_search(from->wards.items, from->wards.count,
                               sizeof *from->wards.items, id);
    return found == ID_NONE ? ROUND_NONE : found;
}

static struct applicant *make_applicants(const struct kept_sources *from)
{
    const struct round_place_list *places = &from->record->places;
    struct applicant *applicants =
        arena_array(from->arena, struct applicant, places->count);
    for (size_t i = 0; i < places->count; i++) {
        const char *id = places->items[i].pupil_id;
        uint32_t pupil = id_search(from->pupils.items, from->pupils.count,
                                   sizeof *from->pupils.items, id);
        const char *ward_id =
            pupil == ID_NONE ? NULL : from->pupils.items[pupil].ward_id;
        uint32_t cap_cm = rules_cap_in(from->rules, ward_id);
        applicants[i] = (struct applicant){
            .id = id,
            .ward = find_ward(from, ward_id),
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

static uint32_t find_pool(const struct round_pool_list *rows,
                          const struct round_place *place)
{
    for (uint32_t p = 0; p < rows->count; p++)
        if (strcmp(rows->items[p].school_id, place->school_id) == 0 &&
            text_same(rows->items[p].programme, place->programme))
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

static void name_wards(const struct kept_sources *from,
                       struct placing_kept *kept)
{
    const char **names =
        arena_array(from->arena, const char *, from->wards.count);
    const char **ids =
        arena_array(from->arena, const char *, from->wards.count);
    for (size_t w = 0; w < from->wards.count; w++) {
        names[w] = from->wards.items[w].name;
        ids[w] = from->wards.items[w].id;
    }
    kept->ward_names = names;
    kept->round.ward_ids = ids;
    kept->round.n_wards = from->wards.count;
}

enum status placing_kept_read(struct store *city, struct store *pupils,
                              struct arena *arena,
                              const struct round_record *record,
                              const struct admission_rules *rules,
                              struct placing_kept *kept, struct error *err)
{
    struct kept_sources from = {
        .record = record, .rules = rules, .arena = arena};
    enum status status = store_read_pupils(pupils, arena, &from.pupils, err);
    if (status == STATUS_OK)
        status = store_read_wards(city, arena, &from.wards, err);
    if (status != STATUS_OK)
        return status;
    *kept = (struct placing_kept){0};
    kept->round.rules = rules;
    kept->round.applicants = make_applicants(&from);
    kept->round.n_applicants = record->places.count;
    make_pools(&from, &kept->round);
    name_wards(&from, kept);
    kept->placement = placement_new(arena, &kept->round);
    put_places(&from, &kept->placement);
    return STATUS_OK;
}
