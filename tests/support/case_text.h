#ifndef SUPPORT_CASE_TEXT_H
#define SUPPORT_CASE_TEXT_H

#include "base/arena.h"
#include "base/error.h"

// What cases of all kinds have in common: a folder of files, lines, and marks
// between words.

/// Cuts `text` at the first `mark` and trims both halves; the second is NULL
/// if there is no mark.
char *case_cut(char **text, char mark);

/// Calls `take` for each line of the text, comments (`#`) cut off and empty
/// ones left out, until one fails. Lines count from 1.
typedef enum status case_line_fn(void *into, size_t number, char *line);
enum status case_each_line(struct arena *arena, const char *text,
                           case_line_fn *take, void *into);

/// Reads a case's file; `name` is its name without the folder.
enum status case_read_file(struct arena *arena, const char *path,
                           const char **name, const char **text,
                           struct error *err);

/// Makes a test of every `.case` of a folder of tests/cases. Returns how many
/// failed; at least 1 if there are fewer than `least`.
typedef enum status case_run_fn(const char *path, struct error *err);
int case_folder_run(const char *folder, int least, case_run_fn *run);

#endif
