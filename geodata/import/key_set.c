// Open addressing over a table that is at most half full (FNV-1a hashes; the
// keys are ids people gave, not chosen against us, and a bad table is only
// slow).

#include "import/key_set.h"

#include <stdint.h>
#include <string.h>

struct key_slot {
    const char *key; // NULL: free
    size_t number;
};

struct key_set key_set_new(struct arena *arena)
{
    size_t n_slots = 64;
    return (struct key_set){
        arena, arena_alloc(arena, n_slots, sizeof(struct key_slot)), n_slots,
        0};
}

static struct key_slot *find_slot(const struct key_set *set, const char *key)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (const char *at = key; *at != '\0'; at++)
        hash = (hash ^ (unsigned char)*at) * 0x100000001b3u;
    size_t slot = (size_t)(hash ^ (hash >> 32)) & (set->n_slots - 1);
    while (set->slots[slot].key != NULL &&
           strcmp(set->slots[slot].key, key) != 0)
        slot = (slot + 1) & (set->n_slots - 1);
    return &set->slots[slot];
}

static void grow(struct key_set *set)
{
    struct key_set larger = *set;
    larger.n_slots = 2 * set->n_slots;
    larger.slots =
        arena_alloc(set->arena, larger.n_slots, sizeof(struct key_slot));
    for (size_t i = 0; i < set->n_slots; i++)
        if (set->slots[i].key != NULL)
            *find_slot(&larger, set->slots[i].key) = set->slots[i];
    *set = larger;
}

size_t key_set_add(struct key_set *set, const char *key, size_t number)
{
    if (2 * (set->count + 1) > set->n_slots)
        grow(set);
    struct key_slot *slot = find_slot(set, key);
    if (slot->key != NULL)
        return slot->number;
    *slot = (struct key_slot){key, number};
    set->count++;
    return KEY_ABSENT;
}

size_t key_set_find(const struct key_set *set, const char *key)
{
    const struct key_slot *slot = find_slot(set, key);
    return slot->key == NULL ? KEY_ABSENT : slot->number;
}
