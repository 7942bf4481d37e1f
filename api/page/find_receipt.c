// A receipt as a table: what each street adds, as people say how far something
// is. Folded away below it: the same to the centimetre, so that anyone can add
// it up again, and as the file that `hocgan route --check` reads.

#include <string.h>

#include "base/text.h"
#include "page/find_parts.h"

// How a length is said; what is too short to be said is left out.
typedef const char *say_length_fn(const struct page_words *words, uint32_t cm);

static void write_row(struct find_view *view, say_length_fn *say,
                      const char *class_name, const char *name, uint32_t cm)
{
    const char *length = say(&view->words, cm);
    if (strcmp(length, say(&view->words, 0)) == 0)
        return;
    struct html_writer *html = &view->html;
    html_begin_element(html, "tr");
    html_attribute(html, "class", class_name);
    html_begin_element(html, "th");
    html_attribute(html, "scope", "row");
    html_text(html, name);
    html_end_element(html, "th");
    html_element(html, "td", NULL, length);
    html_end_element(html, "tr");
}

static void write_aside(struct find_view *view, say_length_fn *say,
                        const char *sentence, uint32_t cm)
{
    write_row(view, say, "soft", page_say(&view->words, sentence), cm);
}

static void write_pieces(struct find_view *view, say_length_fn *say,
                         const struct route *route)
{
    write_aside(view, say, "to_street", route->first_straight_cm);
    for (size_t i = 0; i < route->n_legs; i++) {
        const struct route_leg *leg = &route->legs[i];
        if (leg->name[0] == '\0')
            write_aside(view, say, "no_street_name", leg->length_cm);
        else
            write_row(view, say, NULL, leg->name, leg->length_cm);
    }
    write_aside(view, say, "to_gate", route->last_straight_cm);
    write_aside(view, say, "extra", route->extra_cm);
}

static void write_table(struct find_view *view, say_length_fn *say,
                        const char *caption, const struct route *route)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "table");
    html_attribute(html, "class", "receipt");
    html_element(html, "caption", NULL, page_say(&view->words, caption));
    html_begin_element(html, "tbody");
    write_pieces(view, say, route);
    html_end_element(html, "tbody");
    html_begin_element(html, "tfoot");
    write_row(view, say, NULL, page_say(&view->words, "total"),
              route->distance_cm);
    html_end_element(html, "tfoot");
    html_end_element(html, "table");
}

static void write_basis(struct find_view *view)
{
    const struct measure *measure =
        &view->result->question.profile->traveller->measure;
    const char *network = city_network_content(view->city->network)->checksum;
    html_element(
        &view->html, "p", "soft",
        page_fill(
            &view->words,
            measure->weight == BY_TIME ? "network_by_time" : "network", "by",
            page_say_of(&view->words, "by_", measure->profile->name), "version",
            arena_format(view->arena, "%u", measure->profile->version),
            "network", arena_format(view->arena, "%.8s", network), NULL));
}

// The receipt as the service writes it.
static void write_file_link(struct find_view *view)
{
    struct html_writer *html = &view->html;
    const struct find_question *question = &view->result->question;
    const char *profile = find_profile_name(question->profile);
    html_begin_element(html, "a");
    html_attribute(html, "class", "press");
    html_attribute(
        html, "href",
        arena_format(view->arena, "/v1/route?profile=%s&from=%s&school=%s",
                     profile, text_url_part(view->arena, question->at_text),
                     text_url_part(view->arena, question->school_id)));
    html_attribute(html, "download",
                   arena_format(view->arena, "hocgan-%s-%s.geojson",
                                question->school_id, profile));
    html_text(html, page_say(&view->words, "receipt_save"));
    html_end_element(html, "a");
}

static void write_exact(struct find_view *view, const struct route *route)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "details");
    html_attribute(html, "class", "exact");
    html_element(html, "summary", NULL,
                 page_say(&view->words, "receipt_exact"));
    write_table(view, page_metres, "receipt_exact", route);
    write_basis(view);
    write_file_link(view);
    html_end_element(html, "details");
}

void find_receipt_write(struct find_view *view)
{
    const struct find_question *question = &view->result->question;
    const struct route_answer *answer = &view->result->answer.route;
    if (answer->reason != ROUTE_FOUND) {
        html_element(
            &view->html, "p", "trouble",
            page_fill(&view->words, "no_way", "by",
                      page_say_of(&view->words, "by_",
                                  find_profile_name(question->profile)),
                      NULL));
        return;
    }
    write_table(view, page_distance, "receipt", &answer->route);
    write_exact(view, &answer->route);
}
