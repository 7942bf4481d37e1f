// Any bytes are a table or are refused in a sentence; in every encoding.

#include <stdint.h>
#include <stdlib.h>

#include "format/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    struct feature_table table = {.file = "fuzz.csv"};
    struct error err = {0};
    enum encoding encoding = n == 0 ? ENCODING_UTF8 : bytes[n - 1] % 3;
    enum status status =
        csv_parse((const char *)bytes, n, encoding, arena, &table, &err);
    if (status != STATUS_OK && err.text[0] == '\0')
        abort();
    arena_free(arena);
    return 0;
}
