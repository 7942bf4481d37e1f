#ifndef SUPPORT_RANDOM_ROUND_H
#define SUPPORT_RANDOM_ROUND_H

#include "admission/round.h"
#include "base/random.h"

/// Rounds made up for tests, with a small matrix of ways. What is not asked for
/// is left out: `(struct round_shape){.n_pupils = 5, .n_schools = 3}` is five
/// pupils without wishes, groups or families.
struct round_shape {
    size_t n_pupils;
    size_t n_schools;
    uint32_t most_seats;   ///< each school has 0 to so many; 0: 3
    uint32_t n_lengths;    ///< ways are 100 cm times 1 to this, so that many
                           ///< are equal; 0: any up to 1 km
    uint32_t no_way_of_10; ///< so many of ten ways do not exist
    uint32_t twins_of_10;  ///< so many of ten join the family before them
    uint32_t n_wards;      ///< priority groups by ward, work, sibling; 0: none
    int n_wishes;          ///< everyone has up to so many, some twice
    bool wishes_only;
    bool uses_scores;    ///< few different ones, some unknown
    bool has_programmes; ///< two, and seats kept for them at some schools
    uint32_t cap_cm;     ///< of everyone; 0: none
};

/// Ways by applicant and school; `round->ways` of such a round.
struct way_matrix {
    size_t n_schools;
    uint32_t *way_cm;
};
uint32_t way_matrix_at(const void *ways, uint32_t applicant, uint32_t school);
void way_matrix_row(const void *ways, uint32_t applicant, uint32_t *way_cm);

/// A round that keeps every promise of round.h. Lives in the arena; its parts
/// may be changed through the casts a test needs.
struct round *random_round(struct arena *arena, struct random *random,
                           const struct round_shape *shape);

/// A shape drawn at random, of up to so many pupils and schools, with or
/// without each of the things above.
struct round_shape random_round_shape(struct random *random, size_t most_pupils,
                                      size_t most_schools);

#endif
