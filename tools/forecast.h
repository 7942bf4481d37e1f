#ifndef FORECAST_H
#define FORECAST_H

#include "arguments.h"
#include "forecast/forecast_page.h"
#include "planning/forecast_keep.h"
#include "progress_bar.h"

/// One call of `hocgan forecast`, as its verbs see it: each is a function in a
/// file of its own, and cmd_forecast.c opens the city for it.
struct forecast_call {
    const struct arguments *arguments;
    struct arena *arena;
    struct store *city;
    struct forecast_case *planning;
    enum language language;
    bool as_json;
    size_t n_threads;
    int64_t until;            ///< --until; 0 if not told
    struct progress_bar *bar; ///< who is told how far it is
};

typedef enum status forecast_verb_fn(const struct forecast_call *call,
                                     struct error *err);

forecast_verb_fn forecast_show;     ///< forecast_show.c
forecast_verb_fn forecast_tell;     ///< forecast_tell.c: --explain
forecast_verb_fn forecast_backtest; ///< forecast_backtest.c

/// What can be wrong with the options of each, before anything is opened.
forecast_verb_fn forecast_show_check;
forecast_verb_fn forecast_tell_check;
forecast_verb_fn forecast_backtest_check;

/// A forecast that was made, with all that is told of it.
struct forecast_made {
    struct forecast_options options;
    struct forecast forecast;
    struct room_table rooms;
    struct panel_finding_list findings;
    struct forecast_page page;
    struct forecast_record record; ///< as it is kept
};

/// STATUS_BAD_INPUT for a year that is no year ahead or too many, but 0.
enum status forecast_check_until(const struct forecast_case *planning,
                                 int64_t until, struct error *err);

/// Makes the forecast of a city until a year (0: five years on). Fails with
/// STATUS_BAD_INPUT for a year that is no year ahead or too many.
enum status forecast_make(struct store *city, struct forecast_case *planning,
                          int64_t until, size_t n_threads,
                          struct forecast_made *made, struct error *err);

/// Keeps it in the city file, unless the same is kept there.
enum status forecast_keep(struct store *city, const struct forecast_made *made,
                          struct error *err);

/// The last year that is forecast when nobody says which.
int64_t forecast_usual_until(const struct forecast_case *planning);

#endif
