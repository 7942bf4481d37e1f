#ifndef SUPPORT_ASSIGN_OPTIMUM_H
#define SUPPORT_ASSIGN_OPTIMUM_H

#include "assign_instance.h"

/// Checks the optimum and the certificate of an instance of make_instance.py.
/// Ends the test program as skipped where the data is absent.
void check_assign_optimum(const char *arguments, size_t first_choices,
                          int64_t optimum);

#endif
