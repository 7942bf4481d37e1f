#include <string.h>

#include "base/html_writer.h"
#include "check.h"

static void nothing_typed_becomes_markup(void **state)
{
    struct text_buffer body = {0};
    struct html_writer html = html_into(&body);
    html_element(&html, "p", NULL, "<script>alert('1' & \"2\")</script>");
    CHECK_TEXT(body.bytes, "<p>&#60;script&#62;alert(&#39;1&#39; &#38; "
                           "&#34;2&#34;)&#60;/script&#62;</p>");
    text_buffer_free(&body);
}

static void no_value_ends_its_attribute(void **state)
{
    struct text_buffer body = {0};
    struct html_writer html = html_into(&body);
    html_begin_element(&html, "input");
    html_attribute(&html, "value", "\" onfocus=\"x' y=<z>&amp;");
    html_attribute(&html, "id", NULL);
    html_flag(&html, "checked", true);
    html_flag(&html, "disabled", false);
    html_text(&html, "");
    CHECK_TEXT(body.bytes, "<input value=\"&#34; onfocus=&#34;x&#39; "
                           "y=&#60;z&#62;&#38;amp;\" checked>");
    text_buffer_free(&body);
}

static void letters_of_every_kind_stay_as_they_are(void **state)
{
    struct text_buffer body = {0};
    struct html_writer html = html_into(&body);
    html_element(&html, "h2", "từ", "Hẻm 1806/127, đường Nguyễn Trãi 😀\n\tẾ");
    CHECK_TEXT(body.bytes, "<h2 class=\"từ\">Hẻm 1806/127, đường Nguyễn Trãi "
                           "😀\n\tẾ</h2>");
    text_buffer_free(&body);
}

static void what_html_does_not_allow_is_replaced(void **state)
{
    struct text_buffer body = {0};
    struct html_writer html = html_into(&body);
    html_text(&html, "a\x01"
                     "b\x7F"
                     "c\r");
    CHECK_TEXT(body.bytes, "a&#65533;b&#65533;c&#65533;");
    text_buffer_free(&body);
}

static void elements_nest_and_links_lead_where_they_say(void **state)
{
    struct text_buffer body = {0};
    struct html_writer html = html_into(&body);
    html_verbatim(&html, "<!doctype html>");
    html_begin_element(&html, "ul");
    html_begin_element(&html, "li");
    html_link(&html, "/find?q=a&lang=en", "A & B");
    html_end_element(&html, "li");
    html_end_element(&html, "ul");
    CHECK_TEXT(body.bytes,
               "<!doctype html><ul><li><a href=\"/find?q=a&#38;lang=en\">A "
               "&#38; B</a></li></ul>");
    text_buffer_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_typed_becomes_markup),
        TEST(no_value_ends_its_attribute),
        TEST(letters_of_every_kind_stay_as_they_are),
        TEST(what_html_does_not_allow_is_replaced),
        TEST(elements_nest_and_links_lead_where_they_say),
    };
    return RUN_TESTS(tests);
}
