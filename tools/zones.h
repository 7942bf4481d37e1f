#ifndef ZONES_H
#define ZONES_H

#include "arguments.h"
#include "progress_bar.h"
#include "store/store.h"
#include "zones_options.h"
#include "zoning/plan_subject.h"

/// One call of `hocgan zones`, as its verbs see it: each verb is a function
/// in a file of its own, and cmd_zones.c opens the city for it.
struct zones_call {
    struct store *store;
    struct arena *arena;
    const struct zones_options *options;
    const char *const *words; ///< what stands after the verb
    struct progress_bar *bar; ///< who is told how far it is
};

/// What each verb is: prints its result, says on standard error how it went,
/// and fails with one sentence, nothing being changed.
typedef enum status zones_verb_fn(const struct zones_call *call,
                                  struct error *err);

/// Reads the plan of that id, or the only one whose id begins so, and measures
/// it (zones_measure.c).
enum status zones_read_subject(const struct zones_call *call, const char *id,
                               struct plan_subject *subject, struct error *err);

zones_verb_fn zones_units;   ///< zones_units.c
zones_verb_fn zones_suggest; ///< zones_suggest.c: by either method
zones_verb_fn zones_measure; ///< zones_measure.c
zones_verb_fn zones_diff;    ///< zones_diff.c
zones_verb_fn zones_copy;    ///< zones_edit.c
zones_verb_fn zones_move;
zones_verb_fn zones_lock;
zones_verb_fn zones_unlock;
zones_verb_fn zones_undo;
zones_verb_fn zones_redo;
zones_verb_fn zones_publish; ///< zones_list.c
zones_verb_fn zones_list;

#endif
