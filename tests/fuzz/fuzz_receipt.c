// Any bytes are a receipt with everything a comparison looks at, or are refused
// in a sentence.

#include <stdint.h>
#include <stdlib.h>

#include "format/receipt.h"
#include "geo/lonlat.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_way(const struct receipt *receipt)
{
    check(receipt->is_snapped && receipt->gate_kind != NULL);
    check(lonlat_check(receipt->gate) == NULL);
    check(receipt->distance_cm <= 4000000000u);
    check(receipt->n_line >= 2);
    for (size_t i = 0; i < receipt->n_line; i++)
        check(lonlat_check(receipt->line[i]) == NULL);
    for (size_t i = 0; i < receipt->n_streets; i++)
        check(receipt->streets[i].name != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    struct receipt receipt;
    struct error err = {0};
    enum status status = receipt_parse("fuzz.json", (const char *)bytes, n,
                                       arena, &receipt, &err);
    check(status == STATUS_OK || err.text[0] != '\0');
    if (status == STATUS_OK) {
        check(receipt.city != NULL && receipt.profile != NULL &&
              receipt.weight != NULL && receipt.rule != NULL &&
              receipt.network != NULL);
        check(lonlat_check(receipt.home) == NULL);
        check(receipt.school_id == NULL || receipt.school_name != NULL);
        if (receipt.is_reached)
            check_way(&receipt);
        else
            check(receipt.reason != NULL);
    }
    arena_free(arena);
    return 0;
}
