#ifndef EXPORT_EXPORT_WORKBOOK_H
#define EXPORT_EXPORT_WORKBOOK_H

#include "base/text.h"
#include "export/export_table.h"

#define EXPORT_XLSX_TYPE                                                       \
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/// Tables without shapes as the bytes of one workbook, a sheet each, named by
/// their titles. Nothing of it is ever in a file with a name; what the library
/// puts aside lies in the folder `scratch`, which should be closed to others.
enum status export_workbook(const struct export_table *tables, size_t n_tables,
                            const char *scratch, struct text_buffer *into,
                            struct error *err);

#endif
