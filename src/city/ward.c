// Looks at each ward in turn, its box first.

#include "city/ward.h"

const struct ward *ward_list_at(const struct ward_list *wards,
                                struct point_m at)
{
    for (size_t i = 0; i < wards->count; i++)
        if (box_has_point(area_box(&wards->items[i].area), at) &&
            area_has_point(&wards->items[i].area, at))
            return &wards->items[i];
    return NULL;
}
