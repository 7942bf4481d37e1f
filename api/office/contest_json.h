#ifndef OFFICE_CONTEST_JSON_H
#define OFFICE_CONTEST_JSON_H

#include "auth/visitor.h"
#include "base/json_writer.h"
#include "crs/crs.h"
#include "store/store_contests.h"

/// A contest as its family sees it: one object. For an officer (NULL: the
/// family) also whose it is and its effect, in which children of other wards
/// are only counted.
void contest_json_write(struct json_writer *json, struct arena *arena,
                        struct crs *crs, const struct contest *contest,
                        const struct visitor *officer);

/// {"opens","closes","is_open"} on that day ("2026-07-01").
void contest_window_json_write(struct json_writer *json,
                               const struct contest_window *window,
                               const char *day);

/// Whether families may contest on that day.
bool contest_window_is_open(const struct contest_window *window,
                            const char *day);

#endif
