// The list, as web/src/parents/school_cards.ts shows it: the same order, the
// same sentences, and beside each school how long the other way of travel
// takes.

#include "base/text.h"
#include "page/find_parts.h"
#include "query/zone_words.h"

static const char *by(const struct find_view *view,
                      const struct city_profile *profile)
{
    return page_say_of(&view->words, "by_", find_profile_name(profile));
}

// --- One school -------------------------------------------------------------

// "8 phút đi bộ", never broken over two lines.
static void write_duration(struct find_view *view, uint32_t duration_ms,
                           const struct city_profile *profile)
{
    html_text(&view->html, " · ");
    html_element(&view->html, "span", NULL,
                 arena_format(view->arena, "%s %s",
                              page_duration(&view->words, duration_ms),
                              by(view, profile)));
}

static void begin_way(struct find_view *view, uint32_t distance_cm,
                      uint32_t duration_ms)
{
    html_begin_element(&view->html, "p");
    html_attribute(&view->html, "class", "way");
    html_text(&view->html, page_distance(&view->words, distance_cm));
    write_duration(view, duration_ms, view->result->question.profile);
}

// "620 m · 8 phút đi bộ · 3 phút xe máy".
static void write_way(struct find_view *view, const struct find_school *school)
{
    begin_way(view, school->near.distance_cm, school->near.duration_ms);
    if (school->has_other_way)
        write_duration(view, school->other_ms, view->result->answer.other);
    html_end_element(&view->html, "p");
}

static void write_fact(struct find_view *view, const char *class_name,
                       const char *fact)
{
    if (fact == NULL)
        return;
    html_element(&view->html, "li", class_name, fact);
}

static void write_facts(struct find_view *view,
                        const struct nearest_school *near)
{
    html_begin_element(&view->html, "ul");
    html_attribute(&view->html, "class", "facts");
    write_fact(view, NULL, find_seats_text(view, near));
    if (nearest_school_seats_left(near) == 0)
        write_fact(view, "is-full", page_say(&view->words, "seats_none_left"));
    if (near->in_zone)
        write_fact(view, "in-zone", page_say(&view->words, "in_zone"));
    else if (view->result->answer.zone.plan != NULL)
        write_fact(view, NULL, page_say(&view->words, "find_outside_zone"));
    html_end_element(&view->html, "ul");
}

static void write_last(struct find_view *view, const struct find_school *school)
{
    const char *last = find_last_text(view, school);
    if (last != NULL)
        html_element(&view->html, "p", "soft", last);
}

// A list has a heading of its own, below which all others stand.
static bool has_list(const struct find_view *view)
{
    return view->result->outcome == FIND_SCHOOLS_NEAR;
}

static void begin_card(struct find_view *view, const char *element,
                       uint32_t school, size_t rank, bool is_chosen)
{
    struct html_writer *html = &view->html;
    enum level level = view->result->question.level;
    html_begin_element(html, element);
    html_attribute(html, "class", is_chosen ? "card is-chosen" : "card");
    html_attribute(html, "id", is_chosen ? "chosen" : NULL);
    html_attribute(html, "data-school", view->city->schools.items[school].id);
    html_begin_element(html, "span");
    html_attribute(
        html, "class",
        arena_format(view->arena, "rank level-%s", level_name(level)));
    html_attribute(html, "aria-hidden", "true");
    html_text(html, rank == 0 ? "" : arena_format(view->arena, "%zu", rank));
    html_end_element(html, "span");
    html_element(html, has_list(view) ? "h4" : "h3", NULL,
                 find_school_name(view, school));
}

static void write_route_link(struct find_view *view, uint32_t school)
{
    struct html_writer *html = &view->html;
    struct find_question question = view->result->question;
    question.school_id = view->city->schools.items[school].id;
    html_begin_element(html, "a");
    html_attribute(html, "class", "press");
    html_attribute(html, "href",
                   arena_format(view->arena, "%s#chosen",
                                find_question_link(view->arena, &question)));
    html_text(html, page_say(&view->words, "show_route"));
    html_element(
        html, "span", "hidden",
        arena_format(view->arena, ": %s", find_school_name(view, school)));
    html_end_element(html, "a");
}

static void write_card(struct find_view *view, const struct find_school *school)
{
    bool is_chosen =
        text_same(view->city->schools.items[school->near.school].id,
                  view->result->question.school_id);
    begin_card(view, "li", school->near.school, school->rank, is_chosen);
    write_way(view, school);
    write_facts(view, &school->near);
    write_last(view, school);
    if (is_chosen)
        find_receipt_write(view);
    else
        write_route_link(view, school->near.school);
    html_end_element(&view->html, "li");
}

// --- The list ---------------------------------------------------------------

static const char *reason_name(const struct find_answer *answer,
                               const struct find_school *first)
{
    if (first->is_suggested && first->rank != 1)
        return "reason_in_zone";
    if (first->is_suggested)
        return nearest_school_seats_left(&first->near) > 0
                   ? "reason_nearest_with_seats"
                   : "reason_nearest_in_zone";
    return answer->zone.plan != NULL ? "reason_outside" : "reason_no_plan";
}

static const char *reason_of(struct find_view *view,
                             const struct find_school *first)
{
    const struct find_answer *answer = &view->result->answer;
    const struct find_question *question = &view->result->question;
    if (!first->is_suggested &&
        answer->zone.school != NULL) // no way leads to it
        return zone_answer_sentence(&answer->zone, question->language,
                                    view->arena);
    return page_fill(
        &view->words, reason_name(answer, first), "along",
        page_say_of(&view->words, "along_",
                    find_profile_name(question->profile)),
        "by", by(view, question->profile), "distance",
        page_distance(&view->words, first->near.distance_cm), "duration",
        page_duration(&view->words, first->near.duration_ms), NULL);
}

static void begin_list(struct find_view *view)
{
    html_begin_element(&view->html, "ol");
    html_attribute(&view->html, "class", "cards");
}

static void write_first(struct find_view *view, const struct find_school *first)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "section");
    html_attribute(html, "class", "suggested");
    html_element(html, "h3", NULL,
                 page_say(&view->words,
                          first->is_suggested ? "suggested" : "nearest_one"));
    html_element(html, "p", "reason", reason_of(view, first));
    begin_list(view);
    write_card(view, first);
    html_end_element(html, "ol");
    find_why_write(view);
    html_end_element(html, "section");
}

void find_schools_write(struct find_view *view)
{
    const struct find_answer *answer = &view->result->answer;
    struct html_writer *html = &view->html;
    write_first(view, &answer->schools[0]);
    if (answer->n_schools < 2)
        return;
    html_begin_element(html, "section");
    html_element(html, "h3", "others", page_say(&view->words, "others"));
    begin_list(view);
    for (size_t i = 1; i < answer->n_schools; i++)
        write_card(view, &answer->schools[i]);
    html_end_element(html, "ol");
    html_end_element(html, "section");
}

// --- A school chosen by name
// --------------------------------------------------

// "Tiểu học · THCS · 12 Lê Lợi, Phường 5".
static const char *about_school(const struct find_view *view, uint32_t school)
{
    const struct school *about = &view->city->schools.items[school];
    const char *ward = view->city->notes[school].ward;
    const char *text = "";
    for (int level = 0; level < N_LEVELS; level++)
        if ((about->levels & LEVEL_BIT(level)) != 0)
            text = arena_format(view->arena, "%s%s%s", text,
                                text[0] == '\0' ? "" : " · ",
                                page_say_of(&view->words, "level_",
                                            level_name((enum level)level)));
    if (about->address != NULL)
        text = arena_format(view->arena, "%s · %s", text, about->address);
    if (ward != NULL)
        text = arena_format(view->arena, "%s%s%s", text,
                            about->address == NULL ? " · " : ", ", ward);
    return text;
}

static void write_chosen_way(struct find_view *view)
{
    const struct route_answer *answer = &view->result->answer.route;
    if (answer->reason == ROUTE_FOUND) {
        begin_way(view, answer->route.distance_cm, answer->route.duration_ms);
        html_end_element(&view->html, "p");
    }
    find_receipt_write(view);
}

void find_chosen_write(struct find_view *view, uint32_t school)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "section");
    html_attribute(html, "class", "suggested");
    html_element(html, has_list(view) ? "h3" : "h2", NULL,
                 page_say(&view->words, "chosen"));
    begin_card(view, "div", school, 0, true);
    html_element(html, "p", "soft", about_school(view, school));
    if (view->result->answer.has_route)
        write_chosen_way(view);
    else
        html_element(html, "p", NULL,
                     page_say(&view->words, "choose_home_first"));
    html_end_element(html, "div");
    html_end_element(html, "section");
}
