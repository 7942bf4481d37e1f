#ifndef IMPORT_REPORT_H
#define IMPORT_REPORT_H

#include <stdio.h>

#include "base/arena.h"
#include "base/list.h"
#include "base/progress.h"

/// What an import did, for the person who ran it: how much was read, kept,
/// merged and refused, and why, with the first examples of each reason.
///
///     schools: 919 read, 871 kept, 36 merged, 12 refused
///       merged  36  mapped twice: "THCS Lê Lợi" (n123 into w456), …
///       refused 12  no level in tags or name: "Trung tâm ABC" (n7), …
struct report_line {
    const char *thing;   ///< "schools"
    const char *outcome; ///< "read", "kept", "merged", "refused", "note"
    const char *reason;  ///< NULL for read and kept
    size_t count;
    const char *examples[3]; ///< the first ones
};
LIST_DECLARE(report_line);

/// A row for which a file was refused.
struct report_refusal {
    size_t row;
    const char *field; ///< NULL: the row as a whole
    const char *sentence;
};

/// They are told one by one: so many of them are kept, and so many printed.
#define REPORT_MOST_REFUSALS 500
#define REPORT_MOST_PRINTED 20

/// A report lives in its arena.
struct report {
    struct arena *arena;
    struct report_line_list lines;
    struct report_refusal refusals[REPORT_MOST_REFUSALS]; ///< the first ones
    size_t n_refusals;
    const char *at_field; ///< the field a row was refused for last

    // What who runs the import says of it.
    const struct progress *progress; ///< who is told how far it is; or NULL
    const char *file; ///< what people call the file; NULL: by its own name
};

struct report report_new(struct arena *arena);

/// Counts `n` under a thing, an outcome and a reason (NULL for none).
void report_count(struct report *report, const char *thing, const char *outcome,
                  const char *reason, size_t n);

/// Counts one and keeps its example, a formatted text, if it is among the
/// first.
void report_example(struct report *report, const char *thing,
                    const char *outcome, const char *reason, const char *fmt,
                    ...) __attribute__((format(printf, 5, 6)));

/// Notes a row that the whole file is refused for.
void report_refuse(struct report *report, size_t row, const char *field,
                   const char *sentence);

/// Those sentences, a line each, and how many there are; nothing if there is
/// none.
void report_print_refusals(const struct report *report, FILE *out);

/// How many were counted so far; 0 if none. `reason` NULL sums all reasons.
size_t report_total(const struct report *report, const char *thing,
                    const char *outcome, const char *reason);

void report_print(const struct report *report, FILE *out);

#endif
