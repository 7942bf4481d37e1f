#ifndef PAGE_PAGE_TEXTS_H
#define PAGE_PAGE_TEXTS_H

/// What the server's own page is made with, compiled into the program. Each
/// list ends with an entry without a name.
struct page_text {
    const char *name; ///< without its last ending: "find.vi"
    const char *text;
};

/// The sentences of the parents' page, as it says them itself (web/src), and
/// those that only a page without JavaScript needs (api/page/find.*.json). A
/// name ends with its language.
extern const struct page_text PAGE_SENTENCES[];

/// Its style, with those of the pages' colours and sizes that it uses
/// (tools/make_page_style).
extern const struct page_text PAGE_STYLE[];

#endif
