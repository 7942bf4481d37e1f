// A stack of idle stores under a lock that is held only while one is taken or
// put back: opening a store takes milliseconds (SpatiaLite brings its
// functions), and what was used last is taken first, having its pages warm.
//
// A file that was replaced by renaming another over it leaves idle stores that
// read what is no longer there; each is closed when it is next met.
//
// Every store waits for a writer that is in its way for as long as `store_open`
// says, rather than fail at once.

#include "service/store_pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct idle_store {
    struct store *store;
    struct idle_store *next;
};

struct store_pool {
    pthread_mutex_t lock;
    struct idle_store *idle;
    enum store_pool_kind kind;
    char *city_path;
};

static void *or_end(void *memory)
{
    if (memory == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    return memory;
}

struct store_pool *store_pool_new(const char *city_path,
                                  enum store_pool_kind kind)
{
    struct store_pool *pool = or_end(calloc(1, sizeof *pool));
    pthread_mutex_init(&pool->lock, NULL);
    pool->kind = kind;
    pool->city_path = or_end(strdup(city_path));
    return pool;
}

static struct store *take_idle(struct store_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    struct idle_store *first = pool->idle;
    if (first != NULL)
        pool->idle = first->next;
    pthread_mutex_unlock(&pool->lock);
    struct store *store = first == NULL ? NULL : first->store;
    free(first);
    return store;
}

void store_pool_free(struct store_pool *pool)
{
    if (pool == NULL)
        return;
    struct store *store;
    while ((store = take_idle(pool)) != NULL)
        store_close(store);
    pthread_mutex_destroy(&pool->lock);
    free(pool->city_path);
    free(pool);
}

static enum status open_store(const struct store_pool *pool,
                              struct store **store, struct error *err)
{
    switch (pool->kind) {
    case STORE_POOL_CITY:
        return store_open(pool->city_path, STORE_READ, store, err);
    case STORE_POOL_CITY_IMMUTABLE:
        return store_open(pool->city_path, STORE_IMMUTABLE, store, err);
    case STORE_POOL_CITY_WRITE:
        return store_open(pool->city_path, STORE_WRITE, store, err);
    case STORE_POOL_PRIVATE:
        break;
    }
    return store_open_private(pool->city_path, store, err);
}

enum status store_pool_take(struct store_pool *pool, struct store **store,
                            struct error *err)
{
    struct store *idle;
    while ((idle = take_idle(pool)) != NULL) {
        if (!store_is_replaced(idle)) {
            *store = idle;
            return STATUS_OK;
        }
        store_close(idle);
    }
    return open_store(pool, store, err);
}

void store_pool_put(struct store_pool *pool, struct store *store)
{
    if (store == NULL)
        return;
    store_rollback(store);
    struct idle_store *first = or_end(malloc(sizeof *first));
    first->store = store;
    pthread_mutex_lock(&pool->lock);
    first->next = pool->idle;
    pool->idle = first;
    pthread_mutex_unlock(&pool->lock);
}
