#ifndef FORECAST_BACKTEST_WRITE_H
#define FORECAST_BACKTEST_WRITE_H

#include "base/language.h"
#include "base/text.h"
#include "forecast/backtest.h"

/// A back-test as JSON: a list of the rows as they are, `{level, grade, origin,
/// horizon, method, n, wape, mape, bias, cover50, cover80, cover95}`; `grade`
/// null for all grades together, coverages null where a method gives none.
void backtest_json_write(struct text_buffer *into,
                         const struct backtest_row_list *rows);

/// As text: by level and horizon, the mean over the origins beside the
/// yardsticks; then year by year, where a year that went wrong shows; and how
/// it is ensured that nothing was tuned on a year that is tested.
void backtest_text_write(struct text_buffer *into,
                         const struct backtest_row_list *rows,
                         enum language language);

#endif
