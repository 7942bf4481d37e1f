// Columns are matched by folded name: "Mã trường", "MA_TRUONG" and
// "ma-truong" are one. Digits at the end count, so that Pop_2009 and Pop_2019
// are not taken for one another.

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "import/table_import.h"
#include "search/fold.h"

static const char *fold_name(struct arena *arena, const char *name)
{
    char *spaced = arena_text(arena, name);
    for (char *at = spaced; *at != '\0'; at++)
        if (*at == '_' || *at == '-' || *at == '.')
            *at = ' ';
    char *folded = fold_text(arena, spaced);
    for (char *at = folded; *at != '\0'; at++)
        if (*at == ' ')
            *at = '_';
    return folded;
}

static size_t find_exact(const struct feature_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i], name) == 0)
            return i;
    return NO_COLUMN;
}

static size_t find_folded(struct table_import *import, const char *folded)
{
    for (size_t i = 0; i < import->table.n_columns; i++) {
        const char *column = fold_name(import->arena, import->table.columns[i]);
        if (strcmp(column, folded) == 0)
            return i;
    }
    return NO_COLUMN;
}

// The first of the field's names that some column has.
static size_t find_usual(struct table_import *import,
                         const struct field_spec *field)
{
    const char *names =
        arena_format(import->arena, "%s %s", field->name, field->usual);
    for (const char *word = names; *word != '\0';) {
        size_t n = strcspn(word, " ");
        size_t column =
            find_folded(import, arena_text_n(import->arena, word, n));
        if (column != NO_COLUMN)
            return column;
        word += n;
        word += strspn(word, " ");
    }
    return NO_COLUMN;
}

static const char *list_columns(struct table_import *import)
{
    struct text_buffer text = {0};
    for (size_t i = 0; i < import->table.n_columns; i++)
        text_add_format(&text, "%s%s", i == 0 ? "" : ", ",
                        import->table.columns[i]);
    const char *copy = arena_text_n(import->arena, text.bytes, text.length);
    text_buffer_free(&text);
    return copy;
}

static const char *list_fields(struct table_import *import)
{
    const char *text = "";
    for (size_t i = 0; i < import->kind->n_fields; i++)
        text = arena_format(import->arena, "%s%s%s", text, i == 0 ? "" : ", ",
                            import->kind->fields[i].name);
    return text;
}

static enum status take_map(struct table_import *import,
                            const struct field_map *map, struct error *err)
{
    size_t field = 0;
    while (field < import->kind->n_fields &&
           strcmp(import->kind->fields[field].name, map->field) != 0)
        field++;
    if (field == import->kind->n_fields)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s have no field \"%s\"; they have %s",
                         import->kind->name, map->field, list_fields(import));
    size_t column = find_exact(&import->table, map->column);
    if (column == NO_COLUMN)
        column = find_folded(import, fold_name(import->arena, map->column));
    if (column == NO_COLUMN)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s has no column \"%s\"; it has %s",
                         import->table.file, map->column, list_columns(import));
    import->columns[field] = column;
    return STATUS_OK;
}

enum status import_match_fields(struct table_import *import, struct error *err)
{
    const struct table_kind *kind = import->kind;
    for (size_t f = 0; f < MOST_FIELDS; f++)
        import->columns[f] = NO_COLUMN;
    for (size_t m = 0; m < import->options->n_maps; m++) {
        enum status status = take_map(import, &import->options->maps[m], err);
        if (status != STATUS_OK)
            return status;
    }
    for (size_t f = 0; f < kind->n_fields; f++)
        if (import->columns[f] == NO_COLUMN)
            import->columns[f] = find_usual(import, &kind->fields[f]);
    for (size_t f = 0; f < kind->n_fields; f++) {
        if (import->columns[f] == NO_COLUMN && kind->fields[f].is_needed)
            return error_set(err, STATUS_BAD_INPUT,
                             "%s has no column for %s; it has %s (say which "
                             "with --map %s=COLUMN)",
                             import->table.file, kind->fields[f].name,
                             list_columns(import), kind->fields[f].name);
    }
    return STATUS_OK;
}

bool import_has_field(const struct table_import *import, size_t field)
{
    return import->columns[field] != NO_COLUMN;
}

enum status row_refuse(const struct table_import *import,
                       const struct feature *row, size_t field,
                       struct error *err, const char *fmt, ...)
{
    struct error why;
    va_list args;
    va_start(args, fmt);
    vsnprintf(why.text, sizeof why.text, fmt, args);
    va_end(args);
    const char *name = import->kind->fields[field].name;
    import->report->at_field = name;
    const char *column = import_has_field(import, field)
                             ? import->table.columns[import->columns[field]]
                             : name;
    bool is_other = strcmp(name, column) != 0;
    return error_set(err, STATUS_BAD_INPUT, "%s, %s %zu, %s%s%s%s: %s",
                     import->table.file, import->table.row_word, row->row, name,
                     is_other ? " (column \"" : "", is_other ? column : "",
                     is_other ? "\")" : "", why.text);
}

const char *row_text(const struct table_import *import,
                     const struct feature *row, size_t field)
{
    return import_has_field(import, field) ? row->texts[import->columns[field]]
                                           : NULL;
}

enum status row_need_text(const struct table_import *import,
                          const struct feature *row, size_t field,
                          const char **text, struct error *err)
{
    *text = row_text(import, row, field);
    if (*text == NULL)
        return row_refuse(import, row, field, err, "is empty");
    return STATUS_OK;
}

// Tables of shapefiles write whole numbers as 23258.00000000000.
static bool parse_whole(const char *text, int64_t *value)
{
    double real;
    if (text_parse_int64(text, value))
        return true;
    if (!text_parse_double(text, &real) || real != floor(real) ||
        fabs(real) > 9e15)
        return false;
    *value = (int64_t)real;
    return true;
}

enum status row_int(const struct table_import *import,
                    const struct feature *row, size_t field, int64_t least,
                    int64_t most, int64_t *value, struct error *err)
{
    const char *text = row_text(import, row, field);
    int64_t parsed;
    if (text == NULL)
        return STATUS_OK;
    if (!parse_whole(text, &parsed) || parsed < least || parsed > most)
        return row_refuse(import, row, field, err,
                          "\"%.60s\" is not a whole number from %lld to %lld",
                          text, (long long)least, (long long)most);
    *value = parsed;
    return STATUS_OK;
}

enum status row_need_int(const struct table_import *import,
                         const struct feature *row, size_t field, int64_t least,
                         int64_t most, int64_t *value, struct error *err)
{
    const char *text;
    enum status status = row_need_text(import, row, field, &text, err);
    if (status != STATUS_OK)
        return status;
    return row_int(import, row, field, least, most, value, err);
}

enum status row_real(const struct table_import *import,
                     const struct feature *row, size_t field, double least,
                     double most, double *value, struct error *err)
{
    const char *text = row_text(import, row, field);
    double parsed;
    if (text == NULL)
        return STATUS_OK;
    if (!text_parse_double(text, &parsed))
        return row_refuse(import, row, field, err, "\"%.60s\" is not a number",
                          text);
    if (parsed < least || parsed > most)
        return row_refuse(import, row, field, err, "%.60s is not from %g to %g",
                          text, least, most);
    *value = parsed;
    return STATUS_OK;
}

enum status row_milli(const struct table_import *import,
                      const struct feature *row, size_t field, int64_t most,
                      int64_t *milli, struct error *err)
{
    const char *text = row_text(import, row, field);
    uint64_t parsed;
    if (text == NULL)
        return STATUS_OK;
    if (!text_parse_scaled(text, 1000, &parsed) ||
        parsed > (uint64_t)most * 1000)
        return row_refuse(import, row, field, err,
                          "\"%.60s\" is not a number from 0 to %lld with at "
                          "most three decimals",
                          text, (long long)most);
    *milli = (int64_t)parsed;
    return STATUS_OK;
}

// A school year is named by its first calendar year: "2026-2027" is 2026.
static bool parse_school_year(const char *text, int64_t *year)
{
    char first[5];
    if (strlen(text) < 4 || strspn(text, "0123456789") < 4)
        return false;
    memcpy(first, text, 4);
    first[4] = '\0';
    const char *rest = text + 4 + strspn(text + 4, " ");
    bool is_span = rest[0] == '-' || rest[0] == '/' ||
                   strncmp(rest, "–", strlen("–")) == 0;
    return text_parse_int64(first, year) && (text[4] == '\0' || is_span);
}

enum status row_year(const struct table_import *import,
                     const struct feature *row, size_t field, int64_t *year,
                     struct error *err)
{
    const char *text = row_text(import, row, field);
    if (text == NULL && import->options->year != 0) {
        *year = import->options->year;
        return STATUS_OK;
    }
    if (text == NULL)
        return row_refuse(import, row, field, err,
                          "there is no year; --year gives one for all rows");
    if (!parse_school_year(text, year) || *year < 1900 || *year > 2200)
        return row_refuse(import, row, field, err, "\"%.60s\" is not a year",
                          text);
    return STATUS_OK;
}

enum status row_key_once(const struct table_import *import,
                         const struct feature *row, struct key_set *seen,
                         const char *key, struct error *err)
{
    size_t before = key_set_add(seen, key, row->row);
    if (before == KEY_ABSENT)
        return STATUS_OK;
    return error_set(
        err, STATUS_BAD_INPUT, "%s: %ss %zu and %zu are both \"%.80s\"",
        import->table.file, import->table.row_word, before, row->row, key);
}
