#ifndef OFFICE_CONTEST_WINDOW_H
#define OFFICE_CONTEST_WINDOW_H

#include "base/json_writer.h"
#include "store/store_contests.h"

/// The days a grade's placing may be contested in; `opens` is NULL when none
/// were set.
enum status contest_window_find(struct store *store, struct arena *arena,
                                int64_t year, int64_t grade,
                                struct contest_window *window,
                                struct error *err);

/// The member "window": the days and whether `day` is one of them, or null.
void contest_window_json_member(struct json_writer *json,
                                const struct contest_window *window,
                                const char *day);

#endif
