#ifndef SUPPORT_PRIVATE_FILE_H
#define SUPPORT_PRIVATE_FILE_H

#include "scratch.h"
#include "store/store.h"

/// Fails the test with the sentence when a call did not succeed; there must be
/// a `struct error err`.
#define NEED(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

/// An empty city with its private file, in a folder of its own.
struct private_file {
    struct scratch *scratch;
    struct arena *arena;
    const char *city_path;
    struct store *store; ///< the private file
};

struct private_file private_file_new(void);
void private_file_free(struct private_file *file);

#endif
