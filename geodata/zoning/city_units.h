#ifndef ZONING_CITY_UNITS_H
#define ZONING_CITY_UNITS_H

#include "base/list.h"
#include "city/level.h"
#include "store/store.h"
#include "zone/street_blocks.h"

/// How a city's planning units are made and their entrants counted.
struct units_question {
    const enum level *levels; ///< to count for; units are made for the first
    size_t n_levels;          ///< 0: every level entrants are known of
    int64_t grade;            ///< NUMBER_UNKNOWN: the entry grade of each level
    int64_t year;             ///< NUMBER_UNKNOWN: the newest there is
    const char *from;   ///< "pupils", "population" or "units" (those that came
                        ///< with the units' file); NULL: the first there is
    uint32_t per_mille; ///< entrants among people whose age is not known
    uint32_t least_entrants; ///< of a unit
    bool keeps_units;        ///< only counts, where there are units
    size_t n_threads;
};

/// The entrants of one level, as counted.
struct counted_level {
    enum level level;
    int64_t grade;
    int64_t year;
    const char *source;
    uint64_t entrants;
    uint64_t n_outside; ///< entrants who live in no unit
};
LIST_DECLARE(counted_level);

struct units_report {
    size_t n_units;
    bool is_made; ///< of street blocks; else they were imported
    struct street_block_report blocks; ///< of those made
    struct counted_level_list levels;
};

/// Makes the units of a city that has none of its own, and counts the entrants
/// of every level that is known of, those named being required. Units that were
/// imported stay, those made of blocks are made anew unless `keeps_units`.
/// STATUS_STATE, saying what is missing, when a level cannot be counted. Needs
/// a transaction.
enum status city_units_make(struct store *store, struct arena *arena,
                            const struct units_question *question,
                            struct units_report *report, struct error *err);

#endif
