#ifndef FORECAST_OPENINGS_H
#define FORECAST_OPENINGS_H

#include "forecast/enrolment_panel.h"

/// Grades that growing schools will open: a school that opened a grade on top
/// this year mostly opens the next one next year, until it has those it was
/// founded for.
struct openings {
    /// By cell: how likely it will be open when its cohort comes (1: it is open
    /// at the origin; 0: it is not forecast at all), and in how many years.
    float *chance;
    uint8_t *opens_in;
};

/// The openings of up to `n_ahead` years, from what schools of the panel did
/// before its last year. Only those more likely than not.
struct openings openings_find(struct arena *arena,
                              const struct enrolment_panel *panel,
                              size_t n_ahead);

#endif
