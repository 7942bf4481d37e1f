#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stddef.h>
#include <string.h>

#include "base/arena.h"

/// Typed lists that grow in an arena. `LIST_DECLARE(school)` gives
///
///     struct school_list { struct school *items; size_t count, capacity; };
///     struct school *school_list_add(struct school_list *, struct arena *);
///
/// A list starts zeroed. `_add` returns the new, zeroed item at the end; the
/// pointer holds until the next `_add`. Growth doubles, so the abandoned
/// copies in the arena together are never larger than the list.
#define LIST_DECLARE(name) LIST_DECLARE_OF(struct name, name)

/// The same for any type, as in `LIST_DECLARE_OF(uint32_t, node_index)`.
#define LIST_DECLARE_OF(type, name)                                            \
    struct name##_list {                                                       \
        type *items;                                                           \
        size_t count;                                                          \
        size_t capacity;                                                       \
    };                                                                         \
    static inline type *name##_list_add(struct name##_list *list,              \
                                        struct arena *arena)                   \
    {                                                                          \
        if (list->count == list->capacity) {                                   \
            list->capacity = list->capacity < 8 ? 16 : 2 * list->capacity;     \
            type *grown = arena_array(arena, type, list->capacity);            \
            if (list->count > 0)                                               \
                memcpy(grown, list->items, list->count * sizeof *grown);       \
            list->items = grown;                                               \
        }                                                                      \
        return &list->items[list->count++];                                    \
    }                                                                          \
    struct name##_list

#endif
