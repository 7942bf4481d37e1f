#ifndef QUERY_RECEIPT_TEXT_H
#define QUERY_RECEIPT_TEXT_H

#include "query/route_answer.h"

/// The languages a receipt speaks.
enum receipt_language { RECEIPT_VIETNAMESE, RECEIPT_ENGLISH };

/// "vi" or "en". Fails with STATUS_BAD_INPUT; `name` is what the sentence calls
/// it: "--lang".
enum status receipt_language_parse(const char *name, const char *text,
                                   enum receipt_language *language,
                                   struct error *err);

/// The receipt as a page of text, for reading, printing and signing: the
/// pieces with their lengths, the total, and what it was measured by. Numbers
/// are written as the language does: 1.234,56 m or 1,234.56 m.
void receipt_text_write(struct text_buffer *into, const struct city_state *city,
                        const struct route_question *question,
                        const struct route_answer *answer,
                        enum receipt_language language);

/// Metres of whole centimetres as the language writes them.
#define RECEIPT_METRES_SIZE 24
void receipt_metres_format(uint32_t cm, enum receipt_language language,
                           char text[RECEIPT_METRES_SIZE]);

#endif
