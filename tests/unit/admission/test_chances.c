// Chances before a round: what they say about schools one can work out by hand,
// and whether what they call 70 of 100 happens 70 times of 100.

#include "admission/chances.h"

#include <string.h>

#include "base/random.h"
#include "check.h"

static const struct past_cut_off ONE_YEAR[] = {
    {0, 2026, 100, 100, true, 1, 100000}, // full at 1 km
    {1, 2026, 100, 80, false, 1, 300000}, // seats left
    {2, 2026, 100, 100, true, 1, UINT32_MAX},
};

static struct chance ask(uint32_t school, uint32_t seats, uint32_t group,
                         uint32_t way_cm)
{
    struct arena *arena = arena_new();
    struct chance_model model = chance_model_from(arena, ONE_YEAR, 3, 4, 2027);
    struct chance chance = chance_at(&model, school, seats, group, way_cm);
    arena_free(arena);
    return chance;
}

static void at_last_years_cut_off_the_chance_is_even(void **state)
{
    struct chance chance = ask(0, 100, 1, 100000);
    CHECK_NEAR(chance.probability, 0.5, 1e-9);
    CHECK_INT(chance.expected_cm, 100000);
    CHECK_NEAR((double)chance.low_cm, 100000 * exp(-1.645 * 0.25), 10);
    CHECK_NEAR((double)chance.high_cm, 100000 * exp(1.645 * 0.25), 10);
}

static void well_within_is_sure_and_far_beyond_is_not(void **state)
{
    CHECK(ask(0, 100, 1, 50000).word == CHANCE_SURE);
    CHECK(ask(0, 100, 1, 90000).word == CHANCE_LIKELY);
    CHECK(ask(0, 100, 1, 120000).word == CHANCE_UNLIKELY);
    CHECK(ask(0, 100, 1, 200000).word == CHANCE_NONE);
    CHECK(ask(0, 100, 1, UINT32_MAX).word == CHANCE_NONE);
    CHECK(ask(0, 0, 1, 50000).word == CHANCE_NONE);
}

static void four_times_the_seats_reach_twice_as_far(void **state)
{
    CHECK_INT(ask(0, 400, 1, 200000).expected_cm, 200000);
    CHECK_NEAR(ask(0, 400, 1, 200000).probability, 0.5, 1e-9);
    CHECK_NEAR(ask(0, 25, 1, 50000).probability, 0.5, 1e-9);
}

static void groups_weigh_more_than_ways(void **state)
{
    CHECK(ask(0, 100, 0, 900000).word == CHANCE_SURE);
    CHECK(ask(0, 100, 2, 100).word == CHANCE_NONE);
}

static void a_school_with_seats_left_takes_anyone_and_unknown_stays_so(void **s)
{
    CHECK(ask(1, 100, 2, 900000).word == CHANCE_SURE);
    CHECK(ask(2, 100, 1, 100).word == CHANCE_UNKNOWN);
    CHECK(ask(3, 100, 1, 100).word == CHANCE_UNKNOWN);
}

static void a_chance_is_told_with_its_numbers(void **state)
{
    struct chance chance = ask(0, 100, 1, 90000);
    struct text_buffer text = {0};
    chance_text_write(&text, &chance, 90000, LANGUAGE_ENGLISH);
    CHECK_TEXT(text.bytes,
               "likely (about 66%): in 2026 the last one admitted lived "
               "1,000.00 m away, this year it may be 662.85 m to 1,508.65 m; "
               "the home is 900.00 m away.\n");
    text_buffer_free(&text);
    chance_text_write(&text, &chance, 90000, LANGUAGE_VIETNAMESE);
    CHECK(strstr(text.bytes, "nhiều khả năng (khoảng 66%)") != NULL);
    text_buffer_free(&text);
    struct json_writer json = json_into(&text);
    chance_json_write(&json, &chance);
    CHECK_TEXT(text.bytes,
               "{\"chance\":\"likely\",\"probability\":0.66,\"year\":2026,"
               "\"seats\":100,\"was_full\":true,\"last_group\":1,"
               "\"last_way_m\":1000,\"expected_m\":1000,\"low_m\":662.85,"
               "\"high_m\":1508.65}");
    text_buffer_free(&text);
}

// --- Calibration -----------------------------------------------------------

#define N_SCHOOLS 60

// Nearly normal, from twelve even draws.
static double draw_normal(struct random *random)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += random_unit(random);
    return sum;
}

// Pupils live evenly about a school, their number changes from year to year,
// and it takes the nearest: no formula of the model is used.
static uint32_t simulate_cut_off(struct random *random, uint32_t seats,
                                 double pupils_within_5_km)
{
    uint32_t n = (uint32_t)pupils_within_5_km;
    uint32_t way_cm[4000];
    for (uint32_t i = 0; i < n; i++)
        way_cm[i] = (uint32_t)(500000 * sqrt(random_unit(random)));
    uint32_t last = 0;
    for (uint32_t s = 0; s < seats; s++) { // the nearest left, one by one
        uint32_t best = 0;
        for (uint32_t i = 1; i < n; i++)
            if (way_cm[i] < way_cm[best])
                best = i;
        last = way_cm[best];
        way_cm[best] = UINT32_MAX;
    }
    return last;
}

struct calibration {
    double said[10];
    double happened[10];
    uint32_t n[10];
};

static void ask_school(struct calibration *c, struct random *random,
                       const struct chance_model *model, uint32_t school,
                       uint32_t seats, uint32_t truth_cm)
{
    for (int i = 0; i < 20; i++) {
        uint32_t way_cm =
            (uint32_t)(truth_cm * (0.4 + 1.4 * random_unit(random)));
        struct chance chance = chance_at(model, school, seats, 1, way_cm);
        size_t bin =
            chance.probability >= 1 ? 9 : (size_t)(chance.probability * 10);
        c->said[bin] += chance.probability;
        c->happened[bin] += way_cm <= truth_cm;
        c->n[bin]++;
    }
}

// Four years are known, and the fifth is foretold.
static void simulate_city(struct calibration *c, uint64_t seed, double sd)
{
    struct arena *arena = arena_new();
    struct random random = random_from(seed);
    struct past_cut_off past[4 * N_SCHOOLS];
    uint32_t truth_cm[N_SCHOOLS];
    uint32_t seats[N_SCHOOLS];
    size_t n = 0;
    for (uint32_t s = 0; s < N_SCHOOLS; s++) {
        double pupils = 500 + 1000 * random_unit(&random);
        for (int year = 2023; year <= 2027; year++) {
            // The number of pupils wanders; ways go with its square root.
            pupils *= exp(2 * sd * draw_normal(&random));
            pupils = fmin(fmax(pupils, 200), 3900);
            seats[s] = 60 + random_below(&random, 40);
            truth_cm[s] = simulate_cut_off(&random, seats[s], pupils);
            if (year < 2027)
                past[n++] = (struct past_cut_off){
                    s, year, seats[s], seats[s], true, 1, truth_cm[s]};
        }
    }
    struct chance_model model =
        chance_model_from(arena, past, n, N_SCHOOLS, 2027);
    for (uint32_t s = 0; s < N_SCHOOLS; s++)
        ask_school(c, &random, &model, s, seats[s], truth_cm[s]);
    arena_free(arena);
}

// What is asked about lies about the truth, not about the forecast, so bins are
// held to generous bounds.
static void check_calibration(double sd)
{
    struct calibration c = {0};
    for (uint64_t seed = 0; seed < 12; seed++)
        simulate_city(&c, seed, sd);
    for (size_t bin = 0; bin < 10; bin++) {
        if (c.n[bin] < 200)
            continue;
        double said = c.said[bin] / c.n[bin];
        double happened = c.happened[bin] / c.n[bin];
        print_message("sd %.2f: said %.2f, happened %.2f (%u)\n", sd, said,
                      happened, c.n[bin]);
        CHECK_NEAR(happened, said, 0.15);
    }
}

static void what_is_called_likely_happens_as_often(void **state)
{
    check_calibration(0.05);
    check_calibration(0.15);
    check_calibration(0.25);
}

static void a_quiet_city_is_foretold_more_narrowly(void **state)
{
    struct arena *arena = arena_new();
    struct past_cut_off past[80];
    for (uint32_t i = 0; i < 80; i++)
        past[i] = (struct past_cut_off){
            i / 2, 2025 + (int)(i % 2),         100, 100, true,
            0,     i % 4 == 1 ? 102000 : 100000};
    struct chance_model model = chance_model_from(arena, past, 80, 40, 2027);
    CHECK_INT(model.n_changes, 40);
    CHECK(model.sd < 0.15);
    CHECK(model.sd > 0.02);
    struct chance_model none = chance_model_from(arena, past, 0, 40, 2027);
    CHECK_NEAR(none.sd, CHANCES_DEFAULT_SD, 1e-12);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(at_last_years_cut_off_the_chance_is_even),
        TEST(well_within_is_sure_and_far_beyond_is_not),
        TEST(four_times_the_seats_reach_twice_as_far),
        TEST(groups_weigh_more_than_ways),
        TEST(a_school_with_seats_left_takes_anyone_and_unknown_stays_so),
        TEST(a_chance_is_told_with_its_numbers),
        TEST(what_is_called_likely_happens_as_often),
        TEST(a_quiet_city_is_foretold_more_narrowly),
    };
    return RUN_TESTS(tests);
}
