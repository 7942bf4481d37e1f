#ifndef GEO_GROUND_H
#define GEO_GROUND_H

#include <stdint.h>

#include "geo/point.h"

/// How the plane of a transverse Mercator projection stretches the ground, so
/// that lengths can be measured on the ellipsoid without leaving the plane.
///
/// On such a projection a short line at distance d from the central meridian
/// is drawn k = scale * (1 + d² / (2 R² scale²)) times too long, R being the
/// Gaussian mean radius of the ellipsoid there (the classical line scale
/// factor; see Snyder, Map Projections: A Working Manual, USGS 1987, p. 61).
/// Within 1.5 degrees of the meridian the next term is below 1e-8, and a
/// street's length agrees with the geodesic to well under a centimetre a
/// kilometre.
struct ground {
    double central_x_m; ///< easting of the central meridian
    double scale;       ///< scale factor on it, 0.9999 for TM-3
    double radius_m;    ///< Gaussian mean radius at the city's latitude
};

/// A plane that is not stretched: for tests and drawings.
#define GROUND_FLAT ((struct ground){0, 1, 1e300})

/// The length of the straight line from `a` to `b` on the ellipsoid, metres.
double ground_distance_m(struct ground ground, struct point_m a,
                         struct point_m b);

/// The same in whole centimetres, rounded half up. The line must be shorter
/// than 40,000 km.
uint32_t ground_distance_cm(struct ground ground, struct point_m a,
                            struct point_m b);

#endif
