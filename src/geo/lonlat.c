#include "geo/lonlat.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

#define NUMBER_SIZE 40

const char *lonlat_check(struct lonlat at)
{
    if (!isfinite(at.lon_deg) || !isfinite(at.lat_deg))
        return "is not two numbers: longitude, latitude";
    if (fabs(at.lat_deg) > 90 && fabs(at.lat_deg) <= 180 &&
        fabs(at.lon_deg) <= 90)
        return "has longitude and latitude swapped";
    if (fabs(at.lon_deg) > 180)
        return "has a longitude outside -180 to 180";
    if (fabs(at.lat_deg) > 90)
        return "has a latitude outside -90 to 90";
    return NULL;
}

const char *lonlat_parse(const char *text, struct lonlat *at)
{
    const char *comma = strchr(text, ',');
    char lon[NUMBER_SIZE];
    struct lonlat parsed;
    if (comma == NULL || (size_t)(comma - text) >= sizeof lon)
        return "is not two numbers: longitude, latitude";
    memcpy(lon, text, (size_t)(comma - text));
    lon[comma - text] = '\0';
    if (!text_parse_double(lon, &parsed.lon_deg) ||
        !text_parse_double(comma + 1, &parsed.lat_deg))
        return "is not two numbers: longitude, latitude";
    const char *wrong = lonlat_check(parsed);
    if (wrong == NULL)
        *at = parsed;
    return wrong;
}
