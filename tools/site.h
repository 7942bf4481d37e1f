#ifndef SITE_H
#define SITE_H

#include "arguments.h"
#include "crs/crs.h"
#include "forecast.h"
#include "planning/siting_case.h"

/// One call of `hocgan site`: what is asked, what was found, and the pieces of
/// the city it stands on. cmd_site.c puts it together; site_text.c and
/// site_json.c tell it.

/// What the planner changes before anything is suggested.
struct site_change {
    enum { CHANGE_CLOSE, CHANGE_ADD_ROOMS, CHANGE_OPEN } kind;
    uint32_t spot;
    uint32_t rooms; ///< added
};
LIST_DECLARE(site_change);

/// Rooms of all levels per 10,000 people of school age, without the changes and
/// with them; -1: not known.
struct site_rooms {
    double before;
    double after;
};

/// A year with the change and without.
struct site_year {
    int32_t year;
    struct siting_measures before;
    struct siting_measures after;
    struct site_rooms rooms;
};
LIST_DECLARE(site_year);

struct site_call {
    const struct arguments *arguments;
    struct arena *arena;
    struct store *city;
    struct crs *crs;
    struct forecast_case *planning;
    struct forecast_made made;
    struct siting_question question;
    struct siting_case siting;
    int32_t year;
    int64_t n_new;
    int64_t n_rooms;
    enum language language;
    struct site_change_list changes;
    struct siting_problem problem; ///< of the year, with the changes
    struct siting_answer answer;   ///< if anything was asked for
    struct site_year_list years;   ///< if anything is changed or built
    const char *plan_id;           ///< as it is kept; NULL: nothing to keep
    struct progress_bar *bar;      ///< who is told how far it is
};

/// Homes of --housing and pins of --build, before the case is opened; then the
/// changes of --close, --add-rooms, --open and --build.
enum status site_read_places(struct site_call *call, struct error *err);
enum status site_read_changes(struct site_call *call, struct error *err);
void site_apply_changes(const struct site_call *call,
                        struct siting_problem *problem);

/// Fills `years`, up to the one asked about.
void site_compare_years(struct site_call *call);

/// With `n_more` rooms besides those of the changes.
struct site_rooms site_count_rooms(const struct site_call *call, int32_t year,
                                   int64_t n_more);

/// Keeps what was suggested in the city file, if it is not there yet.
enum status site_keep(struct site_call *call, struct error *err);

void site_text_write(struct text_buffer *into, const struct site_call *call);
void site_json_write(struct text_buffer *into, const struct site_call *call);

/// --explain: where pupils, seats and ways come from.
void site_explain_write(struct text_buffer *into, const struct site_call *call);

/// The mean way of those who have a seat, in metres; 0 if none has.
double site_mean_m(const struct siting_measures *measures);

/// The ward a spot lies in, or NULL.
const char *site_ward(const struct site_call *call, uint32_t spot);

#endif
