// Any bytes are the rules of a grade or are refused, each fault in a sentence.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "format/rules_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void take_fault(void *report, const char *sentence)
{
    if (strncmp(sentence, "fuzz.yaml", 9) != 0)
        abort();
    *(size_t *)report += 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    struct rules_file file;
    struct error err = {0};
    size_t n_faults = 0;
    enum status status =
        rules_file_parse("fuzz.yaml", (const char *)bytes, n, arena, take_fault,
                         &n_faults, &file, &err);
    if ((status == STATUS_OK) != (n_faults == 0) ||
        (status != STATUS_OK && err.text[0] == '\0'))
        abort();
    arena_free(arena);
    return 0;
}
