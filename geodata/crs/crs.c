// A VN-2000 system is not left to PROJ's search for the best operation: which
// one that is depends on the grids and the database of the machine. We write
// the pipeline out ourselves,
//
//     degrees -> radians -> geocentric, WGS 84
//             -> inverse of EPSG:6960 -> geocentric, VN-2000
//             -> radians -> transverse Mercator
//
// with the parameters EPSG publishes for the operation and the projection. All
// other systems take PROJ's best operation, without the network.

#include "crs/crs.h"

#include <math.h>
#include <proj.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geo/lonlat.h"

#define VN2000 "EPSG:4756"
#define VN2000_TO_WGS84 "6960"

#define METHOD_TRANSVERSE_MERCATOR "9807"
#define METHOD_POSITION_VECTOR "9606"
#define METHOD_COORDINATE_FRAME "9607"

#define DEGREE 0.017453292519943295

#define PIPELINE_SIZE 1024

struct crs {
    PJ_CONTEXT *context;
    PJ *to_city; // longitude, latitude in degrees -> easting, northing
    double equator_m;
    double eccentricity_squared;
    double central_x_m;
    double scale;
    bool is_vn2000;
};

struct crs_bridge {
    PJ_CONTEXT *context;
    PJ *from_lonlat; // run backwards
    struct crs *to;
    bool is_geographic;
    bool is_north_first;
};

// A context that is silent and stays offline.
static PJ_CONTEXT *quiet_context(void)
{
    PJ_CONTEXT *context = proj_context_create();
    if (context == NULL)
        return NULL;
    proj_log_level(context, PJ_LOG_NONE);
    proj_context_set_enable_network(context, 0);
    return context;
}

// A parameter of an operation by its EPSG name, in SI units (degrees for
// angles of a projection are asked for with `unit` DEGREE).
static bool parameter(PJ_CONTEXT *context, const PJ *operation,
                      const char *name, double unit, double *value)
{
    int at = proj_coordoperation_get_param_index(context, operation, name);
    double raw, to_si;
    if (at < 0 || !proj_coordoperation_get_param(context, operation, at, NULL,
                                                 NULL, NULL, &raw, NULL, &to_si,
                                                 NULL, NULL, NULL, NULL))
        return false;
    // 105.75 stays 105.75 when it is in degrees already.
    *value = to_si == unit ? raw : raw * (to_si / unit);
    return true;
}

static bool has_method(PJ_CONTEXT *context, const PJ *operation,
                       const char *code)
{
    const char *authority = NULL;
    const char *found = NULL;
    return proj_coordoperation_get_method_info(context, operation, NULL,
                                               &authority, &found) &&
           found != NULL && strcmp(found, code) == 0;
}

struct projection {
    double lat_deg, central_deg, scale, x_m, y_m;
};

// The transverse Mercator a system is drawn by; false if it is another.
static bool read_projection(PJ_CONTEXT *context, const PJ *system,
                            struct projection *p)
{
    PJ *conversion = proj_crs_get_coordoperation(context, system);
    if (conversion == NULL)
        return false;
    bool ok = has_method(context, conversion, METHOD_TRANSVERSE_MERCATOR) &&
              parameter(context, conversion, "Latitude of natural origin",
                        DEGREE, &p->lat_deg) &&
              parameter(context, conversion, "Longitude of natural origin",
                        DEGREE, &p->central_deg) &&
              parameter(context, conversion, "Scale factor at natural origin",
                        1, &p->scale) &&
              parameter(context, conversion, "False easting", 1, &p->x_m) &&
              parameter(context, conversion, "False northing", 1, &p->y_m);
    proj_destroy(conversion);
    return ok;
}

// Whether the plane counts in metres to the east and north, in any order.
static bool is_in_metres(PJ_CONTEXT *context, const PJ *system)
{
    PJ *axes = proj_crs_get_coordinate_system(context, system);
    if (axes == NULL)
        return false;
    bool ok = proj_cs_get_axis_count(context, axes) == 2;
    for (int i = 0; ok && i < 2; i++) {
        const char *direction = "";
        double unit = 0;
        ok =
            proj_cs_get_axis_info(context, axes, i, NULL, NULL, &direction,
                                  &unit, NULL, NULL, NULL) &&
            unit == 1 &&
            (strcmp(direction, "east") == 0 || strcmp(direction, "north") == 0);
    }
    proj_destroy(axes);
    return ok;
}

// By what the system is based on, so that a .prj text, which carries no EPSG
// codes, is recognised too.
static bool is_vn2000(PJ_CONTEXT *context, const PJ *system)
{
    PJ *base = proj_crs_get_geodetic_crs(context, system);
    PJ *vn2000 = proj_create(context, VN2000);
    bool is = base != NULL && vn2000 != NULL &&
              proj_is_equivalent_to_with_ctx(
                  context, base, vn2000,
                  PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
    proj_destroy(base);
    proj_destroy(vn2000);
    return is;
}

// EPSG:6960 as a pipeline step, from VN-2000 to WGS 84.
static bool format_datum_step(PJ_CONTEXT *context, char *step, size_t size)
{
    static const char *const NAMES[7] = {
        "X-axis translation", "Y-axis translation", "Z-axis translation",
        "X-axis rotation",    "Y-axis rotation",    "Z-axis rotation",
        "Scale difference"};
    const double second = DEGREE / 3600;
    const double units[7] = {1, 1, 1, second, second, second, 1e-6};
    PJ *operation =
        proj_create_from_database(context, "EPSG", VN2000_TO_WGS84,
                                  PJ_CATEGORY_COORDINATE_OPERATION, 0, NULL);
    if (operation == NULL)
        return false;
    bool is_frame = has_method(context, operation, METHOD_COORDINATE_FRAME);
    bool ok =
        is_frame || has_method(context, operation, METHOD_POSITION_VECTOR);
    double v[7];
    for (int i = 0; ok && i < 7; i++)
        ok = parameter(context, operation, NAMES[i], units[i], &v[i]);
    if (ok)
        snprintf(step, size,
                 "+proj=helmert +x=%.17g +y=%.17g +z=%.17g +rx=%.17g "
                 "+ry=%.17g +rz=%.17g +s=%.17g +convention=%s",
                 v[0], v[1], v[2], v[3], v[4], v[5], v[6],
                 is_frame ? "coordinate_frame" : "position_vector");
    proj_destroy(operation);
    return ok;
}

// Degrees of WGS 84 into a VN-2000 system: a plane, or degrees when
// `projection` is NULL. VN-2000 rests on the ellipsoid of WGS 84.
static PJ *pinned_from_lonlat(PJ_CONTEXT *context,
                              const struct projection *projection)
{
    char datum[PIPELINE_SIZE / 2];
    char last[PIPELINE_SIZE / 4] = "+proj=unitconvert +xy_in=rad +xy_out=deg";
    char pipeline[PIPELINE_SIZE];
    if (!format_datum_step(context, datum, sizeof datum))
        return NULL;
    if (projection != NULL)
        snprintf(last, sizeof last,
                 "+proj=tmerc +ellps=WGS84 +lat_0=%.17g +lon_0=%.17g "
                 "+k=%.17g +x_0=%.17g +y_0=%.17g",
                 projection->lat_deg, projection->central_deg,
                 projection->scale, projection->x_m, projection->y_m);
    // Heights are not kept: what comes in and goes out lies on the ellipsoid.
    snprintf(pipeline, sizeof pipeline,
             "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
             "+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 "
             "+step +inv %s +step +inv +proj=cart +ellps=WGS84 "
             "+step +proj=pop +v_3 +step %s",
             datum, last);
    return proj_create(context, pipeline);
}

static PJ *best_from_lonlat(PJ_CONTEXT *context, const PJ *system)
{
    PJ *wgs84 = proj_create(context, "OGC:CRS84");
    if (wgs84 == NULL)
        return NULL;
    PJ *best =
        proj_create_crs_to_crs_from_pj(context, wgs84, system, NULL, NULL);
    proj_destroy(wgs84);
    if (best == NULL)
        return NULL;
    PJ *east_first = proj_normalize_for_visualization(context, best);
    proj_destroy(best);
    return east_first;
}

static bool is_geographic_type(PJ_TYPE type)
{
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS ||
           type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

// The operation from WGS 84 degrees into any system; NULL if there is none.
static PJ *from_lonlat(PJ_CONTEXT *context, const PJ *system)
{
    if (!is_vn2000(context, system))
        return best_from_lonlat(context, system);
    if (is_geographic_type(proj_get_type(system)))
        return pinned_from_lonlat(context, NULL);
    struct projection projection;
    if (!is_in_metres(context, system) ||
        !read_projection(context, system, &projection))
        return NULL;
    return pinned_from_lonlat(context, &projection);
}

static bool read_ellipsoid(struct crs *crs, const PJ *system)
{
    PJ *ellipsoid = proj_get_ellipsoid(crs->context, system);
    if (ellipsoid == NULL)
        return false;
    double a_m, b_m;
    bool ok = proj_ellipsoid_get_parameters(crs->context, ellipsoid, &a_m, &b_m,
                                            NULL, NULL);
    proj_destroy(ellipsoid);
    if (ok) {
        crs->equator_m = a_m;
        crs->eccentricity_squared = 1 - (b_m * b_m) / (a_m * a_m);
    }
    return ok;
}

static enum status open_system(struct crs *crs, const char *name,
                               const PJ *system, struct error *err)
{
    struct projection projection;
    if (proj_get_type(system) != PJ_TYPE_PROJECTED_CRS ||
        !is_in_metres(crs->context, system) ||
        !read_projection(crs->context, system, &projection))
        return error_set(err, STATUS_BAD_INPUT,
                         "%s is not a transverse Mercator system in metres, "
                         "which a city needs; a UTM zone or a VN-2000 TM-3 "
                         "zone would do",
                         name);
    crs->central_x_m = projection.x_m;
    crs->scale = projection.scale;
    crs->is_vn2000 = is_vn2000(crs->context, system);
    crs->to_city = from_lonlat(crs->context, system);
    if (crs->to_city == NULL || !read_ellipsoid(crs, system))
        return error_set(err, STATUS_BAD_INPUT,
                         "PROJ knows no way from WGS 84 to %s", name);
    return STATUS_OK;
}

// "EPSG:" and digits: what a store can name its geometry by.
static bool is_epsg_name(const char *name)
{
    if (strncmp(name, "EPSG:", 5) != 0)
        return false;
    size_t n_digits = strspn(name + 5, "0123456789");
    return n_digits > 0 && n_digits < 8 && name[5 + n_digits] == '\0';
}

enum status crs_open(const char *name, struct crs **crs, struct error *err)
{
    if (!is_epsg_name(name))
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%s\" is not a coordinate system; write it like "
                         "EPSG:9210",
                         name);
    struct crs *opened = calloc(1, sizeof *opened);
    if (opened == NULL || (opened->context = quiet_context()) == NULL) {
        free(opened);
        return error_set(err, STATUS_IO, "PROJ could not be started");
    }
    PJ *system = proj_create(opened->context, name);
    enum status status =
        system == NULL
            ? error_set(err, STATUS_BAD_INPUT,
                        "%s is not a coordinate system PROJ knows", name)
            : open_system(opened, name, system, err);
    proj_destroy(system);
    if (status != STATUS_OK)
        crs_close(opened);
    else
        *crs = opened;
    return status;
}

void crs_close(struct crs *crs)
{
    if (crs == NULL)
        return;
    proj_destroy(crs->to_city);
    proj_context_destroy(crs->context);
    free(crs);
}

bool crs_data_folder(char *path, size_t size)
{
    PJ_CONTEXT *context = quiet_context();
    const char *database = proj_context_get_database_path(context);
    const char *slash = database == NULL ? NULL : strrchr(database, '/');
    bool is_found = slash != NULL && (size_t)(slash - database) < size;
    if (is_found)
        snprintf(path, size, "%.*s", (int)(slash - database), database);
    proj_context_destroy(context);
    return is_found;
}

struct point_m crs_to_city(struct crs *crs, struct lonlat at)
{
    PJ_COORD to = proj_trans(crs->to_city, PJ_FWD,
                             proj_coord(at.lon_deg, at.lat_deg, 0, 0));
    return (struct point_m){to.xy.x, to.xy.y};
}

struct lonlat crs_to_lonlat(struct crs *crs, struct point_m at)
{
    PJ_COORD to =
        proj_trans(crs->to_city, PJ_INV, proj_coord(at.x_m, at.y_m, 0, 0));
    return (struct lonlat){to.xy.x, to.xy.y};
}

struct ground crs_ground(struct crs *crs, struct point_m at)
{
    double sine = sin(crs_to_lonlat(crs, at).lat_deg * DEGREE);
    double w = 1 - crs->eccentricity_squared * sine * sine;
    // sqrt(M N) with M = a (1 - e²) / w^1.5 and N = a / w^0.5.
    double radius_m = crs->equator_m * sqrt(1 - crs->eccentricity_squared) / w;
    return (struct ground){crs->central_x_m, crs->scale, radius_m};
}

bool crs_is_vn2000(const struct crs *crs)
{
    return crs->is_vn2000;
}

static bool is_north_first(PJ_CONTEXT *context, const PJ *system)
{
    const char *direction = NULL;
    PJ *axes = proj_crs_get_coordinate_system(context, system);
    bool is = axes != NULL &&
              proj_cs_get_axis_info(context, axes, 0, NULL, NULL, &direction,
                                    NULL, NULL, NULL, NULL) &&
              strcmp(direction, "north") == 0;
    proj_destroy(axes);
    return is;
}

static enum status open_bridge(struct crs_bridge *bridge, const char *from,
                               struct error *err)
{
    PJ *system = proj_create(bridge->context, from);
    if (system == NULL || !proj_is_crs(system)) {
        proj_destroy(system);
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%.60s\" is not a coordinate system PROJ knows",
                         from);
    }
    PJ *base = proj_get_type(system) == PJ_TYPE_BOUND_CRS
                   ? proj_get_source_crs(bridge->context, system)
                   : NULL;
    bridge->is_geographic =
        is_geographic_type(proj_get_type(base != NULL ? base : system));
    bridge->is_north_first =
        is_north_first(bridge->context, base != NULL ? base : system);
    bridge->from_lonlat = from_lonlat(bridge->context, system);
    proj_destroy(base);
    proj_destroy(system);
    if (bridge->from_lonlat == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "PROJ knows no way between WGS 84 and \"%.60s\"",
                         from);
    return STATUS_OK;
}

enum status crs_bridge_open(const char *from, struct crs *to,
                            struct crs_bridge **bridge, struct error *err)
{
    struct crs_bridge *opened = calloc(1, sizeof *opened);
    if (opened == NULL || (opened->context = quiet_context()) == NULL) {
        free(opened);
        return error_set(err, STATUS_IO, "PROJ could not be started");
    }
    opened->to = to;
    enum status status = open_bridge(opened, from, err);
    if (status != STATUS_OK)
        crs_bridge_close(opened);
    else
        *bridge = opened;
    return status;
}

void crs_bridge_close(struct crs_bridge *bridge)
{
    if (bridge == NULL)
        return;
    proj_destroy(bridge->from_lonlat);
    proj_context_destroy(bridge->context);
    free(bridge);
}

bool crs_bridge_is_geographic(const struct crs_bridge *bridge)
{
    return bridge->is_geographic;
}

enum status crs_bridge_to_city(struct crs_bridge *bridge, double x, double y,
                               struct point_m *at, struct error *err)
{
    const char *wrong =
        bridge->is_geographic ? lonlat_check((struct lonlat){x, y}) : NULL;
    if (wrong != NULL)
        return error_set(err, STATUS_BAD_INPUT, "the position %.9g, %.9g %s", x,
                         y, wrong);
    struct point_m to = {NAN, NAN};
    if (isfinite(x) && isfinite(y)) {
        PJ_COORD degrees =
            proj_trans(bridge->from_lonlat, PJ_INV, proj_coord(x, y, 0, 0));
        struct lonlat lonlat = {degrees.xy.x, degrees.xy.y};
        if (lonlat_check(lonlat) == NULL)
            to = crs_to_city(bridge->to, lonlat);
    }
    if (!isfinite(to.x_m) || !isfinite(to.y_m))
        return error_set(err, STATUS_BAD_INPUT,
                         "the position %.9g, %.9g lies outside what its "
                         "coordinate system can express",
                         x, y);
    *at = to;
    return STATUS_OK;
}

bool crs_bridge_is_north_first(const struct crs_bridge *bridge)
{
    return bridge->is_north_first;
}

void crs_bridge_from_city(struct crs_bridge *bridge, struct point_m at,
                          double *x, double *y)
{
    struct lonlat degrees = crs_to_lonlat(bridge->to, at);
    PJ_COORD to =
        proj_trans(bridge->from_lonlat, PJ_FWD,
                   proj_coord(degrees.lon_deg, degrees.lat_deg, 0, 0));
    *x = to.xy.x;
    *y = to.xy.y;
}

enum status crs_describe(const char *name, enum crs_wkt dialect,
                         struct text_buffer *into, struct error *err)
{
    static const char *const ONE_LINE[] = {"MULTILINE=NO", NULL};
    PJ_CONTEXT *context = quiet_context();
    PJ *system = context == NULL ? NULL : proj_create(context, name);
    const char *wkt =
        system == NULL
            ? NULL
            : proj_as_wkt(context, system,
                          dialect == CRS_ESRI ? PJ_WKT1_ESRI : PJ_WKT1_GDAL,
                          ONE_LINE);
    if (wkt != NULL)
        text_add_string(into, wkt);
    proj_destroy(system);
    proj_context_destroy(context);
    return wkt != NULL
               ? STATUS_OK
               : error_set(err, STATUS_BAD_INPUT,
                           "the coordinate system %s is not known", name);
}
