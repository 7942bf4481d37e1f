// A form for what is typed, links for what is chosen: so every state of the
// page has an address, and none needs a script.

#include "base/text.h"
#include "page/find_parts.h"
#include "query/query_input.h"

static level_set levels_of(const struct city_state *city)
{
    level_set levels = 0;
    for (size_t i = 0; i < city->schools.count; i++)
        levels |= city->schools.items[i].levels;
    return levels;
}

static void write_hidden(struct html_writer *html, const char *name,
                         const char *value)
{
    html_begin_element(html, "input");
    html_attribute(html, "type", "hidden");
    html_attribute(html, "name", name);
    html_attribute(html, "value", value);
}

static void write_box(struct find_view *view)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "label");
    html_attribute(html, "class", "box-label");
    html_attribute(html, "for", "home");
    html_text(html, page_say(&view->words, "where"));
    html_end_element(html, "label");
    html_begin_element(html, "input");
    html_attribute(html, "type", "search");
    html_attribute(html, "id", "home");
    html_attribute(html, "name", "q");
    html_attribute(html, "value", view->result->question.typed);
    html_attribute(html, "placeholder",
                   page_say(&view->words, "where_example"));
    html_attribute(html, "autocomplete",
                   "off"); // a shared phone tells no homes
    html_flag(html, "required", true);
}

static void write_level(struct find_view *view, enum level level)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "label");
    html_begin_element(html, "input");
    html_attribute(html, "type", "radio");
    html_attribute(html, "name", "level");
    html_attribute(html, "value", level_name(level));
    html_flag(html, "checked", level == view->result->question.level);
    html_text(html, page_say_of(&view->words, "level_", level_name(level)));
    html_end_element(html, "label");
}

static void write_levels(struct find_view *view)
{
    level_set present = levels_of(view->city);
    html_begin_element(&view->html, "fieldset");
    html_element(&view->html, "legend", NULL, page_say(&view->words, "level"));
    for (int level = 0; level < N_LEVELS; level++)
        if ((present & LEVEL_BIT(level)) != 0)
            write_level(view, (enum level)level);
    html_end_element(&view->html, "fieldset");
}

static bool has_switches(const struct find_view *view)
{
    return view->result->outcome == FIND_SCHOOLS_NEAR ||
           view->result->outcome == FIND_NO_SCHOOLS;
}

void find_form_write(struct find_view *view)
{
    struct html_writer *html = &view->html;
    const struct find_question *question = &view->result->question;
    html_begin_element(html, "form");
    html_attribute(html, "role", "search");
    html_attribute(html, "action", "/find");
    write_box(view);
    if (has_switches(view))
        write_hidden(html, "level", level_name(question->level));
    else
        write_levels(view);
    if (view->result->outcome == FIND_ONE_SCHOOL)
        write_hidden(html, "school", question->school_id);
    if (!text_same(find_profile_name(question->profile), QUERY_PROFILE_DEFAULT))
        write_hidden(html, "profile", find_profile_name(question->profile));
    if (question->language != LANGUAGE_VIETNAMESE)
        write_hidden(html, "lang", find_language_name(question->language));
    html_element(html, "button", NULL, page_say(&view->words, "find"));
    html_end_element(html, "form");
}

// --- Switches ----------------------------------------------------------------

static void begin_switch(struct find_view *view, const char *label)
{
    html_begin_element(&view->html, "nav");
    html_attribute(&view->html, "class", "switch");
    html_attribute(&view->html, "aria-label", page_say(&view->words, label));
}

static void write_switch(struct find_view *view,
                         const struct find_question *question, bool is_current,
                         const char *label)
{
    struct html_writer *html = &view->html;
    html_begin_element(html, "a");
    html_attribute(html, "class", "press");
    html_attribute(html, "href", find_question_link(view->arena, question));
    html_attribute(html, "aria-current", is_current ? "true" : NULL);
    html_text(html, label);
    html_end_element(html, "a");
}

static void write_level_switch(struct find_view *view)
{
    struct find_question other = view->result->question;
    level_set present = levels_of(view->city);
    other.school_id = NULL; // a school of another level
    begin_switch(view, "level");
    for (int level = 0; level < N_LEVELS; level++) {
        bool is_current = level == (int)view->result->question.level;
        other.level = (enum level)level;
        if ((present & LEVEL_BIT(level)) != 0 || is_current)
            write_switch(
                view, &other, is_current,
                page_say_of(&view->words, "level_", level_name(other.level)));
    }
    html_end_element(&view->html, "nav");
}

static void write_profile_switch(struct find_view *view)
{
    static const char *const PROFILES[] = {"walk", "motorbike"};
    struct find_question other = view->result->question;
    struct error err;
    begin_switch(view, "profile");
    for (size_t i = 0; i < sizeof PROFILES / sizeof *PROFILES; i++)
        if (city_state_find_profile(view->city, PROFILES[i], &other.profile,
                                    &err) == STATUS_OK)
            write_switch(view, &other,
                         other.profile == view->result->question.profile,
                         page_say_of(&view->words, "profile_", PROFILES[i]));
    html_end_element(&view->html, "nav");
}

void find_switches_write(struct find_view *view)
{
    if (!has_switches(view))
        return;
    write_level_switch(view);
    write_profile_switch(view);
}
