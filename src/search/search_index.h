#ifndef SEARCH_SEARCH_INDEX_H
#define SEARCH_SEARCH_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"
#include "geo/point.h"

/// What can be looked for, in the order of equals: a person who types is
/// looking for home first.
enum search_kind {
    SEARCH_STREET,
    SEARCH_PLACE,
    SEARCH_WARD,
    SEARCH_SCHOOL,
    SEARCH_ADDRESS,
};

/// Something with a name and a position. Texts are the caller's and live as
/// long as the index.
struct search_entry {
    enum search_kind kind;
    const char *name;   ///< of an address, its street
    const char *number; ///< of an address "1806/127/2/6", else NULL
    const char *detail; ///< where it is: "Phường 5, Quận 3", or NULL
    const char *id;     ///< or NULL
    struct point_m at;
};
LIST_DECLARE(search_entry);

/// The names of a city, filed by their words. Built once and only read
/// afterwards, so threads share it.
struct search_index;

/// Builds the index in `arena`. The order of `entries` does not matter.
struct search_index *search_index_build(struct arena *arena,
                                        const struct search_entry *entries,
                                        size_t n_entries);

/// A found entry. `is_exact`: every word typed is in it as typed, accents and
/// all.
struct search_match {
    const struct search_entry *entry;
    bool is_exact;
};

/// The most matches that can be asked for, and how many may be alike (one
/// kind and name, such as a street in many wards) while others wait.
#define SEARCH_MOST_MATCHES 50
#define SEARCH_MOST_ALIKE 3

/// The entries that fit what was typed, best first; returns how many were
/// written to `matches`, at most `limit`.
///
/// Every word must be in the name, or beside a word of the name in the detail;
/// the last may be the beginning of one. "đường" and "trường" may be left out
/// by either side. A first word with digits is a house number: "1806/127/2"
/// finds that house, else the longest beginning of it that is known on that
/// street, else the street.
///
/// Better is, in this order: more of the house number; nothing left out; no
/// accent other than was typed; all words in the name; the whole name, then
/// its beginning; words side by side as they were typed; no unfinished word;
/// the kind; no accent more than was typed; the shorter name; then name,
/// detail and id.
size_t search_index_find(const struct search_index *index,
                         struct arena *scratch, const char *typed, size_t limit,
                         struct search_match *matches);

/// For what nothing fits: the entries that have most of the words, at least
/// half of them and two; those that lack least come first, then as above. None
/// is exact. Nothing for one or two words.
size_t search_index_find_near(const struct search_index *index,
                              struct arena *scratch, const char *typed,
                              size_t limit, struct search_match *matches);

#endif
