#ifndef ADMISSION_IMPACT_H
#define ADMISSION_IMPACT_H

#include "admission/placement.h"
#include "base/language.h"
#include "base/text.h"

/// What a change does to the same pupils: another method, other seats, other
/// rules, or another network with its corrected gates and new hẻm. The two
/// rounds need share nothing but the pupils' ids and the schools' ids.

/// One of the two rounds with its result.
struct impact_side {
    const struct round *round;
    const struct placement *placement;
};

/// Counts and sums over pupils of both rounds; they name nobody.
struct impact_counts {
    uint32_t pupils;      ///< in both rounds
    uint32_t moved;       ///< placed in both, at another school
    uint32_t placed;      ///< newly placed
    uint32_t unplaced;    ///< no longer placed
    uint32_t over_cap;    ///< newly sent over the cap
    uint32_t within_cap;  ///< no longer sent over the cap (or not placed)
    uint32_t way_changed; ///< at the same school, but the way changed too
    uint32_t longer;      ///< placed in both, with a longer way
    uint32_t shorter;
    uint64_t longer_sum_cm; ///< by how much, together
    uint64_t shorter_sum_cm;
};

/// The counts of those who live in a ward (in the round after the change; one
/// whose ward is not known there is in none).
struct impact_ward {
    const char *name;
    struct impact_counts counts;
};

/// The summary, for everyone to read once few are withheld.
struct impact_summary {
    enum road_weight weight; ///< what ways are in the round after the change
    uint32_t only_before;    ///< pupils of the round before alone; in no count
    uint32_t only_after;
    struct impact_counts all;
    struct impact_ward *wards; ///< those with pupils, in the round's order
    size_t n_wards;
};

/// A pupil whose place or way changed. Belongs to the private side.
struct impact_pupil {
    const char *pupil_id;
    const char *school_before; ///< id; NULL: unplaced
    const char *school_after;
    uint32_t way_before_cm; ///< UINT32_MAX: unplaced
    uint32_t way_after_cm;
    bool over_cap_before;
    bool over_cap_after;
};

struct impact {
    struct impact_summary summary;
    struct impact_pupil *pupils; ///< those who changed, in order of id
    size_t n_pupils;
};

/// Compares. Both rounds measure by distance, or both by time. `ward_names` are
/// those of the round after the change.
struct impact impact_between(struct arena *arena, struct impact_side before,
                             struct impact_side after,
                             const char *const *ward_names);

/// The summary. Counts of people from 1 to `fewest - 1`, and sums over so few,
/// are withheld; 0 withholds nothing.
void impact_text_write(struct text_buffer *into,
                       const struct impact_summary *summary, uint32_t fewest,
                       enum language language);
void impact_json_write(struct text_buffer *into,
                       const struct impact_summary *summary, uint32_t fewest);

/// The list of pupils, for the office alone.
void impact_pupils_json_write(struct text_buffer *into,
                              const struct impact *impact);
void impact_pupils_text_write(struct text_buffer *into,
                              const struct impact *impact,
                              enum language language);

#endif
