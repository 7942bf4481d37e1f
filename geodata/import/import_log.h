#ifndef IMPORT_IMPORT_LOG_H
#define IMPORT_IMPORT_LOG_H

#include "import/report.h"
#include "store/store.h"

/// Notes in the store that the file came in: its name and checksum, and the
/// report so far. Belongs into the import's own transaction.
enum status import_log_write(struct store *store, const char *what,
                             const char *path, const struct report *report,
                             struct error *err);

#endif
