#ifndef EXPORT_EXPORT_FILE_H
#define EXPORT_EXPORT_FILE_H

#include "crs/crs.h"
#include "export/export_table.h"

// A table as a file that people open elsewhere. All are written under another
// name first and renamed when whole, so a file of that name is the old one or
// the new one; the same table gives the same bytes.

enum export_format {
    EXPORT_CSV, ///< UTF-8; points as lon, lat, other shapes as WKT (degrees)
    EXPORT_GEOJSON, ///< RFC 7946: degrees, outer rings counter-clockwise
    EXPORT_SHP,     ///< in the city's system; with .shx, .dbf, .prj, .cpg
    EXPORT_GPKG,    ///< GeoPackage 1.3, in the city's system
    EXPORT_XLSX,    ///< one sheet, its head frozen; points as lon, lat
};

/// "csv", "geojson", "shp", "gpkg", "xlsx". STATUS_BAD_INPUT naming it if it is
/// none of these.
enum status export_format_parse(const char *name, enum export_format *format,
                                struct error *err);

/// Where and in what system a table is written.
struct export_place {
    const char *path;
    struct crs *crs;
    const char *crs_name; ///< "EPSG:9210"
    bool is_private;      ///< only the owner may read it (mode 0600)
};

/// Writes the table. STATUS_BAD_INPUT when the format cannot hold it (a
/// shapefile of a table without shapes), STATUS_IO when the file cannot be
/// written.
enum status export_file_write(const struct export_table *table,
                              enum export_format format,
                              const struct export_place *place,
                              struct error *err);

#endif
