#ifndef OGC_ITEMS_ANSWER_H
#define OGC_ITEMS_ANSWER_H

#include "ogc/items_question.h"

// Features as they are sent: pages of a collection, and one feature alone.

/// Counts what fits the question, and writes a page of it.
enum status items_answer_write(const struct ogc_request *ogc,
                               struct store *store,
                               const struct items_question *question,
                               struct reply *reply, struct error *err);

/// Writes the feature of that id; STATUS_NOT_FOUND naming it if there is none.
enum status item_answer_write(const struct ogc_request *ogc,
                              struct store *store,
                              const struct ogc_collection *collection,
                              const struct ogc_view *view, const char *id,
                              struct reply *reply, struct error *err);

#endif
