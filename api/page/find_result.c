// What was typed is looked up as /v1/search does. One place is meant if only
// one fits, or if only one of those that fit is called just what was typed, be
// it without accents; otherwise the parent chooses. A school found by its name
// is a goal, not a home, as on the pages with scripts.

#include "page/find_result.h"

#include <string.h>

#include "base/text.h"
#include "query/search_answer.h"
#include "search/fold.h"

#define MOST_QUOTED 60 // bytes

// --- Where is home ---------------------------------------------------------

static struct find_place place_of(struct query_context *query,
                                  struct arena *arena,
                                  const struct find_question *question,
                                  const struct search_entry *entry)
{
    struct find_place place = {.entry = entry,
                               .name = search_shown_name(arena, entry),
                               .question = *question};
    if (entry->kind == SEARCH_SCHOOL) {
        place.question.typed = NULL;
        place.question.school_id = entry->id;
        return place;
    }
    struct lonlat at = crs_to_lonlat(query->crs, entry->at);
    place.question.typed = place.name;
    place.question.at_text =
        arena_format(arena, "%.7f,%.7f", at.lon_deg, at.lat_deg);
    place.question.at = at;
    return place;
}

static void look_up(struct query_context *query, struct arena *arena,
                    struct find_result *result)
{
    struct search_match matches[FIND_MOST_PLACES];
    result->n_places =
        search_index_find(query->city->names, arena, result->question.typed,
                          FIND_MOST_PLACES, matches);
    for (size_t i = 0; i < result->n_places; i++)
        result->places[i] =
            place_of(query, arena, &result->question, matches[i].entry);
}

// The one place that is meant, or NULL.
static const struct find_place *find_meant(struct arena *arena,
                                           const struct find_result *result)
{
    const char *typed = fold_text(arena, result->question.typed);
    const struct find_place *meant = NULL;
    if (result->n_places == 1)
        return result->places;
    for (size_t i = 0; i < result->n_places; i++) {
        if (!text_same(fold_text(arena, result->places[i].name), typed))
            continue;
        if (meant != NULL)
            return NULL;
        meant = &result->places[i];
    }
    return meant;
}

// --- What is asked for ------------------------------------------------------

static enum find_outcome outcome_of(enum status status)
{
    return status == STATUS_BAD_INPUT   ? FIND_OUTSIDE
           : status == STATUS_NOT_FOUND ? FIND_ABSENT
                                        : FIND_BROKEN;
}

static enum find_outcome answer_home(struct query_context *query,
                                     struct arena *arena,
                                     struct find_result *result)
{
    struct error err;
    enum status status = find_answer_find(query, arena, &result->question,
                                          &result->answer, &err);
    if (status != STATUS_OK)
        return outcome_of(status);
    return result->answer.n_schools > 0 ? FIND_SCHOOLS_NEAR : FIND_NO_SCHOOLS;
}

// Who looks for a school by name looks for one of its levels.
static void take_level_of(const struct school *school,
                          struct find_question *question)
{
    for (int level = 0;
         level < N_LEVELS && (school->levels & LEVEL_BIT(question->level)) == 0;
         level++)
        if ((school->levels & LEVEL_BIT(level)) != 0)
            question->level = (enum level)level;
}

static enum find_outcome answer_school(const struct city_state *city,
                                       struct find_result *result)
{
    struct error err;
    enum status status = city_state_find_school(
        city, result->question.school_id, &result->school, &err);
    if (status != STATUS_OK)
        return outcome_of(status);
    take_level_of(&city->schools.items[result->school], &result->question);
    return FIND_ONE_SCHOOL;
}

static enum find_outcome find(struct query_context *query, struct arena *arena,
                              struct find_result *result)
{
    struct find_question *question = &result->question;
    if (question->at_text == NULL && question->typed != NULL) {
        look_up(query, arena, result);
        const struct find_place *meant = find_meant(arena, result);
        if (meant == NULL)
            return result->n_places > 0 ? FIND_PLACES : FIND_NO_PLACE;
        *question = meant->question;
    }
    if (question->at_text != NULL)
        return answer_home(query, arena, result);
    return question->school_id != NULL ? answer_school(query->city, result)
                                       : FIND_BEGIN;
}

// The value as it stands in the address, unless it would fill the page.
static const char *quote(const struct request *request, const char *name)
{
    const char *value = request_text(request, name, "");
    return strlen(value) > MOST_QUOTED ? "…" : value;
}

enum status find_result_make(const struct request *request,
                             const struct city_state *city,
                             struct find_result *result, struct error *err)
{
    struct query_context *query;
    *result = (struct find_result){.outcome = FIND_NOT_UNDERSTOOD};
    enum status status = find_question_read(request, city, &result->question,
                                            &result->not_understood, err);
    if (status != STATUS_OK)
        return status;
    if (result->not_understood != NULL) {
        result->nonsense = quote(request, result->not_understood);
        return STATUS_OK;
    }
    status = query_context_take(city, &query, err);
    if (status != STATUS_OK)
        return status;
    result->outcome = find(query, request->arena, result);
    query_context_put(query);
    return STATUS_OK;
}

unsigned find_result_http_status(const struct find_result *result)
{
    switch (result->outcome) {
    case FIND_OUTSIDE:
    case FIND_NOT_UNDERSTOOD:
        return 400;
    case FIND_ABSENT:
        return 404;
    case FIND_BROKEN:
        return 503;
    default:
        return 200;
    }
}
