#include <string.h>

#include "base/arena.h"
#include "base/list.h"
#include "check.h"

LIST_DECLARE_OF(int, number);

static void memory_is_zeroed_and_aligned(void **state)
{
    struct arena *arena = arena_new();
    for (size_t n = 1; n < 3000; n += 7) {
        unsigned char *bytes = arena_alloc(arena, n, 1);
        CHECK_INT((uintptr_t)bytes % 16, 0);
        for (size_t i = 0; i < n; i++)
            CHECK_INT(bytes[i], 0);
        memset(bytes, 0xEE, n);
    }
    arena_free(arena);
}

static void reset_memory_is_used_again_and_zeroed(void **state)
{
    struct arena *arena = arena_new();
    for (int round = 0; round < 50; round++) {
        unsigned char *large = arena_alloc(arena, 100000, 1);
        unsigned char *small = arena_alloc(arena, 10, 1);
        CHECK_INT(large[99999] + small[9], 0);
        memset(large, 1, 100000);
        memset(small, 1, 10);
        arena_reset(arena);
        CHECK_INT(arena_used(arena), 0);
    }
    arena_free(arena);
}

static void a_list_keeps_its_items_while_it_grows(void **state)
{
    struct arena *arena = arena_new();
    struct number_list list = {0};
    for (int i = 0; i < 1000; i++)
        *number_list_add(&list, arena) = i;
    CHECK_INT(list.count, 1000);
    for (int i = 0; i < 1000; i++)
        CHECK_INT(list.items[i], i);
    arena_free(arena);
}

static void what_one_arena_made_lives_on_in_another(void **state)
{
    struct arena *arena = arena_new();
    for (int round = 0; round < 20; round++) {
        struct arena *other = arena_new();
        char *small = arena_text(other, "Trường");
        unsigned char *large = arena_alloc(other, 100000, 1);
        size_t used = arena_used(arena) + arena_used(other);
        arena_adopt(arena, other);
        CHECK_INT(arena_used(arena), used);
        char *more = arena_text(arena, "Sơn");
        CHECK_TEXT(small, "Trường");
        CHECK_TEXT(more, "Sơn");
        CHECK_INT(large[99999], 0);
    }
    arena_free(arena);
}

static void a_formatted_text_has_its_whole_length(void **state)
{
    struct arena *arena = arena_new();
    CHECK_TEXT(arena_format(arena, "%s %d", "lớp", 10), "lớp 10");
    CHECK_TEXT(arena_text_n(arena, "Trường", 2), "Tr");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(memory_is_zeroed_and_aligned),
        TEST(reset_memory_is_used_again_and_zeroed),
        TEST(a_list_keeps_its_items_while_it_grows),
        TEST(what_one_arena_made_lives_on_in_another),
        TEST(a_formatted_text_has_its_whole_length),
    };
    return RUN_TESTS(tests);
}
