#ifndef FORMAT_FEATURE_TABLE_H
#define FORMAT_FEATURE_TABLE_H

#include <stddef.h>

#include "base/error.h"
#include "base/list.h"
#include "geo/area.h"
#include "geo/point.h"

/// A file of rows as it was read, whatever its format: columns of texts and,
/// where the format has it, a shape a row. Lives in the arena it was read
/// into.
enum feature_shape { SHAPE_NONE, SHAPE_POINT, SHAPE_LINE, SHAPE_AREA };

/// One row. Coordinates are the file's own (degrees as x and y, or metres of
/// its system); the importer brings them into the city's.
struct feature {
    size_t row;         ///< as a person counts; a CSV's header is row 1
    const char **texts; ///< one a column, without spaces around; NULL if empty
    enum feature_shape shape;
    struct point_m point;
    struct line line;
    struct area area; ///< outer rings counter-clockwise
};
LIST_DECLARE(feature);

struct feature_table {
    const char *file;     ///< its name without folders, for sentences
    const char *row_word; ///< "row", or "feature" for shapes
    const char **columns;
    size_t n_columns;
    struct feature_list features;
    const char *crs; ///< "EPSG:…", or a .prj's text; NULL when not said
};

/// Reads a CSV, shapefile or GeoJSON, told by the name's end. `encoding` is
/// "auto" (or NULL), "utf-8", "tcvn3" or "vni". Fails with STATUS_IO when the
/// file cannot be read and STATUS_BAD_INPUT when it is not what its name
/// says; a file without a single row is refused as empty.
enum status feature_table_read(const char *path, const char *encoding,
                               struct arena *arena, struct feature_table *table,
                               struct error *err);

/// The name of a file without its folders.
const char *file_name(const char *path);

/// The whole file, ended by a NUL that is not counted.
enum status file_read(const char *path, struct arena *arena, char **bytes,
                      size_t *n_bytes, struct error *err);

#endif
