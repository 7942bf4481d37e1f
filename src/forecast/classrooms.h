#ifndef FORECAST_CLASSROOMS_H
#define FORECAST_CLASSROOMS_H

#include "city/level.h"
#include "forecast/forecast.h"

/// Pupils against rooms, by school, ward, city, level and year.

/// What a school has to teach in, in the newest year known.
struct room_supply {
    level_set levels;  ///< what it teaches, at least one
    int32_t rooms;     ///< -1: not known
    int32_t class_cap; ///< pupils a class; 0: the level's usual, 35 or 45. Of
                       ///< a school of several levels: of the lowest
    int32_t classes_per_room; ///< 1: each class has a room of its own and two
                              ///< sessions a day; 2: two classes share it, one
                              ///< session each
    double area_m2;           ///< of the site; negative if not known
};

/// The usual class cap of a level (35 up to primary, 45 above) and the site
/// area a pupil should have (Circular 13/2020: 12 m² preschool, 10 m² others).
int32_t class_cap_of(enum level level);
double site_area_m2_of(enum level level);

/// The cap of a level at a school: its own; at higher levels than its lowest in
/// the proportion of the usual ones (35 at primary is 45 above).
int32_t room_supply_class_cap(const struct room_supply *supply,
                              enum level level);

/// The target of the city's plan: rooms per 10,000 people aged 3 to 18.
#define ROOMS_TARGET_PER_10000 300

/// Need and supply of one level in one year: at a school, or summed over those
/// of a ward or the city. Rooms needed = pupils / class cap / classes a room,
/// counted in whole classes by grade. Schools whose rooms are not known are
/// counted by themselves and never as having none:
///
///     rooms_needed + surplus = rooms + shortage + needed_unknown
///
/// (with `rooms` -1, where no school's are known, counting as 0).
struct room_need {
    struct forecast_range pupils;
    int32_t n_schools;      ///< with pupils or rooms for the level
    int32_t n_unknown;      ///< of those: rooms are not known
    int32_t classes;        ///< at the median
    int32_t rooms_needed;   ///< at the median …
    int32_t needed_unknown; ///< … of them where rooms are not known
    int32_t rooms_low80;    ///< needed at the ends of the 80 % range
    int32_t rooms_high80;
    int32_t rooms;            ///< there are, where they are known; -1: nowhere
    int32_t classes_possible; ///< that these rooms can teach
    int32_t shortage; ///< rooms missing, school by school: a room too many at
    int32_t surplus;  ///< one does not help another
    int32_t missing_for_two_sessions; ///< rooms missing for one a class
    int32_t n_two_sessions;           ///< schools with a room for every class
    double places;          ///< pupils who fit in the rooms, classes being full
                            ///< as far as the grades allow; -1: not known
    double overflow_chance; ///< that pupils exceed what the rooms can take; of
                            ///< a sum: schools that are not known count as
                            ///< just full. -1 if none is known
    double n_overflowing;   ///< schools that will overflow, as expected
    double class_size;      ///< pupils a class if all rooms are used; -1 where
                            ///< not known
    int32_t n_large;        ///< schools whose class size exceeds their cap
    double m2_per_pupil;    ///< of site; -1 where not known
    int32_t n_small;        ///< schools with less than Circular 13/2020 asks
    int32_t n_area_known;
};

struct room_table {
    int32_t first_year;
    size_t n_years;
    size_t n_schools;
    size_t n_wards;
    /// `[(school * N_LEVELS + level) * n_years + y]`; `n_schools` 0 for a level
    /// the school does not teach.
    struct room_need *schools;
    struct room_need *wards; ///< the same; the ward `n_wards`: not known
    struct room_need *city;  ///< `[level * n_years + y]`
    /// Known rooms of all levels, `[ward * n_years + y]`, last: the city; -1
    /// where nobody is known to live.
    double *rooms_per_10000;
};

/// `supply` has one entry for each school of the forecast. `people_3_18` is
/// `[ward * n_years + y]`, or NULL. A room that levels share counts once: each
/// room at the level that has the most classes to a room (of equals, the higher
/// level). A school's site is everyone's, so area per pupil is over all levels.
struct room_table room_table_build(struct arena *arena,
                                   const struct forecast *forecast,
                                   const struct room_supply *supply,
                                   const struct enrolment_panel *panel,
                                   const int64_t *people_3_18);

const struct room_need *room_table_school(const struct room_table *table,
                                          uint32_t school, enum level level,
                                          int32_t year);
const struct room_need *room_table_ward(const struct room_table *table,
                                        uint32_t ward, enum level level,
                                        int32_t year);
const struct room_need *room_table_city(const struct room_table *table,
                                        enum level level, int32_t year);

/// The share of schools that have a room for every class, of those whose rooms
/// are known; -1 if none is.
double room_need_two_sessions_share(const struct room_need *need);

/// A school and level in a year, for lists of those about to overflow.
struct room_risk {
    uint32_t school;
    enum level level;
    int32_t year; ///< in which it is worst, the first of equals
    const struct room_need *need;
};
LIST_DECLARE(room_risk);

/// Schools that overflow with at least `least_chance` in some year until
/// `last_year`, each level once: greatest chance first, then most rooms
/// missing, then by school and level.
struct room_risk_list room_table_rank(struct arena *arena,
                                      const struct room_table *table,
                                      int32_t last_year, double least_chance);

#endif
