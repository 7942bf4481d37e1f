#ifndef OFFICE_OWN_PUPILS_H
#define OFFICE_OWN_PUPILS_H

#include "office/office.h"
#include "store/store_pupil_pages.h"

// Whose a child is. An officer sees and changes the children of certain wards
// only; of any other child it is not even told whether there is one.

/// The ward a child counts to: the one that is written down, else the one its
/// home lies in; NULL when neither is known.
const char *pupil_ward(const struct service *service,
                       const struct pupil *pupil);

/// Whether the visitor looks after that child.
bool pupil_is_own(const struct service *service, const struct visitor *visitor,
                  const struct pupil *pupil);

/// The child of that id with its place in a round (NULL: the one in force).
/// STATUS_NOT_FOUND when there is none, or when it is not the visitor's.
enum status pupil_find_own(const struct service *service,
                           const struct request *request, struct store *store,
                           const char *id, const char *round_id,
                           struct placed_pupil *found, struct error *err);

/// What is wanted of a child beside the filter.
typedef bool own_pupil_fn(const struct service *service,
                          const struct placed_pupil *placed,
                          const void *context);

/// The visitor's children that fit the filter (its wards are set here) and are
/// wanted, at most `limit` of them. `*next` is what to go on after, NULL at
/// the end.
enum status own_pupils_find(const struct service *service,
                            const struct request *request, struct store *store,
                            struct pupil_filter filter, own_pupil_fn *is_wanted,
                            const void *context, size_t limit,
                            struct placed_pupil_list *found, const char **next,
                            struct error *err);

#endif
