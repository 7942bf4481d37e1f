#ifndef BASE_TEXT_TABLE_H
#define BASE_TEXT_TABLE_H

#include "base/arena.h"
#include "base/text.h"

/// A table for terminals and paper: the first columns flush left, the others
/// flush right, each as wide as its widest text (counted in characters, so that
/// Vietnamese stands straight). Lives in the arena.
struct text_table;

struct text_table *text_table_new(struct arena *arena, size_t n_columns,
                                  size_t n_left);

/// The next cell, row by row; the first row is the heading. Copies the text.
void text_table_add(struct text_table *table, const char *text);

/// Writes the table with a line under its heading.
void text_table_write(const struct text_table *table, struct text_buffer *into);

#endif
