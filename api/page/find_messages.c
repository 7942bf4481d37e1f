// What stands on the page when there is no list of schools. Each trouble is a
// heading and one sentence that says what to do.

#include "base/text.h"
#include "page/find_parts.h"
#include "query/search_answer.h"

void find_steps_write(struct find_view *view)
{
    struct html_writer *html = &view->html;
    html_element(html, "h2", NULL, page_say(&view->words, "learn_title"));
    html_begin_element(html, "ol");
    html_attribute(html, "class", "steps");
    html_element(html, "li", NULL, page_say(&view->words, "find_where"));
    html_element(html, "li", NULL, page_say(&view->words, "learn_level"));
    html_element(html, "li", NULL, page_say(&view->words, "learn_answer"));
    html_end_element(html, "ol");
}

static void write_place(struct find_view *view, const struct find_place *place)
{
    struct html_writer *html = &view->html;
    const char *kind = page_say_of(&view->words, "kind_",
                                   search_kind_name(place->entry->kind));
    const char *detail = place->entry->detail;
    html_begin_element(html, "li");
    html_begin_element(html, "a");
    html_attribute(html, "class", "place");
    html_attribute(html, "href",
                   find_question_link(view->arena, &place->question));
    html_element(html, "strong", NULL,
                 place->name[0] == '\0' ? page_say(&view->words, "no_name")
                                        : place->name);
    html_element(html, "span", "soft",
                 detail == NULL
                     ? kind
                     : arena_format(view->arena, "%s · %s", kind, detail));
    html_end_element(html, "a");
    html_end_element(html, "li");
}

void find_places_write(struct find_view *view)
{
    const struct find_result *result = view->result;
    html_begin_element(&view->html, "ul");
    html_attribute(&view->html, "class", "cards");
    for (size_t i = 0; i < result->n_places; i++)
        write_place(view, &result->places[i]);
    html_end_element(&view->html, "ul");
}

// --- Trouble
// ------------------------------------------------------------------

static bool is_streetless(const struct find_view *view)
{
    return view->result->outcome == FIND_NO_SCHOOLS &&
           !view->result->answer.nearest.has_street;
}

static const char *not_understood(const struct find_view *view)
{
    const char *name = view->result->not_understood;
    if (text_same(name, "q"))
        return page_say(&view->words, "find_too_long");
    return page_fill(&view->words, "find_not_understood", "name", name, "value",
                     view->result->nonsense, NULL);
}

static const char *no_schools(const struct find_view *view)
{
    const struct find_question *question = &view->result->question;
    if (!is_streetless(view))
        return page_fill(
            &view->words, "no_schools", "schools",
            page_say_of(&view->words, "schools_", level_name(question->level)),
            NULL);
    return page_fill(
        &view->words,
        view->result->answer.nearest.is_other_part ? "other_part"
                                                   : "no_street_near",
        "by",
        page_say_of(&view->words, "by_", find_profile_name(question->profile)),
        NULL);
}

static const char *advice(const struct find_view *view)
{
    switch (view->result->outcome) {
    case FIND_NO_PLACE:
        return page_fill(&view->words, "find_nothing", "text",
                         view->result->question.typed, NULL);
    case FIND_NO_SCHOOLS:
        return no_schools(view);
    case FIND_OUTSIDE:
        return page_say(&view->words, "find_outside");
    case FIND_ABSENT:
        return page_say(&view->words, "failed_absent");
    case FIND_NOT_UNDERSTOOD:
        return not_understood(view);
    default:
        return page_say(&view->words, "failed_broken");
    }
}

void find_trouble_write(struct find_view *view)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "section");
    html_attribute(html, "class", "trouble");
    html_element(html, "h2", NULL, find_heading(view));
    html_element(html, "p", NULL, advice(view));
    html_end_element(html, "section");
}

// --- Headings
// -------------------------------------------------------------------

static const char *schools_heading(const struct find_view *view)
{
    const char *level = level_name(view->result->question.level);
    size_t n = view->result->answer.nearest.n_schools;
    return page_fill(&view->words, "nearest_title", "n",
                     arena_format(view->arena, "%zu", n), "schools",
                     page_say_of(&view->words, "schools_", level), NULL);
}

const char *find_heading(const struct find_view *view)
{
    switch (view->result->outcome) {
    case FIND_PLACES:
        return page_say(&view->words, "find_did_you_mean");
    case FIND_NO_PLACE:
        return page_say(&view->words, "find_nothing_title");
    case FIND_ONE_SCHOOL:
        return page_say(&view->words, "chosen");
    case FIND_SCHOOLS_NEAR:
        return schools_heading(view);
    case FIND_NO_SCHOOLS:
        return page_say(&view->words, is_streetless(view) ? "no_street_title"
                                                          : "no_schools_title");
    case FIND_OUTSIDE:
        return page_say(&view->words, "outside_title");
    case FIND_NOT_UNDERSTOOD:
        return page_say(&view->words, "find_not_understood_title");
    case FIND_BEGIN:
        return NULL;
    default:
        return page_say(&view->words, "failed_title");
    }
}
