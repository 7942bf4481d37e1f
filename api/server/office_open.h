#ifndef SERVER_OFFICE_OPEN_H
#define SERVER_OFFICE_OPEN_H

#include "office/office.h"

/// Puts the office of a city together: its pools, jobs, sessions, and the
/// folder of uploads NAME.spool beside it, mode 0700. `versions` stays the
/// caller's; `program` is the path of the running program.
enum status office_open(const char *city_path, const char *program,
                        struct city_versions *versions, struct office **office,
                        struct error *err);
void office_close(struct office *office);

#endif
