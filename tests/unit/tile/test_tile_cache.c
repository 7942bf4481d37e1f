#include <pthread.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "tile/tile_cache.h"

static struct tile_key key_of(uint32_t x)
{
    return (struct tile_key){1, {14, x, 7}};
}

static bool has(struct tile_cache *cache, uint32_t x)
{
    struct text_buffer out = {0};
    bool found = tile_cache_find(cache, key_of(x), &out);
    if (found && out.length > 0)
        CHECK_INT(out.bytes[0], (char)x);
    text_buffer_free(&out);
    return found;
}

static void keep(struct tile_cache *cache, uint32_t x, size_t n)
{
    char bytes[1000];
    memset(bytes, (char)x, sizeof bytes);
    tile_cache_keep(cache, key_of(x), bytes, n);
}

static void what_was_asked_for_longest_ago_goes_first(void **state)
{
    struct tile_cache *cache = tile_cache_new(3500);
    keep(cache, 1, 1000);
    keep(cache, 2, 1000);
    keep(cache, 3, 1000);
    CHECK(has(cache, 1)); // now 2 is the oldest
    keep(cache, 4, 1000);
    CHECK(!has(cache, 2));
    CHECK(has(cache, 1) && has(cache, 3) && has(cache, 4));
    CHECK(tile_cache_bytes(cache) <= 3500);
    tile_cache_free(cache);
}

static void empty_tiles_are_remembered_and_copies_replaced(void **state)
{
    struct tile_cache *cache = tile_cache_new(100000);
    CHECK(!has(cache, 5));
    keep(cache, 5, 0);
    CHECK(has(cache, 5));
    size_t bytes = tile_cache_bytes(cache);
    keep(cache, 5, 0);
    CHECK_INT(tile_cache_bytes(cache), bytes);
    struct text_buffer out = {0};
    struct tile_key other = {2, {14, 5, 7}};
    CHECK(!tile_cache_find(cache, other, &out));
    tile_cache_free(cache);
}

static void a_tile_larger_than_the_cache_is_not_kept(void **state)
{
    struct tile_cache *cache = tile_cache_new(500);
    keep(cache, 6, 1000);
    CHECK(!has(cache, 6));
    CHECK_INT(tile_cache_bytes(cache), 0);
    tile_cache_free(cache);
}

static void *use(void *context)
{
    struct tile_cache *cache = context;
    struct random random = random_from(11);
    for (int i = 0; i < 20000; i++) {
        uint32_t x = random_below(&random, 100);
        struct text_buffer out = {0};
        char byte = (char)x;
        if (!tile_cache_find(cache, key_of(x), &out))
            tile_cache_keep(cache, key_of(x), &byte, 1);
        else if (out.length != 1 || out.bytes[0] != byte)
            return "wrong bytes";
        text_buffer_free(&out);
    }
    return NULL;
}

static void threads_share_it(void **state)
{
    struct tile_cache *cache = tile_cache_new(5000);
    pthread_t threads[3];
    for (size_t i = 0; i < 3; i++)
        CHECK_INT(pthread_create(&threads[i], NULL, use, cache), 0);
    for (size_t i = 0; i < 3; i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        CHECK(wrong == NULL);
    }
    CHECK(tile_cache_bytes(cache) <= 5000);
    tile_cache_free(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_asked_for_longest_ago_goes_first),
        TEST(empty_tiles_are_remembered_and_copies_replaced),
        TEST(a_tile_larger_than_the_cache_is_not_kept),
        TEST(threads_share_it),
    };
    return RUN_TESTS(tests);
}
