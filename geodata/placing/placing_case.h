#ifndef PLACING_PLACING_CASE_H
#define PLACING_PLACING_CASE_H

#include <stdio.h>

#include "admission/choice_lists.h"
#include "admission/round_build.h"
#include "store/store.h"
#include "store/store_pupils.h"

/// Everything a round of placing is worked out from, as the city keeps it:
/// pupils and wishes from the private file, schools, seats, wards and the draw,
/// the rules, and the ways along the streets. Read once; then methods run on it
/// and pupils are explained from it. One thread at a time.
struct placing_case {
    struct arena *arena;
    const struct admission_rules *rules;
    const char *rules_text; ///< of the rule file
    int64_t year;
    struct built_round built;
    struct round *round; ///< of `built`, with its ways
    struct choice_lists *lists;
    const struct pupil *const *pupils; ///< of each applicant
    const char *const *school_names;   ///< of each school of the round
    const char *const *ward_names;     ///< of each ward of the round
    const uint32_t *last_year; ///< of each applicant the school whose zone
                               ///< holds its home, or ROUND_NONE; NULL:
                               ///< no plan is in force
    struct home_ways *ways;
    struct city_network *network;
    const char *network_checksum;
    const char *made_from; ///< checksums of all this, for people and programs
};

/// What is to be placed.
struct placing_question {
    const struct admission_rules *rules; ///< must outlive the case
    const char *rules_text;
    int64_t year;
    size_t n_threads;
};

/// Who is told what while the case is made; any may be NULL.
struct placing_report {
    FILE *messages;            ///< about the network, when it has to be built
    struct round_report round; ///< faults and notes of the data
};

/// Reads and checks it all. Fails with STATUS_BAD_INPUT when the data
/// contradict themselves (every fault is reported), with STATUS_STATE when
/// there are no pupils to place or no schools. `city` and `pupils` are not
/// needed afterwards.
enum status placing_case_open(struct store *city, struct store *pupils,
                              const struct placing_question *question,
                              const struct placing_report *report,
                              struct placing_case **opened, struct error *err);
void placing_case_close(struct placing_case *placing);

/// The applicant of that id. STATUS_NOT_FOUND with a sentence.
enum status placing_case_find(const struct placing_case *placing,
                              const char *pupil_id, uint32_t *applicant,
                              struct error *err);

#endif
