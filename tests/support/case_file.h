#ifndef SUPPORT_CASE_FILE_H
#define SUPPORT_CASE_FILE_H

#include "base/error.h"

/// A case: a drawing of a small town in words, and what is expected of it, for
/// planners as much as for programmers. A line each, `#` begins a comment:
///
///     at      A 0 0                        a junction, metres east and north
///     at      B 100 0 barrier=bollard
///     street  Lê Lợi: A B C, residential oneway=yes
///     turn    no_left_turn: Lê Lợi > B > Hai Bà Trưng, except=motorcycle
///     school  An Hòa: gate 90 10, gate 10 90
///     school  Bình Minh: outline 0 5, 20 5, 20 20
///     school  Cây Đa: point 50 50
///     home    lane 12: 30 5
///
///     profile motorbike                    walk until one is named
///     expect  lane 12 > An Hòa: 250 m
///     expect  lane 12 > Cây Đa: no way     or: no street within 500 m
///     nearest lane 12: An Hòa 250 m, Bình Minh 300.5 m
///     route   lane 12 > An Hòa: Lê Lợi 100 m, Hai Bà Trưng 50 m
///
/// A street is one way of OpenStreetMap from junction to junction; the first
/// word after the comma is its class (or `ferry`), then come its tags. A turn
/// is over a junction or over streets. A route leaves out the straight pieces.
///
/// Runs the case. Fails with a sentence that names file and line when it
/// cannot be understood (STATUS_BAD_INPUT) or the answer is another
/// (STATUS_STATE).
enum status case_file_run(const char *path, struct error *err);

/// The same for a text; `name` is what sentences call it.
enum status case_text_run(const char *name, const char *text,
                          struct error *err);

#endif
