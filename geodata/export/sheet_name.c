// A title is cleaned and cut; should another sheet be called that already, it
// is cut further and gets a number: "Trường Tiểu học Lê Lợi (2)". What is taken
// is compared folded, as spreadsheet programs do not tell "A" from "a".

#include "export/sheet_name.h"

#include <stdio.h>
#include <string.h>

#include "search/fold.h"

#define MOST_LETTERS 31

static bool begins_letter(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

// How many bytes the first `n` letters take. A letter beyond the first 65,536
// of Unicode counts twice, as those programs do it.
static size_t bytes_of_letters(const char *text, size_t n)
{
    size_t at = 0, letters = 0;
    while (text[at] != '\0') {
        letters += (unsigned char)text[at] >= 0xF0 ? 2 : 1;
        if (letters > n)
            return at;
        do
            at++;
        while (!begins_letter(text[at]));
    }
    return at;
}

static char *clean(struct arena *arena, const struct export_table *table)
{
    char *name = arena_text(arena, table->title);
    for (char *c = name; *c != '\0'; c++)
        if (strchr("[]:*?/\\", *c) != NULL || (unsigned char)*c < ' ')
            *c = ' ';
    name += strspn(name, " '");
    size_t n = strlen(name);
    while (n > 0 && strchr(" '", name[n - 1]) != NULL)
        name[--n] = '\0';
    return n > 0 ? name : arena_text(arena, table->name);
}

// The name, cut so that ` (number)` fits behind it, which the first is without.
static const char *numbered(struct arena *arena, const char *name,
                            size_t number)
{
    char end[24] = "";
    if (number > 1)
        snprintf(end, sizeof end, " (%zu)", number);
    size_t n = bytes_of_letters(name, MOST_LETTERS - strlen(end));
    while (n > 0 && strchr(" '", name[n - 1]) != NULL)
        n--;
    return arena_format(arena, "%.*s%s", (int)n, name, end);
}

static bool is_taken(char *const *folded, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(folded[i], name) == 0)
            return true;
    return false;
}

const char **sheet_names(struct arena *arena, const struct export_table *tables,
                         size_t n_tables)
{
    const char **names = arena_array(arena, const char *, n_tables);
    char **folded = arena_array(arena, char *, n_tables);
    for (size_t t = 0; t < n_tables; t++) {
        const char *title = clean(arena, &tables[t]);
        size_t number = 1;
        do {
            names[t] = numbered(arena, title, number++);
            folded[t] = fold_text(arena, names[t]);
        } while (is_taken(folded, t, folded[t]));
    }
    return names;
}
