#ifndef PLACING_PLACING_EXPLAIN_H
#define PLACING_PLACING_EXPLAIN_H

#include "admission/explain_text.h"
#include "placing/placing_result.h"

/// Explanations of one result of a case: "why not the nearer school?" for any
/// of its pupils. What takes long is done once; then each explanation takes as
/// long as the pupil's list. Lives in the case's arena, with the result, and
/// belongs to one thread at a time, as the case does.
struct placing_explainer;

struct placing_explainer *
placing_explainer_new(struct placing_case *placing,
                      const struct placing_result *result);

enum explain_form { EXPLAIN_TEXT, EXPLAIN_JSON };

/// Writes the explanation of an applicant (placing_case_find). What it needs on
/// the way is put into `arena`.
void placing_explain(struct placing_explainer *explainer, struct arena *arena,
                     uint32_t applicant, enum explain_form form,
                     enum language language, struct text_buffer *into);

#endif
