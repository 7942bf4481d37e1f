#ifndef SUPPORT_SCRATCH_H
#define SUPPORT_SCRATCH_H

// A folder for one test, gone when it ends. Paths live in the scratch.

struct scratch;
struct scratch *scratch_new(void);
void scratch_free(struct scratch *scratch);

/// The path of a file of this name in the folder.
const char *scratch_path(struct scratch *scratch, const char *name);

/// The same, with the file written.
const char *scratch_file(struct scratch *scratch, const char *name,
                         const char *text);

#endif
