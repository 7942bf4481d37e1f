#ifndef SEARCH_FOLD_H
#define SEARCH_FOLD_H

#include "base/arena.h"

/// Folds a Vietnamese text for matching: lower case, without tone and vowel
/// marks, đ as d, precomposed or combining input alike, punctuation as single
/// spaces (but "/" between digits stays, as in house numbers), no spaces at
/// the ends. "Trường Tiểu học  Nguyễn Đình Chiểu" gives
/// "truong tieu hoc nguyen dinh chieu". Malformed UTF-8 is dropped byte by
/// byte. The result lives in `arena`.
char *fold_text(struct arena *arena, const char *text);

/// The same without taking marks off: lower case, precomposed, punctuation as
/// single spaces. Two texts whose `fold_exact` are equal differ in nothing a
/// reader would notice.
char *fold_exact(struct arena *arena, const char *text);

/// Only the letters' case, or only their marks, taken off; all else stays where
/// it is, spaces and punctuation too. Letters come out precomposed; marks
/// without a letter and malformed UTF-8 are dropped. "Lê  Lợi
/// (hẻm)" gives "lê  lợi (hẻm)" and "Le  Loi (hem)".
char *fold_case(struct arena *arena, const char *text);
char *fold_marks(struct arena *arena, const char *text);

#endif
