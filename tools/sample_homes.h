#ifndef SAMPLE_HOMES_H
#define SAMPLE_HOMES_H

#include "base/list.h"
#include "sample_schools.h"

/// Homes along the streets and in towers, and the children who start a level
/// in the coming school year.

struct home {
    struct point_m at;
    struct degrees_e7 degrees;
    uint32_t street;
    uint32_t cell;
    uint16_t ward;
    uint16_t floor; ///< of a flat, else 0
    uint16_t flat;
    int number;
    enum quarter quarter;
    const char *estate; ///< of a flat: "Hoa Sen", else NULL
};
LIST_DECLARE(home);

/// A tower of flats, for the map.
struct tower {
    struct point_m at;
    const char *estate;
};
LIST_DECLARE(tower);

struct drawn_homes {
    struct home_list homes;
    struct tower_list towers;
};

struct drawn_homes homes_draw(struct drawn_streets *streets,
                              const struct drawn_wards *wards);

/// A child starting grade 1, 6 or 10.
struct drawn_pupil {
    uint32_t home;
    enum level level;
};

/// Children drawn from the homes, the new quarters having most. Each has a
/// home of its own as long as there are enough.
struct drawn_pupil *pupils_draw(struct arena *arena,
                                const struct terrain *terrain,
                                const struct drawn_homes *homes,
                                size_t n_pupils);

/// Rooms and seats: plenty in the old quarters, short in the new ones.
void seats_draw(const struct terrain *terrain, struct drawn_schools *schools,
                const struct drawn_homes *homes,
                const struct drawn_pupil *pupils, size_t n_pupils);

/// "12/5/3", or "Lô A, căn 12.05" of a flat; `text` needs HOME_NUMBER_SIZE.
#define HOME_NUMBER_SIZE 96
void home_number(const struct home *home, const struct drawn_street *street,
                 char *text);

#endif
