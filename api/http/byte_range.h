#ifndef HTTP_BYTE_RANGE_H
#define HTTP_BYTE_RANGE_H

#include <stddef.h>

/// What a Range header asks of `n` bytes.
enum byte_range {
    BYTE_RANGE_ALL,  ///< no part: another unit, several parts, or not a range
    BYTE_RANGE_PART, ///< from `first` to `last`, both included
    BYTE_RANGE_NONE, ///< a part that these bytes do not have
};

/// Reads "bytes=0-499", "bytes=500-" and "bytes=-500" (the last 500).
enum byte_range byte_range_read(const char *header, size_t n, size_t *first,
                                size_t *last);

#endif
