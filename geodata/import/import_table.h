#ifndef IMPORT_IMPORT_TABLE_H
#define IMPORT_IMPORT_TABLE_H

#include <stdbool.h>

#include "base/error.h"
#include "crs/crs.h"
#include "import/report.h"
#include "store/store.h"

/// One `--map FIELD=COLUMN`.
struct field_map {
    const char *field;
    const char *column;
};

/// How a file is to be read; zeroed means: by its usual names.
struct import_options {
    const struct field_map *maps;
    size_t n_maps;
    const char *crs; ///< coordinates of the file, "EPSG:…"; NULL: its own
    const char *encoding; ///< "auto" (NULL), "utf-8", "tcvn3", "vni"
    int year;             ///< for data that names none; 0 if not given
    bool has_grade;
    int grade; ///< likewise, if `has_grade`

    /// Pupils of these wards only, if there are any: rows of others are
    /// refused, as are pupils known from others.
    const char *const *ward_ids;
    size_t n_wards;

    bool is_dry_run;                ///< all is done and then undone
    struct import_preview *preview; ///< to be filled; or NULL
};

/// How a file was understood. Lives in the report's arena.
struct import_preview {
    const char *const *columns;
    size_t n_columns;
    struct import_field {
        const char *name;
        const char *column; ///< NULL: none
        bool is_needed;
    } * fields;
    size_t n_fields;
#define PREVIEW_ROWS 20
    struct import_preview_row {
        size_t number;
        const char *const *texts; ///< one a column; NULL where empty
    } rows[PREVIEW_ROWS];         ///< the first ones
    size_t n_rows;
};

/// What a file can be imported as, by the name on the command line: "wards",
/// "units", "schools", "capacity", "population", "enrolment", "pupils",
/// "wishes", "housing", "sites", "indicators". Fields, their units and usual
/// column names are in geodata/schema/README.md. All or nothing; bad rows are
/// refused by file, row and field.
enum status import_table(struct store *store, const char *city_path,
                         struct crs *crs, const char *what, const char *path,
                         const struct import_options *options,
                         struct report *report, struct error *err);

#endif
