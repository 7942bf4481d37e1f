// "Why not the nearer school?": whose zone home is in, how the zones were made,
// and of each nearer school its seats and its last round. Unfolds without a
// script. The same as web/src/parents/why_not_nearer.ts.

#include "page/find_parts.h"

static bool is_nearer(const struct find_school *school,
                      const struct find_school *own)
{
    return school != own && school->near.distance_cm < own->near.distance_cm;
}

// "620 m, gần hơn 80 m. 70 chỗ lớp 1. Năm 2026 nhận tới 500 m; nhà bạn 620 m."
static const char *about_nearer(const struct find_view *view,
                                const struct find_school *school,
                                const struct find_school *own)
{
    const struct page_words *words = &view->words;
    const char *seats = find_seats_text(view, &school->near);
    const char *last = find_last_text(view, school);
    uint32_t less_cm = own->near.distance_cm - school->near.distance_cm;
    const char *text = page_fill(words, "why_nearer", "distance",
                                 page_distance(words, school->near.distance_cm),
                                 "less", page_distance(words, less_cm), NULL);
    if (seats != NULL)
        text = arena_format(view->arena, "%s %s.", text, seats);
    return last == NULL ? text : arena_format(view->arena, "%s %s", text, last);
}

static void write_nearer(struct find_view *view,
                         const struct find_school *school,
                         const struct find_school *own)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "li");
    html_element(html, "strong", NULL,
                 find_school_name(view, school->near.school));
    html_text(html, ": ");
    html_text(html, about_nearer(view, school, own));
    html_end_element(html, "li");
}

static const char *sentence_of(const struct find_view *view,
                               const struct find_school *own)
{
    const char *method = view->result->answer.zone.plan->method;
    return page_fill(
        &view->words,
        arena_format(view->arena, "why_%s", method == NULL ? "edited" : method),
        "school", find_school_name(view, own->near.school), NULL);
}

void find_why_write(struct find_view *view)
{
    const struct find_answer *answer = &view->result->answer;
    const struct find_school *own = &answer->schools[0];
    struct html_writer *html = &view->html;
    size_t n_nearer = 0;
    for (size_t i = 0; i < answer->n_schools; i++)
        n_nearer += is_nearer(&answer->schools[i], own);
    if (!own->is_suggested || n_nearer == 0)
        return;
    html_begin_element(html, "details");
    html_element(html, "summary", NULL, page_say(&view->words, "why"));
    html_element(html, "p", NULL, sentence_of(view, own));
    html_begin_element(html, "ul");
    for (size_t i = 0; i < answer->n_schools; i++)
        if (is_nearer(&answer->schools[i], own))
            write_nearer(view, &answer->schools[i], own);
    html_end_element(html, "ul");
    html_end_element(html, "details");
}
