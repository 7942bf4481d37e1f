// A hash table of chained entries, which also stand in one ring by age:
//
//     newest ⇄ … ⇄ oldest ⇄ (the cache's own link) ⇄ newest
//
// One mutex guards all; what is done under it is a look-up and a copy of some
// tens of kilobytes.

#include "tile/tile_cache.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_SLOTS 4096u

struct age_link {
    struct age_link *newer;
    struct age_link *older;
};

struct entry {
    struct age_link age; // first, so that a link is its entry
    struct entry *next;  // in the same slot
    struct tile_key key;
    size_t n;
    char bytes[];
};

struct tile_cache {
    pthread_mutex_t lock;
    struct age_link ages; // older: the newest; newer: the oldest
    struct entry *slots[N_SLOTS];
    size_t bytes;
    size_t most_bytes;
};

static void *allocated(void *memory)
{
    if (memory == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    return memory;
}

struct tile_cache *tile_cache_new(size_t most_bytes)
{
    struct tile_cache *cache = allocated(calloc(1, sizeof *cache));
    pthread_mutex_init(&cache->lock, NULL);
    cache->ages.newer = cache->ages.older = &cache->ages;
    cache->most_bytes = most_bytes;
    return cache;
}

static bool is_same(struct tile_key a, struct tile_key b)
{
    return a.set == b.set && a.tile.zoom == b.tile.zoom &&
           a.tile.x == b.tile.x && a.tile.y == b.tile.y;
}

static struct entry **slot_of(struct tile_cache *cache, struct tile_key key)
{
    uint64_t hash = key.set * 32u + key.tile.zoom;
    hash = (hash ^ (uint64_t)key.tile.x << 8) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ key.tile.y) * 0x9E3779B97F4A7C15u;
    return &cache->slots[hash >> 40 & (N_SLOTS - 1)];
}

// The pointer that points to the entry, or to NULL where it would be added.
static struct entry **place_of(struct tile_cache *cache, struct tile_key key)
{
    struct entry **place = slot_of(cache, key);
    while (*place != NULL && !is_same((*place)->key, key))
        place = &(*place)->next;
    return place;
}

static void take_out_of_ages(struct entry *entry)
{
    entry->age.newer->older = entry->age.older;
    entry->age.older->newer = entry->age.newer;
}

static void make_newest(struct tile_cache *cache, struct entry *entry)
{
    entry->age.newer = &cache->ages;
    entry->age.older = cache->ages.older;
    entry->age.older->newer = &entry->age;
    cache->ages.older = &entry->age;
}

static void drop(struct tile_cache *cache, struct entry **place)
{
    struct entry *entry = *place;
    *place = entry->next;
    take_out_of_ages(entry);
    cache->bytes -= sizeof *entry + entry->n;
    free(entry);
}

void tile_cache_free(struct tile_cache *cache)
{
    if (cache == NULL)
        return;
    for (size_t i = 0; i < N_SLOTS; i++)
        while (cache->slots[i] != NULL)
            drop(cache, &cache->slots[i]);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

bool tile_cache_find(struct tile_cache *cache, struct tile_key key,
                     struct text_buffer *out)
{
    pthread_mutex_lock(&cache->lock);
    struct entry *entry = *place_of(cache, key);
    if (entry != NULL) {
        text_add(out, entry->bytes, entry->n);
        take_out_of_ages(entry);
        make_newest(cache, entry);
    }
    pthread_mutex_unlock(&cache->lock);
    return entry != NULL;
}

static void make_room(struct tile_cache *cache)
{
    while (cache->bytes > cache->most_bytes) {
        struct entry *oldest = (struct entry *)cache->ages.newer;
        drop(cache, place_of(cache, oldest->key));
    }
}

void tile_cache_keep(struct tile_cache *cache, struct tile_key key,
                     const char *bytes, size_t n)
{
    struct entry *entry = allocated(malloc(sizeof *entry + n));
    entry->key = key;
    entry->next = NULL;
    entry->n = n;
    if (n > 0)
        memcpy(entry->bytes, bytes, n);

    pthread_mutex_lock(&cache->lock);
    struct entry **place = place_of(cache, key);
    if (*place != NULL) // another thread drew it meanwhile
        drop(cache, place);
    entry->next = *slot_of(cache, key);
    *slot_of(cache, key) = entry;
    make_newest(cache, entry);
    cache->bytes += sizeof *entry + n;
    make_room(cache);
    pthread_mutex_unlock(&cache->lock);
}

size_t tile_cache_bytes(struct tile_cache *cache)
{
    pthread_mutex_lock(&cache->lock);
    size_t bytes = cache->bytes;
    pthread_mutex_unlock(&cache->lock);
    return bytes;
}
