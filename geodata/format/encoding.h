#ifndef FORMAT_ENCODING_H
#define FORMAT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/// How the letters of a file are written. Vietnamese offices keep many files
/// in the single-byte fonts of the 1990s.
enum encoding {
    ENCODING_UTF8,
    ENCODING_TCVN3, ///< TCVN 5712:1993, the ".VnTime" fonts
    ENCODING_VNI,   ///< VNI for Windows, the "VNI-Times" fonts
};

/// "auto" and NULL are UTF-8, which is checked. False for an unknown name.
bool encoding_parse(const char *name, enum encoding *encoding);

/// The text as UTF-8, or NULL when it is not in that encoding.
const char *encoding_decode(enum encoding encoding, struct arena *arena,
                            const char *bytes, size_t n);

#endif
