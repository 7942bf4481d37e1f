#ifndef BASE_HTML_WRITER_H
#define BASE_HTML_WRITER_H

#include <stdbool.h>

#include "base/text.h"

/// Writes HTML straight into a text buffer. Every text and every value of an
/// attribute is escaped, so nothing that was typed by somebody becomes markup;
/// names of elements and attributes are the program's own. Balance is the
/// caller's.
///
///     struct html_writer html = html_into(&body);
///     html_begin_element(&html, "p");
///     html_attribute(&html, "class", "from");
///     html_text(&html, "Từ 12/3 Lê Lợi.");
///     html_end_element(&html, "p");
///
/// An element without content (input, meta) is begun and never ended.
struct html_writer {
    struct text_buffer *into;
    bool is_tag_open; ///< attributes may still come
};

struct html_writer html_into(struct text_buffer *into);

void html_begin_element(struct html_writer *html, const char *name);
void html_end_element(struct html_writer *html, const char *name);

/// Of the element just begun. A value that is NULL leaves the attribute out.
void html_attribute(struct html_writer *html, const char *name,
                    const char *value);

/// An attribute that is there or not, such as "checked".
void html_flag(struct html_writer *html, const char *name, bool is_set);

void html_text(struct html_writer *html, const char *text);

/// Markup of the program itself, as it is: a doctype, a style sheet.
void html_verbatim(struct html_writer *html, const char *markup);

/// A whole element with a text in it; of that class unless it is NULL.
void html_element(struct html_writer *html, const char *name,
                  const char *class_name, const char *text);
void html_link(struct html_writer *html, const char *href, const char *text);

#endif
