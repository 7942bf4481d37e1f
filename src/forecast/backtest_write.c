// Both tables are means of rows, weighted by how many cells each counts.

#include "forecast/backtest_write.h"

#include <stdio.h>

#include "base/json_writer.h"
#include "base/text_table.h"

// --- JSON ----------------------------------------------------------------

static void json_share(struct json_writer *json, const char *key, double value)
{
    json_key(json, key);
    if (value < 0)
        json_nothing(json);
    else
        json_number(json, value, 3);
}

static void json_row(struct json_writer *json, const struct backtest_row *row)
{
    json_begin_object(json);
    json_key(json, "level");
    json_text(json, backtest_level_name(row->level));
    json_key(json, "grade");
    if (row->grade < 0)
        json_nothing(json);
    else
        json_int(json, row->grade);
    json_key(json, "origin");
    json_int(json, row->origin);
    json_key(json, "horizon");
    json_int(json, row->horizon);
    json_key(json, "method");
    json_text(json, backtest_method_name(row->method));
    json_key(json, "n");
    json_int(json, row->n);
    json_key(json, "wape");
    json_number(json, row->wape, 4);
    json_key(json, "mape");
    json_number(json, row->mape, 4);
    json_key(json, "bias");
    json_number(json, row->bias, 4);
    json_share(json, "cover50", row->cover50);
    json_share(json, "cover80", row->cover80);
    json_share(json, "cover95", row->cover95);
    json_end_object(json);
}

void backtest_json_write(struct text_buffer *into,
                         const struct backtest_row_list *rows)
{
    struct json_writer json = json_into(into);
    json_begin_array(&json);
    for (size_t i = 0; i < rows->count; i++)
        json_row(&json, &rows->items[i]);
    json_end_array(&json);
}

// --- Text ----------------------------------------------------------------

#define N_BACKTEST_LEVELS 4
#define N_BACKTEST_METHODS 3

static const char *const LEVELS[N_LANGUAGES][N_BACKTEST_LEVELS] = {
    {"Thành phố", "Phường, xã", "Trường", "Trường và lớp"},
    {"City", "Ward", "School", "School and grade"}};

static const char *const HEADINGS[N_LANGUAGES][9] = {
    {"Sai số WAPE", "Trước", "Học Gần", "Năm trước", "3 năm", "Lệch", "50 %",
     "80 %", "95 %"},
    {"WAPE", "Ahead", "Học Gần", "Last year", "3 years", "Bias", "50 %", "80 %",
     "95 %"}};

static const char *const YEAR_HEADING[N_LANGUAGES] = {"Năm học", "School year"};

static const char *const BEFORE[N_LANGUAGES] = {
    "Từ mỗi năm gốc, dự báo chỉ dùng số liệu đến năm đó rồi so với thực tế.\n"
    "WAPE: tổng sai số trên tổng số học sinh (%). \"Năm trước\" lấy lại số năm "
    "gốc,\n\"3 năm\" dùng tỉ lệ lên lớp bình quân 3 năm. 50, 80, 95 %: bao "
    "nhiêu phần trăm\nthực tế rơi vào khoảng dự báo.\n\n",
    "From every origin year the forecast is made of what was known by then and "
    "set\nagainst what came. WAPE: sum of errors over sum of pupils (%). "
    "\"Last year\" repeats\nthe origin, \"3 years\" is plain progression over "
    "three years. 50, 80, 95 %: how much\nof what came lies within the "
    "intervals.\n\n"};

static const char *const AFTER[N_LANGUAGES] = {
    "\nKhông có gì được chỉnh theo những năm dùng để kiểm định: với mỗi năm "
    "gốc, số liệu\nbị cắt tại năm đó trước khi tính; tỉ lệ, độ co, trọng số và "
    "khoảng dự báo chỉ lấy từ\nsai số của những năm trước nó. Năm có dịch hay "
    "biến động lớn được để nguyên trong bảng.\n",
    "\nNothing is tuned on a year that is tested: for every origin the data "
    "are cut off there\nbefore anything is worked out, and ratios, shrinkage, "
    "weights and intervals come only\nfrom errors made in years before it. "
    "Years that went wrong stay in the table.\n"};

// A mean of some column over rows.
struct mean {
    double sum;
    double weight;
};

static void mean_add(struct mean *mean, double value, uint32_t n)
{
    mean->sum += value * n;
    mean->weight += n;
}

// What one line of a table says.
struct line {
    struct mean wape[N_BACKTEST_METHODS];
    struct mean bias;
    struct mean cover[3];
};

static void line_add(struct line *line, const struct backtest_row *row)
{
    mean_add(&line->wape[row->method], row->wape, row->n);
    if (row->method != BACKTEST_HOCGAN)
        return;
    const double covers[3] = {row->cover50, row->cover80, row->cover95};
    mean_add(&line->bias, row->bias, row->n);
    for (size_t i = 0; i < 3; i++)
        if (covers[i] >= 0)
            mean_add(&line->cover[i], covers[i], row->n);
}

static void add_mean(struct text_table *table, struct mean mean, int decimals,
                     enum language language)
{
    char text[DECIMAL_TEXT_SIZE] = "-";
    if (mean.weight > 0)
        decimal_format(mean.sum / mean.weight, decimals, language, text);
    text_table_add(table, text);
}

static void add_line(struct text_table *table, const struct line *line,
                     enum language language)
{
    for (size_t m = 0; m < N_BACKTEST_METHODS; m++)
        add_mean(table, line->wape[m], 1, language);
    add_mean(table, line->bias, 1, language);
    for (size_t i = 0; i < 3; i++)
        add_mean(table, line->cover[i], 0, language);
}

static void add_int(struct text_table *table, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    text_table_add(table, text);
}

static int32_t longest_horizon(const struct backtest_row_list *rows)
{
    int32_t longest = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].horizon > longest)
            longest = rows->items[i].horizon;
    return longest;
}

static void write_by_horizon(struct text_buffer *into, struct arena *scratch,
                             const struct backtest_row_list *rows,
                             enum language language)
{
    struct text_table *table = text_table_new(scratch, 9, 1);
    int32_t longest = longest_horizon(rows);
    for (size_t c = 0; c < 9; c++)
        text_table_add(table, HEADINGS[language][c]);
    for (int l = 0; l < N_BACKTEST_LEVELS; l++)
        for (int32_t h = 1; h <= longest; h++) {
            struct line line = {0};
            for (size_t i = 0; i < rows->count; i++) {
                const struct backtest_row *row = &rows->items[i];
                if ((int)row->level == l && row->horizon == h && row->grade < 0)
                    line_add(&line, row);
            }
            if (!(line.wape[BACKTEST_HOCGAN].weight > 0))
                continue;
            text_table_add(table, LEVELS[language][l]);
            add_int(table, h);
            add_line(table, &line, language);
        }
    text_table_write(table, into);
}

static void years_of(const struct backtest_row_list *rows, int32_t *first,
                     int32_t *last)
{
    for (size_t i = 0; i < rows->count; i++) {
        int32_t year = rows->items[i].origin + rows->items[i].horizon;
        *first = i == 0 || year < *first ? year : *first;
        *last = i == 0 || year > *last ? year : *last;
    }
}

// One year ahead, school by school and grade by grade.
static void write_by_year(struct text_buffer *into, struct arena *scratch,
                          const struct backtest_row_list *rows,
                          enum language language)
{
    struct text_table *table = text_table_new(scratch, 9, 1);
    int32_t first = 0;
    int32_t last = -1;
    years_of(rows, &first, &last);
    text_table_add(table, YEAR_HEADING[language]);
    for (size_t c = 1; c < 9; c++)
        text_table_add(table, HEADINGS[language][c]);
    for (int32_t year = first; year <= last; year++) {
        struct line line = {0};
        for (size_t i = 0; i < rows->count; i++) {
            const struct backtest_row *row = &rows->items[i];
            if (row->level == BACKTEST_CELL && row->horizon == 1 &&
                row->grade < 0 && row->origin + 1 == year)
                line_add(&line, row);
        }
        if (!(line.wape[BACKTEST_HOCGAN].weight > 0))
            continue;
        add_int(table, year);
        add_int(table, 1);
        add_line(table, &line, language);
    }
    text_add_string(into, "\n");
    text_table_write(table, into);
}

void backtest_text_write(struct text_buffer *into,
                         const struct backtest_row_list *rows,
                         enum language language)
{
    struct arena *scratch = arena_new();
    text_add_string(into, BEFORE[language]);
    write_by_horizon(into, scratch, rows, language);
    write_by_year(into, scratch, rows, language);
    text_add_string(into, AFTER[language]);
    arena_free(scratch);
}
