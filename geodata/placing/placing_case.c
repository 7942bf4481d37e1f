// The facts are read, checked by round_build, and given their ways by the
// network that fits the city as it is now. Everything that could change the
// outcome has a checksum in `made_from`, so a round tells what it stands on.

#include "placing/placing_case.h"

#include "admission/home_ways.h"
#include "base/id_search.h"
#include "geo/area_index.h"
#include "placing/placing_facts.h"
#include "store/city_network.h"
#include <inttypes.h>

// Checks the data and makes the round ----------------------------------------

static enum status build_round(struct placing_case *placing,
                               const struct placing_facts *facts,
                               const struct placing_report *report,
                               struct error *err)
{
    struct round_facts from = {
        .rules = placing->rules,
        .year = placing->year,
        .pupils = facts->pupils.items,
        .n_pupils = facts->pupils.count,
        .wishes = facts->wishes.items,
        .n_wishes = facts->wishes.count,
        .schools = facts->schools.items,
        .n_schools = facts->schools.count,
        .wards = facts->wards.items,
        .n_wards = facts->wards.count,
        .seats = facts->seats.items,
        .n_seats = facts->seats.count,
        .rooms = facts->rooms.items,
        .n_rooms = facts->rooms.count,
        .seed = facts->has_seed ? &facts->seed : NULL,
    };
    enum status status = round_build(placing->arena, &from, &report->round,
                                     &placing->built, err);
    if (status != STATUS_OK)
        return status;
    placing->round = &placing->built.round;
    if (placing->round->n_applicants == 0)
        return error_set(err, STATUS_STATE,
                         "there are no pupils who enter grade %d in %" PRId64
                         "; import them first",
                         placing->rules->grade, placing->year);
    if (placing->round->n_schools == 0)
        return error_set(err, STATUS_STATE, "the city has no public %s school",
                         level_name(placing->rules->level));
    return STATUS_OK;
}

// The ways
// ---------------------------------------------------------------------

static enum status find_ways(struct placing_case *placing, struct store *city,
                             size_t n_threads, FILE *messages,
                             struct error *err)
{
    const char *profile = placing->rules->profile;
    enum status status =
        city_network_open(city, profile, messages, &placing->network, err);
    if (status != STATUS_OK)
        return status;
    const struct traveller *traveller =
        city_network_traveller(placing->network, profile);
    struct measure measure = traveller->measure;
    if (placing->rules->weight != measure.weight)
        measure = measure_by(placing->arena, &measure, placing->rules->weight);
    placing->ways =
        home_ways_new(&measure, traveller->snapper, placing->built.homes,
                      placing->round->n_applicants, placing->built.schools,
                      placing->round->n_schools, n_threads);
    home_ways_use(placing->ways, placing->round);
    placing->network_checksum = arena_text(
        placing->arena, city_network_content(placing->network)->checksum);
    placing->lists = choice_lists_new(placing->round, 0, n_threads);
    return STATUS_OK;
}

// Names and last year
// ----------------------------------------------------------

static void name_schools(struct placing_case *placing)
{
    size_t n = placing->round->n_schools;
    const char **names = arena_array(placing->arena, const char *, n);
    for (size_t s = 0; s < n; s++)
        names[s] = placing->built.schools[s].name;
    placing->school_names = names;
}

static void name_wards(struct placing_case *placing,
                       const struct ward_list *wards)
{
    const struct round *round = placing->round;
    const char **names =
        arena_array(placing->arena, const char *, round->n_wards);
    for (size_t w = 0; w < round->n_wards; w++) {
        names[w] = round->ward_ids[w];
        uint32_t ward = id_search(wards->items, wards->count,
                                  sizeof *wards->items, round->ward_ids[w]);
        if (ward != ID_NONE)
            names[w] = wards->items[ward].name;
    }
    placing->ward_names = names;
}

static void link_pupils(struct placing_case *placing,
                        const struct pupil_list *pupils)
{
    const struct round *round = placing->round;
    const struct pupil **of =
        arena_array(placing->arena, const struct pupil *, round->n_applicants);
    for (size_t a = 0; a < round->n_applicants; a++)
        of[a] = &pupils->items[id_search(pupils->items, pupils->count,
                                         sizeof *pupils->items,
                                         round->applicants[a].id)];
    placing->pupils = of;
}

// The school whose zone in force holds each home.
static const uint32_t *schools_of_zones(struct placing_case *placing,
                                        const struct zone_list *zones)
{
    const struct round *round = placing->round;
    struct area *areas = arena_array(placing->arena, struct area, zones->count);
    for (size_t z = 0; z < zones->count; z++)
        areas[z] = zones->items[z].area;
    struct area_index index =
        area_index_build(placing->arena, areas, zones->count);
    uint32_t *school =
        arena_array(placing->arena, uint32_t, round->n_applicants);
    for (size_t a = 0; a < round->n_applicants; a++) {
        uint32_t zone = area_index_at(&index, placing->built.homes[a]);
        school[a] = zone == AREA_NONE
                        ? ROUND_NONE
                        : id_search(round->schools, round->n_schools,
                                    sizeof *round->schools,
                                    zones->items[zone].school_id);
    }
    return school;
}

static enum status find_last_year(struct placing_case *placing,
                                  struct store *city, struct error *err)
{
    struct plan_list plans;
    enum status status = store_read_plans(city, placing->arena, &plans, err);
    for (size_t i = 0; status == STATUS_OK && i < plans.count; i++)
        if (plans.items[i].level == placing->rules->level)
            placing->last_year =
                schools_of_zones(placing, &plans.items[i].zones);
    return status;
}

// The whole
// --------------------------------------------------------------------

static enum status make_case(struct placing_case *placing, struct store *city,
                             struct store *pupils,
                             const struct placing_question *question,
                             const struct placing_report *report,
                             struct error *err)
{
    struct placing_facts facts;
    const char *checksums;
    enum status status =
        placing_facts_read(city, pupils, question, placing->arena, &facts, err);
    if (status == STATUS_OK)
        status = build_round(placing, &facts, report, err);
    if (status == STATUS_OK)
        status = find_ways(placing, city, question->n_threads, report->messages,
                           err);
    if (status == STATUS_OK)
        status = find_last_year(placing, city, err);
    if (status == STATUS_OK)
        status = placing_facts_checksums(city, pupils, question, placing->arena,
                                         &checksums, err);
    if (status != STATUS_OK)
        return status;
    name_schools(placing);
    name_wards(placing, &facts.wards);
    link_pupils(placing, &facts.pupils);
    placing->made_from = arena_format(placing->arena, "%s network %s",
                                      checksums, placing->network_checksum);
    return STATUS_OK;
}

enum status placing_case_open(struct store *city, struct store *pupils,
                              const struct placing_question *question,
                              const struct placing_report *report,
                              struct placing_case **opened, struct error *err)
{
    struct arena *arena = arena_new();
    struct placing_case *placing = arena_array(arena, struct placing_case, 1);
    *placing = (struct placing_case){.arena = arena,
                                     .rules = question->rules,
                                     .rules_text = question->rules_text,
                                     .year = question->year};
    enum status status =
        make_case(placing, city, pupils, question, report, err);
    if (status == STATUS_OK)
        *opened = placing;
    else
        placing_case_close(placing);
    return status;
}

void placing_case_close(struct placing_case *placing)
{
    if (placing == NULL)
        return;
    choice_lists_free(placing->lists);
    home_ways_free(placing->ways);
    city_network_close(placing->network);
    arena_free(placing->arena);
}

enum status placing_case_find(const struct placing_case *placing,
                              const char *pupil_id, uint32_t *applicant,
                              struct error *err)
{
    const struct round *round = placing->round;
    *applicant = id_search(round->applicants, round->n_applicants,
                           sizeof *round->applicants, pupil_id);
    if (*applicant != ID_NONE)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND,
                     "there is no pupil \"%.60s\" who enters grade %d in "
                     "%" PRId64,
                     pupil_id, placing->rules->grade, placing->year);
}
