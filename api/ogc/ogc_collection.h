#ifndef OGC_OGC_COLLECTION_H
#define OGC_OGC_COLLECTION_H

#include "base/language.h"
#include "geo/box.h"
#include "ogc/sql_text.h"

/// What a property's values are.
enum property_kind {
    PROPERTY_TEXT,
    PROPERTY_INTEGER,
    PROPERTY_NUMBER,
    PROPERTY_BOOLEAN,
    PROPERTY_INSTANT, ///< a time in UTC
};

/// Something told of each feature of a collection, which a filter may ask for.
struct ogc_property {
    const char *name;
    enum property_kind kind;
    const char *sql; ///< over the collection's tables; NULL: `name` of "t"
    const char *title[N_LANGUAGES];
};

/// What a feature's geometry is called in a filter.
#define OGC_GEOMETRY "geometry"

/// What pages go along: a row's key is greater than that of all rows before.
struct ogc_key {
    const char *sql;
    bool is_text;
};

#define OGC_MOST_KEYS 4
#define OGC_MOST_INDEXES 2

/// A layer whose R*Tree knows where a feature is.
struct ogc_index {
    const char *layer;
    const char *row;  ///< of the collection: what is looked for among …
    const char *held; ///< … these, as told of the layer's "pkid"; NULL: that
};

/// A set of features everybody may see. All of it is constant; what is read
/// comes from the city file alone, so nothing of the private file can be here.
struct ogc_collection {
    const char *name; ///< "schools"
    const char *title[N_LANGUAGES];
    const char *description[N_LANGUAGES];
    const char *from;                   ///< tables, the first being "t"
    const char *where;                  ///< which rows; NULL: all
    struct ogc_key keys[OGC_MOST_KEYS]; ///< up to one without sql
    const char *geometry;
    const char *geometry_type; ///< "Point", "LineString", "MultiPolygon"; NULL:
                               ///< points and areas
    struct ogc_index indexes[OGC_MOST_INDEXES]; ///< up to one without layer
    const struct ogc_property *properties; ///< the first is the feature's id;
                                           ///< up to one without name
    const char *tile_set; ///< its tiles are this set's; NULL: none
};

/// Up to one without a name.
extern const struct ogc_collection OGC_COLLECTIONS[];

/// STATUS_NOT_FOUND naming it if there is none.
enum status ogc_collection_find(const char *name,
                                const struct ogc_collection **collection,
                                struct error *err);

/// The property of that name, or NULL.
const struct ogc_property *
ogc_collection_property(const struct ogc_collection *collection,
                        const char *name);

size_t ogc_key_count(const struct ogc_collection *collection);

/// " FROM … WHERE …": all rows of the collection.
void ogc_collection_rows(const struct ogc_collection *collection,
                         struct sql_text *sql);

/// The condition that a feature's box meets this one, from the R*Tree: quick,
/// and true of some features beside it too.
void ogc_collection_near(const struct ogc_collection *collection,
                         struct box_m box, struct sql_text *sql);

/// The column or expression of a property.
void ogc_property_value(const struct ogc_property *property,
                        struct sql_text *sql);

/// What the queries need beside SQL's own functions: `hocgan_casei`,
/// `hocgan_accenti`, `hocgan_may_count_children`.
enum status ogc_collection_prepare(struct store *store, struct error *err);

#endif
