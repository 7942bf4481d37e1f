// What families wish for, into the private file. All wishes of a pupil that is
// in the file take the place of those it had.

#include "admission/rules.h"
#include "import/table_import.h"
#include "store/store_pupils.h"

enum { PUPIL, RANK, SCHOOL };

static const struct field_spec FIELDS[] = {
    {"pupil_id", "pupil id ma_dinh_danh ma_hoc_sinh", true},
    {"rank", "wish nguyen_vong thu_tu", true},
    {"school_id", "school ma_truong", true},
};

struct wishes {
    struct wish *rows;
    struct key_set pupil_ids;
    struct school_list schools;
    struct key_set school_ids;
    struct key_set ranks;          // "pupil rank"
    struct key_set schools_wished; // "pupil school"
};

static enum status take_known(struct table_import *import,
                              const struct feature *row,
                              const struct wishes *wishes, struct wish *wish,
                              struct error *err)
{
    enum status status =
        row_need_text(import, row, PUPIL, &wish->pupil_id, err);
    if (status == STATUS_OK)
        status = row_need_int(import, row, RANK, 1, RULES_MOST_WISHES,
                              &wish->rank, err);
    if (status == STATUS_OK)
        status = row_need_text(import, row, SCHOOL, &wish->school_id, err);
    if (status != STATUS_OK)
        return status;
    if (key_set_find(&wishes->pupil_ids, wish->pupil_id) == KEY_ABSENT)
        return row_refuse(import, row, PUPIL, err,
                          "there is no pupil \"%.60s\"", wish->pupil_id);
    if (key_set_find(&wishes->school_ids, wish->school_id) == KEY_ABSENT)
        return row_refuse(import, row, SCHOOL, err,
                          "there is no school \"%.60s\"", wish->school_id);
    return STATUS_OK;
}

static enum status take_row(struct table_import *import,
                            const struct feature *row, size_t i, void *into,
                            struct error *err)
{
    struct wishes *wishes = into;
    struct wish *wish = &wishes->rows[i];
    enum status status = take_known(import, row, wishes, wish, err);
    if (status != STATUS_OK)
        return status;
    const char *rank = arena_format(import->arena, "%s %lld", wish->pupil_id,
                                    (long long)wish->rank);
    const char *school =
        arena_format(import->arena, "%s %s", wish->pupil_id, wish->school_id);
    size_t before = key_set_add(&wishes->ranks, rank, row->row);
    if (before != KEY_ABSENT)
        return row_refuse(import, row, RANK, err,
                          "row %zu has wish %lld of that pupil already", before,
                          (long long)wish->rank);
    before = key_set_add(&wishes->schools_wished, school, row->row);
    if (before != KEY_ABSENT)
        return row_refuse(import, row, SCHOOL, err,
                          "that pupil wishes for \"%.60s\" in row %zu already",
                          wish->school_id, before);
    return STATUS_OK;
}

// Of the wards one looks after: to who imports there are no others.
static enum status read_pupils(struct table_import *import, struct key_set *ids,
                               struct error *err)
{
    struct pupil_list pupils;
    enum status status =
        store_read_pupils(import->target, import->arena, &pupils, err);
    for (size_t i = 0; status == STATUS_OK && i < pupils.count; i++)
        if (import_has_ward(import, pupils.items[i].ward_id))
            key_set_add(ids, pupils.items[i].id, i);
    return status;
}

static enum status take_wishes(struct table_import *import, struct error *err)
{
    size_t n = import->table.features.count;
    struct wishes wishes = {.rows = arena_array(import->arena, struct wish, n),
                            .pupil_ids = key_set_new(import->arena),
                            .ranks = key_set_new(import->arena),
                            .schools_wished = key_set_new(import->arena)};
    enum status status = read_pupils(import, &wishes.pupil_ids, err);
    if (status == STATUS_OK)
        status = import_read_schools(import, &wishes.schools,
                                     &wishes.school_ids, err);
    if (status == STATUS_OK)
        status = import_rows(import, take_row, &wishes, err);
    if (status != STATUS_OK)
        return status;
    report_count(import->report, "wishes", "kept", NULL, n);
    return store_write_wishes(import->target, wishes.rows, n, err);
}

const struct table_kind IMPORT_WISHES = {
    "wishes", FIELDS, sizeof FIELDS / sizeof *FIELDS, false, true, take_wishes};
