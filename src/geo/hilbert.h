#ifndef GEO_HILBERT_H
#define GEO_HILBERT_H

#include <stdint.h>

/// How far along the Hilbert curve of an order (up to 32) the cell (x, y) lies:
/// the curve visits each of 2^order by 2^order cells once, from (0, 0) on, and
/// cells that are near each other on it are near each other.
uint64_t hilbert_along(unsigned order, uint32_t x, uint32_t y);

#endif
