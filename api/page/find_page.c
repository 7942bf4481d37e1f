// The whole page is found first and written afterwards, so that its status is
// known before its first byte. It needs nothing but itself: its style is part
// of it, and it has no script.

#include "page/find_page.h"

#include <string.h>

#include "base/text.h"
#include "page/find_parts.h"
#include "page/page_texts.h"
#include "service/service.h"

// --- The frame
// -----------------------------------------------------------------

static const char *title_of(const struct find_view *view)
{
    const char *heading = find_heading(view);
    return arena_format(view->arena, "%s – %s",
                        heading != NULL ? heading
                                        : page_say(&view->words, "title"),
                        heading != NULL ? page_say(&view->words, "title")
                                        : view->city->info.name);
}

static void write_head(struct find_view *view)
{
    struct html_writer *html = &view->html;
    html_verbatim(html, "<!doctype html>\n");
    html_begin_element(html, "html");
    html_attribute(html, "lang",
                   find_language_name(view->result->question.language));
    html_verbatim(html, "<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                        "content=\"width=device-width, initial-scale=1\">");
    if (view->result->outcome != FIND_BEGIN) // a home is for nobody's index
        html_verbatim(html, "<meta name=\"robots\" content=\"noindex\">");
    html_element(html, "title", NULL, title_of(view));
    html_verbatim(html, "<link rel=\"icon\" href=\"/icon.svg\" "
                        "type=\"image/svg+xml\"><style>");
    html_verbatim(html, PAGE_STYLE[0].text);
    html_verbatim(html, "</style></head>\n");
}

static void write_language_link(struct find_view *view)
{
    struct html_writer *html = &view->html;
    struct find_question other = view->result->question;
    other.language = other.language == LANGUAGE_ENGLISH ? LANGUAGE_VIETNAMESE
                                                        : LANGUAGE_ENGLISH;
    html_begin_element(html, "a");
    html_attribute(html, "class", "language");
    html_attribute(html, "lang", find_language_name(other.language));
    html_attribute(html, "href", find_question_link(view->arena, &other));
    html_text(html, page_say(&view->words, "other_language"));
    html_end_element(html, "a");
}

static void write_sample_note(struct find_view *view)
{
    struct html_writer *html = &view->html;
    if (!view->city->info.is_sample)
        return;
    html_begin_element(html, "p");
    html_attribute(html, "class", "sample");
    html_element(html, "strong", NULL, page_say(&view->words, "sample"));
    html_text(html, ": ");
    html_text(html, page_say(&view->words, "sample_means"));
    html_end_element(html, "p");
}

static void write_header(struct find_view *view)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "header");
    html_element(html, "h1", NULL, page_say(&view->words, "title"));
    html_element(html, "p", "city", view->city->info.name);
    write_language_link(view);
    write_sample_note(view);
    html_end_element(html, "header");
}

// OpenStreetMap asks for a link to its terms.
static void write_attribution(struct find_view *view, const char *attribution)
{
    struct html_writer *html = &view->html;
    if (attribution == NULL)
        return;
    html_begin_element(html, "p");
    if (strstr(attribution, "OpenStreetMap") != NULL)
        html_link(html, "https://www.openstreetmap.org/copyright", attribution);
    else
        html_text(html, attribution);
    html_end_element(html, "p");
}

static void write_footer(struct find_view *view)
{
    html_begin_element(&view->html, "footer");
    if (view->result->outcome == FIND_SCHOOLS_NEAR)
        html_element(&view->html, "p", NULL,
                     page_say(&view->words, "not_official"));
    write_attribution(view, view->city->info.attribution);
    html_end_element(&view->html, "footer");
}

// --- What is between
// -------------------------------------------------------------

static void write_from(struct find_view *view)
{
    const char *place = view->result->question.typed;
    html_element(&view->html, "p", "soft",
                 place != NULL ? page_fill(&view->words, "from_place", "place",
                                           place, NULL)
                               : page_say(&view->words, "from_point"));
}

static void write_answer(struct find_view *view)
{
    const struct find_result *result = view->result;
    const struct school *goal = result->answer.route.school;
    html_element(&view->html, "h2", NULL, find_heading(view));
    write_from(view);
    find_switches_write(view);
    if (result->answer.has_route &&
        !find_answer_lists_chosen(&result->answer, view->city,
                                  &result->question))
        find_chosen_write(view, (uint32_t)(goal - view->city->schools.items));
    find_schools_write(view);
}

static void write_body(struct find_view *view)
{
    switch (view->result->outcome) {
    case FIND_BEGIN:
        find_steps_write(view);
        break;
    case FIND_PLACES:
        html_element(&view->html, "h2", NULL, find_heading(view));
        find_places_write(view);
        break;
    case FIND_ONE_SCHOOL:
        find_chosen_write(view, view->result->school);
        break;
    case FIND_SCHOOLS_NEAR:
        write_answer(view);
        break;
    default:
        find_trouble_write(view);
        find_switches_write(view);
    }
}

static void write_page(struct find_view *view)
{
    struct html_writer *html = &view->html;
    write_head(view);
    html_begin_element(html, "body");
    write_header(view);
    html_begin_element(html, "main");
    find_form_write(view);
    write_body(view);
    html_end_element(html, "main");
    write_footer(view);
    html_verbatim(html, "</body></html>\n");
}

enum status find_page_get(const struct request *request, struct reply *reply,
                          void *context, struct error *err)
{
    const struct service *service = context;
    const struct city_state *city = service->version->city;
    struct find_result result;
    enum status status = find_result_make(request, city, &result, err);
    if (status != STATUS_OK)
        return status;
    struct find_view view = {
        .html = html_into(&reply->body),
        .words = {request->arena, result.question.language, service->sentences},
        .arena = request->arena,
        .city = city,
        .result = &result};
    reply->status = find_result_http_status(&result);
    reply->content_type = "text/html; charset=utf-8";
    write_page(&view);
    return STATUS_OK;
}
