#ifndef STORE_STORE_INDICATORS_H
#define STORE_STORE_INDICATORS_H

#include <stdint.h>

#include "forecast/indicators.h"
#include "store/store.h"

// Indicators (forecast/indicators.h) and their values. Writing replaces rows of
// the same key and leaves the others; it needs a transaction.

/// A value as it came in: of a school, of a ward, or (neither) of the city.
struct indicator_value_row {
    const char *code;
    int64_t year;
    const char *school_id; ///< or NULL
    const char *ward_id;   ///< or NULL
    double value;
};
LIST_DECLARE(indicator_value_row);

enum status store_write_indicators(struct store *store,
                                   const struct indicator *indicators,
                                   size_t n_indicators, struct error *err);
/// In order of code.
enum status store_read_indicators(struct store *store, struct arena *arena,
                                  struct indicator_list *indicators,
                                  struct error *err);

enum status store_write_indicator_values(struct store *store,
                                         const struct indicator_value_row *rows,
                                         size_t n_rows, struct error *err);
/// In order of code, year, school and ward.
enum status store_read_indicator_values(struct store *store,
                                        struct arena *arena,
                                        struct indicator_value_row_list *rows,
                                        struct error *err);

#endif
