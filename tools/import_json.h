#ifndef IMPORT_JSON_H
#define IMPORT_JSON_H

#include "base/text.h"
#include "import/import_table.h"

/// What `hocgan import --json` prints: whether the file is taken, what was
/// counted and what was found, row by row; of a dry run also how the file was
/// understood (`preview`, else NULL). `sentence` is what it is refused for.
struct import_outcome {
    const char *what;
    const struct import_options *options;
    const struct report *report;
    const struct import_preview *preview;
    const char *sentence; ///< NULL: it is not refused
};

void import_json_write(struct text_buffer *into,
                       const struct import_outcome *outcome);

#endif
