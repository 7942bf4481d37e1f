// XXH3 of each block, then of those hashes in their order: so the blocks can be
// hashed side by side, and the seal does not depend on how many threads do it.

#include "store/file_seal.h"

#include <stdlib.h>
#include <xxhash.h>

#include "base/parallel.h"

#define BLOCK_BYTES ((size_t)1 << 20)

struct sealing {
    const unsigned char *bytes;
    size_t size;
    XXH128_canonical_t *hashes; // of each block
};

static void hash_block(void *context, size_t block)
{
    const struct sealing *sealing = context;
    size_t begin = block * BLOCK_BYTES;
    size_t left = sealing->size - begin;
    XXH128_canonicalFromHash(
        &sealing->hashes[block],
        XXH3_128bits(sealing->bytes + begin,
                     left < BLOCK_BYTES ? left : BLOCK_BYTES));
}

void file_seal(const void *bytes, size_t size,
               unsigned char seal[FILE_SEAL_BYTES])
{
    size_t n_blocks = (size + BLOCK_BYTES - 1) / BLOCK_BYTES;
    struct sealing sealing = {bytes, size,
                              calloc(n_blocks + 1, sizeof *sealing.hashes)};
    if (sealing.hashes == NULL)
        abort();
    parallel_for(n_blocks, parallel_cores(), hash_block, &sealing);
    XXH128_canonical_t whole;
    XXH128_canonicalFromHash(
        &whole,
        XXH3_128bits(sealing.hashes, n_blocks * sizeof *sealing.hashes));
    for (size_t i = 0; i < FILE_SEAL_BYTES; i++)
        seal[i] = whole.digest[i];
    free(sealing.hashes);
}
