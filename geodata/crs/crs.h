#ifndef CRS_CRS_H
#define CRS_CRS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "geo/ground.h"
#include "geo/point.h"

/// The bridge between degrees and a city's projected metres, and the only
/// user of PROJ. Belongs to one thread; each thread opens its own.
///
/// A city's system must be a transverse Mercator projection in metres (the
/// VN-2000 TM-3 zones, UTM, …), because ground lengths rest on its formula.
/// For VN-2000 the datum operation is pinned to EPSG:6960, whatever grids or
/// newer operations the machine's PROJ knows: leaving it out misplaces a point
/// by 226 m, and PROJ's own choice among equals (EPSG:5194) by 0.8 m.
///
/// Heights are not kept, so there and back again through the datum shift moves
/// a point by up to 0.2 mm.
struct crs;

/// Opens the system named "EPSG:9210". Fails with STATUS_BAD_INPUT when PROJ
/// does not know it or it is not a transverse Mercator in metres.
enum status crs_open(const char *name, struct crs **crs, struct error *err);
void crs_close(struct crs *crs);

/// A position that cannot be expressed gives infinities; what lonlat_check
/// accepts within some degrees of the city always can.
struct point_m crs_to_city(struct crs *crs, struct lonlat at);
struct lonlat crs_to_lonlat(struct crs *crs, struct point_m at);

/// How the plane stretches the ground near `at`.
struct ground crs_ground(struct crs *crs, struct point_m at);

/// The folder of PROJ's own data, which every crs_open reads; false when PROJ
/// does not find any. `path` needs `size` bytes.
bool crs_data_folder(char *path, size_t size);

/// Whether the system is one of VN-2000, so that its other zones are at home in
/// the city too.
bool crs_is_vn2000(const struct crs *crs);

/// Between another system (an "EPSG:…" or the WKT of a .prj file) and the
/// city's, for files that come, and answers that go, in their own coordinates.
struct crs_bridge;
enum status crs_bridge_open(const char *from, struct crs *to,
                            struct crs_bridge **bridge, struct error *err);
void crs_bridge_close(struct crs_bridge *bridge);

/// Whether the source system counts in degrees (x is longitude).
bool crs_bridge_is_geographic(const struct crs_bridge *bridge);

/// Transforms one position; fails with STATUS_BAD_INPUT when it lies outside
/// what the system can express.
enum status crs_bridge_to_city(struct crs_bridge *bridge, double x, double y,
                               struct point_m *at, struct error *err);

/// Whether the system's authority has north (the latitude, the northing) stand
/// before east. x is east here in any case.
bool crs_bridge_is_north_first(const struct crs_bridge *bridge);

/// A position of the city in the other system; infinities where that cannot
/// express it.
void crs_bridge_from_city(struct crs_bridge *bridge, struct point_m at,
                          double *x, double *y);

/// How a system is written for other programs to read.
enum crs_wkt { CRS_ESRI, CRS_GDAL };

/// Appends the system's definition as Well-Known Text, version 1, in the words
/// of ESRI (for a .prj) or of GDAL (for a GeoPackage). STATUS_BAD_INPUT when
/// PROJ does not know it.
enum status crs_describe(const char *name, enum crs_wkt dialect,
                         struct text_buffer *into, struct error *err);

#endif
