#include "store/random_id.h"

#include <sodium.h>

void random_id_new(char id[RANDOM_ID_SIZE])
{
    unsigned char bits[16];
    randombytes_buf(bits, sizeof bits);
    sodium_bin2base64(id, RANDOM_ID_SIZE, bits, sizeof bits,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
