#ifndef SERVER_OFFICE_OPEN_H
#define SERVER_OFFICE_OPEN_H

#include "office/office.h"

struct office_options {
    const char *city_path;
    const char *program; ///< the path of the running program, for jobs
    const char *oidc;    ///< options of the city's own sign-in, or NULL
};

/// Puts the office of a city together: its pools, jobs, sessions, and the
/// folder of uploads NAME.spool beside it, mode 0700. `versions` stays the
/// caller's.
enum status office_open(const struct office_options *options,
                        struct city_versions *versions, struct office **office,
                        struct error *err);
void office_close(struct office *office);

#endif
