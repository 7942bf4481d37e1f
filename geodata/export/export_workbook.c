// The library writes to a path only, so it gets that of a file in memory.

#include "export/export_workbook.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "export/export_formats.h"

static enum status fail(struct error *err)
{
    return error_set(err, STATUS_IO, "the workbook cannot be made: %s",
                     strerror(errno));
}

static enum status read_all(int file, struct text_buffer *into,
                            struct error *err)
{
    char bytes[1 << 14];
    ssize_t n = 0;
    if (lseek(file, 0, SEEK_SET) != 0)
        return fail(err);
    while ((n = read(file, bytes, sizeof bytes)) > 0)
        text_add(into, bytes, (size_t)n);
    return n == 0 ? STATUS_OK : fail(err);
}

enum status export_workbook(const struct export_table *tables, size_t n_tables,
                            const char *scratch, struct text_buffer *into,
                            struct error *err)
{
    char path[40];
    int file = memfd_create("workbook", MFD_CLOEXEC);
    if (file < 0)
        return fail(err);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    enum status status =
        export_xlsx(tables, n_tables, NULL, path, scratch, err);
    if (status == STATUS_OK)
        status = read_all(file, into, err);
    close(file);
    return status;
}
