#ifndef OGC_CQL2_RELATION_H
#define OGC_CQL2_RELATION_H

#include "ogc/cql2.h"

/// Whether it is the property that holds a feature's geometry.
bool cql2_is_geometry(const struct cql2_node *node);

/// Writes a CQL2_SPATIAL node as a condition on the collection's rows.
/// STATUS_BAD_INPUT unless it is of that property and a geometry.
enum status cql2_relation_write(const struct cql2_node *node,
                                const struct ogc_collection *collection,
                                const struct ogc_view *view,
                                struct sql_text *sql, struct error *err);

#endif
