// Any bytes as a Cookie header: either a hash to look for, or nobody.

#include <stdlib.h>
#include <string.h>

#include "auth/sessions.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    struct request request = {
        .arena = arena, .cookies = arena_text_n(arena, (const char *)bytes, n)};
    for (int is_https = 0; is_https < 2; is_https++) {
        request.is_https = is_https != 0;
        const char *hash = session_hash(&request);
        if (hash != NULL &&
            (strlen(hash) != 64 || strspn(hash, "0123456789abcdef") != 64))
            abort();
    }
    arena_free(arena);
    return 0;
}
