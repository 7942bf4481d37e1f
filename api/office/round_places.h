#ifndef OFFICE_ROUND_PLACES_H
#define OFFICE_ROUND_PLACES_H

#include "base/language.h"
#include "format/rules_file.h"
#include "office/own_pupils.h"

/// Where a round put the children of the visitor's wards: what pages, lists and
/// letters are made from. Lives in the request's arena.
struct round_places {
    struct round_entry round;
    struct rules_file file; ///< the rules it was placed by
    struct placed_pupil_list found;
    const char *next; ///< what to go on after, NULL at the end
};

/// Which of them are wanted; zeroed but for `limit`, it is all.
struct round_places_wanted {
    const char *school_id; ///< placed there; NULL: anywhere, or nowhere
    const char *ward_id;   ///< of this one of the visitor's wards
    const char *after;     ///< only ids behind this one
    bool is_unplaced;      ///< only those placed nowhere
    size_t limit;          ///< at most so many
};

/// In order of the children's ids. STATUS_NOT_FOUND when there is no such
/// round.
enum status round_places_read(const struct service *service,
                              const struct request *request,
                              struct store *store, const char *round_id,
                              const struct round_places_wanted *wanted,
                              struct round_places *places, struct error *err);

/// How many more the round placed at that school (NULL: anywhere, or nowhere)
/// who are not the visitor's.
enum status round_places_count_others(const struct service *service,
                                      const struct request *request,
                                      struct store *store,
                                      const struct round_entry *round,
                                      const char *school_id, bool is_unplaced,
                                      int64_t *others, struct error *err);

/// One sentence on how a child came to its place.
const char *round_place_how(const struct service *service, struct arena *arena,
                            const struct round_places *places,
                            const struct round_place *place,
                            enum language language);

#endif
