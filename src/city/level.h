#ifndef CITY_LEVEL_H
#define CITY_LEVEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The four levels of schooling, in order of age.
enum level {
    LEVEL_PRESCHOOL,       ///< mầm non
    LEVEL_PRIMARY,         ///< tiểu học, grades 1–5
    LEVEL_LOWER_SECONDARY, ///< THCS, grades 6–9
    LEVEL_UPPER_SECONDARY, ///< THPT, grades 10–12
};
#define N_LEVELS 4

/// Several levels at once, one bit each: a school may teach two.
typedef uint8_t level_set;
#define LEVEL_BIT(level) ((level_set)(1u << (level)))

/// "preschool", "primary", "lower_secondary", "upper_secondary".
const char *level_name(enum level level);

/// False if `name` is none of the four.
bool level_parse(const char *name, enum level *level);

/// The grade children enter the level by: 0 (five-year-olds), 1, 6, 10.
int level_entry_grade(enum level level);

/// The level that has the grade (0 to 12).
enum level level_of_grade(int grade);

/// Levels as names separated by commas, in order: "primary,lower_secondary".
/// `text` needs room for LEVEL_SET_TEXT_SIZE bytes.
#define LEVEL_SET_TEXT_SIZE 64
void level_set_format(level_set levels, char *text);

/// Reads what level_set_format writes (also with "+", ";" or spaces between).
/// False if a word is not a level or there is none.
bool level_set_parse(const char *text, level_set *levels);

#endif
