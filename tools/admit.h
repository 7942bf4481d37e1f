#ifndef ADMIT_H
#define ADMIT_H

#include "arguments.h"
#include "base/language.h"
#include "format/rules_file.h"
#include "placing/placing_result.h"
#include "progress_bar.h"

/// One call of `hocgan admit`, as its verbs see it: each verb is a function in
/// a file of its own, and cmd_admit.c opens the two files for it.
struct admit_call {
    const struct arguments *arguments;
    struct arena *arena;
    struct store *city;
    struct store *pupils;     ///< the private file
    const char *const *words; ///< what stands after the verb
    size_t n_words;
    int grade;        ///< of verbs that need one
    int64_t year;     ///< the same
    size_t n_threads; ///< --threads, else the machine's cores
    enum language language;
    bool as_json;
    struct progress_bar *bar; ///< who is told how far it is
};

/// What each verb is: prints its result, says on standard error how it went,
/// and fails with one sentence, nothing being changed.
typedef enum status admit_verb_fn(const struct admit_call *call,
                                  struct error *err);

admit_verb_fn admit_place;  ///< admit_place.c
admit_verb_fn admit_rounds; ///< admit_rounds.c
admit_verb_fn admit_publish;
admit_verb_fn admit_remove;
admit_verb_fn admit_compare; ///< admit_compare.c
admit_verb_fn admit_diff;
admit_verb_fn admit_check;
admit_verb_fn admit_draw; ///< admit_draw.c
admit_verb_fn admit_reveal;
admit_verb_fn admit_verify_draw;
admit_verb_fn admit_signals;    ///< admit_signals.c
admit_verb_fn admit_show_rules; ///< admit_case.c

// What verbs share (admit_case.c).

/// Opens the city and its private file, lets the verb do its work and closes
/// them again.
enum status admit_run_verb(struct admit_call *call, const char *city,
                           admit_verb_fn *verb, struct error *err);

// What is wrong with the options is said before anything is opened: these read
// them into the call.

/// --grade (or --level, which has one entry grade), which is needed; and --year
/// if that is.
enum status admit_read_grade(struct admit_call *call, bool needs_year,
                             struct error *err);
enum status admit_read_threads(struct admit_call *call, struct error *err);

/// Whether there are rules for the grade: a file named, or the program's own.
enum status admit_check_rules(const struct admit_call *call, struct error *err);

/// --method and --objective (admit_place.c).
enum status admit_check_method(const struct admit_call *call,
                               struct error *err);

/// The rules of --rules FILE, else those the program carries for the grade.
/// Faults are listed on standard error.
enum status admit_read_rules(const struct admit_call *call, int grade,
                             struct rules_file *file, struct error *err);

/// Opens the case of rules and year; notes and faults of the data go to
/// standard error. With --quiet only faults do.
enum status admit_open_case(const struct admit_call *call,
                            const struct rules_file *file, int64_t year,
                            struct placing_case **placing, struct error *err);

/// Opens the case a kept round was made from.
enum status admit_open_case_of(const struct admit_call *call,
                               const struct round_record *record,
                               struct placing_case **placing,
                               struct error *err);

/// Reads a round by its id, or by as much of its beginning as is unique.
enum status admit_read_round(const struct admit_call *call, const char *id,
                             struct round_record *record, struct error *err);

/// Shows results of one case beside each other, with the ids of the rounds kept
/// (`ids` may be NULL, or have NULLs for those that were not).
#define ADMIT_MOST_SHOWN 8
void admit_show_table(const struct admit_call *call,
                      struct placing_case *placing,
                      const struct placing_result *results,
                      const char *const *ids, size_t n_results);

/// Prints a text and frees it; JSON gets a line feed.
void admit_print(struct text_buffer *text);

#endif
