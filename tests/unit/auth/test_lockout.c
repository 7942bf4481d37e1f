#include <stdio.h>

#include "auth/lockout.h"
#include "check.h"
#include "private_file.h"

// Each call is a transaction of its own, as in the server.
static int64_t count(struct private_file *file, const char *name,
                     const char *from, int64_t now)
{
    struct guess guess = {.name = name, .from = from};
    struct error err;
    int64_t wait_s = -1;
    NEED(store_begin(file->store, &err));
    NEED(lockout_count(file->store, &guess, now, &wait_s, &err));
    NEED(store_commit(file->store, &err));
    return wait_s;
}

static void forgive(struct private_file *file, const char *name,
                    const char *from, int64_t now)
{
    struct guess guess = {.name = name, .from = from};
    struct error err;
    NEED(store_begin(file->store, &err));
    NEED(lockout_forgive(file->store, &guess, now, &err));
    NEED(store_commit(file->store, &err));
}

// Guesses as soon as it may, `n` times; returns when the next may be made.
static int64_t guess_on(struct private_file *file, const char *name,
                        const char *from, int64_t now, int n)
{
    for (int made = 0; made < n;) {
        int64_t wait_s = count(file, name, from, now);
        made += wait_s == 0;
        now += wait_s;
    }
    return now;
}

static void the_first_three_guesses_are_free(void **state)
{
    struct private_file file = private_file_new();
    CHECK_INT(guess_on(&file, "lan", "10.0.0.0", 1000, 3), 1000);
    CHECK_INT(count(&file, "lan", "10.0.0.0", 1000), 0);
    CHECK_INT(count(&file, "lan", "10.0.0.0", 1000), 2);
    private_file_free(&file);
}

static void each_further_guess_waits_twice_as_long(void **state)
{
    struct private_file file = private_file_new();
    int64_t now = guess_on(&file, "lan", "10.0.0.0", 1000, 4);
    for (int64_t wait_s = 2; wait_s <= 512; wait_s *= 2) {
        CHECK_INT(count(&file, "lan", "10.0.0.0", now), wait_s);
        now += wait_s;
        CHECK_INT(count(&file, "lan", "10.0.0.0", now), 0);
    }
    CHECK_INT(count(&file, "lan", "10.0.0.0", now), LOCKOUT_LONGEST_S);
    now = guess_on(&file, "lan", "10.0.0.0", now, 50);
    CHECK_INT(count(&file, "lan", "10.0.0.0", now), LOCKOUT_LONGEST_S);
    private_file_free(&file);
}

static void asking_while_one_must_wait_makes_it_no_longer(void **state)
{
    struct private_file file = private_file_new();
    guess_on(&file, "lan", "10.0.0.0", 1000, 6);
    CHECK_INT(count(&file, "lan", "10.0.0.0", 1006), 8);
    for (int i = 0; i < 100; i++)
        CHECK_INT(count(&file, "lan", "10.0.0.0", 1010), 4);
    private_file_free(&file);
}

static void a_name_guessed_at_from_everywhere_waits(void **state)
{
    struct private_file file = private_file_new();
    char from[32];
    for (int i = 0; i < 11; i++) {
        snprintf(from, sizeof from, "10.0.%d.0", i);
        CHECK_INT(count(&file, "lan", from, 1000), 0);
    }
    CHECK_INT(count(&file, "lan", "10.9.9.0", 1000), 2);
    CHECK_INT(count(&file, "minh", "10.9.9.0", 1000), 0);
    private_file_free(&file);
}

static void a_place_that_guesses_at_many_names_waits(void **state)
{
    struct private_file file = private_file_new();
    char name[32];
    for (int i = 0; i < 31; i++) {
        snprintf(name, sizeof name, "name%d", i);
        CHECK_INT(count(&file, name, "10.0.0.0", 1000), 0);
    }
    CHECK_INT(count(&file, "one-more", "10.0.0.0", 1000), 2);
    CHECK_INT(count(&file, "one-more", "10.0.1.0", 1000), 0);
    private_file_free(&file);
}

static void
guessing_shuts_nobody_out_of_a_place_they_signed_in_from(void **state)
{
    struct private_file file = private_file_new();
    char from[32];
    forgive(&file, "lan", "10.1.1.0", 1000);
    int64_t now = 1000;
    for (int i = 0; i < 200; i++) {
        snprintf(from, sizeof from, "10.0.%d.0", i);
        now = guess_on(&file, "lan", from, now, 1);
    }
    CHECK(count(&file, "lan", "10.2.2.0", now) > 0);
    CHECK_INT(count(&file, "lan", "10.1.1.0", now), 0);
    private_file_free(&file);
}

static void a_right_guess_forgets_the_wrong_ones_at_the_name(void **state)
{
    struct private_file file = private_file_new();
    int64_t now = guess_on(&file, "lan", "10.0.0.0", 1000, 6) + 100;
    CHECK_INT(count(&file, "lan", "10.0.0.0", now), 0);
    forgive(&file, "lan", "10.0.0.0", now);
    CHECK_INT(guess_on(&file, "lan", "10.0.0.0", now, 3), now);
    private_file_free(&file);
}

static void an_account_of_ones_own_gives_no_more_guesses_at_others(void **state)
{
    struct private_file file = private_file_new();
    char name[32];
    int64_t n_free = 0;
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "name%d", i);
        if (count(&file, name, "10.0.0.0", 1000) == 0)
            n_free++;
        if (count(&file, "mine", "10.0.0.0", 1000) == 0)
            forgive(&file, "mine", "10.0.0.0", 1000);
    }
    CHECK(n_free <= 31);
    private_file_free(&file);
}

static void after_a_day_the_guesses_are_forgotten(void **state)
{
    struct private_file file = private_file_new();
    struct error err;
    int64_t now = guess_on(&file, "lan", "10.0.0.0", 1000, 8);
    NEED(store_forget_sessions(file.store, now + 90000, 0, &err));
    CHECK_INT(guess_on(&file, "lan", "10.0.0.0", now, 3), now);
    private_file_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_three_guesses_are_free),
        TEST(each_further_guess_waits_twice_as_long),
        TEST(asking_while_one_must_wait_makes_it_no_longer),
        TEST(a_name_guessed_at_from_everywhere_waits),
        TEST(a_place_that_guesses_at_many_names_waits),
        TEST(guessing_shuts_nobody_out_of_a_place_they_signed_in_from),
        TEST(a_right_guess_forgets_the_wrong_ones_at_the_name),
        TEST(an_account_of_ones_own_gives_no_more_guesses_at_others),
        TEST(after_a_day_the_guesses_are_forgotten),
    };
    return RUN_TESTS(tests);
}
