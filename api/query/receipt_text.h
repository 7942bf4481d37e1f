#ifndef QUERY_RECEIPT_TEXT_H
#define QUERY_RECEIPT_TEXT_H

#include "base/language.h"
#include "query/route_answer.h"

/// The receipt as a page of text, for reading, printing and signing: the
/// pieces with their lengths, the total, and what it was measured by. Numbers
/// are written as the language does: 1.234,56 m or 1,234.56 m.
void receipt_text_write(struct text_buffer *into, const struct city_state *city,
                        const struct route_question *question,
                        const struct route_answer *answer,
                        enum language language);

#endif
