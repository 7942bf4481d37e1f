#include "import/import_log.h"

#include <stdio.h>
#include <stdlib.h>

#include "format/feature_table.h"
#include "store/store_numbers.h"

static char *report_text(const struct report *report)
{
    char *text = NULL;
    size_t n = 0;
    FILE *into = open_memstream(&text, &n);
    if (into == NULL)
        abort(); // only for want of memory
    report_print(report, into);
    fclose(into);
    return text;
}

enum status import_log_write(struct store *store, const char *what,
                             const char *path, const struct report *report,
                             struct error *err)
{
    char checksum[33];
    enum status status = store_file_checksum(path, checksum, err);
    if (status != STATUS_OK)
        return status;
    char *text = report_text(report);
    status = store_log_import(
        store, what, report->file == NULL ? file_name(path) : report->file,
        checksum, text, err);
    free(text);
    return status;
}
