#ifndef OGC_OGC_VIEW_H
#define OGC_OGC_VIEW_H

#include "geo/area.h"
#include "geo/clip.h"
#include "query/query_context.h"

// The coordinate systems a client may see features in and give places in (OGC
// API - Features Part 2), each with the order of axes its authority says.

/// A system by its two names.
struct ogc_crs {
    const char *uri;  ///< "http://www.opengis.net/def/crs/EPSG/0/9210"
    const char *name; ///< "EPSG:9210"
};

#define OGC_MOST_CRS 7
#define OGC_CRS84 "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

/// Those of one city, CRS84 first, and the one its file is kept in.
struct ogc_crs_list {
    struct ogc_crs items[OGC_MOST_CRS];
    size_t count;
    const char *storage_uri;
};
void ogc_crs_list_make(struct query_context *context, struct arena *arena,
                       struct ogc_crs_list *list);

/// A way between the city's metres and one of the systems. Belongs to the
/// context.
struct ogc_view {
    const char *uri;
    struct query_context *context;
    struct crs_bridge *bridge; ///< NULL: the city's own system, exactly
    bool is_north_first;
    bool is_in_degrees;
    struct box_m reach; ///< all that may be the city's, east first
};

/// `name` is the parameter that named the system, for the sentence that refuses
/// it: "crs". NULL as `uri` is CRS84.
enum status ogc_view_open(struct query_context *context, struct arena *arena,
                          const char *name, const char *uri,
                          struct ogc_view *view, struct error *err);

/// Decimals that keep a tenth of a millimetre.
int ogc_view_decimals(const struct ogc_view *view);

/// The two numbers of a position, in the order of the system's axes.
void ogc_view_place(const struct ogc_view *view, struct point_m at,
                    double axes[2]);

/// A rectangle along the axes of a system; in degrees it may pass the 180th
/// meridian, its west then being greater than its east.
struct ogc_box {
    double low[2]; ///< in the order of the system's axes
    double high[2];
};

/// The box of a box of the city.
struct ogc_box ogc_view_box(const struct ogc_view *view, struct box_m box);

/// Straight lines of a system are curves on the city's plane, and a box may be
/// the whole world: what is far from the city is cut off, and long edges are
/// given more points. The results may be empty.
struct area ogc_view_area_of_box(const struct ogc_view *view,
                                 struct arena *arena, struct ogc_box box);

/// A ring or line given in the axes' order (x_m the first axis).
struct ring ogc_view_ring(const struct ogc_view *view, struct arena *arena,
                          struct ring given);
void ogc_view_line(const struct ogc_view *view, struct arena *arena,
                   struct line given, struct line_list *pieces);
bool ogc_view_point(const struct ogc_view *view, struct point_m given,
                    struct point_m *at);

#endif
