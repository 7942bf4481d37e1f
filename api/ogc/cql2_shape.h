#ifndef OGC_CQL2_SHAPE_H
#define OGC_CQL2_SHAPE_H

#include "base/list.h"
#include "geo/clip.h"
#include "ogc/cql2_scan.h"
#include "ogc/ogc_view.h"

LIST_DECLARE(polygon);
LIST_DECLARE(point_m);
LIST_DECLARE(ogc_box);

/// A geometry as a filter tells it, in Well-Known Text or as BBOX(…), with its
/// numbers in the order of its system's axes (x_m the first). Heights are
/// read over.
struct cql2_shape {
    struct point_m_list points;
    struct line_list lines;
    struct polygon_list polygons;
    struct ogc_box_list boxes;
};

/// Whether the next word begins one: POINT, MULTIPOLYGON, BBOX …
bool cql2_begins_shape(const struct cql2_scan *scan);

/// NULL when the scan has failed.
const struct cql2_shape *cql2_parse_shape(struct cql2_scan *scan);

#endif
