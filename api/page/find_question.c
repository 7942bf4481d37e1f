// The address of a page is read leniently, for it may have been shortened or
// mistyped on its way from one parent to another: what cannot be understood is
// named once, and the page is shown with the defaults.

#include "page/find_question.h"

#include "base/text.h"
#include "query/query_input.h"

const char *find_profile_name(const struct city_profile *profile)
{
    return profile->traveller->measure.profile->name;
}

const char *find_language_name(enum language language)
{
    static const char *const NAMES[N_LANGUAGES] = {
        [LANGUAGE_VIETNAMESE] = "vi", [LANGUAGE_ENGLISH] = "en"};
    return NAMES[language];
}

static bool read_language(const struct request *request,
                          struct find_question *question)
{
    struct error err;
    if (language_parse("lang", request_text(request, "lang", "vi"),
                       &question->language, &err) == STATUS_OK)
        return true;
    question->language = LANGUAGE_VIETNAMESE;
    return false;
}

static bool read_level(const struct request *request,
                       struct find_question *question)
{
    question->level = LEVEL_PRIMARY;
    const char *text = request_text(request, "level", NULL);
    return text == NULL || level_parse(text, &question->level);
}

static bool read_at(const struct request *request,
                    struct find_question *question)
{
    struct error err;
    const char *text = request_text(request, "at", NULL);
    if (text == NULL)
        return true;
    if (request_lonlat(request, "at", &question->at, &err) != STATUS_OK)
        return false;
    question->at_text = text;
    return true;
}

static bool read_typed(const struct request *request,
                       struct find_question *question)
{
    struct error err;
    question->typed = request_text(request, "q", NULL);
    return question->typed == NULL ||
           query_check_typed("q", question->typed, &err) == STATUS_OK;
}

enum status find_question_read(const struct request *request,
                               const struct city_state *city,
                               struct find_question *question,
                               const char **not_understood, struct error *err)
{
    *question = (struct find_question){
        .school_id = request_text(request, "school", NULL)};
    const char *profile = request_text(request, "profile", NULL);
    enum status status = city_state_find_profile(city, QUERY_PROFILE_DEFAULT,
                                                 &question->profile, err);
    if (status != STATUS_OK)
        return status;
    bool knows_profile =
        profile == NULL ||
        city_state_find_profile(city, profile, &question->profile, err) ==
            STATUS_OK;
    bool knows_typed = read_typed(request, question);
    bool knows_at = read_at(request, question);
    bool knows_level = read_level(request, question);
    bool knows_language = read_language(request, question);
    *not_understood = !knows_typed      ? "q"
                      : !knows_at       ? "at"
                      : !knows_level    ? "level"
                      : !knows_profile  ? "profile"
                      : !knows_language ? "lang"
                                        : NULL;
    return STATUS_OK;
}

// "&name=value", or nothing.
static const char *part(struct arena *arena, const char *name,
                        const char *value)
{
    return value == NULL ? ""
                         : arena_format(arena, "&%s=%s", name,
                                        text_url_part(arena, value));
}

// The level always stands in it, so that there is a first without "&".
const char *find_question_link(struct arena *arena,
                               const struct find_question *question)
{
    const char *profile = find_profile_name(question->profile);
    if (text_same(profile, QUERY_PROFILE_DEFAULT))
        profile = NULL;
    return arena_format(
        arena, "/find?level=%s%s%s%s%s%s", level_name(question->level),
        part(arena, "q", question->typed), part(arena, "at", question->at_text),
        part(arena, "school", question->school_id),
        part(arena, "profile", profile),
        question->language == LANGUAGE_ENGLISH ? "&lang=en" : "");
}
