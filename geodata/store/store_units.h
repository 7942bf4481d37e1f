#ifndef STORE_STORE_UNITS_H
#define STORE_STORE_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"
#include "city/ward.h"
#include "store/store.h"

// Planning units, how many children of each enter a grade, and which school
// each belongs to in a plan. Writing needs a transaction.

/// A city has one set of units: writing replaces all, whatever their source,
/// and drops the entrants of units that are no longer there.
enum status store_write_units(struct store *store,
                              const struct planning_unit *units, size_t n_units,
                              struct error *err);
enum status store_read_units(struct store *store, struct arena *arena,
                             struct planning_unit_list *units,
                             struct error *err);

/// How many children of a unit enter a grade in a year. Counts under 5 are
/// for the office only.
struct unit_entrants {
    const char *unit_id;
    int64_t year;
    int64_t grade;
    int64_t entrants;
    const char *source; ///< "file", "pupils" or "population"
};
LIST_DECLARE(unit_entrants);

/// Rows of the same unit, year and grade are replaced.
enum status store_write_unit_entrants(struct store *store,
                                      const struct unit_entrants *rows,
                                      size_t n_rows, struct error *err);

/// By unit id, those of one year and grade; of the newest year that has any
/// when `year` is 0.
enum status store_read_unit_entrants(struct store *store, struct arena *arena,
                                     int64_t year, int64_t grade,
                                     struct unit_entrants_list *rows,
                                     struct error *err);

/// Which school a unit belongs to in a plan.
struct plan_unit {
    const char *unit_id;
    const char *school_id; ///< NULL: none
    bool is_locked;
};
LIST_DECLARE(plan_unit);

/// A unit moved in a step of working on a plan. A step may move several.
struct plan_step {
    int64_t step; ///< 1, 2, …
    const char *unit_id;
    const char *from_school_id; ///< NULL: none
    const char *to_school_id;
    bool is_undone;
};
LIST_DECLARE(plan_step);

/// Replaces the units of a plan, or drops them with `n` 0. The plan itself is
/// written by store_write_plan, in any order, as long as it is not yet
/// published: then the file refuses every change (STATUS_IO).
enum status store_write_plan_units(struct store *store, const char *plan_id,
                                   const struct plan_unit *units, size_t n,
                                   struct error *err);

/// Replaces these units and leaves the others.
enum status store_change_plan_units(struct store *store, const char *plan_id,
                                    const struct plan_unit *units, size_t n,
                                    struct error *err);

/// Replaces the steps of a plan from that one on; those before stay.
enum status store_write_plan_steps(struct store *store, const char *plan_id,
                                   int64_t from_step,
                                   const struct plan_step *steps, size_t n,
                                   struct error *err);

/// By unit id, and by step and unit id. None is not a failure.
enum status store_read_plan_units(struct store *store, struct arena *arena,
                                  const char *plan_id,
                                  struct plan_unit_list *units,
                                  struct error *err);
enum status store_read_plan_steps(struct store *store, struct arena *arena,
                                  const char *plan_id,
                                  struct plan_step_list *steps,
                                  struct error *err);

#endif
