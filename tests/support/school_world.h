#ifndef SUPPORT_SCHOOL_WORLD_H
#define SUPPORT_SCHOOL_WORLD_H

#include "base/random.h"
#include "forecast/enrolment_panel.h"

/// Made-up schools whose pupils a test writes cell by cell.
struct school_world {
    struct arena *arena;
    struct panel_school *schools;
    size_t n_schools;
    size_t n_wards;
    struct panel_row *rows;
    size_t n_rows;
    size_t capacity;
};

/// Schools "S000", "S001" … in wards taken in turn; none where `n_wards` is 0.
struct school_world school_world_new(struct arena *arena, size_t n_schools,
                                     size_t n_wards);
void school_world_put(struct school_world *world, uint32_t school, int32_t year,
                      int32_t grade, int64_t pupils);
struct enrolment_panel school_world_panel(const struct school_world *world);

/// Schools, grades, years, gaps and sizes by chance.
struct enrolment_panel random_panel(struct arena *arena, struct random *random);

/// Fills grades `first` to `last` of a school for all years, each grade what
/// the one below was a year before; `entry` gives the lowest grade of a year.
typedef int64_t entry_fn(uint32_t school, int32_t year);
void school_world_fill(struct school_world *world, uint32_t school,
                       int32_t first_grade, int32_t last_grade,
                       int32_t first_year, int32_t last_year, entry_fn *entry);

#endif
