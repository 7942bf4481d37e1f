#ifndef FORECAST_PROGRESSION_H
#define FORECAST_PROGRESSION_H

#include "forecast/enrolment_panel.h"

/// What becomes of a cohort from one grade to the next at each school, as it
/// could be known at an origin: the school's own ratio of the years behind,
/// drawn towards what its ward and the city lead to expect. Read-only once
/// built.

/// How fast older years are forgotten, and how hard the ratio is drawn.
struct progression_draw {
    double memory;   ///< weight of a year against the one after it
    double strength; ///< times the strength found
};
#define N_DRAWS 4
extern const struct progression_draw PROGRESSION_DRAWS[N_DRAWS];

/// What the ratio of a cell was worked out from.
struct progression_sums {
    double pupils; ///< in the grade, weighted by year
    double below;  ///< in the grade below the year before, same weights
};

struct progression {
    /// Pupils' worth of expectation that is mixed with the school's own.
    double strength;
    double city_ratio[PANEL_GRADES * N_DRAWS]; ///< `[grade * N_DRAWS + draw]`
    double *factor; ///< of a school against the city, `[school * N_DRAWS + d]`
    struct progression_sums *sums; ///< `[cell * N_DRAWS + draw]`
};

struct progression progression_build(struct arena *arena,
                                     const struct enrolment_panel *panel);

/// The ratio of a grade from 1 on, drawn; always finite and at least 0.
double progression_ratio(const struct progression *progression, uint32_t school,
                         int32_t grade, size_t draw);

#endif
