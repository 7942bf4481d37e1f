#ifndef HTTP_ENCODING_H
#define HTTP_ENCODING_H

#include "base/text.h"

/// How bytes are squeezed on their way (Content-Encoding); the later, the
/// better. Brotli is not made here: it is the smallest and takes the longest,
/// so it is only for files that were squeezed when they were built.
enum encoding { ENCODING_NONE, ENCODING_GZIP, ENCODING_ZSTD, ENCODING_BROTLI };
#define N_ENCODINGS 4

/// "gzip", "zstd", "br"; "identity" for none.
const char *encoding_name(enum encoding encoding);

/// The one to squeeze with for a client with this Accept-Encoding header (NULL:
/// none was sent): that of the greatest weight, the best of equals.
enum encoding encoding_choose(const char *accepted);

/// Whether that client takes what was squeezed with brotli.
bool encoding_takes_brotli(const char *accepted);

/// How much time squeezing may take: an answer that is made for one client is
/// squeezed fast, one that is sent many times is made small.
enum encoding_effort { ENCODING_FAST, ENCODING_SMALL };

/// Appends the `n` bytes squeezed, not with brotli; same bytes in, same bytes
/// out. False when there is no memory for it; what was appended then is of no
/// use.
bool encoding_squeeze(enum encoding encoding, enum encoding_effort effort,
                      const char *bytes, size_t n, struct text_buffer *into);

#endif
