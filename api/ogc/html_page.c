#include "ogc/html_page.h"

#include "base/html_writer.h"

// The colours of the pages: warm paper, grey ink, deep teal for what leads on.
static const char STYLE[] =
    "body{margin:0 auto;max-width:72rem;padding:1.5rem;background:#fbfaf7;"
    "color:#2b2926;font:16px/1.5 'Be Vietnam Pro',system-ui,sans-serif}"
    "h1{font-size:28px;line-height:1.25;margin:.5rem 0 1rem}"
    "h2{font-size:20px;margin:1.5rem 0 .5rem}"
    "a{color:#0b5c5c}nav{font-size:13px;color:#6b665e}"
    "nav a{margin-right:.25rem}"
    ".wide{overflow-x:auto}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums;"
    "font-size:13px}"
    "th,td{text-align:left;padding:.25rem .75rem .25rem 0;"
    "border-bottom:1px solid #e4dfd6;vertical-align:top}"
    "th{color:#6b665e;font-weight:600}"
    "@media(prefers-color-scheme:dark){body{background:#1d1c1a;color:#e9e5dd}"
    "a{color:#7cc9c4}th,nav{color:#a8a297}th,td{border-color:#3a3733}}";

static void write_trail(const struct ogc_request *ogc, struct text_buffer *page,
                        const char *const *trail)
{
    struct html_writer html = html_into(page);
    html_begin_element(&html, "nav");
    for (; *trail != NULL; trail += 2) {
        html_link(&html, arena_format(ogc->arena, "%s%s", ogc->base, trail[1]),
                  trail[0]);
        html_text(&html, "/ ");
    }
    html_end_element(&html, "nav");
    html_verbatim(&html, "\n");
}

void html_begin(const struct ogc_request *ogc, struct text_buffer *page,
                const char *title, const char *const *trail)
{
    struct html_writer html = html_into(page);
    html_verbatim(&html, "<!doctype html>\n");
    html_begin_element(&html, "html");
    html_attribute(&html, "lang", ogc_say(ogc, "vi", "en"));
    html_verbatim(&html, "\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta name=\"viewport\" "
                         "content=\"width=device-width,initial-scale=1\">\n");
    html_element(&html, "title", NULL,
                 arena_format(ogc->arena, "%s · Học Gần", title));
    html_verbatim(&html, "\n<style>");
    html_verbatim(&html, STYLE);
    html_verbatim(&html, "</style>\n</head>\n<body>\n");
    write_trail(ogc, page, trail);
    html_verbatim(&html, "<main>\n");
    html_element(&html, "h1", NULL, title);
    html_verbatim(&html, "\n");
}

void html_end(struct text_buffer *page)
{
    text_add_string(page, "</main>\n</body>\n</html>\n");
}

static void line(struct text_buffer *page, const char *name, const char *text)
{
    struct html_writer html = html_into(page);
    html_element(&html, name, NULL, text);
    html_verbatim(&html, "\n");
}

void html_paragraph(struct text_buffer *page, const char *text)
{
    line(page, "p", text);
}

void html_links(const struct ogc_request *ogc, struct text_buffer *page,
                const struct ogc_link_list *links)
{
    struct html_writer html = html_into(page);
    line(page, "h2", ogc_say(ogc, "Liên kết", "Links"));
    html_verbatim(&html, "<ul>\n");
    for (size_t i = 0; i < links->count; i++) {
        const struct ogc_link *link = &links->items[i];
        html_begin_element(&html, "li");
        if (link->is_template)
            html_text(&html, link->href);
        else
            html_link(&html, link->href,
                      link->title == NULL ? link->rel : link->title);
        html_end_element(&html, "li");
        html_verbatim(&html, "\n");
    }
    html_verbatim(&html, "</ul>\n");
}

void html_begin_table(struct text_buffer *page, const char *const *headings)
{
    struct html_writer html = html_into(page);
    html_verbatim(&html, "<div class=\"wide\"><table>\n<thead><tr>");
    for (; *headings != NULL; headings++) {
        html_begin_element(&html, "th");
        html_attribute(&html, "scope", "col");
        html_text(&html, *headings);
        html_end_element(&html, "th");
    }
    html_verbatim(&html, "</tr></thead>\n<tbody>\n");
}

void html_begin_row(struct text_buffer *page)
{
    text_add_string(page, "<tr>");
}

void html_cell(struct text_buffer *page, const char *text)
{
    struct html_writer html = html_into(page);
    html_element(&html, "td", NULL, text);
}

void html_cell_link(struct text_buffer *page, const char *href,
                    const char *text)
{
    struct html_writer html = html_into(page);
    html_begin_element(&html, "td");
    html_link(&html, href, text);
    html_end_element(&html, "td");
}

void html_end_row(struct text_buffer *page)
{
    text_add_string(page, "</tr>\n");
}

void html_end_table(struct text_buffer *page)
{
    text_add_string(page, "</tbody></table></div>\n");
}
