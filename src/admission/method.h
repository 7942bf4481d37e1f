#ifndef ADMISSION_METHOD_H
#define ADMISSION_METHOD_H

#include <stdbool.h>

/// The ways of placing pupils.
enum method {
    METHOD_NEAREST_FIRST, ///< see nearest_first.h
    METHOD_STABLE,        ///< see stable.h
    METHOD_OPTIMAL,       ///< see optimal.h
};

/// "nearest-first", "stable", "optimal".
const char *method_name(enum method method);
bool method_parse(const char *name, enum method *method);

#endif
