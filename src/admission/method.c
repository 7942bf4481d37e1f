// The names stand in one table, so that reading and writing agree.

#include "admission/method.h"

#include <stddef.h>
#include <string.h>

static const char *const NAMES[] = {
    [METHOD_NEAREST_FIRST] = "nearest-first",
    [METHOD_STABLE] = "stable",
    [METHOD_OPTIMAL] = "optimal",
};

const char *method_name(enum method method)
{
    return NAMES[method];
}

bool method_parse(const char *name, enum method *method)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            *method = (enum method)i;
            return true;
        }
    }
    return false;
}
