// Children of a round, of the officer's own wards only; all others are counted.

#include "office/round_places.h"

#include "admission/explain_text.h"
#include "office/round_handlers.h"
#include "office/round_json.h"
#include "query/city_numbers.h"

#define PLACES_MOST 1000
#define PLACES_USUAL 100

static struct pupil_filter filter_of(const struct round_entry *round,
                                     const char *school_id, bool is_unplaced)
{
    return (struct pupil_filter){.grade = round->grade,
                                 .year = round->year,
                                 .round_id = round->id,
                                 .school_id = school_id,
                                 .is_unplaced = is_unplaced};
}

static bool is_wanted(const struct service *service,
                      const struct placed_pupil *placed, const void *context)
{
    const char *ward_id = context;
    return placed->round_id != NULL &&
           (ward_id == NULL ||
            text_same(pupil_ward(service, &placed->pupil), ward_id));
}

enum status round_places_read(const struct service *service,
                              const struct request *request,
                              struct store *store, const char *round_id,
                              const struct round_places_wanted *wanted,
                              struct round_places *places, struct error *err)
{
    *places = (struct round_places){0};
    enum status status = store_read_round_entry(store, request->arena, round_id,
                                                &places->round, err);
    if (status == STATUS_OK)
        status = round_read_rules(request->arena, &places->round, &places->file,
                                  err);
    if (status != STATUS_OK)
        return status;
    struct pupil_filter filter =
        filter_of(&places->round, wanted->school_id, wanted->is_unplaced);
    filter.after = wanted->after;
    return own_pupils_find(service, request, store, filter, is_wanted,
                           wanted->ward_id, wanted->limit, &places->found,
                           &places->next, err);
}

// Of the whole city's officer there are none.
enum status round_places_count_others(const struct service *service,
                                      const struct request *request,
                                      struct store *store,
                                      const struct round_entry *round,
                                      const char *school_id, bool is_unplaced,
                                      int64_t *others, struct error *err)
{
    struct placed_pupil_list own = {0};
    const char *next;
    *others = 0;
    if (request_visitor(request)->has_all_wards)
        return STATUS_OK;
    enum status status = store_count_places(store, round->id, school_id,
                                            is_unplaced, others, err);
    if (status == STATUS_OK)
        status = own_pupils_find(service, request, store,
                                 filter_of(round, school_id, is_unplaced),
                                 is_wanted, NULL, SIZE_MAX, &own, &next, err);
    *others -= (int64_t)own.count;
    return status;
}

// A school's groups may be those of its ward.
static const char *group_name(const struct service *service,
                              struct arena *arena,
                              const struct admission_rules *rules,
                              const struct round_place *place)
{
    const struct city_state *city = service->version->city;
    const char *ward_id = NULL;
    uint32_t school;
    struct error none;
    if (place->school_id == NULL)
        return NULL;
    if (city_state_find_school(city, place->school_id, &school, &none) ==
            STATUS_OK &&
        city->notes[school].ward_index != NUMBERS_NO_WARD)
        ward_id = city->wards.items[city->notes[school].ward_index].id;
    const struct group_order *order = rules_groups_in(rules, ward_id);
    return place->group < order->count
               ? order->groups[place->group].name
               : arena_format(arena, "%u", place->group + 1);
}

const char *round_place_how(const struct service *service, struct arena *arena,
                            const struct round_places *places,
                            const struct round_place *place,
                            enum language language)
{
    enum method method = METHOD_NEAREST_FIRST;
    (void)method_parse(places->round.method, &method); // one of ours
    return explain_how_placed(
        arena, group_name(service, arena, &places->file.rules, place), method,
        language);
}

// The page. -------------------------------------------------------------------

static enum status read_wanted(const struct request *request,
                               struct round_places_wanted *wanted,
                               struct error *err)
{
    int64_t most = PLACES_USUAL, unplaced = 0;
    *wanted = (struct round_places_wanted){
        .school_id = request_text(request, "school", NULL),
        .ward_id = request_text(request, "ward", NULL),
        .after = request_text(request, "after", NULL)};
    enum status status =
        request_int(request, "limit", 1, PLACES_MOST, &most, err);
    if (status == STATUS_OK)
        status = request_int(request, "unplaced", 0, 1, &unplaced, err);
    wanted->is_unplaced = unplaced == 1;
    wanted->limit = (size_t)most;
    return status;
}

static void write_page(const struct service *service, struct json_writer *json,
                       const struct round_places *places, int64_t others)
{
    json_begin_object(json);
    json_key(json, "places");
    json_begin_array(json);
    for (size_t i = 0; i < places->found.count; i++) {
        const struct placed_pupil *placed = &places->found.items[i];
        json_begin_object(json);
        round_place_members(json, placed, pupil_ward(service, &placed->pupil),
                            places->file.rules.weight);
        json_end_object(json);
    }
    json_end_array(json);
    json_key_text(json, "next", places->next);
    json_key_int(json, "others", others);
    json_end_object(json);
}

enum status round_get_places(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    struct round_places_wanted wanted;
    struct round_places places = {0};
    struct store *store = NULL;
    int64_t others = 0;
    enum status status = read_wanted(request, &wanted, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = round_places_read(service, request, store,
                                   request_path_text(request, "round"), &wanted,
                                   &places, err);
    if (status == STATUS_OK)
        status = round_places_count_others(service, request, store,
                                           &places.round, wanted.school_id,
                                           wanted.is_unplaced, &others, err);
    store_pool_put(service->office->privates, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    write_page(service, &json, &places, others);
    return STATUS_OK;
}
