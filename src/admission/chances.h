#ifndef ADMISSION_CHANCES_H
#define ADMISSION_CHANCES_H

#include "base/arena.h"
#include "base/json_writer.h"
#include "base/language.h"
#include "base/text.h"

/// Before a round: a pupil's chance at each school, from the published cut-offs
/// of the years before. A help for families to choose by, never a promise.
///
/// For rules that measure by distance and take the nearest first in a group.
///
/// The model. A school that served everyone who asked in the last year it is
/// known of has no cut-off way; else it has the way of the last one admitted in
/// its last group. The number of pupils living within a way grows with its
/// square, so this year the cut-off is expected at the last one's times
/// sqrt(seats now / seats then). Around that the logarithm of the true cut-off
/// is taken as normal with standard deviation s, the same for all schools: it
/// is measured from the changes of cut-offs between years that follow one
/// another (of schools full in both, with the same last group, seats taken
/// account of) and steadied by a default that counts as much as
/// CHANCES_DEFAULT_WEIGHT changes; a gap of n years widens it by sqrt(n). A
/// pupil of the last group has the probability that the cut-off is not nearer
/// than its way; one of an earlier group at least CHANCES_EARLIER_GROUP, one of
/// a later group at most 1 minus that. A school that was not full takes anyone
/// with probability CHANCES_NOT_FULL: schools fill up too.

#define CHANCES_DEFAULT_SD 0.25
#define CHANCES_DEFAULT_WEIGHT 10
#define CHANCES_EARLIER_GROUP 0.97
#define CHANCES_NOT_FULL 0.95

/// What was published about a school after a round.
struct past_cut_off {
    uint32_t school; ///< index, the same in all years
    int year;
    uint32_t seats;
    uint32_t placed;
    bool is_full;
    uint32_t last_group;  ///< of the last one admitted; UINT32_MAX: nobody was
    uint32_t last_way_cm; ///< UINT32_MAX: withheld or nobody
};

/// What the past says, ready to be asked. Lives in the arena.
struct chance_model {
    const struct past_cut_off **latest; ///< of each school; NULL: none known
    size_t n_schools;
    int year;           ///< the round's
    double sd;          ///< of the logarithm of a cut-off, one year ahead
    uint32_t n_changes; ///< it was measured from so many changes
};
struct chance_model chance_model_from(struct arena *arena,
                                      const struct past_cut_off *cut_offs,
                                      size_t n_cut_offs, size_t n_schools,
                                      int year);

/// From which probability on a chance is called so.
#define CHANCES_SURE 0.95
#define CHANCES_LIKELY 0.60
#define CHANCES_UNLIKELY 0.05

enum chance_word {
    CHANCE_SURE,
    CHANCE_LIKELY,
    CHANCE_UNLIKELY,
    CHANCE_NONE,    ///< less
    CHANCE_UNKNOWN, ///< nothing is known of the school
};

struct chance {
    enum chance_word word;
    double probability;              ///< 0 to 1; 0 where unknown
    const struct past_cut_off *from; ///< the numbers behind it; NULL: unknown
    uint32_t expected_cm; ///< where the cut-off is expected; 0: there is none
    uint32_t low_cm;      ///< 9 years of 10 it lies between these two; 0: none
    uint32_t high_cm;
};

/// The chance of a pupil of a group at a school, `way_cm` from its home;
/// `seats` it has this year. `way_cm` UINT32_MAX: no way, no chance.
struct chance chance_at(const struct chance_model *model, uint32_t school,
                        uint32_t seats, uint32_t group, uint32_t way_cm);

const char *chance_word_text(enum chance_word word, enum language language);

/// One sentence with the numbers behind it, ending in a line feed.
void chance_text_write(struct text_buffer *into, const struct chance *chance,
                       uint32_t way_cm, enum language language);
/// {"chance":"likely","probability":0.83,…}
void chance_json_write(struct json_writer *json, const struct chance *chance);

#endif
