// Folded text is well-formed whatever it was made from, and folding it again
// changes nothing.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "search/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void require(int holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    const char *text = arena_text_n(arena, (const char *)bytes, n);
    const char *folded = fold_text(arena, text);
    const char *exact = fold_exact(arena, text);
    require(text_is_utf8(folded, strlen(folded), NULL));
    require(text_is_utf8(exact, strlen(exact), NULL));
    require(strcmp(fold_text(arena, folded), folded) == 0);
    require(strcmp(fold_exact(arena, exact), exact) == 0);
    require(strcmp(fold_text(arena, exact), folded) == 0);
    const char *lower = fold_case(arena, text);
    const char *plain = fold_marks(arena, text);
    require(text_is_utf8(lower, strlen(lower), NULL));
    require(text_is_utf8(plain, strlen(plain), NULL));
    require(strcmp(fold_case(arena, lower), lower) == 0);
    require(strcmp(fold_marks(arena, plain), plain) == 0);
    arena_free(arena);
    return 0;
}
