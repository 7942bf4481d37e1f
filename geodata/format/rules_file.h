#ifndef FORMAT_RULES_FILE_H
#define FORMAT_RULES_FILE_H

#include "admission/rules.h"
#include "base/arena.h"

/// The rules of an entry grade as people write them: a small commented YAML
/// file, as those in geodata/rules, which the program carries with it.
/// geodata/rules/README.md says what can stand in one.
struct rules_file {
    struct admission_rules rules;
    const char *text; ///< all of the file, kept with every round
};

/// Reads `n` bytes of a rule file called `name`. All or nothing: when
/// anything is wrong, every fault that can be told goes to `fault` (may be
/// NULL), a sentence each naming file, line and word, and `err` has the first
/// of them "and N more". What is read lives in `arena`.
enum status rules_file_parse(const char *name, const char *bytes, size_t n,
                             struct arena *arena, rules_fault_fn *fault,
                             void *report, struct rules_file *file,
                             struct error *err);

/// The same for the file at `path`; STATUS_IO when it cannot be read.
enum status rules_file_read(const char *path, struct arena *arena,
                            rules_fault_fn *fault, void *report,
                            struct rules_file *file, struct error *err);

/// The rules the program carries for an entry grade: 1, 6 or 10.
/// STATUS_NOT_FOUND for any other.
enum status rules_file_usual(int grade, struct arena *arena,
                             struct rules_file *file, struct error *err);

#endif
