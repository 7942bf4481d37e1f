#ifndef FORMAT_SHAPEFILE_H
#define FORMAT_SHAPEFILE_H

#include "format/encoding.h"
#include "format/feature_table.h"

/// An ESRI shapefile: NAME.shp with NAME.shx (where each shape lies), NAME.dbf
/// (the columns) and NAME.prj (the coordinate system); a missing one is
/// refused by name, but for the .prj, whose absence leaves `table->crs` NULL
/// for the caller to refuse unless the system is given otherwise. Texts are in
/// `encoding`, whatever NAME.cpg says, which is UTF-8 or ASCII at most places.
enum status shapefile_read(const char *path, enum encoding encoding,
                           struct arena *arena, struct feature_table *table,
                           struct error *err);

#endif
