// What a person checks before a file is imported: its columns, what they were
// taken for, and the first rows. Copied, since the table goes with the import.

#include "import/table_import.h"

static const char *const *copy_texts(struct arena *arena,
                                     const char *const *texts, size_t n)
{
    const char **copy = arena_array(arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        copy[i] = texts[i] == NULL ? NULL : arena_text(arena, texts[i]);
    return copy;
}

static void take_fields(const struct table_import *import,
                        struct import_preview *preview)
{
    const struct table_kind *kind = import->kind;
    preview->n_fields = kind->n_fields;
    preview->fields =
        arena_array(import->report->arena, struct import_field, kind->n_fields);
    for (size_t f = 0; f < kind->n_fields; f++) {
        bool has_column = import_has_field(import, f);
        preview->fields[f] = (struct import_field){
            .name = kind->fields[f].name,
            .column = has_column ? preview->columns[import->columns[f]] : NULL,
            .is_needed = kind->fields[f].is_needed};
    }
}

void import_preview_take(const struct table_import *import,
                         struct import_preview *preview)
{
    struct arena *arena = import->report->arena;
    const struct feature_table *table = &import->table;
    preview->n_columns = table->n_columns;
    preview->columns = copy_texts(arena, table->columns, table->n_columns);
    take_fields(import, preview);
    for (size_t i = 0; i < table->features.count && i < PREVIEW_ROWS; i++) {
        const struct feature *row = &table->features.items[i];
        preview->rows[preview->n_rows++] = (struct import_preview_row){
            row->row, copy_texts(arena, row->texts, table->n_columns)};
    }
}
