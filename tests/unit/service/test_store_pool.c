#include "service/store_pool.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/parallel.h"
#include "check.h"
#include "scratch.h"
#include "store/store_city.h"

static void need(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        fail_msg("%s", err->text);
}

static const char *make_city(struct scratch *scratch, const char *file,
                             const char *name)
{
    struct error err;
    struct city_info info = {.name = name, .crs = "EPSG:9210"};
    const char *path = scratch_path(scratch, file);
    need(store_create(path, &info, &err), &err);
    return path;
}

static const char *city_name(struct arena *arena, struct store *store)
{
    struct error err;
    struct city_info info;
    need(store_read_city(store, arena, &info, &err), &err);
    return info.name;
}

static void a_store_put_back_is_lent_again(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store_pool *pool =
        store_pool_new(make_city(scratch, "c.sqlite", "Một"), STORE_POOL_CITY);
    struct store *first, *second, *again;
    struct error err;
    need(store_pool_take(pool, &first, &err), &err);
    need(store_pool_take(pool, &second, &err), &err);
    CHECK(first != second);
    store_pool_put(pool, first);
    need(store_pool_take(pool, &again, &err), &err);
    CHECK(again == first);
    store_pool_put(pool, again);
    store_pool_put(pool, second);
    store_pool_put(pool, NULL);
    store_pool_free(pool);
    scratch_free(scratch);
}

static void a_file_replaced_by_renaming_is_opened_anew(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    const char *path = make_city(scratch, "c.sqlite", "Một");
    const char *other = make_city(scratch, "d.sqlite", "Hai");
    struct store_pool *pool = store_pool_new(path, STORE_POOL_CITY);
    struct store *store;
    struct error err;
    need(store_pool_take(pool, &store, &err), &err);
    CHECK_TEXT(city_name(arena, store), "Một");
    store_pool_put(pool, store);
    CHECK_INT(rename(other, path), 0);
    need(store_pool_take(pool, &store, &err), &err);
    CHECK_TEXT(city_name(arena, store), "Hai");
    CHECK(!store_is_replaced(store));
    store_pool_put(pool, store);
    store_pool_free(pool);
    arena_free(arena);
    scratch_free(scratch);
}

static void what_was_not_committed_is_undone_when_put_back(void **state)
{
    struct scratch *scratch = scratch_new();
    struct arena *arena = arena_new();
    struct store_pool *pool = store_pool_new(
        make_city(scratch, "c.sqlite", "Một"), STORE_POOL_CITY_WRITE);
    struct store *store;
    struct error err;
    need(store_pool_take(pool, &store, &err), &err);
    need(store_begin(store, &err), &err);
    need(store_run(store, "UPDATE city SET name = 'Hai'", &err), &err);
    store_pool_put(pool, store);
    need(store_pool_take(pool, &store, &err), &err);
    CHECK_TEXT(city_name(arena, store), "Một");
    store_pool_put(pool, store);
    store_pool_free(pool);
    arena_free(arena);
    scratch_free(scratch);
}

static void a_pool_for_reading_cannot_write(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store_pool *pool =
        store_pool_new(make_city(scratch, "c.sqlite", "Một"), STORE_POOL_CITY);
    struct store *store;
    struct error err;
    need(store_pool_take(pool, &store, &err), &err);
    CHECK_INT(store_run(store, "UPDATE city SET name = 'Hai'", &err),
              STATUS_IO);
    store_pool_put(pool, store);
    store_pool_free(pool);
    scratch_free(scratch);
}

static void the_private_file_is_a_pool_of_its_own(void **state)
{
    struct scratch *scratch = scratch_new();
    const char *path = make_city(scratch, "c.sqlite", "Một");
    struct store_pool *pool = store_pool_new(path, STORE_POOL_PRIVATE);
    struct store *store;
    struct error err;
    CHECK(!store_has_private(path));
    need(store_pool_take(pool, &store, &err), &err);
    CHECK(strstr(store_path(store), "c.private.sqlite") != NULL);
    store_pool_put(pool, store);
    store_pool_free(pool);
    scratch_free(scratch);
}

static void a_city_that_is_not_there_is_told(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store_pool *pool =
        store_pool_new(scratch_path(scratch, "none.sqlite"), STORE_POOL_CITY);
    struct store *store = NULL;
    struct error err;
    CHECK_INT(store_pool_take(pool, &store, &err), STATUS_NOT_FOUND);
    store_pool_free(pool);
    scratch_free(scratch);
}

#define N_PIECES 200

struct share {
    struct store_pool *pool;
    bool is_right[N_PIECES];
};

static void use_a_store(void *context, size_t piece)
{
    struct share *share = context;
    struct arena *arena = arena_new();
    struct store *store;
    struct city_info info = {0};
    struct error err;
    if (store_pool_take(share->pool, &store, &err) == STATUS_OK) {
        share->is_right[piece] =
            store_read_city(store, arena, &info, &err) == STATUS_OK &&
            strcmp(info.name, "Một") == 0;
        store_pool_put(share->pool, store);
    }
    arena_free(arena);
}

static void threads_share_a_pool(void **state)
{
    struct scratch *scratch = scratch_new();
    struct share share = {
        .pool = store_pool_new(make_city(scratch, "c.sqlite", "Một"),
                               STORE_POOL_CITY)};
    parallel_for(N_PIECES, 4, use_a_store, &share);
    for (size_t i = 0; i < N_PIECES; i++)
        CHECK(share.is_right[i]);
    store_pool_free(share.pool);
    scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_store_put_back_is_lent_again),
        TEST(a_file_replaced_by_renaming_is_opened_anew),
        TEST(what_was_not_committed_is_undone_when_put_back),
        TEST(a_pool_for_reading_cannot_write),
        TEST(the_private_file_is_a_pool_of_its_own),
        TEST(a_city_that_is_not_there_is_told),
        TEST(threads_share_a_pool),
    };
    return RUN_TESTS(tests);
}
