#ifndef PAGE_FIND_QUESTION_H
#define PAGE_FIND_QUESTION_H

#include "base/language.h"
#include "http/request.h"
#include "query/city_state.h"

/// What is asked of the page, as its address says it:
///
///     /find?q=12+Lê+Lợi&at=106.7004,10.7769&level=primary&school=w123
///
/// Without `at` home is looked for by what was typed; with it, `q` is only what
/// the box shows.
struct find_question {
    const char *typed;   ///< or NULL
    const char *at_text; ///< of `at` as it was given; NULL: not known yet
    struct lonlat at;
    enum level level;
    const struct city_profile *profile;
    const char *school_id; ///< whose way is shown, or NULL
    enum language language;
};

/// Reads the parameters. What is left out or not understood has its default;
/// the name of the first that is not understood is returned, NULL if all are.
/// Fails only when the city lacks the usual way of travel.
enum status find_question_read(const struct request *request,
                               const struct city_state *city,
                               struct find_question *question,
                               const char **not_understood, struct error *err);

/// The address that asks this. In `arena`.
const char *find_question_link(struct arena *arena,
                               const struct find_question *question);

/// "walk", "motorbike" …
const char *find_profile_name(const struct city_profile *profile);

/// "vi" or "en".
const char *find_language_name(enum language language);

#endif
