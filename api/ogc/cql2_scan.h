#ifndef OGC_CQL2_SCAN_H
#define OGC_CQL2_SCAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

// CQL2 text in words: what the parsers of filters and of shapes share.

enum cql2_word_kind {
    CQL2_END,
    CQL2_NAME,   ///< a keyword or a property
    CQL2_QUOTED, ///< a property in double quotes
    CQL2_STRING, ///< without its quotes
    CQL2_DIGITS, ///< a number, with its sign
    CQL2_SIGN,   ///< "(", ",", "<=" …
};

struct cql2_word {
    enum cql2_word_kind kind;
    const char *text;
    size_t at; ///< the byte it begins at, from 1
};

struct cql2_scan {
    struct arena *arena;
    const char *filter;
    size_t next;
    struct cql2_word word; ///< the one to be read
    int depth;
    bool failed;
    struct error *err;
};

/// Reads the first word.
struct cql2_scan cql2_scan_begin(struct arena *arena, const char *filter,
                                 struct error *err);

void cql2_advance(struct cql2_scan *scan);

/// Whether the next word is that keyword (in any case) or sign.
bool cql2_is_keyword(const struct cql2_scan *scan, const char *keyword);
bool cql2_is_sign(const struct cql2_scan *scan, const char *sign);

/// Passes over it if it is there.
bool cql2_take_keyword(struct cql2_scan *scan, const char *keyword);
bool cql2_take_sign(struct cql2_scan *scan, const char *sign);

/// Passes over it; false, and the scan has failed, if it is not there.
bool cql2_need_sign(struct cql2_scan *scan, const char *sign);

/// A number; 0 and failed if there is none.
double cql2_need_number(struct cql2_scan *scan);

/// Fails the scan, naming the place; the first failure counts. Always false.
bool cql2_fail(struct cql2_scan *scan, const char *what);

/// Goes one level down; false, and the scan has failed, below CQL2_DEEPEST.
bool cql2_descend(struct cql2_scan *scan);
void cql2_ascend(struct cql2_scan *scan);

#endif
