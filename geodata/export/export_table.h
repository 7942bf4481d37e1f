#ifndef EXPORT_EXPORT_TABLE_H
#define EXPORT_EXPORT_TABLE_H

#include "base/list.h"
#include "geo/area.h"
#include "store/store.h"

// Something of the city as a table that other programs read: columns, rows and,
// for what lies somewhere, a shape a row. Every format is written from this.

enum export_kind { EXPORT_TEXT, EXPORT_INT, EXPORT_REAL };

struct export_column {
    const char *name; ///< at most ten letters are left of it in a shapefile
    enum export_kind kind;
};

/// One value; `kind` is the column's.
struct export_cell {
    bool is_null;
    const char *text;
    int64_t number;
    double real;
};

enum export_shape {
    EXPORT_NO_SHAPE,
    EXPORT_POINTS,
    EXPORT_LINES,
    EXPORT_AREAS
};

/// Shapes are in the city's metres.
struct export_row {
    struct export_cell *cells;
    struct point_m point;
    struct line line;
    struct area area;
};
LIST_DECLARE(export_row);

#define EXPORT_MOST_COLUMNS 24

struct export_table {
    const char *name;  ///< "schools"
    const char *title; ///< "Trường học", for the sheet's and layer's name
    enum export_shape shape;
    struct export_column columns[EXPORT_MOST_COLUMNS];
    size_t n_columns;
    struct export_row_list rows;
};

/// The names of all tables there are, separated by spaces: what a sentence or
/// a help text lists. Those of the private file are apart.
extern const char EXPORT_CITY_TABLES[];
extern const char EXPORT_PRIVATE_TABLES[];

/// Which rows of a table are wanted; zeroed is the usual.
struct export_filter {
    const char *plan;  ///< zones: of this plan; NULL: those in force
    const char *round; ///< placements: of this round; NULL: those in force
};

/// Reads the table of that name into `arena`, in an order that is the same
/// each time. `store` is the city file, or the private file for those of
/// EXPORT_PRIVATE_TABLES. Counts of children under 5 are left out of tables of
/// the city. STATUS_BAD_INPUT when there is no table of that name,
/// STATUS_NOT_FOUND when there is no such plan or round.
enum status export_table_read(struct store *store, struct arena *arena,
                              const char *name,
                              const struct export_filter *filter,
                              struct export_table *table, struct error *err);

#endif
