#ifndef CONTEST_COPY_H
#define CONTEST_COPY_H

#include "base/error.h"

/// A copy of a city and its private file, to try something out on, in a folder
/// of its own beside the city (NAME.trying-XXXXXX, mode 0700). The folder goes
/// with the copy, also when the process is told to end meanwhile (SIGTERM,
/// SIGINT, SIGHUP); one that a killed process left is removed when the next
/// copy of that city is made. The process must have one thread when it begins.
struct contest_copy;

enum status contest_copy_make(const char *city, struct contest_copy **copy,
                              struct error *err);
void contest_copy_remove(struct contest_copy *copy);

/// Where the copy of the city is.
const char *contest_copy_path(const struct contest_copy *copy);

#endif
