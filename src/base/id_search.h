#ifndef BASE_ID_SEARCH_H
#define BASE_ID_SEARCH_H

#include <stddef.h>
#include <stdint.h>

#define ID_NONE UINT32_MAX

/// Finds an item by its id in an array of structs (`size` bytes each) whose
/// first field is their id, a text, and that are in order of it (strcmp). Gives
/// its index, ID_NONE if there is none; of equals any.
uint32_t id_search(const void *items, size_t n_items, size_t size,
                   const char *id);

#endif
