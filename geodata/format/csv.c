// One pass over the bytes, a field at a time. A field is a stretch of bytes,
// or a quoted text in which "" stands for a quote; after it comes a separator
// (the row goes on), a line end (the row is done) or the end of the file.
// Fields are split before they are decoded, since all encodings that are read
// share ASCII.

#include "format/csv.h"

#include <stdio.h>
#include <string.h>

struct field {
    const char *bytes;
    size_t n;
};
LIST_DECLARE(field);

struct reader {
    const char *at;
    const char *end;
    char separator;
    enum encoding encoding;
    size_t row; // of the record being read
    struct arena *arena;
    struct feature_table *table;
    struct error *err;
};

// What separates: of the three, the one the header has most of outside quotes.
static char find_separator(const char *at, const char *end)
{
    static const char CHOICES[] = {',', ';', '\t'};
    size_t counts[3] = {0};
    bool quoted = false;
    for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
        quoted ^= *at == '"';
        for (int i = 0; i < 3; i++)
            counts[i] += !quoted && *at == CHOICES[i];
    }
    int most = 0;
    for (int i = 1; i < 3; i++)
        if (counts[i] > counts[most])
            most = i;
    return CHOICES[most];
}

static bool at_line_end(const struct reader *reader)
{
    return reader->at == reader->end || *reader->at == '\n' ||
           *reader->at == '\r';
}

static bool at_field_end(const struct reader *reader)
{
    return at_line_end(reader) || *reader->at == reader->separator;
}

static void read_plain(struct reader *reader, struct field *field)
{
    field->bytes = reader->at;
    while (!at_field_end(reader))
        reader->at++;
    field->n = (size_t)(reader->at - field->bytes);
}

// The closing quote of the text that starts at `at`, or NULL.
static const char *find_closing_quote(const char *at, const char *end)
{
    while (at < end) {
        at = memchr(at, '"', (size_t)(end - at));
        if (at == NULL || at + 1 == end || at[1] != '"')
            return at;
        at += 2;
    }
    return NULL;
}

static enum status read_quoted(struct reader *reader, struct field *field)
{
    const char *start = reader->at + 1;
    const char *closing = find_closing_quote(start, reader->end);
    if (closing == NULL)
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s, row %zu: a quotation mark is not closed",
                         reader->table->file, reader->row);
    char *text =
        arena_array(reader->arena, char, (size_t)(closing - start) + 1);
    field->bytes = text;
    for (const char *at = start; at < closing; at++) {
        text[field->n++] = *at;
        at += *at == '"'; // the second of a pair
    }
    reader->at = closing + 1;
    if (!at_field_end(reader))
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s, row %zu: text follows a closing quotation mark",
                         reader->table->file, reader->row);
    return STATUS_OK;
}

static void skip_line_end(struct reader *reader)
{
    if (reader->at < reader->end && *reader->at == '\r')
        reader->at++;
    if (reader->at < reader->end && *reader->at == '\n')
        reader->at++;
}

static enum status read_record(struct reader *reader, struct field_list *fields)
{
    for (;;) {
        struct field *field = field_list_add(fields, reader->arena);
        *field = (struct field){"", 0};
        enum status status = STATUS_OK;
        if (reader->at < reader->end && *reader->at == '"')
            status = read_quoted(reader, field);
        else
            read_plain(reader, field);
        if (status != STATUS_OK)
            return status;
        if (at_line_end(reader))
            break;
        reader->at++;
    }
    skip_line_end(reader);
    return STATUS_OK;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Without the spaces around; NULL when nothing is left.
static bool trim(struct field *field)
{
    while (field->n > 0 && is_space(field->bytes[0])) {
        field->bytes++;
        field->n--;
    }
    while (field->n > 0 && is_space(field->bytes[field->n - 1]))
        field->n--;
    return field->n > 0;
}

static bool is_blank(const struct field_list *fields)
{
    return fields->count == 1 && fields->items[0].n == 0;
}

static enum status decode(struct reader *reader, struct field field,
                          size_t column, const char **text)
{
    *text = NULL;
    if (!trim(&field))
        return STATUS_OK;
    *text =
        encoding_decode(reader->encoding, reader->arena, field.bytes, field.n);
    if (*text != NULL)
        return STATUS_OK;
    char where[100];
    if (column < reader->table->n_columns)
        snprintf(where, sizeof where, "\"%.80s\"",
                 reader->table->columns[column]);
    else
        snprintf(where, sizeof where, "%zu", column + 1);
    return error_set(reader->err, STATUS_BAD_INPUT,
                     "%s, row %zu, column %s: the text is not %s; give the "
                     "file's encoding, as in --encoding tcvn3",
                     reader->table->file, reader->row, where,
                     reader->encoding == ENCODING_UTF8 ? "UTF-8"
                                                       : "in that encoding");
}

static enum status decode_all(struct reader *reader,
                              const struct field_list *fields,
                              const char ***texts)
{
    *texts = arena_array(reader->arena, const char *, fields->count);
    for (size_t i = 0; i < fields->count; i++) {
        enum status status = decode(reader, fields->items[i], i, &(*texts)[i]);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status check_header(struct reader *reader)
{
    struct feature_table *table = reader->table;
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->columns[i] == NULL)
            table->columns[i] = "";
        for (size_t j = 0; j < i && table->columns[i][0] != '\0'; j++)
            if (strcmp(table->columns[i], table->columns[j]) == 0)
                return error_set(reader->err, STATUS_BAD_INPUT,
                                 "%s: columns %zu and %zu are both called "
                                 "\"%s\"",
                                 table->file, j + 1, i + 1, table->columns[i]);
    }
    return STATUS_OK;
}

static enum status read_header(struct reader *reader)
{
    struct field_list fields = {0};
    const char **names = NULL;
    reader->separator = find_separator(reader->at, reader->end);
    enum status status = read_record(reader, &fields);
    if (status == STATUS_OK)
        status = decode_all(reader, &fields, &names);
    if (status != STATUS_OK)
        return status;
    reader->table->columns = names;
    reader->table->n_columns = fields.count;
    return check_header(reader);
}

static enum status read_row(struct reader *reader)
{
    struct field_list fields = {0};
    struct feature_table *table = reader->table;
    enum status status = read_record(reader, &fields);
    if (status != STATUS_OK || is_blank(&fields))
        return status;
    if (fields.count != table->n_columns)
        return error_set(reader->err, STATUS_BAD_INPUT,
                         "%s: row %zu has %zu field%s, the header has %zu",
                         table->file, reader->row, fields.count,
                         fields.count == 1 ? "" : "s", table->n_columns);
    const char **texts = NULL;
    status = decode_all(reader, &fields, &texts);
    if (status == STATUS_OK)
        *feature_list_add(&table->features, reader->arena) =
            (struct feature){.row = reader->row, .texts = texts};
    return status;
}

enum status csv_parse(const char *bytes, size_t n_bytes, enum encoding encoding,
                      struct arena *arena, struct feature_table *table,
                      struct error *err)
{
    struct reader reader = {.at = bytes,
                            .end = bytes + n_bytes,
                            .encoding = encoding,
                            .row = 1,
                            .arena = arena,
                            .table = table,
                            .err = err};
    table->row_word = "row";
    if (n_bytes >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        reader.at += 3;
    if (reader.at == reader.end)
        return error_set(err, STATUS_BAD_INPUT, "%s is empty", table->file);
    enum status status = read_header(&reader);
    for (reader.row = 2; status == STATUS_OK && reader.at < reader.end;
         reader.row++)
        status = read_row(&reader);
    return status;
}

enum status csv_read(const char *path, enum encoding encoding,
                     struct arena *arena, struct feature_table *table,
                     struct error *err)
{
    char *bytes = NULL;
    size_t n_bytes = 0;
    enum status status = file_read(path, arena, &bytes, &n_bytes, err);
    if (status != STATUS_OK)
        return status;
    if (table->file == NULL)
        table->file = arena_text(arena, file_name(path));
    return csv_parse(bytes, n_bytes, encoding, arena, table, err);
}
