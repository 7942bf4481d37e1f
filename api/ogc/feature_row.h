#ifndef OGC_FEATURE_ROW_H
#define OGC_FEATURE_ROW_H

#include "ogc/html_page.h"
#include "ogc/ogc_view.h"

// A row of a collection as it comes from the store: its keys, its geometry,
// then its properties, of which the first is the id.

/// "SELECT …": the columns of such rows.
void feature_row_columns(const struct ogc_collection *collection,
                         struct sql_text *sql);

/// Where a feature is: "/collections/schools/items/w123".
const char *feature_row_path(struct arena *arena,
                             const struct ogc_collection *collection,
                             const struct store_value *columns);

/// Type, id, geometry and properties, within an object that is open.
void feature_row_json(struct json_writer *json,
                      const struct ogc_collection *collection,
                      const struct ogc_view *view, struct arena *scratch,
                      const struct store_value *columns);

/// Says in the header Content-Crs which system the positions are in.
void feature_row_name_crs(const struct ogc_request *ogc,
                          const struct ogc_view *view, struct reply *reply);

/// A row of a table with all properties, the id leading to the feature.
void feature_row_html(const struct ogc_request *ogc, struct text_buffer *page,
                      const struct ogc_collection *collection,
                      struct arena *scratch, const struct store_value *columns);

/// A table of properties and values.
void feature_table_html(const struct ogc_request *ogc, struct text_buffer *page,
                        const struct ogc_collection *collection,
                        const struct store_value *columns);

#endif
