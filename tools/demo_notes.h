#ifndef DEMO_NOTES_H
#define DEMO_NOTES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/list.h"

/// What `hocgan demo` has done in a folder: a small text file with a line for
/// each step, its name and the checksum of all it was done from. A step whose
/// checksum is still the same need not be done again.
struct demo_note {
    const char *step;
    const char *from;
};
LIST_DECLARE(demo_note);

struct demo_notes {
    struct arena *arena;
    const char *path;
    bool is_found; ///< there was a file
    struct demo_note_list notes;
};

/// Reads the notes in a folder; none are there in a new one.
struct demo_notes demo_notes_read(struct arena *arena, const char *folder);

/// NULL if the step was not done.
const char *demo_notes_find(const struct demo_notes *notes, const char *step);

/// Notes a step as done and writes the file anew, whole or not at all.
enum status demo_notes_set(struct demo_notes *notes, const char *step,
                           const char *from, struct error *err);

/// Forgets all steps.
void demo_notes_clear(struct demo_notes *notes);

#endif
