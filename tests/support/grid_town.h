#ifndef SUPPORT_GRID_TOWN_H
#define SUPPORT_GRID_TOWN_H

// A town of 12 by 12 streets, 150 m apart, as a city file: those that run east
// are Lê Lợi 1, 2, …, those that run north Đường số 1, 2, …. Nine schools stand
// beside them; the western half is zoned to the first, and two wards share the
// town.

#include "base/error.h"
#include "geo/point.h"

#define GRID_TOWN_SIDE 12
#define GRID_TOWN_BLOCK_M 150.0
#define GRID_TOWN_SCHOOLS 9

/// So many blocks east and north of the first corner.
struct point_m grid_town_at(double x, double y);

enum status grid_town_write(const char *path, struct error *err);

#endif
