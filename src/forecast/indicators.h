#ifndef FORECAST_INDICATORS_H
#define FORECAST_INDICATORS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/list.h"
#include "base/text.h"

/// What the sector has set itself to reach, and how far it has come: by ward
/// and for the city, year by year, against the target.

/// Something counted, with the value it should have. Its unit says how values
/// of schools make one of a ward: "%" is their mean weighted by pupils, "%
/// schools" the share of schools whose value is not 0, anything else ("rooms")
/// the sum.
struct indicator {
    const char *code; ///< "fibre_internet"
    const char *name_vi;
    const char *name_en;
    const char *unit;
    bool is_lower_better; ///< the target is to be undercut
    bool has_target;
    double target;
    int32_t target_year; ///< 0: no year
};
LIST_DECLARE(indicator);

#define INDICATOR_PERCENT "%"
#define INDICATOR_SCHOOLS "% schools"

/// Whether something counted in that unit may be children, of whom few in one
/// place could be known by name: any unit that is neither a share nor one of
/// the things schools are made of ("rooms", "phòng học").
bool indicator_may_count_children(const char *unit);

#define INDICATOR_NOWHERE UINT32_MAX ///< no school, no ward

/// A value of a school, of a ward, or (neither) of the city.
struct indicator_value {
    uint32_t indicator; ///< index into the indicators
    uint32_t school;    ///< index into the schools, or INDICATOR_NOWHERE
    uint32_t ward;      ///< index into the wards, or INDICATOR_NOWHERE
    int32_t year;
    double value;
};

/// A school as indicators see it.
struct indicator_school {
    uint32_t ward; ///< or INDICATOR_NOWHERE
    double pupils; ///< its weight in a "%"; 0: not known, then it weighs as
                   ///< much as a school does on the average
};

struct indicator_inputs {
    const struct indicator *indicators;
    size_t n_indicators;
    const struct indicator_value *values;
    size_t n_values;
    const struct indicator_school *schools;
    size_t n_schools;
    const char *const *ward_names;
    const char *const *ward_ids;
    size_t n_wards;
};

enum indicator_state {
    INDICATOR_NO_TARGET,
    INDICATOR_REACHED,
    INDICATOR_ON_TRACK,  ///< its trend meets the target in time
    INDICATOR_BEHIND,    ///< it does not
    INDICATOR_MISSED,    ///< the target's year is over
    INDICATOR_TOO_EARLY, ///< one year only: no trend yet
};
/// "no_target", "reached", …
const char *indicator_state_name(enum indicator_state state);

/// What a place had in a year.
struct indicator_year {
    int32_t year;
    double value;
    uint32_t n_schools; ///< it was worked out from; 0: told as it is
};
LIST_DECLARE(indicator_year);

/// An indicator in a ward or in the city.
struct indicator_progress {
    uint32_t indicator;
    uint32_t ward;                    ///< INDICATOR_NOWHERE: the city
    struct indicator_year_list years; ///< in order; at least one
    double distance; ///< still to go to the target; 0 when reached
    double trend;    ///< a year, from the first year to the last
    double expected; ///< in the target's year if it goes on so; NAN-free: the
                     ///< last value where there is no trend
    enum indicator_state state;
};
LIST_DECLARE(indicator_progress);

/// In order of indicator, the city first, then wards; those without any value
/// are left out.
struct indicator_progress_list
indicator_progress_build(struct arena *arena,
                         const struct indicator_inputs *inputs);

/// A table for people: an indicator a row, of one ward or of the city
/// (INDICATOR_NOWHERE), and the wards that are farthest behind.
void indicator_progress_write(const struct indicator_inputs *inputs,
                              const struct indicator_progress_list *progress,
                              uint32_t ward, enum language language,
                              struct arena *arena, struct text_buffer *into);

/// What of it is wanted. Zeroed but for `ward`, it is everything of the ward or
/// (INDICATOR_NOWHERE) of the city and all wards.
struct indicator_view {
    uint32_t ward;
    const char *code; ///< of one indicator; NULL: all
    int32_t year;     ///< values of that year; 0: of all
    bool is_public;   ///< what may count children is told of the city only
};

/// The same numbers as JSON.
void indicator_progress_json(const struct indicator_inputs *inputs,
                             const struct indicator_progress_list *progress,
                             const struct indicator_view *view,
                             struct text_buffer *into);

#endif
