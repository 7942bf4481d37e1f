#ifndef TILE_MAP_STYLE_H
#define TILE_MAP_STYLE_H

#include "base/language.h"
#include "tile/tile_service.h"

/// MapLibre styles (maplibre.org/maplibre-style-spec, version 8) for the tiles,
/// with the colours of the pages. Everything they point to is on this server:
/// tiles and fonts; there is no glyph server, and markers are circles.

enum map_theme { MAP_THEME_LIGHT, MAP_THEME_DARK };

struct map_style {
    const char *set; ///< only this one; NULL: the whole map
    enum map_theme theme;
    enum language language; ///< of the style's own name
    const char *origin;     ///< "https://city.example"
};

/// "light" or "dark"; STATUS_BAD_INPUT for anything else.
enum status map_theme_parse(const char *text, enum map_theme *theme,
                            struct error *err);

void map_style_write(const struct map_style *style,
                     const struct tile_service *service,
                     struct text_buffer *out);

#endif
