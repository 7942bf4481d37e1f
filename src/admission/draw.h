#ifndef ADMISSION_DRAW_H
#define ADMISSION_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/// The draw that breaks ties, so that everyone can check it afterwards. Before
/// placing, a secret seed is chosen and its SHA-256 published (commit); after
/// it the seed is published (reveal). A pupil's number is HMAC-SHA-256 with the
/// seed as key over the UTF-8 bytes of the id; smaller numbers stand first.

#define DRAW_SEED_SIZE 32
#define DRAW_NUMBER_SIZE 32

struct draw_seed {
    uint8_t bytes[DRAW_SEED_SIZE];
};

/// 64 lower-case hex digits and a NUL.
#define DRAW_HEX_SIZE (2 * DRAW_SEED_SIZE + 1)
void draw_format(const uint8_t bytes[DRAW_SEED_SIZE], char hex[DRAW_HEX_SIZE]);
bool draw_parse(const char *hex, uint8_t bytes[DRAW_SEED_SIZE]);

/// SHA-256 of the seed's 32 bytes: what is published beforehand.
void draw_commitment(const struct draw_seed *seed,
                     uint8_t commitment[DRAW_SEED_SIZE]);

/// A pupil's number.
void draw_number(const struct draw_seed *seed, const char *pupil_id,
                 uint8_t number[DRAW_NUMBER_SIZE]);

/// Everyone's place in the draw: `lots[i]` of ids[i], 0 first. Those of one
/// family (`family[i]` equal; `family` may be NULL) draw by the smallest id of
/// the family and stand next to each other in order of id. Without a seed
/// (NULL) the order is that of the ids.
void draw_lots(const struct draw_seed *seed, const char *const *ids,
               const uint32_t *family, size_t n, uint32_t *lots);

#endif
