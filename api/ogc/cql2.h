#ifndef OGC_CQL2_H
#define OGC_CQL2_H

#include "base/arena.h"
#include "base/error.h"
#include "ogc/cql2_shape.h"
#include "ogc/ogc_collection.h"
#include "ogc/ogc_view.h"

/// A filter in CQL2 text (OGC 21-065r2), such as
///
///     levels LIKE '%primary%' AND S_INTERSECTS(geometry, POINT(106.7 10.78))
///
/// read into a tree. What is understood: AND, OR, NOT; = <> < > <= >=; LIKE,
/// BETWEEN, IN, IS NULL; CASEI and ACCENTI; DATE and TIMESTAMP; the eight
/// spatial relations with any geometry. Not: arithmetic, functions of one's
/// own, arrays, temporal relations.
enum cql2_kind {
    CQL2_AND, ///< of all children
    CQL2_OR,
    CQL2_NOT,
    CQL2_COMPARE, ///< `text` is the operator, as SQL writes it too
    CQL2_LIKE,    ///< a text and its pattern
    CQL2_BETWEEN, ///< a value, the least and the most
    CQL2_IN,      ///< a value and the list
    CQL2_IS_NULL,
    CQL2_SPATIAL, ///< `text` is the relation: "S_INTERSECTS"
    CQL2_PROPERTY,
    CQL2_TEXT,
    CQL2_NUMBER,
    CQL2_BOOLEAN,
    CQL2_INSTANT,
    CQL2_CASEI,
    CQL2_ACCENTI,
    CQL2_SHAPE,
};

struct cql2_node {
    enum cql2_kind kind;
    struct cql2_node **children;
    size_t n_children;
    const char *text;
    double number;
    int64_t integer; ///< where `is_integer`
    bool is_integer;
    bool truth;
    const struct cql2_shape *shape;
};

#define CQL2_DEEPEST 32

/// STATUS_BAD_INPUT naming the place and what is wrong there.
enum status cql2_parse(struct arena *arena, const char *filter,
                       const struct cql2_node **tree, struct error *err);

/// Writes the filter as a condition on the collection's rows; positions in it
/// are in the view's system. STATUS_BAD_INPUT for a property the collection
/// does not have and for comparing what cannot be compared.
enum status cql2_sql_write(const struct cql2_node *tree,
                           const struct ogc_collection *collection,
                           const struct ogc_view *view, struct sql_text *sql,
                           struct error *err);

#endif
