// The folded name is read as words against a list of phrases, at each word the
// longest that fits; what fits none belongs to the school's own name:
//
//     truong | thcs | thpt | nguyen khuyen | co so 3a
//     (said)   lower  upper   the core ------------->
//
// Some words mean a level only in company: "TH" is tiểu học at the start or
// beside another level, "PT" is THPT after THCS, and "trung học" alone leaves
// open which of the two.

#include "import/school_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "search/fold.h"

#define PRESCHOOL LEVEL_BIT(LEVEL_PRESCHOOL)
#define PRIMARY LEVEL_BIT(LEVEL_PRIMARY)
#define LOWER LEVEL_BIT(LEVEL_LOWER_SECONDARY)
#define UPPER LEVEL_BIT(LEVEL_UPPER_SECONDARY)
#define GRADES_1_TO_12 ((level_set)(PRIMARY | LOWER | UPPER))

#define MOST_WORDS 40

enum said {
    SAYS_LEVEL,
    SAYS_NOTHING,  // a word of any school: not part of its own name
    SAYS_AT_START, // the same, but only as the first word (Trường; Trương)
    SAYS_SECONDARY, // trung học, without which
    SAYS_PUBLIC,
    SAYS_PRIVATE,
    SAYS_INTERNATIONAL,
    SAYS_HIGHER, // not a school for children of the four levels
    SAYS_COURSES,
    SAYS_OFFICES,
};

static const struct phrase {
    const char *words;
    enum said said;
    level_set levels;
} PHRASES[] = {
    {"mam non", SAYS_LEVEL, PRESCHOOL},
    {"mau giao", SAYS_LEVEL, PRESCHOOL},
    {"nha tre", SAYS_LEVEL, PRESCHOOL},
    {"nhom tre", SAYS_LEVEL, PRESCHOOL},
    {"kindergarten", SAYS_LEVEL, PRESCHOOL},
    {"preschool", SAYS_LEVEL, PRESCHOOL},
    {"pre school", SAYS_LEVEL, PRESCHOOL},
    {"nursery", SAYS_LEVEL, PRESCHOOL},
    {"tieu hoc", SAYS_LEVEL, PRIMARY},
    {"tieuhoc", SAYS_LEVEL, PRIMARY},
    {"primary", SAYS_LEVEL, PRIMARY},
    {"elementary", SAYS_LEVEL, PRIMARY},
    {"thcs", SAYS_LEVEL, LOWER},
    {"ptthcs", SAYS_LEVEL, LOWER},
    {"trung hoc co so", SAYS_LEVEL, LOWER},
    {"junior high", SAYS_LEVEL, LOWER},
    {"middle school", SAYS_LEVEL, LOWER},
    {"lower secondary", SAYS_LEVEL, LOWER},
    {"secondary school", SAYS_LEVEL, LOWER},
    {"thpt", SAYS_LEVEL, UPPER},
    {"ptth", SAYS_LEVEL, UPPER},
    {"trung hoc pho thong", SAYS_LEVEL, UPPER},
    {"pho thong trung hoc", SAYS_LEVEL, UPPER},
    {"pho thong nang khieu", SAYS_LEVEL, UPPER},
    {"pt nang khieu", SAYS_LEVEL, UPPER},
    {"truong chuyen", SAYS_LEVEL, UPPER},
    {"high school", SAYS_LEVEL, UPPER},
    {"high shool", SAYS_LEVEL, UPPER}, // as mapped
    {"upper secondary", SAYS_LEVEL, UPPER},
    // Grades 1 to 9 under one roof.
    {"ptcs", SAYS_LEVEL, PRIMARY | LOWER},
    {"pho thong co so", SAYS_LEVEL, PRIMARY | LOWER},
    {"k12", SAYS_LEVEL, PRESCHOOL | GRADES_1_TO_12},
    {"k 12", SAYS_LEVEL, PRESCHOOL | GRADES_1_TO_12},

    {"trung hoc", SAYS_SECONDARY, 0},

    {"truong", SAYS_AT_START, 0},
    {"school", SAYS_NOTHING, 0},
    {"va", SAYS_NOTHING, 0},
    {"the", SAYS_AT_START, 0},
    {"he thong", SAYS_NOTHING, 0},
    {"he thong truong", SAYS_NOTHING, 0},
    {"chuyen", SAYS_NOTHING, 0},
    {"thuc hanh", SAYS_NOTHING, 0},
    {"ban cong", SAYS_NOTHING, 0},
    {"bc", SAYS_NOTHING, 0},
    {"noi tru", SAYS_NOTHING, 0},
    {"ban tru", SAYS_NOTHING, 0},
    {"cong lap", SAYS_PUBLIC, 0},
    {"tu thuc", SAYS_PRIVATE, 0},
    {"dan lap", SAYS_PRIVATE, 0},
    {"ngoai cong lap", SAYS_PRIVATE, 0},
    {"tu thuc quoc te", SAYS_INTERNATIONAL, 0},
    {"dan lap quoc te", SAYS_INTERNATIONAL, 0},
    {"quoc te", SAYS_INTERNATIONAL, 0},
    {"qt", SAYS_INTERNATIONAL, 0},
    {"international", SAYS_INTERNATIONAL, 0},

    {"dai hoc", SAYS_HIGHER, 0},
    {"dh", SAYS_HIGHER, 0},
    {"cao dang", SAYS_HIGHER, 0},
    {"cd", SAYS_HIGHER, 0},
    {"trung cap", SAYS_HIGHER, 0},
    {"tccn", SAYS_HIGHER, 0},
    {"tcn", SAYS_HIGHER, 0},
    {"hoc vien", SAYS_HIGHER, 0},
    {"phan vien", SAYS_HIGHER, 0},
    {"vien nghien cuu", SAYS_HIGHER, 0},
    {"university", SAYS_HIGHER, 0},
    {"college", SAYS_HIGHER, 0},
    {"hutech", SAYS_HIGHER, 0},
    {"trung tam", SAYS_COURSES, 0},
    {"tt", SAYS_COURSES, 0},
    {"giao duc thuong xuyen", SAYS_COURSES, 0},
    {"gdtx", SAYS_COURSES, 0},
    {"day nghe", SAYS_COURSES, 0},
    {"ngoai ngu", SAYS_COURSES, 0},
    {"anh ngu", SAYS_COURSES, 0},
    {"nhat ngu", SAYS_COURSES, 0},
    {"hoa ngu", SAYS_COURSES, 0},
    {"tieng anh", SAYS_COURSES, 0},
    {"language", SAYS_COURSES, 0},
    {"english", SAYS_COURSES, 0},
    {"tutoring", SAYS_COURSES, 0},
    {"day lai xe", SAYS_COURSES, 0},
    {"driving", SAYS_COURSES, 0},
    {"cao oc", SAYS_OFFICES, 0},
    {"toa nha", SAYS_OFFICES, 0},
    {"building", SAYS_OFFICES, 0},
};
#define N_PHRASES (sizeof PHRASES / sizeof *PHRASES)

// The name being read.
struct reader {
    char *words[MOST_WORDS];
    size_t n_words;
    level_set levels;
    bool is_secondary;
    bool is_public, is_private, is_international;
    const char *no_school;
    char *core;
};

static void split(char *folded, struct reader *r)
{
    char *rest = NULL;
    for (char *word = strtok_r(folded, " ", &rest);
         word != NULL && r->n_words < MOST_WORDS;
         word = strtok_r(NULL, " ", &rest))
        r->words[r->n_words++] = word;
}

static const char *word_at(const struct reader *r, size_t at)
{
    return at < r->n_words ? r->words[at] : "";
}

static bool is_word(const struct reader *r, size_t at, const char *list)
{
    return at < r->n_words && text_is_one_of(r->words[at], list);
}

// How many words of the phrase stand at `at`: all of them, or 0.
static size_t phrase_fits(const struct reader *r, size_t at, const char *phrase)
{
    size_t n = 0;
    while (*phrase != '\0') {
        size_t length = strcspn(phrase, " ");
        const char *word = word_at(r, at + n++);
        if (strlen(word) != length || memcmp(word, phrase, length) != 0)
            return 0;
        phrase += length + (phrase[length] == ' ');
    }
    return n;
}

static const struct phrase *longest_phrase(const struct reader *r, size_t at,
                                           size_t *n_words)
{
    const struct phrase *longest = NULL;
    *n_words = 0;
    for (size_t i = 0; i < N_PHRASES; i++) {
        if (PHRASES[i].said == SAYS_AT_START && at > 0)
            continue;
        size_t n = phrase_fits(r, at, PHRASES[i].words);
        if (n > *n_words) {
            *n_words = n;
            longest = &PHRASES[i];
        }
    }
    return longest;
}

// The first thing said against being a school counts, unless a level was named
// before: the "Trường THPT … Đại học Sư phạm" is a school of a university.
static void say_no(struct reader *r, const char *reason)
{
    if (r->levels == 0 && r->no_school == NULL)
        r->no_school = reason;
}

static void take_phrase(struct reader *r, const struct phrase *phrase)
{
    switch (phrase->said) {
    case SAYS_LEVEL:
        r->levels |= phrase->levels;
        break;
    case SAYS_NOTHING:
    case SAYS_AT_START:
        break;
    case SAYS_SECONDARY:
        r->is_secondary = true;
        break;
    case SAYS_PUBLIC:
        r->is_public = true;
        break;
    case SAYS_PRIVATE:
        r->is_private = true;
        break;
    case SAYS_INTERNATIONAL:
        r->is_international = true;
        break;
    case SAYS_HIGHER:
        say_no(r, "a university, college or institute by its name");
        break;
    case SAYS_COURSES:
        say_no(r, "a training, language or adult centre by its name");
        break;
    case SAYS_OFFICES:
        say_no(r, "an office building by its name");
        break;
    }
}

// "TH", "TH CS", "TH PT", "MN" where a level is expected; how many words.
static size_t take_abbreviation(struct reader *r, size_t at)
{
    bool is_start = at == 0 || is_word(r, at - 1, "truong va");
    bool has_company = is_word(r, at + 1, "thcs thpt va") ||
                       (at > 0 && is_word(r, at - 1, "thcs thpt mn"));
    if (is_word(r, at, "th") && (is_start || has_company)) {
        bool is_cs = is_word(r, at + 1, "cs");
        bool is_pt = is_word(r, at + 1, "pt");
        r->levels |= is_cs ? LOWER : is_pt ? UPPER : PRIMARY;
        return is_cs || is_pt ? 2 : 1;
    }
    if (is_word(r, at, "mn mg") && is_start) {
        r->levels |= PRESCHOOL;
        return 1;
    }
    return 0;
}

// "THCS-PT", "trung học cơ sở và phổ thông": after lower comes upper.
static size_t take_general(struct reader *r, size_t at)
{
    if (!(r->levels & LOWER) || at == 0)
        return 0;
    bool follows = is_word(r, at - 1, "thcs so va");
    if (follows && (is_word(r, at, "pt") || phrase_fits(r, at, "tp")))
        r->levels |= UPPER;
    else if (follows && phrase_fits(r, at, "pho thong"))
        r->levels |= UPPER;
    else
        return 0;
    return is_word(r, at, "pho") ? 2 : 1;
}

static level_set level_of_step(char c)
{
    return c == '1' ? PRIMARY : c == '2' ? LOWER : c == '3' ? UPPER : 0;
}

// The levels of "1", "ii", "2/3", "123"; 0 if it is another word.
static level_set levels_of_steps(const char *word)
{
    static const char *const ROMAN[] = {"i", "ii", "iii"};
    for (int i = 0; i < 3; i++)
        if (strcmp(word, ROMAN[i]) == 0)
            return level_of_step((char)('1' + i));
    level_set levels = 0;
    for (; *word != '\0'; word++) {
        if (*word != '/' && level_of_step(*word) == 0)
            return 0;
        levels |= level_of_step(*word);
    }
    return levels;
}

// "cấp 1", "cấp II-III", "cấp 2/3"; not the "trung cấp 1" of a college.
static size_t take_steps(struct reader *r, size_t at)
{
    if (!is_word(r, at, "cap") || (at > 0 && is_word(r, at - 1, "trung")))
        return 0;
    size_t n = 1;
    while (levels_of_steps(word_at(r, at + n)) != 0) {
        r->levels |= levels_of_steps(r->words[at + n++]);
        if (is_word(r, at + n, "va") &&
            levels_of_steps(word_at(r, at + n + 1)) != 0)
            n++;
    }
    return n > 1 ? n : 0;
}

static void read_words(struct reader *r)
{
    for (size_t at = 0; at < r->n_words;) {
        size_t n = take_general(r, at);
        if (n == 0)
            n = take_steps(r, at);
        if (n == 0)
            n = take_abbreviation(r, at);
        if (n == 0) {
            const struct phrase *phrase = longest_phrase(r, at, &n);
            if (phrase != NULL)
                take_phrase(r, phrase);
        }
        if (n == 0)
            strcat(r->core, r->words[at]);
        at += n == 0 ? 1 : n;
    }
}

// "Tiểu học – Trung học" names all the years; an international school that
// names no level teaches them all, as is the custom of such schools.
static level_set settle_levels(const struct reader *r)
{
    if (r->no_school != NULL && r->levels == 0)
        return 0;
    if (r->is_secondary && (r->levels & PRIMARY))
        return r->levels | LOWER | UPPER;
    if (r->levels == 0 && r->is_international && !r->is_secondary)
        return GRADES_1_TO_12;
    return r->levels;
}

struct school_name school_name_parse(struct arena *arena, const char *name)
{
    if (name == NULL)
        return (struct school_name){.core = ""};
    struct reader r = {0};
    char *folded = fold_text(arena, name);
    r.core = arena_alloc(arena, strlen(folded) + 1, 1);
    split(folded, &r);
    read_words(&r);
    struct school_name parsed = {.levels = settle_levels(&r), .core = r.core};
    parsed.kind = r.is_international ? "international"
                  : r.is_private     ? "private"
                  : r.is_public      ? "public"
                                     : NULL;
    parsed.is_custom = parsed.levels != 0 && r.levels == 0;
    parsed.no_school = parsed.levels == 0 ? r.no_school : NULL;
    return parsed;
}

level_set school_levels_of_isced(const char *value)
{
    level_set levels = 0;
    int before = -1;
    bool is_range = false;
    for (; value != NULL && *value != '\0'; value++) {
        if (*value >= '0' && *value <= '3') {
            int level = *value - '0';
            for (int i = is_range && before >= 0 ? before : level; i <= level;
                 i++)
                levels |= LEVEL_BIT(i);
            before = level;
            is_range = false;
        } else if (*value == '-') {
            is_range = true;
        }
    }
    return levels;
}

level_set school_levels_of_grades(const char *value)
{
    int first, last;
    if (value == NULL)
        return 0;
    int n = sscanf(value, "%2d-%2d", &first, &last);
    if (n < 1)
        return 0;
    if (n == 1)
        last = first;
    if (first < 0 || last > 12 || first > last)
        return 0;
    level_set levels = 0;
    for (int grade = first; grade <= last; grade++)
        levels |= LEVEL_BIT(level_of_grade(grade));
    return levels;
}

level_set school_levels_of_words(const char *value)
{
    static const struct {
        const char *word;
        level_set levels;
    } WORDS[] = {
        {"kindergarten", PRESCHOOL},
        {"preschool", PRESCHOOL},
        {"primary", PRIMARY},
        {"elementary", PRIMARY},
        {"middle", LOWER},
        {"lower_secondary", LOWER},
        {"upper_secondary", UPPER},
        {"high", UPPER},
        {"secondary", LOWER | UPPER},
    };
    level_set levels = 0;
    while (value != NULL && *value != '\0') {
        size_t length = strcspn(value, ";, ");
        for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
            if (strlen(WORDS[i].word) == length &&
                memcmp(WORDS[i].word, value, length) == 0)
                levels |= WORDS[i].levels;
        value += length + (value[length] != '\0');
    }
    return levels;
}
