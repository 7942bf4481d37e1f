// Cells are kept as they come; a column's width is known once all are there.
// A character is a UTF-8 sequence, that is a byte that continues none: our
// texts are precomposed, so none is drawn on the one before it.

#include "base/text_table.h"

#include "base/list.h"

#define GAP "  "

LIST_DECLARE_OF(const char *, cell);

struct text_table {
    struct arena *arena;
    size_t n_columns;
    size_t n_left;
    size_t *widths;
    struct cell_list cells;
};

static size_t width_of(const char *text)
{
    size_t width = 0;
    for (; *text != '\0'; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}

struct text_table *text_table_new(struct arena *arena, size_t n_columns,
                                  size_t n_left)
{
    struct text_table *table = arena_array(arena, struct text_table, 1);
    table->arena = arena;
    table->n_columns = n_columns;
    table->n_left = n_left;
    table->widths = arena_array(arena, size_t, n_columns);
    return table;
}

void text_table_add(struct text_table *table, const char *text)
{
    size_t *widest = &table->widths[table->cells.count % table->n_columns];
    size_t width = width_of(text);
    if (width > *widest)
        *widest = width;
    *cell_list_add(&table->cells, table->arena) =
        arena_text(table->arena, text);
}

static void add_spaces(struct text_buffer *into, size_t n)
{
    for (; n > 0; n--)
        text_add_string(into, " ");
}

// Nothing stands behind the last text of a row.
static void add_cell(const struct text_table *table, size_t column,
                     const char *text, struct text_buffer *into)
{
    size_t spaces = table->widths[column] - width_of(text);
    if (column > 0)
        text_add_string(into, GAP);
    if (column >= table->n_left)
        add_spaces(into, spaces);
    text_add_string(into, text);
    if (column < table->n_left && column + 1 < table->n_columns)
        add_spaces(into, spaces);
}

static void add_line(const struct text_table *table, struct text_buffer *into)
{
    size_t width = (table->n_columns - 1) * (sizeof GAP - 1);
    for (size_t c = 0; c < table->n_columns; c++)
        width += table->widths[c];
    for (; width > 0; width--)
        text_add_string(into, "-");
    text_add_string(into, "\n");
}

void text_table_write(const struct text_table *table, struct text_buffer *into)
{
    for (size_t i = 0; i < table->cells.count; i++) {
        size_t column = i % table->n_columns;
        add_cell(table, column, table->cells.items[i], into);
        if (column + 1 < table->n_columns)
            continue;
        text_add_string(into, "\n");
        if (i + 1 == table->n_columns)
            add_line(table, into);
    }
}
