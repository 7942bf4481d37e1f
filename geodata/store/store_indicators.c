// Keys with optional parts: '' stands for none.

#include "store/store_indicators.h"

#include <string.h>

#include "store/connection.h"

static void bind_indicator(struct insert *row, const void *items, size_t i)
{
    const struct indicator *indicator = (const struct indicator *)items + i;
    insert_text(row, 1, indicator->code);
    insert_text(row, 2, indicator->name_vi);
    insert_text(row, 3, indicator->name_en);
    insert_text(row, 4, indicator->unit);
    insert_text(row, 5, indicator->is_lower_better ? "lower" : "higher");
    if (indicator->has_target) {
        insert_real(row, 6, indicator->target);
        insert_int(row, 7, indicator->target_year);
    }
}

enum status store_write_indicators(struct store *store,
                                   const struct indicator *indicators,
                                   size_t n_indicators, struct error *err)
{
    return insert_rows(store,
                       "INSERT OR REPLACE INTO indicator (code, name_vi,"
                       " name_en, unit, better, target, target_year)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                       bind_indicator, indicators, n_indicators, err);
}

static void take_indicator(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *indicator_list_add(list, arena) = (struct indicator){
        .code = store_text(row, 0, arena),
        .name_vi = store_text(row, 1, arena),
        .name_en = store_text(row, 2, arena),
        .unit = store_text(row, 3, arena),
        .is_lower_better = sqlite3_column_int(row, 4) != 0,
        .has_target = sqlite3_column_type(row, 5) != SQLITE_NULL,
        .target = sqlite3_column_double(row, 5),
        .target_year = sqlite3_column_int(row, 6),
    };
}

enum status store_read_indicators(struct store *store, struct arena *arena,
                                  struct indicator_list *indicators,
                                  struct error *err)
{
    *indicators = (struct indicator_list){0};
    return store_each(store,
                      "SELECT code, name_vi, name_en, unit, better = 'lower',"
                      " target, target_year FROM indicator ORDER BY code",
                      take_indicator, arena, indicators, err);
}

static const char *or_none(const char *text)
{
    return text == NULL ? "" : text;
}

static void bind_value(struct insert *row, const void *items, size_t i)
{
    const struct indicator_value_row *value =
        (const struct indicator_value_row *)items + i;
    insert_text(row, 1, value->code);
    insert_int(row, 2, value->year);
    insert_text(row, 3, or_none(value->school_id));
    insert_text(row, 4, or_none(value->ward_id));
    insert_real(row, 5, value->value);
}

enum status store_write_indicator_values(struct store *store,
                                         const struct indicator_value_row *rows,
                                         size_t n_rows, struct error *err)
{
    return insert_rows(store,
                       "INSERT OR REPLACE INTO indicator_value (code, year,"
                       " school_id, ward_id, value) VALUES (?, ?, ?, ?, ?)",
                       bind_value, rows, n_rows, err);
}

static void take_value(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *indicator_value_row_list_add(list, arena) = (struct indicator_value_row){
        .code = store_text(row, 0, arena),
        .year = sqlite3_column_int64(row, 1),
        .school_id = store_optional_text(row, 2, arena),
        .ward_id = store_optional_text(row, 3, arena),
        .value = sqlite3_column_double(row, 4),
    };
}

enum status store_read_indicator_values(struct store *store,
                                        struct arena *arena,
                                        struct indicator_value_row_list *rows,
                                        struct error *err)
{
    *rows = (struct indicator_value_row_list){0};
    return store_each(store,
                      "SELECT code, year, school_id, ward_id, value"
                      "  FROM indicator_value"
                      " ORDER BY code, year, school_id, ward_id",
                      take_value, arena, rows, err);
}
