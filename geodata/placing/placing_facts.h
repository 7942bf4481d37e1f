#ifndef PLACING_PLACING_FACTS_H
#define PLACING_PLACING_FACTS_H

#include "placing/placing_case.h"
#include "store/store_city.h"

// What a case is made from, as the two files have it. For this module only.

LIST_DECLARE(round_seats);
LIST_DECLARE(round_rooms);

struct placing_facts {
    struct pupil_list pupils;
    struct wish_list wishes;
    struct school_list schools;
    struct ward_list wards;
    struct round_seats_list seats;
    struct round_rooms_list rooms;
    bool has_seed;
    struct draw_seed seed;
};

/// Reads them all. The seed is the one kept for the rules' grade and the year.
enum status placing_facts_read(struct store *city, struct store *pupils,
                               const struct placing_question *question,
                               struct arena *arena, struct placing_facts *facts,
                               struct error *err);

/// "pupils 3f… wishes 90… schools …": a checksum of each thing the outcome
/// hangs on but the network and the method.
enum status placing_facts_checksums(struct store *city, struct store *pupils,
                                    const struct placing_question *question,
                                    struct arena *arena, const char **text,
                                    struct error *err);

#endif
