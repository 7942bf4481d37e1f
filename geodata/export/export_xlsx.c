// A workbook by libxlsxwriter, a sheet a table: heads in bold, frozen and
// repeated on every printed page, numbers as numbers. Its date of making is
// left at a fixed day, so that the same tables give the same bytes.

#include <xlsxwriter.h>

#include "export/export_formats.h"
#include "export/sheet_name.h"

#define MOST_ROWS 1048575u // of a sheet, beside its head
#define PAPER_A4 9

static const double WIDTHS[] = {
    [EXPORT_TEXT] = 24, [EXPORT_INT] = 10, [EXPORT_REAL] = 12};

static lxw_error write_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                            const struct export_cell *cell,
                            enum export_kind kind)
{
    if (cell->is_null)
        return LXW_NO_ERROR;
    if (kind == EXPORT_TEXT)
        return worksheet_write_string(sheet, row, col, cell->text, NULL);
    return worksheet_write_number(
        sheet, row, col, kind == EXPORT_INT ? (double)cell->number : cell->real,
        NULL);
}

// As wide as one page, however many pages long.
static void set_print(lxw_worksheet *sheet)
{
    worksheet_set_paper(sheet, PAPER_A4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
}

static void write_head(lxw_format *bold, lxw_worksheet *sheet,
                       const struct export_table *table)
{
    lxw_col_t n = (lxw_col_t)table->n_columns;
    for (lxw_col_t c = 0; c < n; c++) {
        worksheet_write_string(sheet, 0, c, table->columns[c].name, bold);
        worksheet_set_column(sheet, c, c, WIDTHS[table->columns[c].kind], NULL);
    }
    if (table->shape == EXPORT_POINTS) {
        worksheet_write_string(sheet, 0, n, "lon", bold);
        worksheet_write_string(sheet, 0, (lxw_col_t)(n + 1), "lat", bold);
        worksheet_set_column(sheet, n, (lxw_col_t)(n + 1), WIDTHS[EXPORT_REAL],
                             NULL);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    set_print(sheet);
}

static lxw_error write_row(lxw_worksheet *sheet, lxw_row_t at,
                           const struct export_table *table,
                           const struct export_row *row, struct crs *crs)
{
    lxw_error failed = LXW_NO_ERROR;
    lxw_col_t n = (lxw_col_t)table->n_columns;
    for (lxw_col_t c = 0; c < n && failed == LXW_NO_ERROR; c++)
        failed =
            write_cell(sheet, at, c, &row->cells[c], table->columns[c].kind);
    if (failed != LXW_NO_ERROR || table->shape != EXPORT_POINTS)
        return failed;
    struct lonlat place = crs_to_lonlat(crs, row->point);
    worksheet_write_number(sheet, at, n, place.lon_deg, NULL);
    return worksheet_write_number(sheet, at, (lxw_col_t)(n + 1), place.lat_deg,
                                  NULL);
}

static void set_fixed_day(lxw_workbook *book)
{
    lxw_doc_properties about = {.author = "Học Gần", .created = 946684800};
    workbook_set_properties(book, &about);
}

static enum status check_rows(const struct export_table *tables,
                              size_t n_tables, struct error *err)
{
    for (size_t t = 0; t < n_tables; t++)
        if (tables[t].rows.count > MOST_ROWS)
            return error_set(err, STATUS_BAD_INPUT,
                             "%s has %zu rows, and a sheet at most %u; export "
                             "it as csv",
                             tables[t].name, tables[t].rows.count, MOST_ROWS);
    return STATUS_OK;
}

static lxw_error write_sheets(lxw_workbook *book,
                              const struct export_table *tables,
                              size_t n_tables, struct crs *crs)
{
    struct arena *arena = arena_new();
    const char **names = sheet_names(arena, tables, n_tables);
    lxw_format *bold = workbook_add_format(book);
    lxw_error failed = LXW_NO_ERROR;
    format_set_bold(bold);
    for (size_t t = 0; t < n_tables; t++) {
        const struct export_table *table = &tables[t];
        lxw_worksheet *sheet = workbook_add_worksheet(book, names[t]);
        write_head(bold, sheet, table);
        for (size_t r = 0; r < table->rows.count && failed == LXW_NO_ERROR; r++)
            failed = write_row(sheet, (lxw_row_t)(r + 1), table,
                               &table->rows.items[r], crs);
    }
    arena_free(arena);
    return failed;
}

enum status export_xlsx(const struct export_table *tables, size_t n_tables,
                        struct crs *crs, const char *path, const char *scratch,
                        struct error *err)
{
    // The library changes neither the options nor the name of the folder.
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)scratch};
    if (check_rows(tables, n_tables, err) != STATUS_OK)
        return err->status;
    lxw_workbook *book = workbook_new_opt(path, &options);
    if (book == NULL)
        return error_set(err, STATUS_IO, "cannot write %s", path);
    set_fixed_day(book);
    lxw_error failed = write_sheets(book, tables, n_tables, crs);
    lxw_error closed = workbook_close(book);
    if (failed == LXW_NO_ERROR)
        failed = closed;
    return failed == LXW_NO_ERROR
               ? STATUS_OK
               : error_set(err, STATUS_IO, "cannot write %s: %s", path,
                           lxw_strerror(failed));
}
