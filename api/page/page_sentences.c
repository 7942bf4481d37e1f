// The files of a language, one after the other, become one list by name. Of
// sentences with one name the first is kept, as a page's own words stand
// before those that all pages share.

#include "page/page_sentences.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "http/json_value.h"
#include "page/page_texts.h"

struct sentence {
    const char *name;
    const char *text;
    size_t place; // in the order of the files
};
LIST_DECLARE(sentence);

struct page_sentences {
    struct arena *arena;
    struct sentence_list of[N_LANGUAGES]; // by name
};

// The language of a file: the end of its name.
static bool is_in(const struct page_text *text, enum language language)
{
    static const char *const ENDINGS[N_LANGUAGES] = {
        [LANGUAGE_VIETNAMESE] = ".vi", [LANGUAGE_ENGLISH] = ".en"};
    const char *ending = strrchr(text->name, '.');
    return ending != NULL && strcmp(ending, ENDINGS[language]) == 0;
}

static void add_text(struct page_sentences *sentences,
                     struct sentence_list *list, const char *text)
{
    const struct json_value *file;
    struct error err;
    if (json_read(sentences->arena, text, strlen(text), &file, &err) !=
        STATUS_OK)
        return; // the pages are not built from such a file either
    for (size_t i = 0; i < file->n_values; i++)
        if (file->values[i].kind == JSON_KIND_TEXT)
            *sentence_list_add(list, sentences->arena) =
                (struct sentence){.name = file->keys[i],
                                  .text = file->values[i].text,
                                  .place = list->count};
}

static int by_name(const void *a, const void *b)
{
    const struct sentence *x = a;
    const struct sentence *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

static void keep_first_of_each(struct sentence_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->count; i++)
        if (n == 0 || strcmp(list->items[i].name, list->items[n - 1].name) != 0)
            list->items[n++] = list->items[i];
    list->count = n;
}

struct page_sentences *page_sentences_new(void)
{
    struct arena *arena = arena_new();
    struct page_sentences *sentences =
        arena_array(arena, struct page_sentences, 1);
    sentences->arena = arena;
    for (int language = 0; language < N_LANGUAGES; language++) {
        struct sentence_list *list = &sentences->of[language];
        for (const struct page_text *text = PAGE_SENTENCES; text->name != NULL;
             text++)
            if (is_in(text, (enum language)language))
                add_text(sentences, list, text->text);
        if (list->count > 1)
            qsort(list->items, list->count, sizeof *list->items, by_name);
        keep_first_of_each(list);
    }
    return sentences;
}

void page_sentences_free(struct page_sentences *sentences)
{
    if (sentences != NULL)
        arena_free(sentences->arena);
}

static int compare_to_name(const void *name, const void *sentence)
{
    return strcmp(name, ((const struct sentence *)sentence)->name);
}

const char *page_sentences_find(const struct page_sentences *sentences,
                                enum language language, const char *name)
{
    const struct sentence_list *list = &sentences->of[language];
    const struct sentence *found =
        list->count == 0 ? NULL
                         : bsearch(name, list->items, list->count,
                                   sizeof *list->items, compare_to_name);
    return found == NULL ? NULL : found->text;
}
