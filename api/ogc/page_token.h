#ifndef OGC_PAGE_TOKEN_H
#define OGC_PAGE_TOKEN_H

#include "ogc/ogc_collection.h"

// Where a page of features ended, as the next one's address carries it: the key
// of its last feature. The next page begins after that key, wherever it stands
// by then, so what comes or goes between two pages moves nothing: every feature
// that is there the whole time comes exactly once.

/// A text of letters and digits; `keys` are the row's, as many as the
/// collection has.
const char *page_token_format(struct arena *arena,
                              const struct ogc_collection *collection,
                              const struct store_value *keys);

/// Adds " AND (keys) > (…)". STATUS_BAD_INPUT when the token is none of this
/// collection's.
enum status page_token_write(const char *token,
                             const struct ogc_collection *collection,
                             struct sql_text *sql, struct error *err);

#endif
