#ifndef ADMISSION_CONSEQUENCES_H
#define ADMISSION_CONSEQUENCES_H

#include "admission/choice_lists.h"
#include "admission/placement.h"
#include "base/language.h"
#include "base/text.h"

/// What several placements of one round do to families, beside each other: for
/// everyone, for each ward and for each priority group.

/// One of the placements compared.
struct compared_placement {
    const char *name; ///< heads its column: "stable"
    const struct placement *placement;
};

/// What a placement does to some applicants. Ways are those of the placed; 0
/// where nobody is.
struct placement_measures {
    uint32_t applicants;
    uint32_t placed;
    uint32_t unplaced;
    uint64_t way_sum_cm;
    uint32_t mean_cm;   ///< rounded half up
    uint32_t median_cm; ///< the middle one; of an even number the mean of the
                        ///< two in the middle, rounded half up
    uint32_t p95_cm;    ///< by nearest rank: the shortest way that at least 95
                        ///< of 100 do not exceed
    uint32_t max_cm;
    uint32_t over_cap;   ///< placed farther than their cap
    uint32_t envious;    ///< with justified envy (see envy.h)
    uint64_t seats;      ///< at these schools; of a group: 0, schools have none
    uint64_t seats_used; ///< by anyone
    uint32_t compared;   ///< placed, and last year's school known
    uint32_t moved;      ///< of those: at another school than last year's
    uint32_t first_wish; ///< at the school wished for first
    uint32_t any_wish;   ///< at any school wished for
};

/// A part of the round with its measures in each placement.
struct consequence_part {
    const char *name; ///< NULL: those whose ward is not known
    struct placement_measures *measures; ///< one per placement
};

/// The whole table. `wards` (by ward of the home; seats are those of the
/// schools in it) has one for each of the round's wards that has applicants or
/// schools and at the end, if there are any, one for homes whose ward is not
/// known. `groups` are by name, in order of first rank, then of name: an
/// applicant counts in the group it has at the school it asks for first (the
/// same in every placement); those without any choice are in no group.
struct consequences {
    size_t n_placements;
    const struct compared_placement *placements;
    enum road_weight weight; ///< what ways are: centimetres or milliseconds
    bool has_wishes;
    bool has_last_year;
    struct consequence_part all;
    struct consequence_part *wards;
    size_t n_wards;
    struct consequence_part *groups;
    size_t n_groups;
};

/// Measures the placements. `ward_names` are those of the round's wards;
/// `last_year` is for each applicant the school (index) that last year's
/// placement or plan would give its home, ROUND_NONE where not known; NULL if
/// not to be compared. Keeps `placements` and the names.
struct consequences consequences_of(
    struct arena *arena, const struct round *round, struct choice_lists *lists,
    const struct compared_placement *placements, size_t n_placements,
    const char *const *ward_names, const uint32_t *last_year);

/// Counts of people of whom there are fewer than this are withheld from what
/// the public reads.
#define CONSEQUENCES_PUBLIC_FEWEST 5

/// The table as text for a terminal: placements side by side for everyone, then
/// ward by ward and group by group. Counts of people from 1 to `fewest - 1` are
/// withheld ("<5"), as are the ways of so few; 0 withholds nothing.
void consequences_text_write(struct text_buffer *into,
                             const struct consequences *table, uint32_t fewest,
                             enum language language);

/// The same as JSON: {"placements":[names],"all":[{…} per placement],
/// "wards":[{"name":…,"measures":[…]}],"groups":[…]}; withheld is null.
void consequences_json_write(struct text_buffer *into,
                             const struct consequences *table, uint32_t fewest);

#endif
