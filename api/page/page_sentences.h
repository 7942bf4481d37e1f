#ifndef PAGE_PAGE_SENTENCES_H
#define PAGE_PAGE_SENTENCES_H

#include "base/language.h"

/// All that the parents' page says (page_texts.h), in every language, read once
/// when a server starts. Read-only; threads share it.
struct page_sentences;

struct page_sentences *page_sentences_new(void);
void page_sentences_free(struct page_sentences *sentences);

/// The sentence of that name, or NULL.
const char *page_sentences_find(const struct page_sentences *sentences,
                                enum language language, const char *name);

#endif
