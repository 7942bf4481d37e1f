#ifndef ADMISSION_RULES_H
#define ADMISSION_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/list.h"
#include "city/level.h"
#include "network/way.h"

/// The rules of one entry grade in one year, as data: they change each year and
/// differ between wards. Read from a rule file by format/rules_file.h. A value;
/// texts and arrays live in the arena of whoever read it.

/// What puts a pupil into a priority group at a school.
enum group_condition {
    GROUP_SIBLING_AT_SCHOOL,       ///< a brother or sister attends that school
    GROUP_LIVES_IN_WARD,           ///< lives in the school's ward
    GROUP_PREVIOUS_SCHOOL_IN_WARD, ///< comes from a school in its ward
    GROUP_PARENT_WORKS_IN_WARD,    ///< a parent works in its ward
    GROUP_EVERYONE,                ///< always holds
};
#define N_GROUP_CONDITIONS 5

/// The word of a condition in rule files: "sibling_at_school", "lives_in_ward",
/// "previous_school_in_ward", "parent_works_in_ward", "everyone".
const char *group_condition_name(enum group_condition condition);
bool group_condition_parse(const char *name, enum group_condition *condition);

/// A pupil is in the first group of which a condition holds.
struct priority_group {
    const char *name;   ///< for people
    uint8_t conditions; ///< bit 1 << condition each; any of them suffices
};
#define RULES_MOST_GROUPS 8

/// Groups in order, the first is served first; the last is for everyone.
struct group_order {
    struct priority_group groups[RULES_MOST_GROUPS];
    size_t count;
};

enum seats_source {
    SEATS_FROM_TABLE,   ///< the numbers imported as seats (chỉ tiêu)
    SEATS_FROM_CLASSES, ///< entry classes (rooms / grades of the level) × cap
};

/// Seats of a school kept for pupils of a programme.
struct reserved_seats {
    const char *programme;
    const char *school_id;
    int64_t seats;
};
LIST_DECLARE(reserved_seats);

/// What differs in some wards.
struct ward_rules {
    const char *const *ward_ids;
    size_t n_ward_ids;
    bool has_cap;
    uint32_t cap_cm; ///< for pupils who live in these wards
    bool has_groups;
    struct group_order groups; ///< at schools in these wards
    bool has_class_cap;
    int64_t class_cap;
};
LIST_DECLARE(ward_rules);

#define RULES_MOST_WISHES 20
#define RULES_MOST_CLASS_CAP 100

struct admission_rules {
    const char *name;    ///< for people
    const char *version; ///< as the file says; kept with every result
    char checksum[33];   ///< of the file's bytes
    enum level level;
    int grade;
    const char *profile; ///< of the measure
    enum road_weight weight;
    uint32_t cap_cm; ///< the farthest a pupil should be sent (by time:
                     ///< milliseconds); 0: no cap
    enum seats_source seats_source;
    int64_t class_cap; ///< pupils a class; for SEATS_FROM_CLASSES
    struct group_order groups;
    bool keeps_siblings; ///< twins and siblings of one round stay together
    int n_wishes;        ///< 0: schools are taken nearest first
    bool wishes_only;    ///< no school that was not wished for
    bool uses_scores; ///< schools take the highest score first, not the nearest
    struct reserved_seats_list reserved;
    struct ward_rules_list wards;
};

/// Takes a sentence on what is wrong. (Others that report faults use it too.)
typedef void rules_fault_fn(void *report, const char *sentence);

/// The same with the part of the rules it is about, by the words of a rule
/// file: "grade", "groups[1]", "exceptions[0].class_cap"; counted from 0.
typedef void rules_part_fault_fn(void *report, const char *part,
                                 const char *sentence);

/// Whether the rules make sense by themselves: the grade enters the level, the
/// profile is known, the groups do not overlap (no condition in two of them)
/// and end with everyone, seats are not negative, no seats are reserved twice,
/// no ward is in two exceptions. All that is wrong goes to `fault` (may be
/// NULL), each once; the first "and N more" into `err`.
enum status admission_rules_check(const struct admission_rules *rules,
                                  rules_part_fault_fn *fault, void *report,
                                  struct error *err);

/// BLAKE2b-128 of a rule file's bytes, as hex.
void rules_checksum(const char *bytes, size_t n, char hex[33]);

/// The groups at schools of a ward, the cap for homes in a ward (0: none) and
/// the class cap at its schools; ward_id may be NULL: not known.
const struct group_order *rules_groups_in(const struct admission_rules *rules,
                                          const char *ward_id);
uint32_t rules_cap_in(const struct admission_rules *rules, const char *ward_id);
int64_t rules_class_cap_in(const struct admission_rules *rules,
                           const char *ward_id);

#endif
