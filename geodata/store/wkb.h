#ifndef STORE_WKB_H
#define STORE_WKB_H

#include "base/arena.h"
#include "base/text.h"
#include "geo/area.h"

/// Geometry as bytes (Well-Known Binary, OGC 06-103r4, section 8), the form in
/// which it passes between memory and the store. Encoding appends to `into`;
/// areas are always written as multipolygons, and several points or lines as
/// multipoints and multilinestrings.
void wkb_encode_point(struct text_buffer *into, struct point_m at);
void wkb_encode_line(struct text_buffer *into, struct line line);
void wkb_encode_area(struct text_buffer *into, const struct area *area);
void wkb_encode_points(struct text_buffer *into, const struct point_m *points,
                       size_t n_points);
void wkb_encode_lines(struct text_buffer *into, const struct line *lines,
                      size_t n_lines);

/// Decoding takes either byte order. False for another type of geometry or
/// bytes that end early; a polygon is taken as an area of one.
bool wkb_decode_point(const void *bytes, size_t n, struct point_m *at);
bool wkb_decode_line(const void *bytes, size_t n, struct arena *arena,
                     struct line *line);
bool wkb_decode_area(const void *bytes, size_t n, struct arena *arena,
                     struct area *area);

#endif
