#ifndef SUPPORT_CASE_TOWN_H
#define SUPPORT_CASE_TOWN_H

#include "base/error.h"
#include "case_text.h"
#include "city/school.h"
#include "town.h"

/// Something of a case that has a name: a junction, a street (by its way), a
/// home.
struct named {
    const char *name;
    int64_t id;
    struct point_m at;
};
LIST_DECLARE(named);

/// What the lines of a case have drawn so far, and the line being read.
struct case_town {
    const char *file;
    size_t line;
    struct town *town;
    struct named_list junctions;
    struct named_list streets;
    struct named_list homes;
    struct school_list schools;
    const char *profile;
    bool is_built;
    struct destination_set gates;
    struct error *err;
};

/// Fails with a sentence that begins with file and line.
enum status case_refuse(struct case_town *c, enum status status,
                        const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

const struct named *case_find(const struct named_list *list, const char *name);

/// The three questions; the town is built when the first is asked.
enum status case_expect(struct case_town *c, char *rest);
enum status case_nearest(struct case_town *c, char *rest);
enum status case_route(struct case_town *c, char *rest);

#endif
