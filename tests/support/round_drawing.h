#ifndef SUPPORT_ROUND_DRAWING_H
#define SUPPORT_ROUND_DRAWING_H

#include "admission/round.h"

// What the lines of a case (round_case.h) have drawn so far.

#define CASE_MOST 32 // of schools, pupils, wishes, names of a kind

// Names in the order they were first used, each standing for its index.
struct names {
    const char *at[CASE_MOST];
    uint32_t count;
};

struct round_case {
    const char *file;
    size_t line;
    struct error *err;
    struct arena *arena;
    struct admission_rules rules;
    struct names schools, pupils, wards, programmes;
    struct round_school school[CASE_MOST];
    struct applicant pupil[CASE_MOST];
    uint32_t wishes[CASE_MOST][CASE_MOST];
    uint32_t
        way_cm[CASE_MOST * CASE_MOST]; // by pupil and school, CASE_MOST a row
    struct seat_pool pools[CASE_MOST];
    size_t n_pools;
    uint32_t drawn[CASE_MOST]; // families in order of the draw
    uint32_t n_drawn;
};

/// Takes a line that draws: its first word and what follows.
enum status round_case_draw(struct round_case *c, const char *word, char *rest);

/// A round of all that is drawn.
struct round round_case_round(struct round_case *c);

/// The index of a name of a kind ("pupil"); fails if there is none.
enum status round_case_find(struct round_case *c, const struct names *names,
                            const char *kind, const char *name, uint32_t *i);

/// Fails with a sentence that begins with file and line.
enum status round_case_refuse(struct round_case *c, enum status status,
                              const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
