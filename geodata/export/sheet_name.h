#ifndef EXPORT_SHEET_NAME_H
#define EXPORT_SHEET_NAME_H

#include "export/export_table.h"

/// Names for the sheets of a workbook, one a table, from their titles: such as
/// a spreadsheet program takes (at most 31 letters, none of []:*?/\\ in them),
/// and no two the same but for capitals and accents.
const char **sheet_names(struct arena *arena, const struct export_table *tables,
                         size_t n_tables);

#endif
