#ifndef FORECAST_CLASSROOMS_H
#define FORECAST_CLASSROOMS_H

#include "city/level.h"
#include "forecast/forecast.h"

/// Pupils against rooms, by school, ward, city, level and year.

/// What a school has to teach in, in the newest year known.
struct room_supply {
    level_set levels;
    int32_t rooms;     ///< -1: not known
    int32_t class_cap; ///< pupils a class; 0: the level's usual, 35 or 45
    int32_t sessions;  ///< rooms serve so many classes a day: 1 or 2
    double area_m2;    ///< of the site; negative if not known
};

/// The usual class cap of a level (35 up to primary, 45 above) and the site
/// area a pupil should have (Circular 13/2020: 12 m² preschool, 10 m² others).
int32_t class_cap_of(enum level level);
double site_area_m2_of(enum level level);

/// The target of the city's plan: rooms per 10,000 people aged 3 to 18.
#define ROOMS_TARGET_PER_10000 300

/// Need and supply in one year. Rooms needed = pupils / class cap / sessions,
/// counted by grade in whole classes at a school.
struct room_need {
    struct forecast_range pupils;
    int32_t classes;      ///< at the median
    int32_t rooms_needed; ///< at the median …
    int32_t rooms_low80, rooms_high80;
    int32_t rooms;          ///< there are; -1: not known
    int32_t shortage;       ///< needed less there; negative is surplus
    double overflow_chance; ///< that pupils exceed what the rooms can take; -1
                            ///< where rooms are not known
    double class_size;      ///< pupils a class if all rooms are used
    double m2_per_pupil;    ///< -1 where not known
    bool can_teach_two_sessions; ///< a room for every class
};

struct room_table {
    int32_t first_year;
    size_t n_years;
    struct room_need
        *schools;            ///< `[(school * N_LEVELS + level) * n_years + y]`
    struct room_need *wards; ///< the same; `rooms` are sums
    struct room_need *city;  ///< `[level * n_years + y]`
    double *rooms_per_10000; ///< `[ward * n_years + y]`, last: the city; -1
    double *two_sessions_share; ///< of schools, `[level * n_years + y]`
};

/// `supply` has one entry for each school of the forecast. `people_3_18` is
/// `[ward * n_years + y]`, or NULL. A room shared by two levels counts once, at
/// the one that needs it most.
struct room_table room_table_build(struct arena *arena,
                                   const struct forecast *forecast,
                                   const struct room_supply *supply,
                                   const struct enrolment_panel *panel,
                                   const int64_t *people_3_18);

#endif
