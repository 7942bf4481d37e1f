#ifndef OFFICE_DESK_PLAN_H
#define OFFICE_DESK_PLAN_H

#include "base/list.h"
#include "query/plan_answer.h"
#include "zoning/plan_draft.h"

/// A unit that was changed by the edit of that number.
struct unit_edit {
    int64_t edit;
    uint32_t unit;
};
LIST_DECLARE(unit_edit);

/// A plan in memory, so that every stroke of the brush is measured at once. It
/// lies on a desk (plan_desk.h), whose zoning it borrows. One thread at a time.
struct desk_plan {
    struct arena *arena;       ///< all of it lives there
    struct plan_entry plan;    ///< its zones are not counted
    const char *since;         ///< the plan that moves count from; NULL: none
    struct city_zoning zoning; ///< the desk's, with moves counting from `since`
    bool is_draft;             ///< can be edited: `draft` is open
    struct error why_not;      ///< … or why it cannot
    struct plan_draft draft;
    struct zone_draft *zones;   ///< the plan with its measures, draft or not
    struct plan_unit_list rows; ///< its units as kept; none if made of none
    struct unit_edit_list edits;
    int64_t edits_known_from; ///< `edits` has all that came after this one
};

/// Reads a plan onto a desk. Also one that cannot be edited: then a school is
/// told for each unit of the city.
enum status desk_plan_open(struct store *store,
                           const struct city_zoning *zoning,
                           const struct plan_entry *plan, const char *since,
                           struct desk_plan **opened, struct error *err);
void desk_plan_close(struct desk_plan *plan);

/// Whether this is what the store has: by the entry read there just now and
/// the plan that moves count from.
bool desk_plan_is_as(const struct desk_plan *plan,
                     const struct plan_entry *entry, const char *since);

/// Fails with the sentence why the plan cannot be edited, if so.
enum status desk_plan_check_draft(const struct desk_plan *plan,
                                  struct error *err);

/// The plan as it is now, measured; without the shapes of its zones.
struct plan_answer desk_plan_answer(const struct desk_plan *plan);

/// What an edit did: the plan before it, which lives in the arena it was given,
/// and what changed.
struct stroke {
    struct plan_answer before;
    struct plan_diff diff;
};

/// Does an edit in memory and says what it did, all in `arena`. It is the
/// store's by plan_draft_write; when that fails, the plan has to be put away
/// (see plan_desk_put).
enum status desk_plan_move(struct desk_plan *plan, struct arena *arena,
                           const uint32_t *units, size_t n_units,
                           uint32_t school, struct stroke *stroke,
                           struct error *err);
enum status desk_plan_undo(struct desk_plan *plan, struct arena *arena,
                           struct stroke *stroke, struct error *err);
enum status desk_plan_redo(struct desk_plan *plan, struct arena *arena,
                           struct stroke *stroke, struct error *err);

/// Follows what was written: the edit that made the plan what it is now.
void desk_plan_note_stroke(struct desk_plan *plan, const struct stroke *stroke);
void desk_plan_note_locks(struct desk_plan *plan, const uint32_t *units,
                          size_t n_units, bool is_locked);

/// The units that edits after that one changed, in order and each once. False
/// if that is not known any more, or there was no such edit yet.
bool desk_plan_changed_since(const struct desk_plan *plan, struct arena *arena,
                             int64_t edit, uint32_t **units, size_t *n_units);

#endif
