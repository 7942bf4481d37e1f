#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdint.h>

/// Who is told how far some long work is. What works knows nothing of
/// terminals and files: it says what share is done of the part of the whole
/// that it was given, and what it is doing. `tell` is called from any thread,
/// also from several at once. NULL, or without `tell`: nobody is.
struct progress {
    void (*tell)(void *context, uint32_t per_mille, const char *step);
    void (*keep)(void *context); ///< or NULL
    void *context;
    uint32_t from; ///< the part: per mille of the whole
    uint32_t to;
};

/// `done` of `of` is done (nothing of nothing is all); `step` is what is being
/// done, in a few words: "ways from homes to schools".
void progress_tell(const struct progress *progress, uint64_t done, uint64_t of,
                   const char *step);

/// What was done is about to be kept (committed, renamed into place): from here
/// on it is not to be ended half way, and soon it is said that it is kept.
void progress_keep(const struct progress *progress);

/// The part from one per mille to another of this one, for a piece of the work
/// that counts for itself.
struct progress progress_part(const struct progress *progress, uint32_t from,
                              uint32_t to);

#endif
