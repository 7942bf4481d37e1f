#ifndef FORMAT_CSV_H
#define FORMAT_CSV_H

#include "format/encoding.h"
#include "format/feature_table.h"

/// Comma-separated values as RFC 4180 has them, and as spreadsheets write
/// them: also with semicolons or tabs (the header tells), a byte-order mark,
/// quoted line breaks, either line ending. A row with more or fewer fields
/// than the header is refused, as is text that is not in the encoding.
enum status csv_read(const char *path, enum encoding encoding,
                     struct arena *arena, struct feature_table *table,
                     struct error *err);

/// The same from memory; `table->file` must be set and is used in sentences.
enum status csv_parse(const char *bytes, size_t n_bytes, enum encoding encoding,
                      struct arena *arena, struct feature_table *table,
                      struct error *err);

#endif
