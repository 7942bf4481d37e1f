#ifndef SERVICE_STORE_POOL_H
#define SERVICE_STORE_POOL_H

#include "store/store.h"

/// Open stores of one file, lent to one thread at a time; as many as were ever
/// needed at once. Threads share the pool. A store whose way is barred by a
/// writer waits some seconds before it fails.
struct store_pool;

/// What a pool opens.
enum store_pool_kind {
    STORE_POOL_CITY,           ///< the city file, for reading
    STORE_POOL_CITY_IMMUTABLE, ///< the same of a replica
    STORE_POOL_CITY_WRITE,     ///< the city file, for writing
    STORE_POOL_PRIVATE,        ///< the private file beside it
};

struct store_pool *store_pool_new(const char *city_path,
                                  enum store_pool_kind kind);

/// Every store taken must have been put back.
void store_pool_free(struct store_pool *pool);

/// An idle store, or one more. A store of a file that another has since been
/// renamed over is not lent but closed.
enum status store_pool_take(struct store_pool *pool, struct store **store,
                            struct error *err);

/// Rolls back what was begun and not committed. NULL is fine.
void store_pool_put(struct store_pool *pool, struct store *store);

#endif
