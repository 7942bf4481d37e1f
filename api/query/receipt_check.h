#ifndef QUERY_RECEIPT_CHECK_H
#define QUERY_RECEIPT_CHECK_H

#include "base/list.h"
#include "format/receipt.h"
#include "query/route_answer.h"

LIST_DECLARE_OF(const char *, difference);

/// How a receipt fares against the city as it is: one sentence for each thing
/// that differs, none if it agrees to the centimetre.
struct receipt_check {
    struct difference_list differences;
    struct receipt now; ///< the receipt the city gives for the same question
};

/// Asks the receipt's own question again (its home, its school or position, its
/// measure; `profile` must be the receipt's) and compares everything that comes
/// of it. Where streets or a profile's table have changed since, that is the
/// difference, with both distances. Fails when the question cannot be asked:
/// the school is gone, the home outside the city. Lives in `arena`.
enum status receipt_check_run(struct query_context *context,
                              struct arena *arena,
                              const struct city_profile *profile,
                              const struct receipt *receipt,
                              struct receipt_check *check, struct error *err);

#endif
