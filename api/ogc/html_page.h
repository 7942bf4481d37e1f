#ifndef OGC_HTML_PAGE_H
#define OGC_HTML_PAGE_H

#include "ogc/ogc_link.h"

// Plain pages, written by the server and readable without any script: a title,
// texts, lists of links, tables. Everything given as a text is escaped.

/// Begins a page; under its title stands the way back: `trail` has label, path,
/// …, NULL from the start page on.
void html_begin(const struct ogc_request *ogc, struct text_buffer *page,
                const char *title, const char *const *trail);
void html_end(struct text_buffer *page);

void html_paragraph(struct text_buffer *page, const char *text);

/// A list of the links, by their titles.
void html_links(const struct ogc_request *ogc, struct text_buffer *page,
                const struct ogc_link_list *links);

/// A table: its headings (up to a NULL), then rows of cells.
void html_begin_table(struct text_buffer *page, const char *const *headings);
void html_begin_row(struct text_buffer *page);
void html_cell(struct text_buffer *page, const char *text);
void html_cell_link(struct text_buffer *page, const char *href,
                    const char *text);
void html_end_row(struct text_buffer *page);
void html_end_table(struct text_buffer *page);

#endif
