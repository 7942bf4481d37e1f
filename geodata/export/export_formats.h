#ifndef EXPORT_EXPORT_FORMATS_H
#define EXPORT_EXPORT_FORMATS_H

#include "base/text.h"
#include "export/export_file.h"

// One writer a format, for export_file.c only. Those of texts fill a buffer;
// the others write to `path`, which is not there yet.

void export_csv(const struct export_table *table, struct crs *crs,
                struct text_buffer *into);
void export_geojson(const struct export_table *table, struct crs *crs,
                    struct text_buffer *into);
enum status export_shapefile(const struct export_table *table,
                             const struct export_place *place, const char *path,
                             struct error *err);
enum status export_geopackage(const struct export_table *table,
                              const struct export_place *place,
                              const char *path, struct error *err);
/// A sheet a table. Unfinished parts lie in the folder `scratch`, nameless;
/// NULL: where the system has such files.
enum status export_xlsx(const struct export_table *tables, size_t n_tables,
                        struct crs *crs, const char *path, const char *scratch,
                        struct error *err);

/// "POINT (106.7 10.8)" in degrees.
void export_wkt(const struct export_row *row, enum export_shape shape,
                struct crs *crs, struct text_buffer *into);

#endif
