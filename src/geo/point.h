#ifndef GEO_POINT_H
#define GEO_POINT_H

/// A position in the city's projected metres (for Ho Chi Minh City VN-2000 /
/// TM-3 105-45, EPSG:9210): x is easting, y is northing. The one coordinate
/// system inside the program.
struct point_m {
    double x_m;
    double y_m;
};

/// A position in degrees (WGS 84), seen only where data enters or leaves.
struct lonlat {
    double lon_deg;
    double lat_deg;
};

/// The straight distance on the projection's plane. For a length on the
/// ground see geo/ground.h.
double point_distance_m(struct point_m a, struct point_m b);

/// The point at `share` (0 to 1) of the way from `a` to `b`.
struct point_m point_between(struct point_m a, struct point_m b, double share);

/// Where on the segment `a`–`b` the point nearest to `p` lies, as a share of
/// the segment from 0 (at `a`) to 1 (at `b`). 0 if the segment has no length.
double point_share_along(struct point_m p, struct point_m a, struct point_m b);

#endif
