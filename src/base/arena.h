#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

/// Memory with one lifetime: many small allocations, freed together.
///
/// A city, a plan and an HTTP request each own one arena. Whatever they
/// build lives in it, so nothing inside needs a free function of its own.
/// Allocation never returns NULL: out of memory ends the process with a
/// message, and the store's transactions keep the data whole.
///
/// An arena belongs to one thread at a time.
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/// Forgets everything allocated but keeps the first block, so that a loop or
/// a server thread can use one arena again and again without malloc.
void arena_reset(struct arena *arena);

/// Returns `n` zeroed items of `size` bytes each, aligned for any type.
/// Zero items give a valid pointer that must not be read.
void *arena_alloc(struct arena *arena, size_t n, size_t size);

/// Moves all that `other` holds into `arena`, where it stays at its place and
/// lives on; `other` is gone. So what threads made, each in its own arena, can
/// have one owner in the end.
void arena_adopt(struct arena *arena, struct arena *other);

/// Copies `n` bytes; the copy lives in the arena.
void *arena_copy(struct arena *arena, const void *bytes, size_t n);

/// Copies a text, or its first `n` bytes, and ends it with a NUL.
char *arena_text(struct arena *arena, const char *text);
char *arena_text_n(struct arena *arena, const char *text, size_t n);

/// A formatted text.
char *arena_format(struct arena *arena, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/// Bytes handed out since the arena was made or reset.
size_t arena_used(const struct arena *arena);

#define arena_array(arena, type, n)                                            \
    ((type *)arena_alloc((arena), (n), sizeof(type)))

#endif
