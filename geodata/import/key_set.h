#ifndef IMPORT_KEY_SET_H
#define IMPORT_KEY_SET_H

#include <stddef.h>

#include "base/arena.h"

/// Which keys were seen, each with a number (the row it stood in, or an
/// index): for duplicates and for "is there such a school". Lives in its
/// arena; keys are borrowed.
struct key_set {
    struct arena *arena;
    struct key_slot *slots;
    size_t n_slots;
    size_t count;
};

#define KEY_ABSENT ((size_t)-1)

struct key_set key_set_new(struct arena *arena);

/// Adds the key with its number. If it is there already, nothing changes and
/// its number is returned; else KEY_ABSENT.
size_t key_set_add(struct key_set *set, const char *key, size_t number);

/// The key's number, or KEY_ABSENT.
size_t key_set_find(const struct key_set *set, const char *key);

#endif
