// A tag stays open until something other than an attribute comes, so that
// attributes are written one by one. What is escaped are the five characters
// that can end a text or a quoted value; control characters, which HTML does
// not allow, become the sign for what cannot be shown.

#include "base/html_writer.h"

#include <string.h>

struct html_writer html_into(struct text_buffer *into)
{
    return (struct html_writer){.into = into};
}

static void close_tag(struct html_writer *html)
{
    if (html->is_tag_open)
        text_add(html->into, ">", 1);
    html->is_tag_open = false;
}

static bool is_plain(unsigned char c)
{
    return (c >= 0x20 && c != 0x7F && strchr("<>&\"'", c) == NULL) ||
           c == '\t' || c == '\n';
}

static void add_escaped(struct text_buffer *into, const char *text)
{
    while (*text != '\0') {
        size_t plain = 0;
        while (text[plain] != '\0' && is_plain((unsigned char)text[plain]))
            plain++;
        text_add(into, text, plain);
        text += plain;
        if (*text == '\0')
            return;
        bool is_control = (unsigned char)*text < 0x20 || *text == 0x7F;
        text_add_format(into, "&#%d;", is_control ? 0xFFFD : *text);
        text++;
    }
}

void html_begin_element(struct html_writer *html, const char *name)
{
    close_tag(html);
    text_add_format(html->into, "<%s", name);
    html->is_tag_open = true;
}

void html_end_element(struct html_writer *html, const char *name)
{
    close_tag(html);
    text_add_format(html->into, "</%s>", name);
}

void html_attribute(struct html_writer *html, const char *name,
                    const char *value)
{
    if (value == NULL)
        return;
    text_add_format(html->into, " %s=\"", name);
    add_escaped(html->into, value);
    text_add(html->into, "\"", 1);
}

void html_flag(struct html_writer *html, const char *name, bool is_set)
{
    if (is_set)
        text_add_format(html->into, " %s", name);
}

void html_text(struct html_writer *html, const char *text)
{
    close_tag(html);
    add_escaped(html->into, text);
}

void html_verbatim(struct html_writer *html, const char *markup)
{
    close_tag(html);
    text_add_string(html->into, markup);
}

void html_element(struct html_writer *html, const char *name,
                  const char *class_name, const char *text)
{
    html_begin_element(html, name);
    html_attribute(html, "class", class_name);
    html_text(html, text);
    html_end_element(html, name);
}

void html_link(struct html_writer *html, const char *href, const char *text)
{
    html_begin_element(html, "a");
    html_attribute(html, "href", href);
    html_text(html, text);
    html_end_element(html, "a");
}
