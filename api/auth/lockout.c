// A row a counter, under a key that says what it counts. A counter that locks
// stops the guess before it is counted anywhere: waiting is never prolonged by
// asking again.

#include "auth/lockout.h"

#include <stdbool.h>

#define KNOWN_FOR_S (30 * 86400)

enum { HERE, FROM, NAME, N_COUNTERS };

struct counter {
    const char *key;
    int64_t free; // guesses that cost nothing
    struct sign_in_failure failure;
};

static int64_t delay_s(int64_t failures, int64_t free_ones)
{
    int64_t over = failures - free_ones;
    if (over <= 0)
        return 0;
    return over >= 10 ? LOCKOUT_LONGEST_S : (int64_t)1 << over;
}

static void list_counters(struct arena *arena, const struct guess *guess,
                          struct counter counters[N_COUNTERS])
{
    counters[HERE] = (struct counter){
        .key = arena_format(arena, "here %s %s", guess->from, guess->name),
        .free = 3};
    counters[FROM] = (struct counter){
        .key = arena_format(arena, "from %s", guess->from), .free = 30};
    counters[NAME] = (struct counter){
        .key = arena_format(arena, "name %s", guess->name), .free = 10};
}

static const char *known_key(struct arena *arena, const struct guess *guess)
{
    return arena_format(arena, "known %s %s", guess->from, guess->name);
}

static enum status read_counters(struct store *store, struct counter *counters,
                                 size_t n, int64_t now, int64_t *wait_s,
                                 struct error *err)
{
    enum status status = STATUS_OK;
    *wait_s = 0;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        struct sign_in_failure *failure = &counters[i].failure;
        status = store_read_failure(store, counters[i].key, failure, err);
        if (failure->locked_until - now > *wait_s)
            *wait_s = failure->locked_until - now;
    }
    return status;
}

static enum status count_up(struct store *store, struct counter *counter,
                            int64_t now, struct error *err)
{
    struct sign_in_failure *failure = &counter->failure;
    failure->failures++;
    failure->locked_until = now + delay_s(failure->failures, counter->free);
    return store_write_failure(store, counter->key, failure, err);
}

static enum status count(struct store *store, struct arena *arena,
                         const struct guess *guess, int64_t now,
                         int64_t *wait_s, struct error *err)
{
    struct counter counters[N_COUNTERS];
    struct sign_in_failure known;
    enum status status =
        store_read_failure(store, known_key(arena, guess), &known, err);
    if (status != STATUS_OK)
        return status;
    // From a known place the name's own counter, the last one, is left out.
    size_t n = known.locked_until > now ? NAME : N_COUNTERS;
    list_counters(arena, guess, counters);
    status = read_counters(store, counters, n, now, wait_s, err);
    for (size_t i = 0; i < n && status == STATUS_OK && *wait_s == 0; i++)
        status = count_up(store, &counters[i], now, err);
    return status;
}

enum status lockout_count(struct store *private_store,
                          const struct guess *guess, int64_t now,
                          int64_t *wait_s, struct error *err)
{
    struct arena *arena = arena_new();
    enum status status = count(private_store, arena, guess, now, wait_s, err);
    arena_free(arena);
    return status;
}

// The place's counter is one guess less: someone with an account of their own
// must not be able to clear it.
static enum status take_back(struct store *store, const char *key,
                             struct error *err)
{
    struct sign_in_failure failure;
    enum status status = store_read_failure(store, key, &failure, err);
    if (status != STATUS_OK || failure.failures == 0)
        return status;
    failure.failures--;
    failure.locked_until = 0;
    return store_write_failure(store, key, &failure, err);
}

static enum status forgive(struct store *store, struct arena *arena,
                           const struct guess *guess, int64_t now,
                           struct error *err)
{
    struct counter counters[N_COUNTERS];
    struct sign_in_failure known = {.locked_until = now + KNOWN_FOR_S};
    list_counters(arena, guess, counters);
    enum status status = store_clear_failure(store, counters[HERE].key, err);
    if (status == STATUS_OK)
        status = take_back(store, counters[FROM].key, err);
    if (status == STATUS_OK)
        status = store_clear_failure(store, counters[NAME].key, err);
    if (status == STATUS_OK)
        status =
            store_write_failure(store, known_key(arena, guess), &known, err);
    return status;
}

enum status lockout_forgive(struct store *private_store,
                            const struct guess *guess, int64_t now,
                            struct error *err)
{
    struct arena *arena = arena_new();
    enum status status = forgive(private_store, arena, guess, now, err);
    arena_free(arena);
    return status;
}
