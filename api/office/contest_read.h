#ifndef OFFICE_CONTEST_READ_H
#define OFFICE_CONTEST_READ_H

#include "office/office.h"
#include "store/store_contests.h"

/// Reads what the family of the session's child contests from the request's
/// body: {"kind":"pin","at":[…]}, {"kind":"gate","school":…,"at":[…]},
/// {"kind":"lane","line":[[…],…]} or {"kind":"other","words":…}; all may have
/// words. With a new id, not kept yet. STATUS_BAD_INPUT naming the member.
enum status contest_read(const struct service *service,
                         const struct request *request, struct contest *contest,
                         struct error *err);

#endif
