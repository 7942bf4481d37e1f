#ifndef STORE_STORE_CUT_OFFS_H
#define STORE_STORE_CUT_OFFS_H

#include "store/store_rounds.h"

// What of a published round is for everyone, in the city file: by pool of seats
// the last it took. Counts under CUT_OFF_LEAST_PLACED are withheld, and with
// them the last one's distance and score, which would be a child's own, and
// whether it was full, which would tell the count of so few seats.

#define CUT_OFF_LEAST_PLACED 5

struct cut_off {
    int64_t year;
    int64_t grade;
    const char *school_id;
    const char *programme; ///< NULL: general
    int64_t seats;
    int64_t placed; ///< NUMBER_UNKNOWN: withheld
    bool is_full;   ///< no seat was left; false where withheld
    int64_t last_group;
    const char *last_group_name;
    int64_t last_cm;
    int64_t last_score_milli;
    const char *method;
    const char *round_id;
};
LIST_DECLARE(cut_off);

/// Puts a round's cut-offs in the place of those of its grade and year. Needs
/// a transaction.
enum status store_write_cut_offs(struct store *city_store,
                                 const struct round_record *record,
                                 struct error *err);

/// All cut-offs, by year, grade, school and programme.
enum status store_read_cut_offs(struct store *city_store, struct arena *arena,
                                struct cut_off_list *cut_offs,
                                struct error *err);

#endif
