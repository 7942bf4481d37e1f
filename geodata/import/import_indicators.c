// A row may say what an indicator is (names, unit, target), what a school, a
// ward or the city had of it in a year, or both, so that a definition can stand
// in a file of its own or beside the values. What the city knows already, and
// the sector's own programme, need not be said again.

#include "base/text.h"
#include "import/sector_programme.h"
#include "import/table_import.h"
#include "search/fold.h"
#include "store/store_indicators.h"

enum {
    CODE,
    NAME,
    NAME_VI,
    NAME_EN,
    UNIT,
    BETTER,
    TARGET,
    TARGET_YEAR,
    YEAR,
    SCHOOL,
    WARD,
    VALUE
};

static const struct field_spec FIELDS[] = {
    {"code", "indicator ma_chi_tieu ma", false},
    {"name", "ten_chi_tieu chi_tieu ten", false},
    {"name_vi", "ten_tieng_viet", false},
    {"name_en", "ten_tieng_anh", false},
    {"unit", "don_vi don_vi_tinh", false},
    {"better", "chieu", false},
    {"target", "muc_tieu", false},
    {"target_year", "nam_muc_tieu", false},
    {"year", "nam nam_hoc school_year", false},
    {"school", "school_id id ma_truong", false},
    {"ward", "ward_id ma_phuong ma_xa", false},
    {"value", "gia_tri ket_qua", false},
};

// An indicator the city, the programme or this file knows.
struct known_indicator {
    struct indicator it;
    size_t told_by; // the first row of this file that says what it is; else 0
    bool is_used;
};
LIST_DECLARE(known_indicator);

struct indicators {
    struct known_indicator_list known;
    struct key_set words; // folded codes and names
    struct indicator_value_row_list values;
    struct key_set seen;
    struct key_set school_ids;
    struct key_set ward_ids;
};

// A name two indicators share stays that of the first.
static void learn_words(struct table_import *import, struct indicators *all,
                        size_t index)
{
    const struct indicator *it = &all->known.items[index].it;
    key_set_add(&all->words, fold_text(import->arena, it->code), index);
    key_set_add(&all->words, fold_text(import->arena, it->name_vi), index);
    key_set_add(&all->words, fold_text(import->arena, it->name_en), index);
}

static void learn(struct table_import *import, struct indicators *all,
                  const struct indicator_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *code = fold_text(import->arena, list->items[i].code);
        if (key_set_find(&all->words, code) != KEY_ABSENT)
            continue;
        *known_indicator_list_add(&all->known, import->arena) =
            (struct known_indicator){.it = list->items[i]};
        learn_words(import, all, all->known.count - 1);
    }
}

// What an indicator is ------------------------------------------------------

static bool has_definition(const struct table_import *import,
                           const struct feature *row)
{
    for (size_t field = NAME_VI; field <= TARGET_YEAR; field++)
        if (row_text(import, row, field) != NULL)
            return true;
    return false;
}

static enum status read_target(const struct table_import *import,
                               const struct feature *row, struct indicator *it,
                               struct error *err)
{
    int64_t year = it->target_year;
    if (row_text(import, row, TARGET) != NULL)
        it->has_target = true;
    enum status status =
        row_real(import, row, TARGET, -1e12, 1e12, &it->target, err);
    if (status == STATUS_OK)
        status = row_int(import, row, TARGET_YEAR, 1900, 2200, &year, err);
    it->target_year = (int32_t)year;
    if (status == STATUS_OK && year != 0 && !it->has_target)
        status = row_refuse(import, row, TARGET_YEAR, err,
                            "there is a year but no target");
    return status;
}

static enum status read_better(const struct table_import *import,
                               const struct feature *row, struct indicator *it,
                               struct error *err)
{
    const char *text = row_text(import, row, BETTER);
    if (text == NULL)
        return STATUS_OK;
    if (!text_is_one_of(text, "higher lower"))
        return row_refuse(import, row, BETTER, err,
                          "\"%.60s\" is neither \"higher\" nor \"lower\"",
                          text);
    it->is_lower_better = text_same(text, "lower");
    return STATUS_OK;
}

// The cells that are there, over what is known already.
static enum status read_definition(const struct table_import *import,
                                   const struct feature *row,
                                   struct indicator *it, struct error *err)
{
    const char *name_vi = row_text(import, row, NAME_VI);
    const char *name_en = row_text(import, row, NAME_EN);
    const char *unit = row_text(import, row, UNIT);
    if (name_vi != NULL)
        it->name_vi = name_vi;
    if (name_en != NULL)
        it->name_en = name_en;
    if (unit != NULL)
        it->unit = unit;
    if (it->name_vi == NULL)
        it->name_vi = it->name_en;
    if (it->name_en == NULL)
        it->name_en = it->name_vi;
    enum status status = read_better(import, row, it, err);
    if (status == STATUS_OK)
        status = read_target(import, row, it, err);
    return status;
}

static bool is_same(const struct indicator *a, const struct indicator *b)
{
    return text_same(a->name_vi, b->name_vi) &&
           text_same(a->name_en, b->name_en) && text_same(a->unit, b->unit) &&
           a->is_lower_better == b->is_lower_better &&
           a->has_target == b->has_target && !(a->target < b->target) &&
           !(a->target > b->target) && a->target_year == b->target_year;
}

static enum status redefine(struct table_import *import,
                            const struct feature *row,
                            struct known_indicator *known, struct error *err)
{
    struct indicator told = known->it;
    enum status status = read_definition(import, row, &told, err);
    if (status != STATUS_OK)
        return status;
    if (known->told_by != 0 && !is_same(&told, &known->it))
        return error_set(err, STATUS_BAD_INPUT,
                         "%s: %ss %zu and %zu tell different names, units or "
                         "targets of \"%.60s\"",
                         import->table.file, import->table.row_word,
                         known->told_by, row->row, told.code);
    if (known->told_by == 0)
        known->told_by = row->row;
    known->it = told;
    return STATUS_OK;
}

static enum status define(struct table_import *import,
                          const struct feature *row, const char *code,
                          struct indicators *all, size_t *index,
                          struct error *err)
{
    struct indicator it = {.code = code};
    const char *name = row_text(import, row, NAME);
    enum status status = read_definition(import, row, &it, err);
    if (status != STATUS_OK)
        return status;
    if (it.name_vi == NULL)
        it.name_vi = it.name_en = name;
    if (it.name_vi == NULL)
        return row_refuse(import, row, CODE, err,
                          "there is no indicator \"%.60s\", and the row does "
                          "not name it (name_vi, name_en, unit)",
                          code);
    if (it.unit == NULL)
        return row_refuse(import, row, UNIT, err,
                          "is empty, and \"%.60s\" is new", code);
    *index = all->known.count;
    *known_indicator_list_add(&all->known, import->arena) =
        (struct known_indicator){.it = it, .told_by = row->row};
    learn_words(import, all, *index);
    return STATUS_OK;
}

// The indicator the row is about, which it may be the first to define.
static enum status take_indicator(struct table_import *import,
                                  const struct feature *row,
                                  struct indicators *all, size_t *index,
                                  struct error *err)
{
    const char *code = row_text(import, row, CODE);
    const char *word = code != NULL ? code : row_text(import, row, NAME);
    if (word == NULL)
        return row_refuse(import, row, CODE, err,
                          "is empty, and there is no name either");
    *index = key_set_find(&all->words, fold_text(import->arena, word));
    if (*index == KEY_ABSENT && code == NULL)
        return row_refuse(import, row, NAME, err,
                          "there is no indicator \"%.60s\"", word);
    if (*index == KEY_ABSENT)
        return define(import, row, code, all, index, err);
    if (!has_definition(import, row))
        return STATUS_OK;
    return redefine(import, row, &all->known.items[*index], err);
}

// Values --------------------------------------------------------------------

// The id in a cell, which must be one of those known.
static enum status take_id(const struct table_import *import,
                           const struct feature *row, size_t field,
                           const struct key_set *ids, const char **id,
                           struct error *err)
{
    *id = row_text(import, row, field);
    if (*id == NULL || key_set_find(ids, *id) != KEY_ABSENT)
        return STATUS_OK;
    return row_refuse(import, row, field, err, "there is no %s \"%.60s\"",
                      FIELDS[field].name, *id);
}

// A school has a thing or not; shares are from 0 to 100.
static enum status take_number(const struct table_import *import,
                               const struct feature *row, const char *unit,
                               struct indicator_value_row *value,
                               struct error *err)
{
    double most = 1e12, least = -1e12;
    bool is_share = text_same(unit, INDICATOR_SCHOOLS);
    if (is_share || text_same(unit, INDICATOR_PERCENT)) {
        least = 0;
        most = is_share && value->school_id != NULL ? 1 : 100;
    }
    enum status status =
        row_real(import, row, VALUE, least, most, &value->value, err);
    if (status == STATUS_OK && most <= 1 && value->value > 0 &&
        value->value < 1)
        status = row_refuse(import, row, VALUE, err,
                            "%g is neither 0 (the school does not have it) nor "
                            "1 (it has)",
                            value->value);
    return status;
}

static enum status take_value(struct table_import *import,
                              const struct feature *row,
                              const struct indicator *indicator,
                              struct indicators *all, struct error *err)
{
    struct indicator_value_row value = {.code = indicator->code};
    enum status status = row_year(import, row, YEAR, &value.year, err);
    if (status == STATUS_OK)
        status = take_id(import, row, SCHOOL, &all->school_ids,
                         &value.school_id, err);
    if (status == STATUS_OK)
        status =
            take_id(import, row, WARD, &all->ward_ids, &value.ward_id, err);
    if (value.school_id != NULL)
        value.ward_id = NULL; // the map says where a school is
    if (status == STATUS_OK)
        status = take_number(import, row, indicator->unit, &value, err);
    if (status != STATUS_OK)
        return status;
    *indicator_value_row_list_add(&all->values, import->arena) = value;
    const char *place = value.school_id != NULL ? value.school_id
                        : value.ward_id != NULL ? value.ward_id
                                                : "the city";
    return row_key_once(import, row, &all->seen,
                        arena_format(import->arena, "%s, %lld, %s %s",
                                     value.code, (long long)value.year,
                                     value.school_id != NULL ? "school" : "in",
                                     place),
                        err);
}

static enum status take_row(struct table_import *import,
                            const struct feature *row, size_t i, void *into,
                            struct error *err)
{
    (void)i;
    struct indicators *all = into;
    size_t index = 0;
    enum status status = take_indicator(import, row, all, &index, err);
    if (status != STATUS_OK)
        return status;
    struct known_indicator *known = &all->known.items[index];
    known->is_used = true;
    if (row_text(import, row, VALUE) != NULL)
        return take_value(import, row, &known->it, all, err);
    if (has_definition(import, row))
        return STATUS_OK;
    return row_refuse(import, row, VALUE, err, "is empty");
}

// The whole -----------------------------------------------------------------

static enum status read_known(struct table_import *import,
                              struct indicators *all, struct error *err)
{
    struct indicator_list of_city, of_programme;
    struct school_list schools;
    struct ward_list wards;
    enum status status =
        store_read_indicators(import->city, import->arena, &of_city, err);
    if (status == STATUS_OK)
        status = sector_programme_read(import->arena, &of_programme, err);
    if (status == STATUS_OK)
        status = import_read_schools(import, &schools, &all->school_ids, err);
    if (status == STATUS_OK)
        status = import_read_wards(import, &wards, &all->ward_ids, err);
    if (status != STATUS_OK)
        return status;
    learn(import, all, &of_city);
    learn(import, all, &of_programme);
    return STATUS_OK;
}

static enum status write(struct table_import *import,
                         const struct indicators *all, struct error *err)
{
    struct indicator_list used = {0};
    for (size_t i = 0; i < all->known.count; i++)
        if (all->known.items[i].is_used)
            *indicator_list_add(&used, import->arena) = all->known.items[i].it;
    report_count(import->report, "indicators", "kept", NULL, used.count);
    report_count(import->report, "values of indicators", "kept", NULL,
                 all->values.count);
    enum status status =
        store_write_indicators(import->target, used.items, used.count, err);
    if (status == STATUS_OK)
        status = store_write_indicator_values(import->target, all->values.items,
                                              all->values.count, err);
    return status;
}

static enum status take_indicators(struct table_import *import,
                                   struct error *err)
{
    struct indicators all = {.words = key_set_new(import->arena),
                             .seen = key_set_new(import->arena)};
    enum status status = read_known(import, &all, err);
    if (status == STATUS_OK)
        status = import_rows(import, take_row, &all, err);
    if (status == STATUS_OK)
        status = write(import, &all, err);
    return status;
}

const struct table_kind IMPORT_INDICATORS = {
    "indicators", FIELDS, sizeof FIELDS / sizeof *FIELDS,
    false,        false,  take_indicators};
