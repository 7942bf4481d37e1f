// Eighty bits cannot be guessed, so unlike a password a code needs no slow hash
// (NIST SP 800-63B, 3.1.2: look-up secrets of at least 64 bits).

#include "auth/family_code.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

// Crockford's base 32: no I, L, O, U.
static const char SIGNS[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
#define N_SIGNS 16
#define GROUP 4

void family_code_make(char code[FAMILY_CODE_SIZE])
{
    unsigned char random[N_SIGNS];
    size_t n = 0;
    randombytes_buf(random, sizeof random);
    for (int i = 0; i < N_SIGNS; i++) {
        if (i > 0 && i % GROUP == 0)
            code[n++] = '-';
        code[n++] = SIGNS[random[i] % 32];
    }
    code[n] = '\0';
    sodium_memzero(random, sizeof random);
}

static char as_meant(char typed)
{
    char upper = (char)toupper((unsigned char)typed);
    return upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
}

// The sixteen signs alone; false if they are not sixteen or not of ours.
static bool read_signs(const char *typed, char signs[N_SIGNS])
{
    int n = 0;
    for (; *typed != '\0'; typed++) {
        char sign = as_meant(*typed);
        if (sign == '-' || sign == ' ')
            continue;
        if (n == N_SIGNS || strchr(SIGNS, sign) == NULL)
            return false;
        signs[n++] = sign;
    }
    return n == N_SIGNS;
}

bool family_code_hash(const char *pupil_id, const char *typed,
                      char hash[FAMILY_HASH_SIZE])
{
    char signs[N_SIGNS];
    unsigned char bytes[32];
    crypto_generichash_state state;
    if (!read_signs(typed, signs))
        return false;
    crypto_generichash_init(&state, NULL, 0, sizeof bytes);
    crypto_generichash_update(&state, (const unsigned char *)pupil_id,
                              strlen(pupil_id) + 1);
    crypto_generichash_update(&state, (const unsigned char *)signs, N_SIGNS);
    crypto_generichash_final(&state, bytes, sizeof bytes);
    sodium_bin2hex(hash, FAMILY_HASH_SIZE, bytes, sizeof bytes);
    sodium_memzero(signs, sizeof signs);
    return true;
}
