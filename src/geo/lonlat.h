#ifndef GEO_LONLAT_H
#define GEO_LONLAT_H

#include "geo/point.h"

/// Reads "LON,LAT" in degrees. Returns NULL, or what is wrong with the text as
/// the end of a sentence: "is not two numbers: longitude, latitude".
const char *lonlat_parse(const char *text, struct lonlat *at);

/// NULL, or what is wrong with the position. A latitude beyond ±90 whose
/// longitude would be one is named as the usual mistake: the two swapped.
const char *lonlat_check(struct lonlat at);

#endif
