#ifndef ZONES_OPTIONS_H
#define ZONES_OPTIONS_H

#include "arguments.h"
#include "city/level.h"

/// The options of `hocgan zones`, read and checked. Metres as given; where
/// there is a usual value, that.
struct zones_options {
    enum level levels[N_LEVELS]; ///< in the order they were named
    size_t n_levels;             ///< 0: none was named
    int64_t grade;               ///< NUMBER_UNKNOWN: the level's entry grade
    int64_t year;                ///< NUMBER_UNKNOWN: the newest there is
    const char *profile;
    bool is_straight; ///< ways in straight lines
    bool json;
    bool by_school;

    // Making units.
    int64_t entrants;       ///< that a unit has at least
    int64_t share_permille; ///< entrants among a thousand people
    const char *from;       ///< "pupils", "population", "units"; NULL: any

    // Suggesting.
    const char *method;    ///< "balanced", "nearest"; NULL: what can be done
    int64_t seats_percent; ///< of the seats there are
    int64_t over_seats_m;  ///< weights; -1: the usual
    int64_t over_cap_m;
    int64_t moved_m;
    int64_t cap_m;    ///< -1: the level's usual
    const char *like; ///< plans
    const char *lock_from;
    int64_t n_threads;
    bool publishes;

    // Editing.
    const char *units[ARGUMENTS_MOST_OPTIONS]; ///< as named by --unit
    size_t n_units;
    const char *to; ///< a school
};

/// The specs of all options, for arguments_parse.
extern const struct option_spec ZONES_OPTIONS[];

/// Fails with STATUS_BAD_INPUT and one sentence for a value that cannot be.
enum status zones_options_read(const struct arguments *arguments,
                               struct zones_options *options,
                               struct error *err);

/// The option that stands for this and is not one of `allowed` (words
/// separated by spaces), or NULL.
const char *zones_options_stray(const struct arguments *arguments,
                                const char *allowed);

#endif
