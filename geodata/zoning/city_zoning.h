#ifndef ZONING_CITY_ZONING_H
#define ZONING_CITY_ZONING_H

#include <stdbool.h>
#include <stdio.h>

#include "city/pupil.h"
#include "city/school.h"
#include "city/ward.h"
#include "store/plan_list.h"
#include "store/store.h"
#include "store/store_units.h"
#include "zone/zone_problem.h"

/// By what a plan of units is suggested and judged. A plan keeps it as text, so
/// that it can be measured again as it was made.
struct zoning_question {
    enum level level;
    int64_t grade;               ///< NUMBER_UNKNOWN: the level's entry grade
    int64_t year;                ///< NUMBER_UNKNOWN: the newest with entrants
    const char *profile;         ///< who walks; NULL: ways are straight lines
    int64_t seats_percent;       ///< of the seats there are
    uint32_t cap_cm;             ///< UINT32_MAX: none
    struct zone_weights weights; ///< settled when the city is read
    const char *like;            ///< plan that moves count from; NULL: none
    const char *lock_from;       ///< plan whose locked units stay; NULL: none
    const char *units; ///< checksum of the units a plan is made of; NULL
                       ///< when it is asked for
};

/// The usual question of a level: walking, all seats, the level's cap.
struct zoning_question zoning_question_usual(enum level level);

/// The question as text, without level, grade and year, which a plan has of
/// its own, and without a weight that is yet to be settled; and back, starting
/// from the usual one. What cannot be understood is passed over.
const char *zoning_question_format(struct arena *arena,
                                   const struct zoning_question *question);
struct zoning_question
zoning_question_parse(struct arena *arena, enum level level, const char *text);

/// The question a plan was made by. Locks are the plan's own, and moves count
/// from nothing.
struct zoning_question zoning_question_of(struct arena *arena,
                                          const struct plan_entry *plan);

/// The zoning of a city for one level and year as numbers: its planning units
/// with their entrants, the public schools that have seats, and the ways from
/// the units' homes to each of them. The one place where commands and servers
/// get a `zone_problem` from. Homes of pupils are read from the private file,
/// and nothing that is kept here tells of one home.
struct city_zoning {
    struct zoning_question question; ///< with grade and year settled
    struct zone_problem problem;
    struct planning_unit_list units; ///< by id, as in the problem
    struct school_list schools;      ///< by id, as in the problem
    const char *entrants_source;     ///< "file", "pupils" or "population"
    uint64_t entrants;
    uint64_t seats;
    char unit_set[33];   ///< checksum of the units: their ids and outlines
    char network[33];    ///< its checksum; "" for straight lines
    char inputs[33];     ///< checksum of the problem and the units' outlines
    size_t n_no_seats;   ///< public schools left out for want of seats
    size_t n_off_street; ///< units from which no school can be reached
};

/// Reads the city and works out the ways, on up to `n_threads` threads. All of
/// it lives in `arena`. STATUS_STATE, saying what is missing, when there are no
/// units, entrants or seats; STATUS_NOT_FOUND when there is no plan `like`.
/// Messages about a network that has to be built go to `messages`.
enum status city_zoning_read(struct store *store, struct arena *arena,
                             const struct zoning_question *question,
                             size_t n_threads, FILE *messages,
                             struct city_zoning *zoning, struct error *err);

/// Only the units and their entrants, without schools and ways.
enum status city_zoning_read_units(struct store *store, struct arena *arena,
                                   const struct zoning_question *question,
                                   struct city_zoning *zoning,
                                   struct error *err);

/// Units, entrants and schools with their seats, without the ways: enough for
/// saying which unit belongs to which school.
enum status city_zoning_read_sides(struct store *store, struct arena *arena,
                                   const struct zoning_question *question,
                                   struct city_zoning *zoning,
                                   struct error *err);

/// Fails with STATUS_STATE when no public school has seats for the question's
/// level and grade: then there is nothing to suggest zones from.
enum status city_zoning_check_seats(struct store *store,
                                    const struct zoning_question *question,
                                    struct error *err);

/// Whether a plan is made of the very units the city has now.
bool city_zoning_fits(const struct city_zoning *zoning,
                      const struct plan_entry *plan);

/// The school of each unit in a plan, as an index, ZONE_NO_SCHOOL where it has
/// none that is in the zoning. A plan that is not made of these units gives
/// each the school in whose zone a point inside the unit lies.
enum status city_zoning_read_plan(struct store *store, struct arena *arena,
                                  const struct city_zoning *zoning,
                                  const char *plan_id, uint32_t **school,
                                  struct error *err);

/// The same of rows of a plan that is made of these units.
uint32_t *city_zoning_schools_of(struct arena *arena,
                                 const struct city_zoning *zoning,
                                 const struct plan_unit_list *rows);

/// And back: a row for each unit, those that are locked in the zoning being
/// so.
struct plan_unit_list city_zoning_plan_units(struct arena *arena,
                                             const struct city_zoning *zoning,
                                             const uint32_t *school);

/// ZONE_NO_UNIT and ZONE_NO_SCHOOL if there is none.
uint32_t city_zoning_find_unit(const struct city_zoning *zoning,
                               const char *id);
uint32_t city_zoning_find_school(const struct city_zoning *zoning,
                                 const char *id);

/// The units of these ids. STATUS_NOT_FOUND naming the first that is none.
enum status city_zoning_find_units(struct arena *arena,
                                   const struct city_zoning *zoning,
                                   const char *const *ids, size_t n,
                                   uint32_t **units, struct error *err);

/// The school of this id, which must be able to have a zone; else a sentence
/// that says why it is not: STATUS_NOT_FOUND when there is no such school,
/// STATUS_STATE when it teaches another level, is not public or has no seats.
enum status city_zoning_need_school(struct store *store, struct arena *arena,
                                    const struct city_zoning *zoning,
                                    const char *id, uint32_t *school,
                                    struct error *err);

#endif
