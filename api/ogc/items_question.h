#ifndef OGC_ITEMS_QUESTION_H
#define OGC_ITEMS_QUESTION_H

#include "ogc/ogc_request.h"
#include "ogc/ogc_view.h"

#define ITEMS_MOST 10000
#define ITEMS_USUAL 100

/// The parameters of a collection's items beside `f` and its properties.
#define ITEMS_PARAMETERS                                                       \
    "limit bbox bbox-crs crs datetime filter filter-lang filter-crs token"

/// Which features of a collection are asked for, and how they are to be seen.
struct items_question {
    const struct ogc_collection *collection;
    struct ogc_view view;
    int64_t limit;
    struct sql_text condition; ///< " AND …" for each condition; may be empty
    struct sql_text after;     ///< the same for where the page begins
};

/// STATUS_BAD_INPUT naming the parameter at fault. `items_question_free` in any
/// case.
enum status items_question_read(const struct ogc_request *ogc,
                                const struct ogc_collection *collection,
                                struct query_context *context,
                                struct items_question *question,
                                struct error *err);
void items_question_free(struct items_question *question);

#endif
