#ifndef ADMISSION_ROUND_BUILD_PARTS_H
#define ADMISSION_ROUND_BUILD_PARTS_H

#include "admission/round_build.h"
#include "geo/area_index.h"

/// What the parts of round_build share while a round is made. Not for others.

/// Some ids in order (bytewise), each with what it stands for.
struct id_entry {
    const char *id;
    uint32_t at;
};
struct id_table {
    struct id_entry *entries;
    size_t count;
};

/// Sorts the entries; equal ids stay in order of `at`.
void id_table_sort(struct id_table *table);

/// Where the first entry with the id stands; ROUND_NONE if there is none or the
/// id is NULL.
uint32_t id_table_find(const struct id_table *table, const char *id);

struct round_building {
    struct arena *arena;
    struct arena *scratch;
    const struct round_facts *facts;
    const struct round_report *report;
    struct built_round *built;
    size_t n_faults;
    struct error first;      // fault
    struct id_table wards;   // of the city; the round's numbering
    struct id_table schools; // of the city
    uint32_t *school_index; // of each of the city's: the round's, or ROUND_NONE
    uint32_t *school_ward;  // of each of the city's
    struct id_table pupils; // of the round; once their ids are told apart
    struct id_table others; // pupils of other rounds
    struct id_table programmes;
    struct applicant *applicants; // of the round, to be written
    struct area_index ward_areas; // where wards overlap, the first counts
};

void round_fault(struct round_building *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void round_note(struct round_building *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/// The ward a point lies in, ROUND_NONE if none.
uint32_t round_ward_at(const struct round_building *b, struct point_m point);

/// The parts, each in a file of its name, in this order.
void round_add_pupils(struct round_building *b);
void round_add_wishes(struct round_building *b);
void round_add_families(struct round_building *b);
void round_add_pools(struct round_building *b);

#endif
