#ifndef STORE_NETWORK_CHECK_H
#define STORE_NETWORK_CHECK_H

#include "store/network_file.h"

/// Whether the arrays of a network fit each other, so that no search over them
/// can leave them: what is checked of a mapped file before it is trusted. NULL,
/// or what is wrong as the end of a sentence.
const char *network_check(const struct network *network);

#endif
