// The words of a kind stand before the name in Vietnamese, before or behind it
// in English: "Thị trấn Hóc Môn", "Hoc Mon Town".

#include "import/admin_name.h"

#include <string.h>

#include "search/fold.h"

// Longer phrases stand before those they begin with.
static const struct kind_words {
    const char *words;
    enum admin_kind kind;
} KIND_WORDS[] = {
    {"phuong", ADMIN_WARD},
    {"xa", ADMIN_WARD},
    {"thi tran", ADMIN_WARD},
    {"dac khu", ADMIN_WARD},
    {"ward", ADMIN_WARD},
    {"commune", ADMIN_WARD},
    {"township", ADMIN_WARD},
    {"p", ADMIN_WARD},
    {"quan", ADMIN_DISTRICT},
    {"huyen", ADMIN_DISTRICT},
    {"thi xa", ADMIN_DISTRICT},
    {"thanh pho", ADMIN_DISTRICT},
    {"tp", ADMIN_DISTRICT},
    {"urban district", ADMIN_DISTRICT},
    {"rural district", ADMIN_DISTRICT},
    {"district", ADMIN_DISTRICT},
    {"city", ADMIN_DISTRICT},
    {"q", ADMIN_DISTRICT},
    {"town", ADMIN_ANY}, // a thị trấn or a thị xã
};
#define N_KIND_WORDS (sizeof KIND_WORDS / sizeof *KIND_WORDS)

// The core behind the words if it begins with them, else NULL. "p3" has them
// side by side.
static char *after_words(char *core, const char *words)
{
    size_t n = strlen(words);
    if (strncmp(core, words, n) != 0)
        return NULL;
    if (core[n] == ' ')
        return core + n + 1;
    bool is_letter_and_number = n == 1 && core[1] >= '0' && core[1] <= '9';
    return is_letter_and_number ? core + 1 : NULL;
}

// Cuts the words off the core's end.
static bool cut_end(char *core, const char *words)
{
    size_t n = strlen(words);
    size_t length = strlen(core);
    if (length <= n + 1 || core[length - n - 1] != ' ' ||
        strcmp(core + length - n, words) != 0)
        return false;
    core[length - n - 1] = '\0';
    return true;
}

static bool may_be(enum admin_kind said, enum admin_kind kind)
{
    return said == kind || said == ADMIN_ANY || kind == ADMIN_ANY;
}

struct admin_name admin_name_of(struct arena *arena, const char *name,
                                enum admin_kind kind)
{
    struct admin_name taken = {.kind = kind};
    char *core = fold_text(arena, name == NULL ? "" : name);
    for (size_t i = 0; i < N_KIND_WORDS; i++) {
        if (!may_be(KIND_WORDS[i].kind, kind))
            continue;
        char *rest = after_words(core, KIND_WORDS[i].words);
        if (rest == NULL && !cut_end(core, KIND_WORDS[i].words))
            continue;
        core = rest == NULL ? core : rest;
        if (kind == ADMIN_ANY)
            taken.kind = KIND_WORDS[i].kind;
        break;
    }
    taken.is_numbered =
        core[0] != '\0' && strspn(core, "0123456789") == strlen(core);
    while (taken.is_numbered && core[0] == '0' && core[1] != '\0')
        core++;
    taken.core = core;
    return taken;
}

bool admin_name_agrees(struct admin_name a, struct admin_name b)
{
    return a.core[0] != '\0' && may_be(a.kind, b.kind) &&
           strcmp(a.core, b.core) == 0;
}

bool admin_name_is_bare(const char *name)
{
    for (const char *c = name; *c != '\0'; c++)
        if ((unsigned char)*c >= 0x80)
            return false;
    return true;
}
