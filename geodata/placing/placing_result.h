#ifndef PLACING_PLACING_RESULT_H
#define PLACING_PLACING_RESULT_H

#include "admission/consequences.h"
#include "admission/method.h"
#include "admission/optimal.h"
#include "placing/placing_case.h"
#include "store/store_rounds.h"

/// A method's answer to a case, and its way into the private file and back.
struct placing_result {
    enum method method;
    enum objective objective; ///< of METHOD_OPTIMAL
    struct placement placement;
    struct optimum optimum;     ///< of METHOD_OPTIMAL, as its …
    struct optimal_proof proof; ///< … which was checked
    size_t n_unsettled;         ///< of METHOD_STABLE, see stable.h
};

/// "stable", "optimal total": what heads its column in tables.
const char *placing_result_name(struct arena *arena,
                                const struct placing_result *result);

/// Runs a method; an optimum is verified by its certificate before it is given
/// back, which fails with STATUS_STATE should it not hold. The result lives in
/// the case's arena.
enum status placing_run(struct placing_case *placing, enum method method,
                        enum objective objective, struct placing_result *result,
                        struct error *err);

/// The result as it is kept. Its id is a hash of what the case was made from,
/// the method and the objective. `made_at` is ISO 8601; `summary` JSON, with
/// the table of its consequences.
struct round_record placing_record(struct placing_case *placing,
                                   const struct placing_result *result,
                                   const char *made_at);

/// What a kept round says, put back upon the case it was made from. Fails with
/// STATUS_STATE when pupils, seats, rules, draw or streets have changed since.
enum status placing_restore(struct placing_case *placing,
                            const struct round_record *record,
                            struct placing_result *result, struct error *err);

/// Fails with STATUS_BAD_INPUT unless both rounds are of the same rules and
/// year, so that their consequences can stand beside each other.
enum status placing_check_comparable(const struct round_entry *a,
                                     const struct round_entry *b,
                                     struct error *err);

#endif
