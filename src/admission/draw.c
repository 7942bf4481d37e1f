// Everything the draw does can be done again by anyone with a tool that knows
// SHA-256 and HMAC, for instance OpenSSL:
//
//     printf '%s' ID | openssl dgst -sha256 -mac HMAC -macopt hexkey:SEED
//
// Nobody can foretell the order without the seed, and the seed cannot be
// exchanged once its hash is published.

#include "admission/draw.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(DRAW_SEED_SIZE == crypto_auth_hmacsha256_KEYBYTES,
               "the seed is the key");
_Static_assert(DRAW_SEED_SIZE == crypto_hash_sha256_BYTES,
               "a commitment is as long as a seed");
_Static_assert(DRAW_NUMBER_SIZE == crypto_auth_hmacsha256_BYTES,
               "a number is a whole HMAC");

void draw_format(const uint8_t bytes[DRAW_SEED_SIZE], char hex[DRAW_HEX_SIZE])
{
    sodium_bin2hex(hex, DRAW_HEX_SIZE, bytes, DRAW_SEED_SIZE);
}

bool draw_parse(const char *hex, uint8_t bytes[DRAW_SEED_SIZE])
{
    uint8_t parsed[DRAW_SEED_SIZE];
    size_t length = 0;
    const char *end = NULL;
    if (strlen(hex) != DRAW_HEX_SIZE - 1 ||
        sodium_hex2bin(parsed, sizeof parsed, hex, DRAW_HEX_SIZE - 1, NULL,
                       &length, &end) != 0 ||
        length != sizeof parsed)
        return false;
    memcpy(bytes, parsed, sizeof parsed);
    return true;
}

void draw_commitment(const struct draw_seed *seed,
                     uint8_t commitment[DRAW_SEED_SIZE])
{
    crypto_hash_sha256(commitment, seed->bytes, DRAW_SEED_SIZE);
}

void draw_number(const struct draw_seed *seed, const char *pupil_id,
                 uint8_t number[DRAW_NUMBER_SIZE])
{
    crypto_auth_hmacsha256(number, (const unsigned char *)pupil_id,
                           strlen(pupil_id), seed->bytes);
}

// Someone in the draw, and the one of the family who draws for it.
struct entry {
    uint8_t number[DRAW_NUMBER_SIZE];
    const char *leader;
    const char *id;
    uint32_t family;
    uint32_t index;
};

static int by_family(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    if (x->family != y->family)
        return x->family < y->family ? -1 : 1;
    return strcmp(x->id, y->id);
}

// Without a seed all numbers are zero.
static int by_number(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = memcmp(x->number, y->number, DRAW_NUMBER_SIZE);
    if (order == 0)
        order = strcmp(x->leader, y->leader);
    return order != 0 ? order : strcmp(x->id, y->id);
}

static void draw_for_families(const struct draw_seed *seed,
                              struct entry *entries, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && entries[i].family == entries[i - 1].family) {
            entries[i].leader = entries[i - 1].leader;
            memcpy(entries[i].number, entries[i - 1].number, DRAW_NUMBER_SIZE);
            continue;
        }
        entries[i].leader = entries[i].id;
        if (seed != NULL)
            draw_number(seed, entries[i].id, entries[i].number);
    }
}

void draw_lots(const struct draw_seed *seed, const char *const *ids,
               const uint32_t *family, size_t n, uint32_t *lots)
{
    struct arena *scratch = arena_new();
    struct entry *entries = arena_array(scratch, struct entry, n);
    for (uint32_t i = 0; i < n; i++) {
        entries[i].id = ids[i];
        entries[i].family = family == NULL ? i : family[i];
        entries[i].index = i;
    }
    qsort(entries, n, sizeof *entries, by_family);
    draw_for_families(seed, entries, n);
    qsort(entries, n, sizeof *entries, by_number);
    for (uint32_t i = 0; i < n; i++)
        lots[entries[i].index] = i;
    arena_free(scratch);
}
