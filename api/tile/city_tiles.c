#include "tile/city_tiles.h"

struct tile_set_builder *city_tiles_begin(const struct tile_set_info *info,
                                          struct tile_crs crs,
                                          const char *attribution)
{
    struct tile_set_info whole = *info;
    whole.attribution = attribution;
    return tile_set_builder_new(&whole, crs.to_lonlat, crs.context);
}

struct tile_set *city_tiles_end(struct tile_set_builder *builder,
                                struct arena *arena)
{
    struct tile_set *set = tile_set_build(builder, arena);
    tile_set_builder_free(builder);
    return set;
}
