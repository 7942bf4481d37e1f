// The draw against published vectors and against Python's hmac and hashlib, and
// its order against those numbers.

#include "admission/draw.h"

#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "check.h"

// 000102…1f
static struct draw_seed counting_seed(void)
{
    struct draw_seed seed;
    for (uint8_t i = 0; i < DRAW_SEED_SIZE; i++)
        seed.bytes[i] = i;
    return seed;
}

static void check_number(const struct draw_seed *seed, const char *id,
                         const char *hex)
{
    uint8_t number[DRAW_NUMBER_SIZE];
    char text[DRAW_HEX_SIZE];
    draw_number(seed, id, number);
    draw_format(number, text);
    CHECK_TEXT(text, hex);
}

// HMAC fills up a short key with zeros, so RFC 4231's first two cases are ours.
static void numbers_are_those_of_rfc_4231(void **state)
{
    struct draw_seed first = {{0}};
    memset(first.bytes, 0x0b, 20);
    check_number(&first, "Hi There",
                 "b0344c61d8db38535ca8afceaf0bf12b"
                 "881dc200c9833da726e9376c2e32cff7");
    struct draw_seed second = {"Jefe"};
    check_number(&second, "what do ya want for nothing?",
                 "5bdcc146bf60754e6a042426089575c7"
                 "5a003f089d2739839dec58b964ec3843");
}

static void numbers_are_those_other_programs_compute(void **state)
{
    struct draw_seed seed = counting_seed();
    check_number(&seed, "079312001234",
                 "a6d90426773b43c924af679f19dc6fc7"
                 "b8729db1326a09384c8749beddda7b23");
    check_number(&seed, "",
                 "d38b42096d80f45f826b44a9d5607de7"
                 "2496a415d3f4a1a8c88e3bb9da8dc1cb");
    check_number(&seed, "Nguyễn",
                 "17bb51bf735614af66f66ee84c5f130a"
                 "34573580a62b3e63dd3049590ba75e0c");
}

static void the_commitment_is_the_hash_of_the_seed(void **state)
{
    struct draw_seed seed = counting_seed();
    uint8_t commitment[DRAW_SEED_SIZE];
    char hex[DRAW_HEX_SIZE];
    draw_commitment(&seed, commitment);
    draw_format(commitment, hex);
    CHECK_TEXT(hex, "630dcd2966c4336691125448bbb25b4f"
                    "f412a49c732db2c8abc1b8581bd710dd");
}

static void a_revealed_seed_is_checked_against_its_commitment(void **state)
{
    struct draw_seed seed = counting_seed();
    uint8_t published[DRAW_SEED_SIZE];
    char revealed[DRAW_HEX_SIZE];
    draw_commitment(&seed, published);
    draw_format(seed.bytes, revealed);
    struct draw_seed read;
    uint8_t again[DRAW_SEED_SIZE];
    CHECK(draw_parse(revealed, read.bytes));
    draw_commitment(&read, again);
    CHECK(memcmp(again, published, sizeof again) == 0);
    read.bytes[31] ^= 1;
    draw_commitment(&read, again);
    CHECK(memcmp(again, published, sizeof again) != 0);
}

static void what_is_not_64_hex_digits_is_no_seed(void **state)
{
    uint8_t bytes[DRAW_SEED_SIZE] = {7};
    const char *good = "000102030405060708090a0b0c0d0e0f"
                       "101112131415161718191a1b1c1d1e1f";
    char text[80];
    CHECK(!draw_parse("", bytes));
    CHECK(!draw_parse("00", bytes));
    snprintf(text, sizeof text, "%s0", good);
    CHECK(!draw_parse(text, bytes));
    snprintf(text, sizeof text, "%.63s", good);
    CHECK(!draw_parse(text, bytes));
    snprintf(text, sizeof text, "%.63sg", good);
    CHECK(!draw_parse(text, bytes));
    snprintf(text, sizeof text, " %.63s", good);
    CHECK(!draw_parse(text, bytes));
    CHECK_INT(bytes[0], 7);
    CHECK(draw_parse(good, bytes));
    CHECK_INT(bytes[31], 0x1f);
}

// sorted(ids, key=lambda id: hmac.new(seed, id.encode(), sha256).digest())
// gives p5 p6 p4 p1 p0 p2 p7 p3.
static const char *const IDS[] = {"p3", "p0", "p7", "p1",
                                  "p6", "p2", "p5", "p4"};

static void smaller_numbers_stand_first(void **state)
{
    static const uint32_t expected[] = {7, 4, 6, 3, 1, 5, 0, 2};
    struct draw_seed seed = counting_seed();
    uint32_t lots[8];
    draw_lots(&seed, IDS, NULL, 8, lots);
    for (size_t i = 0; i < 8; i++)
        CHECK_INT(lots[i], expected[i]);
}

static void without_a_seed_the_order_is_that_of_ids(void **state)
{
    static const uint32_t expected[] = {3, 0, 7, 1, 6, 2, 5, 4};
    uint32_t lots[8];
    draw_lots(NULL, IDS, NULL, 8, lots);
    for (size_t i = 0; i < 8; i++)
        CHECK_INT(lots[i], expected[i]);
    draw_lots(NULL, IDS, NULL, 0, lots);
}

// p3 with p5, and p7 with p1 and p6: p3 draws for the first, p1 for the second.
static void a_family_draws_by_its_smallest_id_and_stays_together(void **state)
{
    static const uint32_t family[] = {40, 0, 9, 9, 9, 2, 40, 7};
    // p4, p1 (p6 p7), p0, p2, p3 (p5)
    static const uint32_t expected[] = {6, 4, 3, 1, 2, 5, 7, 0};
    struct draw_seed seed = counting_seed();
    uint32_t lots[8];
    draw_lots(&seed, IDS, family, 8, lots);
    for (size_t i = 0; i < 8; i++)
        CHECK_INT(lots[i], expected[i]);
}

static void everyone_has_a_lot_of_its_own_next_to_the_family(void **state)
{
    enum { N = 500 };
    static char names[N][8];
    const char *ids[N];
    uint32_t family[N];
    uint32_t lots[N];
    uint32_t who[N];
    for (uint64_t s = 0; s < 20; s++) {
        struct random random = random_from(s);
        struct draw_seed seed = counting_seed();
        seed.bytes[0] = (uint8_t)s;
        for (uint32_t i = 0; i < N; i++) {
            snprintf(names[i], sizeof names[i], "%u", i);
            ids[i] = names[i];
            family[i] = random_below(&random, 300);
            who[i] = N;
        }
        draw_lots(s == 0 ? NULL : &seed, ids, family, N, lots);
        for (uint32_t i = 0; i < N; i++) {
            CHECK(lots[i] < N);
            CHECK_INT(who[lots[i]], N);
            who[lots[i]] = i;
        }
        bool has_ended[300] = {false};
        for (uint32_t lot = 1; lot < N; lot++) {
            uint32_t before = family[who[lot - 1]];
            uint32_t now = family[who[lot]];
            if (before == now)
                CHECK(strcmp(ids[who[lot - 1]], ids[who[lot]]) < 0);
            else
                has_ended[before] = true;
            CHECK(!has_ended[now]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_those_of_rfc_4231),
        TEST(numbers_are_those_other_programs_compute),
        TEST(the_commitment_is_the_hash_of_the_seed),
        TEST(a_revealed_seed_is_checked_against_its_commitment),
        TEST(what_is_not_64_hex_digits_is_no_seed),
        TEST(smaller_numbers_stand_first),
        TEST(without_a_seed_the_order_is_that_of_ids),
        TEST(a_family_draws_by_its_smallest_id_and_stays_together),
        TEST(everyone_has_a_lot_of_its_own_next_to_the_family),
    };
    return RUN_TESTS(tests);
}
