// Blocks of growing size in a list; an allocation takes the next bytes of the
// newest block. A large allocation gets a block of its own behind the newest,
// so that the rest of the newest is not wasted.

#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK_BYTES (16u * 1024)
#define LARGEST_BLOCK_BYTES (4u * 1024 * 1024)
#define ALIGNMENT 16u

struct block {
    struct block *older;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

struct arena {
    struct block *newest;
    size_t next_size;
    size_t used;
};

static _Noreturn void out_of_memory(void)
{
    fputs("hocgan: out of memory\n", stderr);
    abort();
}

static struct block *block_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct block))
        out_of_memory();
    struct block *block = malloc(sizeof *block + size);
    if (block == NULL)
        out_of_memory();
    block->older = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(void)
{
    struct arena *arena = malloc(sizeof *arena);
    if (arena == NULL)
        out_of_memory();
    arena->newest = block_new(FIRST_BLOCK_BYTES);
    arena->next_size = 2 * FIRST_BLOCK_BYTES;
    arena->used = 0;
    return arena;
}

static void free_older_than(struct block *block)
{
    while (block->older != NULL) {
        struct block *older = block->older;
        block->older = older->older;
        free(older);
    }
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    free_older_than(arena->newest);
    free(arena->newest);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    free_older_than(arena->newest);
    arena->newest->used = 0;
    arena->used = 0;
}

void arena_adopt(struct arena *arena, struct arena *other)
{
    struct block *oldest = other->newest;
    while (oldest->older != NULL)
        oldest = oldest->older;
    oldest->older = arena->newest->older;
    arena->newest->older = other->newest;
    arena->used += other->used;
    free(other);
}

static void *take(struct block *block, size_t bytes)
{
    void *at = block->bytes + block->used;
    block->used += bytes;
    return at;
}

static void *take_from_own_block(struct arena *arena, size_t bytes)
{
    struct block *own = block_new(bytes);
    own->older = arena->newest->older;
    arena->newest->older = own;
    return take(own, bytes);
}

static void start_new_block(struct arena *arena)
{
    struct block *block = block_new(arena->next_size);
    block->older = arena->newest;
    arena->newest = block;
    if (arena->next_size < LARGEST_BLOCK_BYTES)
        arena->next_size *= 2;
}

static void *alloc_bytes(struct arena *arena, size_t bytes)
{
    if (bytes > SIZE_MAX - ALIGNMENT)
        out_of_memory();
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    arena->used += bytes;
    if (bytes <= arena->newest->size - arena->newest->used)
        return take(arena->newest, bytes);
    if (bytes > arena->next_size / 4)
        return take_from_own_block(arena, bytes);
    start_new_block(arena);
    return take(arena->newest, bytes);
}

void *arena_alloc(struct arena *arena, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / size)
        out_of_memory();
    void *at = alloc_bytes(arena, n * size);
    memset(at, 0, n * size);
    return at;
}

void *arena_copy(struct arena *arena, const void *bytes, size_t n)
{
    void *at = alloc_bytes(arena, n);
    if (n > 0)
        memcpy(at, bytes, n);
    return at;
}

char *arena_text_n(struct arena *arena, const char *text, size_t n)
{
    char *copy = alloc_bytes(arena, n + 1);
    if (n > 0)
        memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return arena_text_n(arena, text, strlen(text));
}

char *arena_format(struct arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (length < 0)
        length = 0;
    char *text = alloc_bytes(arena, (size_t)length + 1);
    text[0] = '\0';
    vsnprintf(text, (size_t)length + 1, fmt, again);
    va_end(again);
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
