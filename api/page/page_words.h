#ifndef PAGE_PAGE_WORDS_H
#define PAGE_PAGE_WORDS_H

#include "base/arena.h"
#include "base/language.h"
#include "page/page_sentences.h"

/// What a page says in its language: the sentences of the parents' page, and
/// numbers as that writes them (web/src/text/wording.ts).
struct page_words {
    struct arena *arena; ///< of the request
    enum language language;
    const struct page_sentences *sentences;
};

/// The sentence of that name. One that is not there is a bug; its name is
/// returned.
const char *page_say(const struct page_words *words, const char *sentence);

/// The sentence with its holes filled: "{n}" by what follows "n", and so on up
/// to a NULL. In `arena`.
const char *page_fill(const struct page_words *words, const char *sentence, ...)
    __attribute__((sentinel));

/// The sentence whose name is two parts: "level_" and "primary".
const char *page_say_of(const struct page_words *words, const char *kind,
                        const char *name);

/// "620 m", "1,24 km": how far, for choosing.
const char *page_distance(const struct page_words *words, uint32_t cm);

/// "120,50 m": exact, for adding up.
const char *page_metres(const struct page_words *words, uint32_t cm);

/// Whole minutes of a time in milliseconds, rounded up: who says 8 minutes
/// should not need 9.
const char *page_duration(const struct page_words *words, uint32_t duration_ms);

const char *page_count(const struct page_words *words, uint64_t n);

#endif
