#ifndef ZONE_NODED_LINES_H
#define ZONE_NODED_LINES_H

#include "base/error.h"
#include "shape/linework.h"

/// Cuts lines wherever they meet, on the grid of ZONE_GRID_M, as
/// shape_node_lines does; much faster where most of them meet only at their
/// ends already, as streets between junctions do. Lines come in no particular
/// order, the same with any number of threads.
enum status noded_lines_build(struct arena *arena, struct lines lines,
                              size_t n_threads, struct lines *noded,
                              struct error *err);

#endif
