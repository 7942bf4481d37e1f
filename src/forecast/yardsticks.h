#ifndef FORECAST_YARDSTICKS_H
#define FORECAST_YARDSTICKS_H

#include "forecast/enrolment_panel.h"

/// What anyone could forecast without this program, to hold it against.

/// Plain progression over three years: a grade is the one below of the year
/// before times the school's own ratio (sums of the last three cohorts); entry
/// grades, and grades without a ratio, are the mean of the cell's last three
/// years. Carried from year to year. Gives `[cell * n_ahead + horizon - 1]`,
/// negative for cells not known in the panel's last year.
float *plain_progression(struct arena *arena,
                         const struct enrolment_panel *panel, size_t n_ahead);

#endif
