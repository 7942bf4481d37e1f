#ifndef QUERY_CITY_NUMBERS_H
#define QUERY_CITY_NUMBERS_H

#include "city/school.h"
#include "store/store_cut_offs.h"
#include "store/store_forecasts.h"
#include "store/store_numbers.h"

/// The city's numbers as everyone may know them: of published rounds the last
/// that a school took; pupils, rooms and classes now; what is forecast. It is
/// decided once, here, which counts of children are told, so that no two
/// answers together tell more (city/suppression.h). Read-only; threads share
/// it.

/// Pupils of a school, a ward or the city in one level, now.
struct pupils_now {
    uint32_t pupils;
    bool is_known;    ///< any enrolment was imported
    bool is_told;     ///< if not, neither pupils nor what follows is
    uint32_t classes; ///< of a school: as many as the class cap asks for
    uint32_t class_cap;
};

struct school_numbers {
    uint32_t ward; ///< index into the city's wards, or NUMBERS_NO_WARD
    const struct cut_off *cut_offs; ///< newest year first, by grade, programme
    size_t n_cut_offs;
    const struct cut_off *last[N_LEVELS]; ///< the newest for the level's entry
                                          ///< grade, general programme; or NULL
    const struct capacity *capacity;      ///< of the newest year, or NULL
    struct pupils_now now[N_LEVELS];
    const struct forecast_range *forecast; ///< of all pupils, `n_years`; NULL
    const bool *is_forecast_told;          ///< of each year
};

#define NUMBERS_NO_WARD UINT32_MAX

struct place_numbers {
    struct pupils_now now[N_LEVELS];
    const bool *is_forecast_told; ///< NULL: there is no forecast
};

struct city_numbers {
    struct school_numbers *schools; ///< one a school of the city
    struct place_numbers *wards;    ///< one a ward
    struct place_numbers city;
    int64_t enrolment_year;                ///< 0: there is none
    const struct forecast_entry *forecast; ///< the newest; NULL: there is none
};

/// The city they are of: schools by id, and which ward each lies in.
struct numbers_of {
    const struct school_list *schools;
    const uint32_t *ward_of; ///< or NUMBERS_NO_WARD
    size_t n_wards;
};

enum status city_numbers_read(struct store *store, struct arena *arena,
                              const struct numbers_of *of,
                              const struct city_numbers **numbers,
                              struct error *err);

/// What of a cut-off may be told beside its seats. A pool of fewer than five
/// seats that is full would tell how many it took, so that is withheld too.
bool cut_off_is_withheld(const struct cut_off *cut_off);

/// How many seats were left; NUMBER_UNKNOWN if that is withheld.
int64_t cut_off_seats_left(const struct cut_off *cut_off);

#endif
