// Looks names up in a city of 40,000 that have the words of a real one, and
// prints one line: the mean of typing "nguyen trai phuong 5" letter by letter.

#include <stdio.h>
#include <time.h>

#include "base/random.h"
#include "search/search_index.h"

#define N_ENTRIES 40000
#define ROUNDS 7
#define TYPED "nguyen trai phuong 5"

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static const char *draw_name(struct arena *arena, struct random *random)
{
    static const char *const WORDS[] = {
        "Nguyễn", "Trãi", "Lê", "Lợi",  "Trần", "Hưng", "Đạo", "Văn",
        "Thị",    "Minh", "An", "Bình", "Hòa",  "Phú",  "Tân", "Sơn"};
    return arena_format(arena, "%s %s %s", WORDS[random_below(random, 16)],
                        WORDS[random_below(random, 16)],
                        WORDS[random_below(random, 16)]);
}

static struct search_index *draw_city(struct arena *arena)
{
    struct random random = random_from(1);
    struct search_entry_list entries = {0};
    for (int i = 0; i < N_ENTRIES; i++)
        *search_entry_list_add(&entries, arena) = (struct search_entry){
            .kind = i % 2 == 0 ? SEARCH_ADDRESS : SEARCH_STREET,
            .name = draw_name(arena, &random),
            .number = i % 2 == 0 ? arena_format(arena, "%d/%d", i % 900, i % 7)
                                 : NULL,
            .detail = arena_format(arena, "Phường %u, Quận %u",
                                   1 + random_below(&random, 28),
                                   1 + random_below(&random, 12)),
            .at = {i, 0}};
    return search_index_build(arena, entries.items, entries.count);
}

static double type_all(const struct search_index *index, struct arena *scratch)
{
    struct search_match matches[8];
    double started_ms = now_ms();
    for (size_t n = 1; n < sizeof TYPED; n++) {
        arena_reset(scratch);
        search_index_find(index, scratch, arena_text_n(scratch, TYPED, n), 8,
                          matches);
    }
    return (now_ms() - started_ms) / (sizeof TYPED - 1);
}

int main(void)
{
    struct arena *arena = arena_new();
    struct arena *scratch = arena_new();
    double started_ms = now_ms();
    struct search_index *index = draw_city(arena);
    double built_ms = now_ms() - started_ms;
    double best_ms = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double took_ms = type_all(index, scratch);
        best_ms = took_ms < best_ms ? took_ms : best_ms;
    }
    printf("search_index_find  names=%d build=%.0f ms best_of=%d  %.2f ms\n",
           N_ENTRIES, built_ms, ROUNDS, best_ms);
    arena_free(scratch);
    arena_free(arena);
    return 0;
}
