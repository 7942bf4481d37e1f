#ifndef TILE_TILE_LABELS_H
#define TILE_TILE_LABELS_H

#include "base/list.h"
#include "geo/area.h"

/// Names along streets and rivers, each written once however the tiles cut
/// the line: a label is a stretch of the line about as long as the name, and
/// belongs to the one tile its middle lies in. A style writes one name a line
/// (symbol-placement: line-center).

struct tile_label {
    struct line line; ///< as long as the name at `from_zoom`
    int from_zoom;
};
LIST_DECLARE(tile_label);

/// How many letters are seen of a text: accents that stand by themselves do
/// not count.
size_t tile_label_letters(const char *text);

/// Adds the labels of a line (in grid units) whose name has so many letters:
/// one as soon as the line is as long as the name, and one more each time
/// zooming in makes room for it, up to `last_zoom`. A label stays where it is
/// from its zoom on.
void tile_labels_cut(struct arena *arena, struct line line, size_t letters,
                     int from_zoom, int last_zoom,
                     struct tile_label_list *labels);

/// What is left of a label's line when its part of `share` (0 to 1) around
/// the middle is kept; `*middle` gets the middle. `kept` has room for two more
/// points than the line.
struct line tile_label_middle(struct line line, double share,
                              struct point_m *kept, struct point_m *middle);

#endif
