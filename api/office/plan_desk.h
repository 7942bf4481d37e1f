#ifndef OFFICE_PLAN_DESK_H
#define OFFICE_PLAN_DESK_H

#include "office/desk_plan.h"
#include "service/city_version.h"

/// The desks of an office, on which plans are worked. A desk has the zoning of
/// the city by one question (level, grade, year, weights …), which takes
/// seconds to read: units, seats, and all ways between homes and schools. It is
/// opened in the background when a plan of that question is first asked for,
/// and cleared away when the city has changed or nobody has used it for
/// PLAN_DESK_IDLE_S. (That pins of homes were moved shows when it is opened
/// anew.) Threads share the desks.
struct plan_desks;

#define PLAN_DESK_IDLE_S (15 * 60)

struct plan_desks *plan_desks_new(const char *city_path, size_t n_threads);

/// Waits for desks that are being opened. Every plan must have been put back.
void plan_desks_free(struct plan_desks *desks);

/// A plan taken from its desk, by one request at a time.
struct plan_on_desk {
    struct desk_plan *plan; ///< NULL: the desk is being opened
    double opening_s;       ///< for so long
    /// A point well inside each unit, where a mark can stand; none in a unit
    /// without outline.
    const struct point_m *places;
    struct plan_desk *desk;
};

/// Takes a plan as the store has it now. While its desk is being opened it
/// gives no plan, and STATUS_OK; ask again. Fails as reading the plan or the
/// zoning does (STATUS_NOT_FOUND: there is no such plan).
enum status plan_desks_take(struct plan_desks *desks,
                            const struct city_version *version,
                            const char *plan_id, struct plan_on_desk *taken,
                            struct error *err);

/// Puts it back. With `is_spoilt` it is read anew when it is next taken: what
/// was done in memory could not be written.
void plan_desks_put(struct plan_desks *desks, struct plan_on_desk *taken,
                    bool is_spoilt);

#endif
