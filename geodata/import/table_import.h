#ifndef IMPORT_TABLE_IMPORT_H
#define IMPORT_TABLE_IMPORT_H

#include "format/feature_table.h"
#include "geo/box.h"
#include "import/import_table.h"
#include "import/key_set.h"
#include "shape/shape.h"
#include "store/store_city.h"

// What the importers of tables share. For this module only.

/// A field of something importable. `usual` are the names columns have for
/// it, folded, separated by spaces; the field's own name counts as one.
struct field_spec {
    const char *name;
    const char *usual;
    bool is_needed;
};

#define MOST_FIELDS 16

struct table_import;

/// A thing that can be imported: its fields, in the order of an enum of its
/// importer, and what takes the rows into the store. `take` runs within a
/// transaction.
struct table_kind {
    const char *name;
    const struct field_spec *fields;
    size_t n_fields;
    bool has_areas;  ///< the file must bring areas
    bool is_private; ///< goes into the private file
    enum status (*take)(struct table_import *import, struct error *err);
};

extern const struct table_kind IMPORT_WARDS;
extern const struct table_kind IMPORT_UNITS;
extern const struct table_kind IMPORT_SCHOOLS;
extern const struct table_kind IMPORT_CAPACITY;
extern const struct table_kind IMPORT_POPULATION;
extern const struct table_kind IMPORT_ENROLMENT;
extern const struct table_kind IMPORT_PUPILS;
extern const struct table_kind IMPORT_WISHES;
extern const struct table_kind IMPORT_HOUSING;
extern const struct table_kind IMPORT_SITES;
extern const struct table_kind IMPORT_INDICATORS;

/// One import under way.
struct table_import {
    const struct table_kind *kind;
    const struct import_options *options;
    struct store *city;
    struct store *target; ///< the city, or its private file
    struct crs *crs;
    struct crs_bridge *bridge; ///< from the file's coordinates
    struct shaper *shaper;
    struct box_m city_box; ///< of what the city has so far; may be empty
    struct report *report;
    struct arena *arena;
    struct feature_table table;
    size_t columns[MOST_FIELDS]; ///< of each field; NO_COLUMN if there is none
};
#define NO_COLUMN ((size_t)-1)

/// Finds the column of every field: as mapped, else by name. Fails when a
/// needed one has none or a mapping names what is not there.
enum status import_match_fields(struct table_import *import, struct error *err);
bool import_has_field(const struct table_import *import, size_t field);

/// Copies what is known of the table, with the columns found so far.
void import_preview_take(const struct table_import *import,
                         struct import_preview *preview);

/// "schools.csv, row 7, seats (column "chi_tieu"): " and what is wrong.
enum status row_refuse(const struct table_import *import,
                       const struct feature *row, size_t field,
                       struct error *err, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/// Takes row number `i` of the file.
typedef enum status import_row_fn(struct table_import *import,
                                  const struct feature *row, size_t i,
                                  void *into, struct error *err);

/// Takes all rows; those refused are noted in the report, so that all of them
/// are told, and the first is in `err` "and N more".
enum status import_rows(struct table_import *import, import_row_fn *take_row,
                        void *into, struct error *err);

/// The row's text; NULL when empty or without a column.
const char *row_text(const struct table_import *import,
                     const struct feature *row, size_t field);
enum status row_need_text(const struct table_import *import,
                          const struct feature *row, size_t field,
                          const char **text, struct error *err);

/// A whole number from `least` to `most`. When the cell is empty `*value`
/// stays as it is, and `row_need_int` refuses.
enum status row_int(const struct table_import *import,
                    const struct feature *row, size_t field, int64_t least,
                    int64_t most, int64_t *value, struct error *err);
enum status row_need_int(const struct table_import *import,
                         const struct feature *row, size_t field, int64_t least,
                         int64_t most, int64_t *value, struct error *err);
enum status row_real(const struct table_import *import,
                     const struct feature *row, size_t field, double least,
                     double most, double *value, struct error *err);

/// A number from 0 to `most` with up to three decimals, in thousandths. When
/// the cell is empty `*milli` stays as it is.
enum status row_milli(const struct table_import *import,
                      const struct feature *row, size_t field, int64_t most,
                      int64_t *milli, struct error *err);

/// "2026" or "2026-2027", else --year, else refused.
enum status row_year(const struct table_import *import,
                     const struct feature *row, size_t field, int64_t *year,
                     struct error *err);

/// Notes the row's key; refused, naming both rows, when it was there before.
enum status row_key_once(const struct table_import *import,
                         const struct feature *row, struct key_set *seen,
                         const char *key, struct error *err);

/// Whether pupils of that ward may be imported (NULL, a ward not known: where
/// all wards may).
bool import_has_ward(const struct table_import *import, const char *ward_id);

/// Where the row is: its point, or the numbers in its two columns, as they are
/// written in the file. Refused when outside the city or swapped.
enum status row_position(const struct table_import *import,
                         const struct feature *row, size_t x_field,
                         size_t y_field, struct point_m *at, struct error *err);

/// The row's area in the city's coordinates, repaired (and counted) if it
/// was no valid one.
enum status row_area(const struct table_import *import,
                     const struct feature *row, struct area *area,
                     struct error *err);

/// The ids of the schools (or wards) of the city; the numbers are their
/// places in the list.
enum status import_read_schools(const struct table_import *import,
                                struct school_list *schools,
                                struct key_set *ids, struct error *err);
enum status import_read_wards(const struct table_import *import,
                              struct ward_list *wards, struct key_set *ids,
                              struct error *err);

#endif
