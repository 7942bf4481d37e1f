#ifndef TILE_TILE_SET_BUILDER_H
#define TILE_TILE_SET_BUILDER_H

#include "geo/area.h"
#include "tile/tile_set.h"

/// Puts shapes into a tile set. Each shape is begun, given its tags and one
/// geometry, in any order, and belongs to the layer with the given index in the
/// set's `layers`, among whose fields all its tags are. Coordinates are the
/// city's metres.
struct tile_set_builder;

/// How a position of the city comes to degrees: crs_to_lonlat, or a plain
/// formula in tests.
typedef struct lonlat tile_lonlat_fn(void *context, struct point_m at);

struct tile_set_builder *tile_set_builder_new(const struct tile_set_info *info,
                                              tile_lonlat_fn *to_lonlat,
                                              void *context);
void tile_set_builder_free(struct tile_set_builder *builder);

/// Begins a shape that is drawn from `from_zoom` on. Texts of tags are copied
/// when the set is built; NULL texts give no tag.
void tile_shape_begin(struct tile_set_builder *builder, size_t layer,
                      int from_zoom);
void tile_shape_text(struct tile_set_builder *builder, const char *key,
                     const char *text);
void tile_shape_int(struct tile_set_builder *builder, const char *key,
                    int32_t value);
void tile_shape_bool(struct tile_set_builder *builder, const char *key,
                     bool value);

/// The geometry, which ends the shape. A line joins others of its layer with
/// the same tags end to end. A label line does, too, and gives the stretches
/// that `text` is written along (tile_labels.h). An area is drawn from the zoom
/// on at which it covers `least_px2` square pixels (512 to a tile's side), or
/// later.
void tile_shape_point(struct tile_set_builder *builder, struct point_m at);
void tile_shape_line(struct tile_set_builder *builder, struct line line);
void tile_shape_label_line(struct tile_set_builder *builder, struct line line,
                           const char *text);
void tile_shape_area(struct tile_set_builder *builder, const struct area *area,
                     double least_px2);

/// The point in the area where its name is best written, from the zoom on at
/// which the area covers `least_px2`.
void tile_shape_area_label(struct tile_set_builder *builder,
                           const struct area *area, double least_px2);

/// Builds the set in `arena`. The builder can then only be freed.
struct tile_set *tile_set_build(struct tile_set_builder *builder,
                                struct arena *arena);

#endif
