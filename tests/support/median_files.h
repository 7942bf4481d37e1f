#ifndef SUPPORT_MEDIAN_FILES_H
#define SUPPORT_MEDIAN_FILES_H

#include <stdio.h>

#include "forecast/p_median.h"

/// The test instances of $HOCGAN_DATA/siting with their proven optima.
struct median_file {
    char name[32];
    struct p_median problem;
    uint64_t optimum;
};

/// Instance `number` of the graphs (pmedN.txt: every vertex is customer and
/// site, ways are the shortest in the graph) or, with `has_capacities`, of
/// pmedcap1-N.txt (ways are straight, rounded down). Returns false where the
/// data is absent or unreadable.
bool median_file_read(struct arena *arena, const char *data,
                      bool has_capacities, int number,
                      struct median_file *file);

#endif
