// What map tiles are drawn from, the plans apart: the layers as they are read
// for it, and what the city says of itself. The streets have a checksum of
// their own, kept with them.

#include <stdio.h>

#include "store/connection.h"
#include "store/store_city.h"

static const char *const DRAWN[] = {
    "SELECT crs, attribution FROM city",
    "SELECT kind, class, name, geom FROM base_area ORDER BY id",
    "SELECT kind, class, name, geom FROM base_line ORDER BY id",
    "SELECT kind, name, geom FROM place ORDER BY id",
    "SELECT id, name, levels, geom FROM school ORDER BY id",
    "SELECT school_id, geom FROM school_grounds ORDER BY fid",
    "SELECT school_id, number, geom FROM gate ORDER BY school_id, number",
    "SELECT school_id, geom FROM added_gate ORDER BY fid",
    "SELECT name, geom FROM added_street ORDER BY fid",
    "SELECT id, name, district, source, geom FROM ward ORDER BY id, source",
    "SELECT id, name, ward_id, geom FROM unit ORDER BY id",
};

enum status store_tiles_checksum(struct store *store, char hex[33],
                                 struct error *err)
{
    char streets[33];
    char of_streets[128];
    enum status status = store_streets_checksum(store, streets, err);
    if (status != STATUS_OK)
        return status;
    snprintf(of_streets, sizeof of_streets, "SELECT '%s'", streets);
    const char *all[sizeof DRAWN / sizeof *DRAWN + 1] = {of_streets};
    for (size_t i = 0; i < sizeof DRAWN / sizeof *DRAWN; i++)
        all[i + 1] = DRAWN[i];
    return connection_checksum(store, all, sizeof all / sizeof *all, hex, err);
}
