#ifndef ADMISSION_ROUND_BUILD_H
#define ADMISSION_ROUND_BUILD_H

#include "admission/draw.h"
#include "admission/round.h"
#include "city/pupil.h"
#include "city/school.h"
#include "city/ward.h"

/// The seats a school has for the entry grade, as the city gives them.
struct round_seats {
    const char *school_id;
    int64_t seats;
};

/// What seats are made of where the rules count classes: the rooms, and how
/// many sessions a day a class has (1: two classes share a room).
struct round_rooms {
    const char *school_id;
    int64_t rooms;
    int64_t sessions;
};

/// What a round is made from, as the city keeps it. Only borrowed while it is
/// made, but for texts, the rules and the schools' shapes.
struct round_facts {
    const struct admission_rules *rules; ///< that were checked
    int64_t year;
    const struct pupil *pupils; ///< all of them: those of another grade or year
                                ///< are passed over, and their wishes
    size_t n_pupils;
    const struct wish *wishes;
    size_t n_wishes;
    const struct school *schools; ///< all of the city
    size_t n_schools;
    const struct ward *wards;
    size_t n_wards;
    const struct round_seats *seats; ///< for SEATS_FROM_TABLE
    size_t n_seats;
    const struct round_rooms *rooms; ///< for SEATS_FROM_CLASSES
    size_t n_rooms;
    const struct draw_seed *seed; ///< NULL: ties go by id
};

/// Who is told what was found, a sentence each: faults, which make the round
/// impossible, and notes, which an officer should know. Either may be NULL.
struct round_report {
    rules_fault_fn *fault;
    rules_fault_fn *note;
    void *context;
};

/// A round but for its ways (see home_ways.h), and what these are made from.
struct built_round {
    struct round round;
    const struct point_m *homes;  ///< of each applicant
    const struct school *schools; ///< of each school of the round
};

/// The most seats or rooms a school may have; more is a mistake in the data.
#define ROUND_MOST_SEATS 1000000

/// Makes the round in `arena`. Its schools are the public ones of the level; a
/// school's ward is the one its point lies in, a pupil's the one it gives or
/// else the one its home lies in. Pupils of the round who name each other as
/// brother or sister, also by a third, are a family if the rules keep families
/// together. Seats kept for a programme that has fewer pupils than that (or,
/// where only wishes count, fewer that wish for the school) are general ones.
///
/// Everything that is wrong is reported: a pupil twice, a wish for a school
/// that is not there or does not take part, two wishes of one rank, a rank the
/// rules do not have, seats below zero or given twice, seats reserved at an
/// unknown school or more than it has, a ward in the rules the city does not
/// have. Then it fails with STATUS_BAD_INPUT, the first fault and how many
/// more there are. Notes tell of seats short of pupils, schools without seats,
/// brothers and sisters not in the round, and what else is not known.
enum status round_build(struct arena *arena, const struct round_facts *facts,
                        const struct round_report *report,
                        struct built_round *built, struct error *err);

#endif
