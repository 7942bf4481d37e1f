#ifndef PLACING_PLACING_SIGNALS_H
#define PLACING_PLACING_SIGNALS_H

#include "admission/signals.h"
#include "placing/placing_case.h"

/// The signals of all pupils of a case. What is known of a home is looked up
/// here: the house its address names, the ward its pin lies in, the street
/// beside it. An address whose house the map does not have, on a street that it
/// has, is not counted as unknown. Indices are those of the case's applicants.
struct placing_signals {
    struct signal_home *homes; ///< of each applicant
    struct signal_list signals;
};
enum status placing_signals_find(struct placing_case *placing,
                                 struct store *city,
                                 const struct signal_options *options,
                                 struct placing_signals *found,
                                 struct error *err);

#endif
