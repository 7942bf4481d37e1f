#ifndef SEARCH_SEARCH_WORDS_H
#define SEARCH_SEARCH_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/list.h"

/// A word of a name or a query, as it is compared.
struct search_word {
    const char *blind; ///< without accents: "truong"
    const char *exact; ///< with them: "trường"
    uint8_t position;  ///< which word of the text it is, from 0
    uint8_t span;      ///< how many words it stands for ("thcs": 4)
};
LIST_DECLARE(search_word);

/// The words of a text in order, one a position. "P5" is two words, "05" is
/// "5". What is beyond 27 words is left out.
#define SEARCH_MOST_WORDS 27
struct search_word_list search_words_of(struct arena *arena, const char *text);

/// Whether the word is "đường", "trường", or "phường" or "xã", or such without
/// accents: what people put before a name or leave out as they please.
bool search_word_is_street(const struct search_word *word);
bool search_word_is_school(const struct search_word *word);
bool search_word_is_ward(const struct search_word *word);

/// Adds what else people write for these words: "thcs" beside "trung học cơ
/// sở", "tiểu học" beside "th", "p" and "q" beside "phường" and "quận".
void search_words_add_synonyms(struct arena *arena,
                               struct search_word_list *words);

#endif
