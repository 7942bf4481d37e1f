#ifndef OGC_OGC_LINK_H
#define OGC_OGC_LINK_H

#include "base/json_writer.h"
#include "base/list.h"
#include "ogc/ogc_request.h"

#define OGC_TYPE_JSON "application/json"
#define OGC_TYPE_GEOJSON "application/geo+json"
#define OGC_TYPE_SCHEMA "application/schema+json"
#define OGC_TYPE_OPENAPI "application/vnd.oai.openapi+json;version=3.0"
#define OGC_TYPE_HTML "text/html"
#define OGC_TYPE_MVT "application/vnd.mapbox-vector-tile"
#define OGC_REL "http://www.opengis.net/def/rel/ogc/1.0/"

/// Where to go from a resource (RFC 8288).
struct ogc_link {
    const char *rel;
    const char *type;
    const char *title; ///< or NULL
    const char *href;
    bool is_template; ///< `href` has parts in braces
};
LIST_DECLARE(ogc_link);

/// Adds a link to base + path ("/collections/schools").
void ogc_link_add(const struct ogc_request *ogc, struct ogc_link_list *links,
                  const char *rel, const char *type, const char *title,
                  const char *path);

/// This address (rel self) in the form it is asked for, and in the other
/// (alternate). `type` is that of its JSON.
void ogc_link_add_self(const struct ogc_request *ogc,
                       struct ogc_link_list *links, const char *type);

/// The same for the page of features that follows.
void ogc_link_add_next(const struct ogc_request *ogc,
                       struct ogc_link_list *links, const char *type,
                       const char *token);

/// The member "links".
void ogc_links_write(struct json_writer *json,
                     const struct ogc_link_list *links);

#endif
