// "profile walk; seats 102 %; cap 4000 m; over-seats 4100 m; …": a line that a
// planner can read in QGIS, and that is taken apart again by its first words.

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "zoning/city_zoning.h"

// 4 km for the young, 7 km for lower secondary (DOMAIN: the rule today).
static uint32_t usual_cap_cm(enum level level)
{
    switch (level) {
    case LEVEL_PRESCHOOL:
    case LEVEL_PRIMARY:
        return 400000;
    case LEVEL_LOWER_SECONDARY:
        return 700000;
    default:
        return UINT32_MAX;
    }
}

struct zoning_question zoning_question_usual(enum level level)
{
    return (struct zoning_question){.level = level,
                                    .grade = NUMBER_UNKNOWN,
                                    .year = NUMBER_UNKNOWN,
                                    .profile = "walk",
                                    .seats_percent = 100,
                                    .cap_cm = usual_cap_cm(level),
                                    .weights = ZONE_WEIGHTS_USUAL};
}

static void add_name(struct text_buffer *text, const char *word,
                     const char *name)
{
    if (name != NULL)
        text_add_format(text, "; %s %s", word, name);
}

const char *zoning_question_format(struct arena *arena,
                                   const struct zoning_question *question)
{
    struct text_buffer text = {0};
    const struct zone_weights *weights = &question->weights;
    if (question->profile == NULL)
        text_add_string(&text, "straight lines");
    else
        text_add_format(&text, "profile %s", question->profile);
    text_add_format(&text, "; seats %" PRId64 " %%", question->seats_percent);
    if (question->cap_cm == UINT32_MAX)
        text_add_string(&text, "; no cap");
    else
        text_add_format(&text, "; cap %u m", question->cap_cm / 100);
    if (weights->over_seats_cm != ZONE_WEIGHT_BY_WAYS)
        text_add_format(&text, "; over-seats %" PRId64 " m",
                        weights->over_seats_cm / 100);
    text_add_format(&text, "; over-cap %" PRId64 " m",
                    weights->over_cap_cm / 100);
    text_add_format(&text, "; moved %" PRId64 " m", weights->moved_cm / 100);
    add_name(&text, "like", question->like);
    add_name(&text, "lock-from", question->lock_from);
    add_name(&text, "units", question->units);
    const char *kept = arena_text(arena, text.bytes);
    text_buffer_free(&text);
    return kept;
}

// The value of "WORD VALUE", or NULL if the part begins with another word.
static const char *value_of(const char *part, const char *word)
{
    size_t length = strlen(word);
    bool is_it = strncmp(part, word, length) == 0 && part[length] == ' ';
    return is_it ? part + length + 1 : NULL;
}

static void take_part(struct zoning_question *question, const char *part)
{
    struct zone_weights *weights = &question->weights;
    const char *value;
    if (strcmp(part, "straight lines") == 0)
        question->profile = NULL;
    else if (strcmp(part, "no cap") == 0)
        question->cap_cm = UINT32_MAX;
    else if ((value = value_of(part, "profile")) != NULL)
        question->profile = value;
    else if ((value = value_of(part, "seats")) != NULL)
        question->seats_percent = strtoll(value, NULL, 10);
    else if ((value = value_of(part, "cap")) != NULL)
        question->cap_cm = 100 * (uint32_t)strtoul(value, NULL, 10);
    else if ((value = value_of(part, "over-seats")) != NULL)
        weights->over_seats_cm = 100 * strtoll(value, NULL, 10);
    else if ((value = value_of(part, "over-cap")) != NULL)
        weights->over_cap_cm = 100 * strtoll(value, NULL, 10);
    else if ((value = value_of(part, "moved")) != NULL)
        weights->moved_cm = 100 * strtoll(value, NULL, 10);
    else if ((value = value_of(part, "like")) != NULL)
        question->like = value;
    else if ((value = value_of(part, "lock-from")) != NULL)
        question->lock_from = value;
    else if ((value = value_of(part, "units")) != NULL)
        question->units = value;
}

struct zoning_question zoning_question_parse(struct arena *arena,
                                             enum level level, const char *text)
{
    struct zoning_question question = zoning_question_usual(level);
    char *rest = arena_text(arena, text == NULL ? "" : text);
    while (rest != NULL && *rest != '\0') {
        char *end = strstr(rest, "; ");
        if (end != NULL)
            *end = '\0';
        take_part(&question, rest);
        rest = end == NULL ? NULL : end + 2;
    }
    return question;
}

struct zoning_question zoning_question_of(struct arena *arena,
                                          const struct plan_entry *plan)
{
    struct zoning_question question =
        zoning_question_parse(arena, plan->level, plan->options);
    if (plan->year != 0) {
        question.year = plan->year;
        question.grade = plan->grade;
    }
    question.lock_from = NULL;
    question.like = NULL;
    return question;
}
