#ifndef QUERY_ZONE_WORDS_H
#define QUERY_ZONE_WORDS_H

#include "base/language.h"
#include "query/zone_answer.h"

/// Why there is no school, or no distance to it: "no_plan", "outside_zones",
/// "no_street_near", "other_part", "no_way"; NULL if there is nothing to say.
const char *zone_answer_reason(const struct zone_answer *answer);

/// Why the school is the one, or why there is none: a sentence for a family.
/// Lives in `arena`.
const char *zone_answer_sentence(const struct zone_answer *answer,
                                 enum language language, struct arena *arena);

#endif
