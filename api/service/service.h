#ifndef SERVICE_SERVICE_H
#define SERVICE_SERVICE_H

#include "service/city_version.h"

struct pages;
struct page_sentences;
struct office;

/// What one request is answered from: the `context` of every handler. Lives in
/// the request's arena.
struct service {
    const struct city_version *version; ///< the same for the whole request
    const struct pages *pages;
    const struct page_sentences *sentences; ///< what a page written here says
    struct office *office;                  ///< NULL in the public process
    bool is_readable; ///< whether the city file could be read when last looked
    bool is_ending;   ///< the process was told to end
};

#endif
