#ifndef PAGE_FIND_RESULT_H
#define PAGE_FIND_RESULT_H

#include "page/find_answer.h"
#include "search/search_index.h"

#define FIND_MOST_PLACES 8

/// What the page has to show.
enum find_outcome {
    FIND_BEGIN,          ///< nothing was asked: how to begin
    FIND_PLACES,         ///< several places fit what was typed
    FIND_NO_PLACE,       ///< none does
    FIND_ONE_SCHOOL,     ///< a school, by name; home is not known
    FIND_SCHOOLS_NEAR,   ///< the answer
    FIND_NO_SCHOOLS,     ///< home is known, but no school can be reached
    FIND_OUTSIDE,        ///< home is outside the city
    FIND_ABSENT,         ///< there is no such school
    FIND_NOT_UNDERSTOOD, ///< a parameter makes no sense
    FIND_BROKEN,         ///< our own fault
};

/// One of the places typed text may mean.
struct find_place {
    const struct search_entry *entry;
    const char *name;
    struct find_question question; ///< that asks about it
};

struct find_result {
    enum find_outcome outcome;
    struct find_question question; ///< as it was understood
    const char *not_understood;    ///< the parameter's name, or NULL …
    const char *nonsense;          ///< … and its value, cut where it is long
    struct find_place places[FIND_MOST_PLACES];
    size_t n_places;
    uint32_t school; ///< FIND_ONE_SCHOOL: index into the city's schools
    struct find_answer answer;
};

/// Finds what the request asks for. What goes wrong is an outcome too; only
/// without a usual way of travel is there no page at all.
enum status find_result_make(const struct request *request,
                             const struct city_state *city,
                             struct find_result *result, struct error *err);

/// 200, 400, 404 or 503.
unsigned find_result_http_status(const struct find_result *result);

#endif
