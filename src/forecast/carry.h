#ifndef FORECAST_CARRY_H
#define FORECAST_CARRY_H

#include "forecast/blend.h"
#include "forecast/openings.h"

/// The forecast made at one origin, before ranges: everything in it was known
/// at that origin.
struct carried {
    int32_t origin;
    size_t n_ahead;
    struct part_sources sources;
    struct blend blend;
    struct openings openings;
    struct pupil_table table; ///< known until the origin, then carried forward
};

/// The forecasts of all origins of a panel, oldest first, each learning only
/// from the ones before it: the last is of use, the others tell its errors.
struct carried_history {
    const struct enrolment_panel *panel;
    struct carried *origins; ///< one for each year of the panel
    size_t n_origins;
};

/// Carries every origin forward `n_ahead` years, the earlier ones no farther
/// than the panel's last year. `projects_residents`: counts of residents
/// beyond that year may be used by the last origin.
struct carried_history
carried_history_build(struct arena *arena, const struct enrolment_panel *panel,
                      const struct resident_table *residents,
                      bool projects_residents, size_t n_ahead,
                      size_t n_threads);

/// The carried pupils of a cell; negative where there is nobody.
float carried_at(const struct carried *carried, size_t cell, int32_t year);

/// The weights its parts were combined with.
void carried_weights(const struct carried *carried, size_t cell, int32_t year,
                     double weights[N_PARTS]);

/// Refills the parts of a cell as they were for a year after the origin.
void carried_parts(const struct carried *carried, size_t cell, int32_t year,
                   float parts[N_PARTS]);

#endif
