#ifndef ZONING_PLAN_PUBLISH_H
#define ZONING_PLAN_PUBLISH_H

#include "store/store.h"

/// Puts a plan in force, with every outline drawn. STATUS_STATE when it is in
/// force already or has no zone. Needs a transaction.
enum status plan_publish(struct store *store, struct arena *arena,
                         const char *plan_id, size_t n_threads,
                         struct error *err);

#endif
