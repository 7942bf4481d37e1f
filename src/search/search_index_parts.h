#ifndef SEARCH_SEARCH_INDEX_PARTS_H
#define SEARCH_SEARCH_INDEX_PARTS_H

#include "search/search_index.h"

// How the index lies in memory, shared by the file that builds it and the one
// that looks things up.

/// Where in an entry a word stands.
enum search_field { SEARCH_IN_NAME, SEARCH_IN_NUMBER, SEARCH_IN_DETAIL };

/// One word of one entry.
struct posting {
    uint32_t entry;
    uint8_t field;
    uint8_t position; ///< in its field, from 0
    uint8_t span;
};

struct search_index {
    size_t n_entries;
    struct search_entry *entries; ///< in the order of equals
    uint8_t *n_words;             ///< of each entry's name
    size_t n_tokens;
    const char **blind; ///< of each different word, ascending
    const char **exact;
    uint32_t *first_posting; ///< n_tokens + 1 entries into `postings`
    struct posting *postings;
};

#endif
