#ifndef STORE_FILE_MARK_H
#define STORE_FILE_MARK_H

#include <stdbool.h>
#include <stdint.h>

/// What tells the file at a path from what stood there before: which it is, how
/// long, and when it was last written to. All zero when there is none.
struct file_mark {
    uint64_t device;
    uint64_t inode;
    int64_t size;
    int64_t changed_ns;
};

struct file_mark file_mark_at(const char *path);
bool file_mark_is_same(struct file_mark a, struct file_mark b);

#endif
