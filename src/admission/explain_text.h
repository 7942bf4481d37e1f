#ifndef ADMISSION_EXPLAIN_TEXT_H
#define ADMISSION_EXPLAIN_TEXT_H

#include "admission/explain.h"
#include "base/language.h"
#include "base/text.h"

/// An explanation in words for the family, or as JSON for pages. Both name only
/// the pupil itself; of others they tell the last way, score or group admitted.

/// Names for people of the round's schools, by index; where NULL (or all of
/// `names` is) the school's id stands.
struct explain_names {
    const char *const *schools;
};

void explain_text_write(struct text_buffer *into, const struct round *round,
                        const struct explanation *explanation,
                        const struct explain_names *names,
                        enum language language);

/// How a child came to its place, in one sentence for a letter or a list: the
/// name of its group at the school, and the method. NULL: it is not placed.
const char *explain_how_placed(struct arena *arena, const char *group,
                               enum method method, enum language language);

/// {"pupil":…,"method":…,"before":[{"school":…,"why":sentences,…}],"own":{…},
/// "next":[…]}; `language` is that of the sentences.
void explain_json_write(struct text_buffer *into, const struct round *round,
                        const struct explanation *explanation,
                        const struct explain_names *names,
                        enum language language);

#endif
