#ifndef SUPPORT_ROUND_CASE_H
#define SUPPORT_ROUND_CASE_H

#include "base/error.h"

/// A case of placing pupils: who asks, what seats there are, and who goes where
/// by which method. A line each, `#` begins a comment:
///
///     group   lives_in_ward sibling_at_school    served first; then the next
///     group   everyone                           line; without any: everyone
///     rules   scores                             and, or: wishes only
///     school  North: seats 3, ward 12
///     school  South: seats 2, seats 1 for music
///     pupil   an: North 250 m, South 400 m       schools left out: no way
///     lives   an: 12          works an: 12       from an: 12 (last school)
///     sibling an: South       programme an: music
///     score   an: 24.75       wishes an: South, North
///     cap     an: 300 m
///     twins   an, bình
///     draw    bình, an                           the others after them
///
///     expect  nearest-first: an North, bình nowhere
///     expect  stable: an South
///     envy    nearest-first: bình                or: nobody
///
/// Runs the case. Fails with a sentence that names file and line when it
/// cannot be understood (STATUS_BAD_INPUT) or the answer is another
/// (STATUS_STATE).
enum status round_case_run(const char *path, struct error *err);

/// The same for a text; `name` is what sentences call it.
enum status round_case_text_run(const char *name, const char *text,
                                struct error *err);

#endif
