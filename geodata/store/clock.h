#ifndef STORE_CLOCK_H
#define STORE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

// What time it is, asked for only here: what is computed never depends on it.

/// Seconds since some moment, for saying how long a step took.
double seconds_now(void);

/// Seconds since 1970, UTC.
int64_t unix_now_s(void);

/// The time of day as "2026-07-01T08:30:00Z".
const char *utc_now(struct arena *arena);

/// The same of a moment in seconds since 1970.
const char *utc_text(struct arena *arena, int64_t unix_s);

/// The day it is in this machine's time zone, as "2026-07-01": what deadlines
/// of the office are held against.
const char *local_day(struct arena *arena);

/// Whether a text is such a day of the calendar.
bool clock_is_day(const char *text);

#endif
