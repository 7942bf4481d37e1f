#include <stdlib.h>

#include "check.h"
#include "geo/hilbert.h"
#include "geo/tile.h"

static void every_cell_is_visited_once_and_next_to_the_last(void **state)
{
    struct cell {
        int x, y;
    } at[4096];
    bool is_seen[4096] = {false};
    for (int x = 0; x < 64; x++)
        for (int y = 0; y < 64; y++) {
            uint64_t along = hilbert_along(6, (uint32_t)x, (uint32_t)y);
            CHECK(along < 4096);
            CHECK(!is_seen[along]);
            is_seen[along] = true;
            at[along] = (struct cell){x, y};
        }
    for (int i = 1; i < 4096; i++)
        CHECK_INT(abs(at[i].x - at[i - 1].x) + abs(at[i].y - at[i - 1].y), 1);
    CHECK_INT(at[0].x, 0);
    CHECK_INT(at[0].y, 0);
}

// The examples of the PMTiles specification, version 3.
static void tiles_have_the_numbers_of_pmtiles(void **state)
{
    static const struct {
        struct tile tile;
        uint64_t number;
    } known[] = {{{0, 0, 0}, 0},
                 {{1, 0, 0}, 1},
                 {{1, 0, 1}, 2},
                 {{1, 1, 1}, 3},
                 {{1, 1, 0}, 4},
                 {{2, 0, 0}, 5},
                 {{12, 3423, 1763}, 19078479}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        CHECK_INT(tile_number(known[i].tile), known[i].number);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_cell_is_visited_once_and_next_to_the_last),
        TEST(tiles_have_the_numbers_of_pmtiles),
    };
    return RUN_TESTS(tests);
}
