#ifndef CLOCK_H
#define CLOCK_H

#include "base/arena.h"

/// Seconds since some moment, for saying how long a step took.
double seconds_now(void);

/// The time of day as "2026-07-01T08:30:00Z".
const char *utc_now(struct arena *arena);

#endif
