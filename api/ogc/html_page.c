#include "ogc/html_page.h"

#include <string.h>

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

void html_text(struct text_buffer *page, const char *text)
{
    while (*text != '\0') {
        size_t plain = strcspn(text, "<>&\"'");
        text_add(page, text, plain);
        text += plain;
        if (*text != '\0')
            text_add_format(page, "&#%d;", *text++);
    }
}

void html_link(struct text_buffer *page, const char *href, const char *text)
{
    text_add_string(page, "<a href=\"");
    html_text(page, href);
    text_add_string(page, "\">");
    html_text(page, text);
    text_add_string(page, "</a>");
}

static void write_trail(const struct ogc_request *ogc, struct text_buffer *page,
                        const char *const *trail)
{
    text_add_string(page, "<nav>");
    for (; *trail != NULL; trail += 2) {
        html_link(page, arena_format(ogc->arena, "%s%s", ogc->base, trail[1]),
                  trail[0]);
        text_add_string(page, "/ ");
    }
    text_add_string(page, "</nav>\n");
}

void html_begin(const struct ogc_request *ogc, struct text_buffer *page,
                const char *title, const char *const *trail)
{
    text_add_format(page,
                    "<!doctype html>\n<html lang=\"%s\">\n<head>\n"
                    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                    "content=\"width=device-width,initial-scale=1\">\n<title>",
                    ogc_say(ogc, "vi", "en"));
    html_text(page, title);
    text_add_string(page, " · Học Gần</title>\n<style>");
    text_add_string(page, STYLE);
    text_add_string(page, "</style>\n</head>\n<body>\n");
    write_trail(ogc, page, trail);
    text_add_string(page, "<main>\n<h1>");
    html_text(page, title);
    text_add_string(page, "</h1>\n");
}

void html_end(struct text_buffer *page)
{
    text_add_string(page, "</main>\n</body>\n</html>\n");
}

static void element(struct text_buffer *page, const char *name,
                    const char *text)
{
    text_add_format(page, "<%s>", name);
    html_text(page, text);
    text_add_format(page, "</%s>\n", name);
}

void html_heading(struct text_buffer *page, const char *text)
{
    element(page, "h2", text);
}

void html_paragraph(struct text_buffer *page, const char *text)
{
    element(page, "p", text);
}

void html_links(const struct ogc_request *ogc, struct text_buffer *page,
                const struct ogc_link_list *links)
{
    html_heading(page, ogc_say(ogc, "Liên kết", "Links"));
    text_add_string(page, "<ul>\n");
    for (size_t i = 0; i < links->count; i++) {
        const struct ogc_link *link = &links->items[i];
        text_add_string(page, "<li>");
        if (link->is_template)
            html_text(page, link->href);
        else
            html_link(page, link->href,
                      link->title == NULL ? link->rel : link->title);
        text_add_string(page, "</li>\n");
    }
    text_add_string(page, "</ul>\n");
}

void html_begin_table(struct text_buffer *page, const char *const *headings)
{
    text_add_string(page, "<div class=\"wide\"><table>\n<thead><tr>");
    for (; *headings != NULL; headings++) {
        text_add_string(page, "<th scope=\"col\">");
        html_text(page, *headings);
        text_add_string(page, "</th>");
    }
    text_add_string(page, "</tr></thead>\n<tbody>\n");
}

void html_begin_row(struct text_buffer *page)
{
    text_add_string(page, "<tr>");
}

void html_cell(struct text_buffer *page, const char *text)
{
    text_add_string(page, "<td>");
    html_text(page, text);
    text_add_string(page, "</td>");
}

void html_cell_link(struct text_buffer *page, const char *href,
                    const char *text)
{
    text_add_string(page, "<td>");
    html_link(page, href, text);
    text_add_string(page, "</td>");
}

void html_end_row(struct text_buffer *page)
{
    text_add_string(page, "</tr>\n");
}

void html_end_table(struct text_buffer *page)
{
    text_add_string(page, "</tbody></table></div>\n");
}
