#ifndef PLANNING_SITING_CASE_H
#define PLANNING_SITING_CASE_H

#include <stdio.h>

#include "forecast/siting.h"
#include "planning/forecast_case.h"
#include "zoning/city_zoning.h"
#include "zoning/place_ways.h"

/// Where to build in a city, as numbers: where pupils will live, the public
/// schools that stand, the sites there are, and the ways between them. One way
/// each from every unit's homes, so that each year is the same but for its
/// pupils.
///
/// The pupils of a level in a year are the forecast of its public schools. They
/// live in the planning units in proportion to the units' entrants, times the
/// growth that the forecast sees at the school the unit belongs to (by the plan
/// in force; else the nearest).

/// Homes that a planner asks about, with pupils of the level beside those of
/// the forecast.
struct siting_homes {
    struct point_m at;
    uint32_t pupils;
};

/// A place where a planner asks about a new school, whatever sites there are.
struct siting_pin {
    struct point_m at;
    uint32_t rooms;
};

struct siting_question {
    enum level level;
    const char *profile; ///< who walks
    uint32_t cap_cm;
    bool two_sessions; ///< seats are those of one class a room, so that all
                       ///< can have two sessions a day
    const struct siting_homes *homes;
    size_t n_homes;
    const struct siting_pin *pins;
    size_t n_pins;
    size_t n_threads;
    FILE *messages;
};

/// A school that stands, or a site.
struct siting_spot {
    const char *id;
    const char *name;
    struct point_m at;
    bool is_site;
    uint32_t school;     ///< in the forecast case; PANEL_NOBODY: a site
    uint32_t most_rooms; ///< that can be added, or built
    double cost;         ///< of opening; 0: not known
};

/// Sites are those that were imported; a city without has one in each of its
/// units, but no more than this (those with most pupils).
#define SITING_MOST_UNIT_SITES 300

/// How many classes a school may have (Circular 13/2020).
int32_t most_classes_of(enum level level);

#define SITING_NO_SPOT UINT32_MAX

struct siting_case {
    struct arena *arena;
    const struct forecast_case *planning;
    const struct forecast *forecast;
    const struct room_table *rooms;
    struct siting_question question;
    struct city_zoning units; ///< with their entrants
    const char *plan;         ///< in force; NULL: none, nearest schools
    struct siting_spot *spots;
    size_t n_spots;
    size_t n_schools;       ///< the first of the spots; the others are sites
    size_t n_sites;         ///< that follow; what is left are the pins
    bool has_own_sites;     ///< imported ones
    size_t n_unknown;       ///< schools whose rooms are not known
    uint32_t *spot_of_unit; ///< whose growth it shares; SITING_NO_SPOT
    struct place_ways ways; ///< `[demand * n_spots + spot]`
    size_t n_demands;       ///< units, then homes asked about
};

/// Reads and works it out in `arena`. STATUS_STATE, saying what is missing,
/// when there are no units, entrants, or public schools of the level.
enum status siting_case_open(struct store *city, struct arena *arena,
                             const struct forecast_case *planning,
                             const struct forecast *forecast,
                             const struct room_table *rooms,
                             const struct siting_question *question,
                             struct siting_case *siting, struct error *err);

/// The problem of a year of the forecast, with nothing to build yet.
struct siting_problem siting_case_problem(const struct siting_case *siting,
                                          struct arena *arena, int32_t year);

/// Pupils of the level at a school: counted at the forecast's origin, and in a
/// year of it.
double siting_case_pupils_now(const struct siting_case *siting, size_t spot);
double siting_case_pupils(const struct siting_case *siting, size_t spot,
                          int32_t year);

/// How much more pupils a unit's school has in a year than at the origin; of a
/// school without pupils then, the same of all schools.
double siting_case_growth(const struct siting_case *siting, size_t unit,
                          int32_t year);

/// Pupils a class of the level holds at a spot, and classes to its room.
int32_t siting_case_class_cap(const struct siting_case *siting, size_t spot);
int32_t siting_case_per_room(const struct siting_case *siting, size_t spot);

/// By id. STATUS_NOT_FOUND with a sentence naming it.
enum status siting_case_find(const struct siting_case *siting, const char *id,
                             bool is_site, uint32_t *spot, struct error *err);

#endif
