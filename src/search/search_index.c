// An inverted index: for each different word, where it stands.
//
//     word          le   loi   loi   quan
//     with accents  lê   lợi   lỡi   quận
//     postings     [..][.... ][.   ][....... ]
//
// Words are sorted by their accent-blind form, so that a word typed without
// accents, or only begun, is a run of neighbours found by binary search.
// Entries are sorted once into the order in which equals are shown, so that an
// entry's number settles every tie.

#include "search/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "search/fold.h"
#include "search/search_index_parts.h"
#include "search/search_words.h"

// A word being collected, before the different words have their order.
struct raw_posting {
    uint32_t token;
    struct posting posting;
};
LIST_DECLARE(raw_posting);

struct token {
    const char *blind;
    const char *exact;
    uint32_t was; // its number while collecting
};
LIST_DECLARE(token);

struct builder {
    struct arena *arena; // what stays
    struct arena *work;  // what is only needed while building
    struct search_index *index;
    struct token_list tokens;
    struct raw_posting_list postings;
    uint32_t *slots; // open addressing: token + 1, 0 if free
    size_t n_slots;  // a power of two
};

static size_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(hash ^ (hash >> 29));
}

static uint32_t *slot_of(struct builder *b, const char *exact)
{
    size_t at = hash_of(exact) & (b->n_slots - 1);
    while (b->slots[at] != 0 &&
           strcmp(b->tokens.items[b->slots[at] - 1].exact, exact) != 0)
        at = (at + 1) & (b->n_slots - 1);
    return &b->slots[at];
}

static void grow_slots(struct builder *b)
{
    b->n_slots = b->n_slots == 0 ? 4096 : 2 * b->n_slots;
    b->slots = arena_array(b->work, uint32_t, b->n_slots);
    for (uint32_t t = 0; t < b->tokens.count; t++)
        *slot_of(b, b->tokens.items[t].exact) = t + 1;
}

static uint32_t token_of(struct builder *b, const struct search_word *word)
{
    if (2 * b->tokens.count >= b->n_slots)
        grow_slots(b);
    uint32_t *slot = slot_of(b, word->exact);
    if (*slot == 0) {
        uint32_t was = (uint32_t)b->tokens.count;
        *token_list_add(&b->tokens, b->work) =
            (struct token){arena_text(b->arena, word->blind),
                           arena_text(b->arena, word->exact), was};
        *slot = was + 1;
    }
    return *slot - 1;
}

static void add_posting(struct builder *b, uint32_t entry,
                        enum search_field field, const struct search_word *word,
                        unsigned position, unsigned span)
{
    *raw_posting_list_add(&b->postings, b->work) =
        (struct raw_posting){token_of(b, word),
                             {.entry = entry,
                              .field = (uint8_t)field,
                              .position = (uint8_t)position,
                              .span = (uint8_t)span}};
}

static void add_text(struct builder *b, struct arena *scratch, uint32_t entry,
                     enum search_field field, const char *text)
{
    struct search_word_list words = search_words_of(scratch, text);
    if (field == SEARCH_IN_DETAIL)
        search_words_add_synonyms(scratch, &words);
    for (size_t i = 0; i < words.count; i++)
        add_posting(b, entry, field, &words.items[i], words.items[i].position,
                    words.items[i].span);
}

// "Đường" before a street's name, "Trường" before a school's and "Phường"
// before a ward's are no part of what must be typed; before anything else (the
// street Trường Chinh, Phường 3) they are.
static bool is_aside(enum search_kind kind, const struct search_word_list *name)
{
    if (name->count < 2)
        return false;
    if (kind == SEARCH_SCHOOL)
        return search_word_is_school(&name->items[0]);
    if (kind == SEARCH_WARD)
        return search_word_is_ward(&name->items[0]) &&
               name->items[1]
                       .blind[strspn(name->items[1].blind, "0123456789")] !=
                   '\0';
    return (kind == SEARCH_STREET || kind == SEARCH_ADDRESS) &&
           search_word_is_street(&name->items[0]);
}

// A word that is aside covers no place in the name; the others move up.
static void add_name(struct builder *b, struct arena *scratch, uint32_t entry)
{
    const struct search_entry *e = &b->index->entries[entry];
    struct search_word_list name = search_words_of(scratch, e->name);
    unsigned aside = is_aside(e->kind, &name);
    b->index->n_words[entry] = (uint8_t)(name.count - aside);
    search_words_add_synonyms(scratch, &name);
    for (size_t i = 0; i < name.count; i++) {
        const struct search_word *word = &name.items[i];
        if (word->position < aside)
            add_posting(b, entry, SEARCH_IN_NAME, word, 0, 0);
        else
            add_posting(b, entry, SEARCH_IN_NAME, word, word->position - aside,
                        word->span);
    }
}

static void add_entry(struct builder *b, struct arena *scratch, uint32_t entry)
{
    const struct search_entry *e = &b->index->entries[entry];
    add_name(b, scratch, entry);
    if (e->number != NULL)
        add_text(b, scratch, entry, SEARCH_IN_NUMBER, e->number);
    if (e->detail != NULL)
        add_text(b, scratch, entry, SEARCH_IN_DETAIL, e->detail);
}

static int by_words(const void *a, const void *b)
{
    const struct token *x = a;
    const struct token *y = b;
    int order = strcmp(x->blind, y->blind);
    return order != 0 ? order : strcmp(x->exact, y->exact);
}

// Sorts the words and lays each one's postings side by side, in the order of
// the entries.
static void settle(struct builder *b)
{
    struct search_index *index = b->index;
    size_t n = b->tokens.count;
    if (n > 1)
        qsort(b->tokens.items, n, sizeof *b->tokens.items, by_words);
    index->n_tokens = n;
    index->blind = arena_array(b->arena, const char *, n);
    index->exact = arena_array(b->arena, const char *, n);
    index->first_posting = arena_array(b->arena, uint32_t, n + 2);
    index->postings = arena_array(b->arena, struct posting, b->postings.count);

    uint32_t *place = arena_array(b->work, uint32_t, n);
    for (uint32_t t = 0; t < n; t++) {
        index->blind[t] = b->tokens.items[t].blind;
        index->exact[t] = b->tokens.items[t].exact;
        place[b->tokens.items[t].was] = t;
    }
    // Counted two places on, the sums stand one place on while the postings
    // are filled in, and filling moves each to where it belongs.
    for (size_t i = 0; i < b->postings.count; i++)
        index->first_posting[place[b->postings.items[i].token] + 2]++;
    for (size_t t = 2; t < n + 2; t++)
        index->first_posting[t] += index->first_posting[t - 1];
    for (size_t i = 0; i < b->postings.count; i++) {
        uint32_t token = place[b->postings.items[i].token];
        index->postings[index->first_posting[token + 1]++] =
            b->postings.items[i].posting;
    }
}

// What is not known comes last.
static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

static int by_equals(const void *a, const void *b)
{
    const struct search_entry *x = a;
    const struct search_entry *y = b;
    int order = (x->kind > y->kind) - (x->kind < y->kind);
    if (order == 0)
        order = compare_texts(x->name, y->name);
    if (order == 0)
        order = compare_texts(x->number, y->number);
    if (order == 0)
        order = compare_texts(x->detail, y->detail);
    if (order == 0)
        order = compare_texts(x->id, y->id);
    if (order == 0)
        order = (x->at.x_m > y->at.x_m) - (x->at.x_m < y->at.x_m);
    if (order == 0)
        order = (x->at.y_m > y->at.y_m) - (x->at.y_m < y->at.y_m);
    return order;
}

struct search_index *search_index_build(struct arena *arena,
                                        const struct search_entry *entries,
                                        size_t n_entries)
{
    struct search_index *index = arena_array(arena, struct search_index, 1);
    index->n_entries = n_entries;
    index->entries = arena_array(arena, struct search_entry, n_entries);
    index->n_words = arena_array(arena, uint8_t, n_entries);
    if (n_entries > 0) {
        memcpy(index->entries, entries, n_entries * sizeof *entries);
        qsort(index->entries, n_entries, sizeof *entries, by_equals);
    }
    struct builder builder = {
        .arena = arena, .work = arena_new(), .index = index};
    struct arena *scratch = arena_new();
    for (uint32_t i = 0; i < n_entries; i++) {
        add_entry(&builder, scratch, i);
        arena_reset(scratch);
    }
    arena_free(scratch);
    settle(&builder);
    arena_free(builder.work);
    return index;
}
