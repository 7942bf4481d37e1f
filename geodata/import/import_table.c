// One way for every table: read the file, find the columns of the fields, and
// within one transaction let the importer of the thing check its rows and
// write them. An importer writes nothing before all of its rows are good, and
// whatever fails rolls back.

#include "import/import_table.h"

#include <string.h>

#include "base/text.h"
#include "import/import_log.h"
#include "import/table_import.h"

static const struct table_kind *const KINDS[] = {
    &IMPORT_WARDS,      &IMPORT_UNITS,     &IMPORT_SCHOOLS,    &IMPORT_CAPACITY,
    &IMPORT_POPULATION, &IMPORT_ENROLMENT, &IMPORT_PUPILS,     &IMPORT_WISHES,
    &IMPORT_HOUSING,    &IMPORT_SITES,     &IMPORT_INDICATORS,
};

static const struct table_kind *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(KINDS[i]->name, name) == 0)
            return KINDS[i];
    return NULL;
}

static void take_box(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    struct box_m *box = into;
    if (sqlite3_column_type(row, 0) == SQLITE_NULL)
        return;
    *box = box_joined(*box, (struct box_m){sqlite3_column_double(row, 0),
                                           sqlite3_column_double(row, 1),
                                           sqlite3_column_double(row, 2),
                                           sqlite3_column_double(row, 3)});
}

// Where the city is, by what it has.
static enum status read_city_box(struct table_import *import, struct error *err)
{
    import->city_box = BOX_EMPTY;
    return store_each(import->city,
                      "SELECT min(xmin), min(ymin), max(xmax), max(ymax)"
                      "  FROM idx_ward_geom UNION ALL "
                      "SELECT min(xmin), min(ymin), max(xmax), max(ymax)"
                      "  FROM idx_street_geom UNION ALL "
                      "SELECT min(xmin), min(ymin), max(xmax), max(ymax)"
                      "  FROM idx_school_geom",
                      take_box, import->arena, &import->city_box, err);
}

static enum status open_bridge(struct table_import *import, struct error *err)
{
    const char *from = import->options->crs;
    if (from == NULL)
        from = import->table.crs;
    if (from == NULL && strcmp(import->table.row_word, "feature") == 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s comes without a .prj beside it: --crs EPSG:… "
                         "has to say its coordinate system",
                         import->table.file);
    if (from == NULL)
        from = "EPSG:4326";
    enum status status =
        crs_bridge_open(from, import->crs, &import->bridge, err);
    if (status != STATUS_OK)
        error_prefix(err, "%s: ", import->table.file);
    return status;
}

static enum status check_shapes(const struct table_import *import,
                                struct error *err)
{
    if (!import->kind->has_areas ||
        strcmp(import->table.row_word, "feature") == 0)
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "%s has no outlines: %s come as a shapefile or GeoJSON",
                     import->table.file, import->kind->name);
}

static enum status take_rows(struct table_import *import, const char *path,
                             struct error *err)
{
    enum status status = store_begin(import->target, err);
    if (status != STATUS_OK)
        return status;
    report_count(import->report, import->kind->name, "read", NULL,
                 import->table.features.count);
    status = read_city_box(import, err);
    if (status == STATUS_OK)
        status = import->kind->take(import, err);
    if (status == STATUS_OK)
        status = import_log_write(import->target, import->kind->name, path,
                                  import->report, err);
    if (status == STATUS_OK && !import->options->is_dry_run) {
        progress_keep(import->report->progress);
        return store_commit(import->target, err);
    }
    store_rollback(import->target);
    return status;
}

// A sentence that begins with the file's own name gets the one people know.
static enum status name_file(struct error *err, const char *path,
                             const char *name)
{
    struct error said = *err;
    size_t n = strlen(file_name(path));
    if (name == NULL || strncmp(said.text, file_name(path), n) != 0)
        return err->status;
    return error_set(err, said.status, "%.120s%s", name, said.text + n);
}

static enum status run(struct table_import *import, const char *path,
                       struct error *err)
{
    const struct progress *progress = import->report->progress;
    progress_tell(progress, 0, 1000, "reading the file");
    enum status status = feature_table_read(path, import->options->encoding,
                                            import->arena, &import->table, err);
    if (status != STATUS_OK)
        return name_file(err, path, import->report->file);
    if (import->report->file != NULL)
        import->table.file = import->report->file;
    struct error unmatched;
    enum status matched = import_match_fields(import, &unmatched);
    if (import->options->preview != NULL)
        import_preview_take(import, import->options->preview);
    status = check_shapes(import, err);
    if (status == STATUS_OK && matched != STATUS_OK) {
        *err = unmatched;
        status = matched;
    }
    if (status == STATUS_OK)
        status = open_bridge(import, err);
    if (status == STATUS_OK)
        status = take_rows(import, path, err);
    return status;
}

enum status import_table(struct store *store, const char *city_path,
                         struct crs *crs, const char *what, const char *path,
                         const struct import_options *options,
                         struct report *report, struct error *err)
{
    struct store *private_store = NULL;
    struct table_import import = {.kind = find_kind(what),
                                  .options = options,
                                  .city = store,
                                  .target = store,
                                  .crs = crs,
                                  .report = report};
    if (import.kind == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%s\" is nothing that can be imported", what);
    if (import.kind->is_private) {
        enum status status = store_open_private(city_path, &private_store, err);
        if (status != STATUS_OK)
            return status;
        import.target = private_store;
    }
    import.arena = arena_new();
    import.shaper = shaper_new();
    enum status status = run(&import, path, err);
    crs_bridge_close(import.bridge);
    shaper_free(import.shaper);
    arena_free(import.arena);
    store_close(private_store);
    return status;
}

enum status import_rows(struct table_import *import, import_row_fn *take_row,
                        void *into, struct error *err)
{
    const struct feature_list *rows = &import->table.features;
    size_t before = import->report->n_refusals;
    struct progress checking =
        progress_part(import->report->progress, 300, 700);
    struct error first = {0};
    for (size_t i = 0; i < rows->count; i++) {
        progress_tell(&checking, i, rows->count, "checking the rows");
        import->report->at_field = NULL;
        enum status status = take_row(import, &rows->items[i], i, into, err);
        if (status == STATUS_OK)
            continue;
        if (status != STATUS_BAD_INPUT)
            return status;
        if (first.text[0] == '\0')
            first = *err;
        report_refuse(import->report, rows->items[i].row,
                      import->report->at_field, err->text);
    }
    progress_tell(&checking, 1, 1, "writing");
    size_t n = import->report->n_refusals - before;
    if (n == 0)
        return STATUS_OK;
    *err = first;
    return n == 1 ? STATUS_BAD_INPUT
                  : error_set(err, STATUS_BAD_INPUT, "%.360s; and %zu more",
                              first.text, n - 1);
}

enum status import_read_schools(const struct table_import *import,
                                struct school_list *schools,
                                struct key_set *ids, struct error *err)
{
    enum status status =
        store_read_schools(import->city, import->arena, schools, err);
    *ids = key_set_new(import->arena);
    for (size_t i = 0; i < schools->count; i++)
        key_set_add(ids, schools->items[i].id, i);
    return status;
}

enum status import_read_wards(const struct table_import *import,
                              struct ward_list *wards, struct key_set *ids,
                              struct error *err)
{
    enum status status =
        store_read_wards(import->city, import->arena, wards, err);
    *ids = key_set_new(import->arena);
    for (size_t i = 0; i < wards->count; i++)
        key_set_add(ids, wards->items[i].id, i);
    return status;
}

bool import_has_ward(const struct table_import *import, const char *ward_id)
{
    const struct import_options *options = import->options;
    for (size_t i = 0; i < options->n_wards; i++)
        if (text_same(options->ward_ids[i], ward_id))
            return true;
    return options->n_wards == 0;
}
