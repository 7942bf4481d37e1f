#ifndef AUTH_FAMILY_CODE_H
#define AUTH_FAMILY_CODE_H

#include <stdbool.h>

#include "base/arena.h"

// What a school gives a family on paper, to be used once: sixteen letters and
// digits (80 random bits), without those that look alike, in groups of four:
// "7K2M-QW9D-0XEF-3RTA".

#define FAMILY_CODE_SIZE 20
#define FAMILY_HASH_SIZE 65

/// A new code.
void family_code_make(char code[FAMILY_CODE_SIZE]);

/// The hash it is kept under, which holds for that child only. Small letters,
/// spaces, missing dashes and O, I, L for 0 and 1 are taken as they are meant.
/// False when what was typed cannot be a code.
bool family_code_hash(const char *pupil_id, const char *typed,
                      char hash[FAMILY_HASH_SIZE]);

#endif
