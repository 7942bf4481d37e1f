#ifndef FORMAT_OSM_PBF_FRAME_H
#define FORMAT_OSM_PBF_FRAME_H

#include "base/error.h"

/// Checks that a .osm.pbf file is whole: it is a sequence of blobs, each with
/// a length before it, and the last must end where the file does. Readosm
/// takes a file that was cut off for one that ends early, so this is asked
/// first. Fails with STATUS_IO or STATUS_BAD_INPUT.
enum status osm_pbf_check_frame(const char *path, struct error *err);

#endif
