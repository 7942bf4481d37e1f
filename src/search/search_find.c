// Looking up is one pass over the postings of every word typed. For each entry
// a small tally keeps which of the words were met there, in the name or beside
// it, with accents or without, and which words of the name they cover. An
// entry whose tally is complete is ranked: all its qualities are packed into
// one number, best in the highest bits, and the best entries are kept in a
// short sorted list. Equal numbers go by the entry's place in the index.

#include <string.h>

#include "search/search_index.h"
#include "search/search_index_parts.h"
#include "search/search_words.h"

#define MOST_TYPED 16
#define MOST_RANKED 256

// A word of the query and what is asked of it.
struct typed_word {
    const char *blind;
    const char *exact;
    bool is_begun;    // the last one, which may go on
    bool is_optional; // "đường", "trường" before the last
    bool is_number;   // the house number
};

struct typed {
    struct typed_word words[MOST_TYPED];
    size_t count;
};

// What is known of one entry so far; a bit for each word typed. Words are
// looked up in the order typed, so that for each it is enough to remember where
// the word before it ended: there the next one stands side by side with it.
struct tally {
    uint16_t met;
    uint16_t in_name;
    uint16_t exact;
    uint16_t finished;  // met by a whole word, not by its beginning
    uint16_t adjoining; // stands right after the word typed before it
    uint8_t latest;     // the word met last
    uint8_t number_parts;
    uint32_t covered; // words of the name, a bit each
    struct ends {
        uint32_t in_name; // places right after the word, a bit each
        uint32_t in_detail;
    } ends, ends_before; // of the latest word and of the one before it
};

struct search {
    const struct search_index *index;
    const struct typed *typed;
    uint16_t wanted;   // words whose quality counts
    uint16_t accented; // words typed with accents
    struct tally *tallies;
    unsigned most_lacking; // words that an entry need not have at all
};

// "số", "nhà", "hẻm" before a house number say nothing more.
static bool leads_to_number(const struct search_word *word)
{
    const char *leads[] = {"so", "nha", "hem", "ngo", "kiet"};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (strcmp(word->blind, leads[i]) == 0)
            return true;
    return false;
}

static bool starts_with_digit(const struct search_word *word)
{
    return word->blind[0] >= '0' && word->blind[0] <= '9';
}

// Which word is the house number, or SIZE_MAX: the first, if it begins with a
// digit and names a street after it. `*first` is where the words begin.
static size_t find_number(const struct search_word_list *words, size_t *first)
{
    size_t at = 0;
    while (at < words->count && leads_to_number(&words->items[at]))
        at++;
    *first = 0;
    if (at + 1 >= words->count || !starts_with_digit(&words->items[at]))
        return SIZE_MAX;
    *first = at;
    return at;
}

// "đường" and "trường" may be what people put before a name or a part of it
// (Trường Chinh, Dương Bá Trạc): so they need not be met, but count if they
// are.
static bool is_optional(const struct search_word *word)
{
    return search_word_is_street(word) || search_word_is_school(word) ||
           strcmp(word->exact, "đ") == 0;
}

static struct typed read_typed(struct arena *scratch, const char *text)
{
    struct search_word_list words = search_words_of(scratch, text);
    struct typed typed = {0};
    size_t first;
    size_t number = find_number(&words, &first);
    for (size_t i = first; i < words.count && typed.count < MOST_TYPED; i++) {
        const struct search_word *word = &words.items[i];
        typed.words[typed.count++] = (struct typed_word){
            word->blind, word->exact, .is_begun = i + 1 == words.count,
            .is_optional = i + 1 < words.count && is_optional(word),
            .is_number = i == number};
    }
    return typed;
}

// Moves on to word `w`: what was the latest word is now the one before.
static void turn_to(struct tally *tally, size_t w)
{
    if (tally->met != 0 && tally->latest == w)
        return;
    bool follows = tally->met != 0 && tally->latest + 1u == w;
    tally->ends_before = follows ? tally->ends : (struct ends){0, 0};
    tally->ends = (struct ends){0, 0};
    tally->latest = (uint8_t)w;
}

static bool note_place(uint32_t *ends, uint32_t ends_before,
                       struct posting posting)
{
    *ends |= 1u << (posting.position + posting.span);
    return (ends_before >> posting.position & 1) != 0;
}

static void count_posting(struct search *s, size_t w, struct posting posting,
                          bool is_exact, bool is_finished)
{
    struct tally *tally = &s->tallies[posting.entry];
    uint16_t bit = (uint16_t)(1u << w);
    bool adjoins = false;
    turn_to(tally, w);
    if (posting.field == SEARCH_IN_NAME)
        adjoins = note_place(&tally->ends.in_name, tally->ends_before.in_name,
                             posting);
    else if (posting.field == SEARCH_IN_DETAIL)
        adjoins = note_place(&tally->ends.in_detail,
                             tally->ends_before.in_detail, posting);
    tally->met |= bit;
    tally->exact |= is_exact ? bit : 0;
    tally->finished |= is_finished ? bit : 0;
    tally->adjoining |= adjoins ? bit : 0;
    tally->in_name |= posting.field != SEARCH_IN_DETAIL ? bit : 0;
    if (posting.field == SEARCH_IN_NAME)
        tally->covered |= ((1u << posting.span) - 1) << posting.position;
}

static size_t first_token_from(const struct search_index *index,
                               const char *blind)
{
    size_t low = 0;
    size_t high = index->n_tokens;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(index->blind[middle], blind) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// Every posting of one word of the index. An entry that has the whole word is
// not also met by a longer one ("3" and "333").
static void count_token(struct search *s, size_t w, size_t token,
                        bool is_finished)
{
    const struct search_index *index = s->index;
    const char *exact = s->typed->words[w].exact;
    bool is_exact = strncmp(index->exact[token], exact, strlen(exact)) == 0;
    for (uint32_t p = index->first_posting[token];
         p < index->first_posting[token + 1]; p++) {
        struct posting posting = index->postings[p];
        if (is_finished || (s->tallies[posting.entry].finished >> w & 1) == 0)
            count_posting(s, w, posting, is_exact, is_finished);
    }
}

// The word itself, which is sorted first, and if it may go on, all that begin
// with it.
static void look_up(struct search *s, size_t w)
{
    const struct search_index *index = s->index;
    const struct typed_word *word = &s->typed->words[w];
    size_t length = strlen(word->blind);
    for (size_t t = first_token_from(index, word->blind);
         t < index->n_tokens &&
         strncmp(index->blind[t], word->blind, length) == 0;
         t++) {
        bool is_finished = index->blind[t][length] == '\0';
        if (!is_finished && !word->is_begun)
            break;
        count_token(s, w, t, is_finished);
    }
}

// How many parts "1806/127/2/6" has, at most 7.
static uint8_t part_count(const char *number)
{
    uint8_t n = 1;
    for (; *number != '\0'; number++)
        if (*number == '/' && n < 7)
            n++;
    return n;
}

// Only the number of a house can be met in part; in a name ("3 tháng 2") it
// stands whole, and the ward a house lies in is not its number.
static void count_number(struct search *s, size_t w, struct posting posting,
                         uint8_t parts, uint8_t whole)
{
    bool is_house = posting.field == SEARCH_IN_NUMBER;
    if (!is_house && (parts < whole || posting.field == SEARCH_IN_DETAIL))
        return;
    struct tally *tally = &s->tallies[posting.entry];
    count_posting(s, w, posting, parts == whole, true);
    if (tally->number_parts < parts)
        tally->number_parts = parts;
}

// A house number is met whole, by the longest beginning of it that is
// known or, on a street, not at all.
static void look_up_number(struct search *s, struct arena *scratch, size_t w)
{
    const struct search_index *index = s->index;
    char *number = arena_text(scratch, s->typed->words[w].blind);
    uint8_t whole = part_count(number);
    for (char *cut = number; cut != NULL; cut = strrchr(number, '/')) {
        if (cut != number)
            *cut = '\0';
        uint8_t parts = part_count(number);
        for (size_t t = first_token_from(index, number);
             t < index->n_tokens && strcmp(index->blind[t], number) == 0; t++)
            for (uint32_t p = index->first_posting[t];
                 p < index->first_posting[t + 1]; p++)
                count_number(s, w, index->postings[p], parts, whole);
    }
    for (uint32_t e = 0; e < index->n_entries; e++)
        if (index->entries[e].kind == SEARCH_STREET)
            s->tallies[e].met |= (uint16_t)(1u << w);
}

static bool fits_without(const struct search *s, uint32_t entry, size_t w)
{
    const struct typed_word *word = &s->typed->words[w];
    enum search_kind kind = s->index->entries[entry].kind;
    if (!word->is_optional)
        return false;
    return word->blind[0] == 'd'
               ? kind == SEARCH_STREET || kind == SEARCH_ADDRESS
               : kind == SEARCH_SCHOOL;
}

// Whether enough words were met, with at least one in the name or number;
// counts those that were not.
static bool is_complete(const struct search *s, uint32_t entry,
                        unsigned *n_missing)
{
    const struct tally *tally = &s->tallies[entry];
    unsigned n_lacking = 0;
    *n_missing = 0;
    if (tally->covered == 0)
        return false;
    for (size_t w = 0; w < s->typed->count; w++)
        if ((tally->met >> w & 1) == 0) {
            n_lacking += !fits_without(s, entry, w);
            ++*n_missing;
        }
    return n_lacking <= s->most_lacking;
}

// 3 for the whole name, 2 for its beginning, 1 for words in it.
static unsigned shape_of(const struct tally *tally, unsigned n_words)
{
    uint32_t all = n_words >= 32 ? UINT32_MAX : (1u << n_words) - 1;
    if ((tally->covered & all) == all)
        return 3;
    return (tally->covered & (tally->covered + 1)) == 0 ? 2 : 1;
}

// Words typed with accents, which must then be those of the entry.
static uint16_t accented_words(const struct typed *typed)
{
    uint16_t accented = 0;
    for (size_t w = 0; w < typed->count; w++)
        if (strcmp(typed->words[w].blind, typed->words[w].exact) != 0)
            accented |= (uint16_t)(1u << w);
    return accented;
}

// The words whose quality counts: not those that need not be met, and not the
// house number, which is a quality of its own.
static uint16_t wanted_words(const struct typed *typed)
{
    uint16_t wanted = 0;
    for (size_t w = 0; w < typed->count; w++)
        if (!typed->words[w].is_optional && !typed->words[w].is_number)
            wanted |= (uint16_t)(1u << w);
    return wanted;
}

// The qualities of a complete entry, best in the highest bits.
static uint64_t rank_of(const struct search *s, uint32_t entry,
                        unsigned n_missing)
{
    const struct tally *tally = &s->tallies[entry];
    unsigned n_words = s->index->n_words[entry];
    uint16_t wanted = s->wanted;
    uint16_t accented = wanted & s->accented;
    unsigned qualities[] = {
        tally->number_parts,
        MOST_TYPED - n_missing,
        (tally->exact & accented) == accented,
        (tally->in_name & wanted) == wanted,
        shape_of(tally, n_words),
        (unsigned)__builtin_popcount(tally->adjoining),
        (tally->finished & wanted) == wanted,
        7u - (unsigned)s->index->entries[entry].kind,
        (tally->exact & wanted) == wanted,
        63 - n_words,
    };
    uint64_t rank = 0;
    for (size_t i = 0; i < sizeof qualities / sizeof *qualities; i++)
        rank = rank << 6 | qualities[i]; // each is below 64
    return rank;
}

// As typed: each word met, and with its accents.
static bool is_as_typed(const struct search *s, uint32_t entry)
{
    for (size_t w = 0; w < s->typed->count; w++)
        if (!s->typed->words[w].is_optional &&
            (s->tallies[entry].exact >> w & 1) == 0)
            return false;
    return true;
}

struct ranked {
    uint64_t rank;
    uint32_t entry;
    bool is_exact;
};

// Keeps the best in order. Entries come in index order, so one that is only
// as good as another goes after it.
static size_t keep(struct ranked *best, size_t n, size_t most, struct ranked r)
{
    if (n == most && r.rank <= best[n - 1].rank)
        return n;
    size_t at = n < most ? n : n - 1;
    for (; at > 0 && best[at - 1].rank < r.rank; at--)
        best[at] = best[at - 1];
    best[at] = r;
    return n < most ? n + 1 : n;
}

static size_t rank_all(const struct search *s, struct ranked *best)
{
    size_t n = 0;
    for (uint32_t e = 0; e < s->index->n_entries; e++) {
        unsigned n_missing;
        if (!is_complete(s, e, &n_missing))
            continue;
        struct ranked r = {.entry = e};
        r.rank = rank_of(s, e, n_missing);
        r.is_exact = is_as_typed(s, e);
        n = keep(best, n, MOST_RANKED, r);
    }
    return n;
}

static bool are_alike(const struct search_entry *a,
                      const struct search_entry *b)
{
    return a->kind == b->kind && strcmp(a->name, b->name) == 0 &&
           (a->number == NULL || strcmp(a->number, b->number) == 0);
}

static size_t count_alike(const struct search_match *matches, size_t n,
                          const struct search_entry *entry)
{
    size_t n_alike = 0;
    for (size_t i = 0; i < n; i++)
        n_alike += are_alike(matches[i].entry, entry);
    return n_alike;
}

// The best first; those too much alike only where there is room left.
static size_t pick(const struct search_index *index, const struct ranked *best,
                   size_t n_best, size_t limit, struct search_match *matches)
{
    bool is_picked[MOST_RANKED] = {false};
    size_t n = 0;
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < n_best && n < limit; i++) {
            const struct search_entry *entry = &index->entries[best[i].entry];
            if (is_picked[i] || (round == 0 && count_alike(matches, n, entry) >=
                                                   SEARCH_MOST_ALIKE))
                continue;
            is_picked[i] = true;
            matches[n++] = (struct search_match){entry, best[i].is_exact};
        }
    return n;
}

static size_t find(const struct search_index *index, struct arena *scratch,
                   const struct typed *typed, unsigned most_lacking,
                   size_t limit, struct search_match *matches)
{
    struct search search = {
        .index = index,
        .typed = typed,
        .wanted = wanted_words(typed),
        .accented = accented_words(typed),
        .tallies = arena_array(scratch, struct tally, index->n_entries),
        .most_lacking = most_lacking};
    for (size_t w = 0; w < typed->count; w++) {
        if (typed->words[w].is_number)
            look_up_number(&search, scratch, w);
        else
            look_up(&search, w);
    }
    struct ranked best[MOST_RANKED];
    size_t n_best = rank_all(&search, best);
    return pick(index, best, n_best, limit, matches);
}

size_t search_index_find(const struct search_index *index,
                         struct arena *scratch, const char *text, size_t limit,
                         struct search_match *matches)
{
    struct typed typed = read_typed(scratch, text);
    return typed.count == 0 ? 0
                            : find(index, scratch, &typed, 0, limit, matches);
}

size_t search_index_find_near(const struct search_index *index,
                              struct arena *scratch, const char *text,
                              size_t limit, struct search_match *matches)
{
    struct typed typed = read_typed(scratch, text);
    unsigned n_words = (unsigned)typed.count;
    unsigned n_needed = n_words / 2 > 2 ? n_words / 2 : 2;
    return n_words <= n_needed ? 0
                               : find(index, scratch, &typed,
                                      n_words - n_needed, limit, matches);
}
