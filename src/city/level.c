#include "city/level.h"

#include <assert.h>
#include <string.h>

static const char *const NAMES[N_LEVELS] = {
    "preschool", "primary", "lower_secondary", "upper_secondary"};
static const int ENTRY_GRADES[N_LEVELS] = {0, 1, 6, 10};

const char *level_name(enum level level)
{
    assert((unsigned)level < N_LEVELS);
    return NAMES[level];
}

static bool parse_n(const char *name, size_t length, enum level *level)
{
    for (int i = 0; i < N_LEVELS; i++)
        if (strlen(NAMES[i]) == length && memcmp(NAMES[i], name, length) == 0) {
            *level = (enum level)i;
            return true;
        }
    return false;
}

bool level_parse(const char *name, enum level *level)
{
    return parse_n(name, strlen(name), level);
}

int level_entry_grade(enum level level)
{
    assert((unsigned)level < N_LEVELS);
    return ENTRY_GRADES[level];
}

enum level level_of_grade(int grade)
{
    assert(grade >= 0 && grade <= 12);
    int level = N_LEVELS - 1;
    while (ENTRY_GRADES[level] > grade)
        level--;
    return (enum level)level;
}

void level_set_format(level_set levels, char *text)
{
    text[0] = '\0';
    for (int i = 0; i < N_LEVELS; i++) {
        if (!(levels & LEVEL_BIT(i)))
            continue;
        if (text[0] != '\0')
            strcat(text, ",");
        strcat(text, NAMES[i]);
    }
}

bool level_set_parse(const char *text, level_set *levels)
{
    static const char SEPARATORS[] = ",+; ";
    level_set found = 0;
    for (text += strspn(text, SEPARATORS); *text != '\0';) {
        size_t length = strcspn(text, SEPARATORS);
        enum level level;
        if (!parse_n(text, length, &level))
            return false;
        found |= LEVEL_BIT(level);
        text += length;
        text += strspn(text, SEPARATORS);
    }
    *levels = found;
    return found != 0;
}
