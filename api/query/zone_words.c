// One table for both languages: a sentence for each way a plan is made, with
// the school's name in it, and one for each reason that there is no school.

#include "query/zone_words.h"

#include <string.h>

struct words {
    const char *code; // of the method or the reason
    const char *sentences[N_LANGUAGES];
};

static const struct words METHODS[] = {
    {"nearest",
     {"Nhà nằm trong địa bàn của %s, trường gần nhất theo đường đi thật.",
      "The home is in the zone of %s, the nearest school along real streets."}},
    {"balanced",
     {"Nhà nằm trong địa bàn của %s; địa bàn được chia theo đường đi thật sao "
      "cho trường không vượt chỉ tiêu.",
      "The home is in the zone of %s; zones were drawn along real streets so "
      "that no school has more children than seats."}},
    {"edited",
     {"Nhà nằm trong địa bàn của %s, do cán bộ tuyển sinh vạch.",
      "The home is in the zone of %s, as drawn by the admissions officers."}},
    {NULL, {"Nhà nằm trong địa bàn của %s.", "The home is in the zone of %s."}},
};

static const struct words REASONS[] = {
    {"no_plan",
     {"Địa bàn tuyển sinh của cấp học này chưa được công bố.",
      "No zones of this level have been published yet."}},
    {"outside_zones",
     {"Nhà không nằm trong địa bàn của trường nào.",
      "The home is in no school's zone."}},
};

const char *zone_answer_reason(const struct zone_answer *answer)
{
    if (answer->plan == NULL)
        return "no_plan";
    if (answer->school == NULL)
        return "outside_zones";
    if (answer->has_way)
        return NULL;
    if (answer->has_street)
        return "no_way";
    return answer->is_other_part ? "other_part" : "no_street_near";
}

static const char *name_of(const struct school *school)
{
    return school->name[0] == '\0' ? school->id : school->name;
}

// The words of that code; the last of a table fit any.
static const struct words *find_words(const struct words *words, size_t n,
                                      const char *code)
{
    size_t i = 0;
    while (i + 1 < n && !text_same(words[i].code, code))
        i++;
    return &words[i];
}

const char *zone_answer_sentence(const struct zone_answer *answer,
                                 enum language language, struct arena *arena)
{
    if (answer->school == NULL)
        return find_words(REASONS, sizeof REASONS / sizeof *REASONS,
                          zone_answer_reason(answer))
            ->sentences[language];
    const char *pattern = find_words(METHODS, sizeof METHODS / sizeof *METHODS,
                                     answer->plan->method)
                              ->sentences[language];
    const char *gap = strstr(pattern, "%s");
    return arena_format(arena, "%.*s%s%s", (int)(gap - pattern), pattern,
                        name_of(answer->school), gap + 2);
}
