// From the largest square to the smallest: which quarter the cell lies in says
// how much of the curve is behind it, and how the curve is turned within.

#include "geo/hilbert.h"

uint64_t hilbert_along(unsigned order, uint32_t x, uint32_t y)
{
    uint64_t along = 0;
    for (unsigned level = order; level-- > 0;) {
        uint32_t side = (uint32_t)1 << level;
        uint32_t right = (x & side) != 0;
        uint32_t up = (y & side) != 0;
        along += ((uint64_t)((3 * right) ^ up) << level) << level;
        if (!up) {
            if (right) {
                x = ~x;
                y = ~y;
            }
            uint32_t swapped = x;
            x = y;
            y = swapped;
        }
    }
    return along;
}
