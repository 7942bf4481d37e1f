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

bool search_word_is_ward(const struct search_word *word)
{
    return is_generic(word, "phường", "phuong") || is_generic(word, "xã", "xa");
}

struct synonym {
    const char *words[5]; // the long form, ended by NULL
    const char *blind[5]; // the same without accents
    const char *shorter;
    const char *shorter_blind;
    bool both_ways; // the short form is never anything else
};

static const struct synonym SYNONYMS[] = {
    {{"tiểu", "học"}, {"tieu", "hoc"}, "th", "th", true},
    {{"trung", "học", "cơ", "sở"},
     {"trung", "hoc", "co", "so"},
     "thcs",
     "thcs",
     true},
    {{"trung", "học", "phổ", "thông"},
     {"trung", "hoc", "pho", "thong"},
     "thpt",
     "thpt",
     true},
    // As upper and mixed schools were called before.
    {{"ptth"}, {"ptth"}, "thpt", "thpt", true},
    {{"ptcs"}, {"ptcs"}, "thcs", "thcs", false},
    {{"mầm", "non"}, {"mam", "non"}, "mn", "mn", true},
    {{"mẫu", "giáo"}, {"mau", "giao"}, "mg", "mg", true},
    {{"phường"}, {"phuong"}, "p", "p", true},
    {{"quận"}, {"quan"}, "q", "q", true},
    {{"huyện"}, {"huyen"}, "h", "h", false},
    {{"xã"}, {"xa"}, "x", "x", false},
    {{"thị", "trấn"}, {"thi", "tran"}, "tt", "tt", false},
    {{"thành", "phố"}, {"thanh", "pho"}, "tp", "tp", true},
    {{"sân", "vận", "động"}, {"san", "van", "dong"}, "svđ", "svd", true},
    {{"bệnh", "viện"}, {"benh", "vien"}, "bv", "bv", true},
    {{"công", "viên"}, {"cong", "vien"}, "cv", "cv", true},
    {{"đại", "học"}, {"dai", "hoc"}, "đh", "dh", true},
    {{"ủy", "ban", "nhân", "dân"},
     {"uy", "ban", "nhan", "dan"},
     "ubnd",
     "ubnd",
     true},
    {{"khu", "dân", "cư"}, {"khu", "dan", "cu"}, "kdc", "kdc", true},
    {{"chung", "cư"}, {"chung", "cu"}, "cc", "cc", false},
    {{"quốc", "lộ"}, {"quoc", "lo"}, "ql", "ql", true},
    {{"tỉnh", "lộ"}, {"tinh", "lo"}, "tl", "tl", true},
    {{"cách", "mạng", "tháng", "8"},
     {"cach", "mang", "thang", "8"},
     "cmt8",
     "cmt8",
     true},
    {{"cách", "mạng", "tháng", "tám"},
     {"cach", "mang", "thang", "tam"},
     "cmt8",
     "cmt8",
     false},
    // And as who knows the English names looks for them.
    {{"phường"}, {"phuong"}, "ward", "ward", false},
    {{"xã"}, {"xa"}, "commune", "commune", false},
    {{"quận"}, {"quan"}, "district", "district", false},
    {{"huyện"}, {"huyen"}, "district", "district", false},
    // Sources in English name wards and districts so.
    {{"ward"}, {"ward"}, "phường", "phuong", false},
    {{"ward"}, {"ward"}, "p", "p", false},
    {{"district"}, {"district"}, "quận", "quan", false},
    {{"district"}, {"district"}, "q", "q", false},
};

static size_t long_length(const struct synonym *synonym)
{
    size_t n = 0;
    while (n < 5 && synonym->words[n] != NULL)
        n++;
    return n;
}

static bool stands_at(const struct synonym *synonym,
                      const struct search_word *words, size_t n_words)
{
    for (size_t i = 0; i < long_length(synonym); i++)
        if (i >= n_words || strcmp(words[i].blind, synonym->blind[i]) != 0)
            return false;
    return true;
}

static void add_forms(struct arena *arena, struct search_word_list *words,
                      size_t i, size_t n_words, const struct synonym *synonym)
{
    uint8_t position = words->items[i].position;
    size_t n_long = long_length(synonym);
    if (stands_at(synonym, words->items + i, n_words - i))
        *search_word_list_add(words, arena) =
            (struct search_word){synonym->shorter_blind, synonym->shorter,
                                 position, (uint8_t)n_long};
    if (synonym->both_ways &&
        strcmp(words->items[i].exact, synonym->shorter) == 0)
        for (size_t w = 0; w < n_long; w++)
            *search_word_list_add(words, arena) = (struct search_word){
                synonym->blind[w], synonym->words[w], position, 1};
}

void search_words_add_synonyms(struct arena *arena,
                               struct search_word_list *words)
{
    size_t n_words = words->count;
    for (size_t i = 0; i < n_words; i++)
        for (size_t s = 0; s < sizeof SYNONYMS / sizeof *SYNONYMS; s++)
            add_forms(arena, words, i, n_words, &SYNONYMS[s]);
}
