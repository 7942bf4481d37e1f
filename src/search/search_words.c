// Names and queries are cut into words the same way, so that a word of one can
// be found in the other. Abbreviations are settled on the side of the names: a
// name is filed under its long and its short forms alike, and the query stays
// as it was typed, which matters while its last word is still growing ("th"
// may become "thcs" or "thanh").

#include "search/search_words.h"

#include <string.h>

#include "search/fold.h"

static bool is_digits(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

// "p5" and "q10", written without the point.
static bool is_glued(const char *word)
{
    return (word[0] == 'p' || word[0] == 'q') && is_digits(word + 1);
}

static void add_word(struct arena *arena, struct search_word_list *words,
                     const char *exact)
{
    if (words->count == SEARCH_MOST_WORDS)
        return;
    if (is_digits(exact))
        while (exact[0] == '0' && exact[1] != '\0')
            exact++;
    uint8_t position = (uint8_t)words->count;
    *search_word_list_add(words, arena) = (struct search_word){
        fold_text(arena, exact), exact, position, .span = 1};
}

struct search_word_list search_words_of(struct arena *arena, const char *text)
{
    struct search_word_list words = {0};
    const char *at = fold_exact(arena, text);
    while (*at != '\0') {
        size_t n = strcspn(at, " ");
        const char *word = arena_text_n(arena, at, n);
        if (is_glued(word)) {
            add_word(arena, &words, arena_text_n(arena, word, 1));
            word++;
        }
        add_word(arena, &words, word);
        at += n;
        at += *at == ' ';
    }
    return words;
}

static bool is_generic(const struct search_word *word, const char *exact,
                       const char *blind)
{
    return strcmp(word->exact, exact) == 0 || strcmp(word->exact, blind) == 0;
}

bool search_word_is_street(const struct search_word *word)
{
    return is_generic(word, "đường", "duong");
}

bool search_word_is_school(const struct search_word *word)
{
    return is_generic(word, "trường", "truong");
}

struct synonym {
    const char *words[5]; // the long form, ended by NULL
    const char *shorter;
    bool both_ways; // the short form is never anything else
};

static const struct synonym SYNONYMS[] = {
    {{"tiểu", "học"}, "th", true},
    {{"trung", "học", "cơ", "sở"}, "thcs", true},
    {{"trung", "học", "phổ", "thông"}, "thpt", true},
    {{"ptth"}, "thpt", true}, // as upper and mixed schools were called before
    {{"ptcs"}, "thcs", false},
    {{"mầm", "non"}, "mn", true},
    {{"mẫu", "giáo"}, "mg", true},
    {{"phường"}, "p", true},
    {{"quận"}, "q", true},
    {{"huyện"}, "h", false},
    {{"xã"}, "x", false},
    {{"thị", "trấn"}, "tt", false},
    {{"thành", "phố"}, "tp", true},
    {{"quốc", "lộ"}, "ql", true},
    {{"tỉnh", "lộ"}, "tl", true},
    {{"cách", "mạng", "tháng", "8"}, "cmt8", true},
    {{"cách", "mạng", "tháng", "tám"}, "cmt8", false},
    // Sources in English name wards and districts so.
    {{"ward"}, "phường", false},
    {{"ward"}, "p", false},
    {{"district"}, "quận", false},
    {{"district"}, "q", false},
};

static size_t long_length(const struct synonym *synonym)
{
    size_t n = 0;
    while (n < 5 && synonym->words[n] != NULL)
        n++;
    return n;
}

static bool stands_at(struct arena *arena, const struct synonym *synonym,
                      const struct search_word *words, size_t n_words)
{
    for (size_t i = 0; i < long_length(synonym); i++)
        if (i >= n_words ||
            strcmp(words[i].blind, fold_text(arena, synonym->words[i])) != 0)
            return false;
    return true;
}

static void add_form(struct arena *arena, struct search_word_list *words,
                     const char *exact, uint8_t position, size_t span)
{
    *search_word_list_add(words, arena) = (struct search_word){
        fold_text(arena, exact), exact, position, (uint8_t)span};
}

void search_words_add_synonyms(struct arena *arena,
                               struct search_word_list *words)
{
    size_t n_words = words->count;
    for (size_t i = 0; i < n_words; i++)
        for (size_t s = 0; s < sizeof SYNONYMS / sizeof *SYNONYMS; s++) {
            const struct synonym *synonym = &SYNONYMS[s];
            uint8_t position = words->items[i].position;
            if (stands_at(arena, synonym, words->items + i, n_words - i))
                add_form(arena, words, synonym->shorter, position,
                         long_length(synonym));
            if (!synonym->both_ways ||
                strcmp(words->items[i].exact, synonym->shorter) != 0)
                continue;
            for (size_t w = 0; w < long_length(synonym); w++)
                add_form(arena, words, synonym->words[w], position, 1);
        }
}
