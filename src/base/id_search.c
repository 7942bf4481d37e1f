#include "base/id_search.h"

#include <stdlib.h>
#include <string.h>

static int compare_ids(const void *id, const void *item)
{
    const char *of_item;
    memcpy(&of_item, item, sizeof of_item);
    return strcmp(id, of_item);
}

uint32_t id_search(const void *items, size_t n_items, size_t size,
                   const char *id)
{
    if (n_items == 0)
        return ID_NONE;
    const char *found = bsearch(id, items, n_items, size, compare_ids);
    return found == NULL
               ? ID_NONE
               : (uint32_t)((size_t)(found - (const char *)items) / size);
}
