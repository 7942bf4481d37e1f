#ifndef ADMISSION_EXPLAIN_WORDS_H
#define ADMISSION_EXPLAIN_WORDS_H

#include "admission/explain.h"
#include "base/language.h"

/// The sentences of explanations, in every language. A %s is filled in with
/// what the comment names, in that order.
struct explain_words {
    const char *title;
    const char *pupil;
    const char *placed_by;
    const char *placed_how; ///< group, method
    const char *method[3];
    const char *objective[3];
    const char *before_heading;
    const char *own_heading;
    const char *next_heading;
    const char *unplaced;
    const char *nothing_before;
    const char *family; ///< how many stay together

    const char *seats;      ///< seats, how many asked
    const char *last_way;   ///< group, way
    const char *last_score; ///< group, score
    const char *own_group;  ///< group
    const char *seats_left; ///< how many

    const char *reason[9]; ///< by enum explain_reason; NULL: nothing to say
    const char *ahead;     ///< how many
    const char *rounds;    ///< round the seats were given in, round asked in

    const char *one_more_seat;
    const char *more_seats;       ///< how many
    const char *more_seats_about; ///< how many
    const char *nearer_last;      ///< by how much
    const char *nearer_gets;      ///< by how much
    const char *nearer_nothing;   ///< by how much
    const char *score_last;       ///< least score
    const char *score_gets;       ///< least score
    const char *group_last;       ///< group
    const char *group_gets;       ///< group
    const char *wish_gets;        ///< rank
    const char *adds_way;         ///< how much longer
    const char *adds_unplaced;
};

const struct explain_words *explain_words_in(enum language language);

#endif
