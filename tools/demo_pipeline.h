#ifndef DEMO_PIPELINE_H
#define DEMO_PIPELINE_H

#include "demo_notes.h"
#include "sample_city.h"

/// What `hocgan demo` is to do: from which files, or which drawn city, to make
/// FOLDER/city.sqlite. The last three are the pipeline's own.
struct demo {
    struct arena *arena;
    const char *folder;
    const char *crs;
    const char *name;
    const char *osm; ///< NULL: the made-up city
    const char *wards;
    const char *population;
    struct sample_options sample;
    const char *city; ///< the city file in the folder
    char program[33]; ///< checksum of the program
    struct demo_notes notes;
};

/// Draws or takes the files, imports them, builds the network and publishes
/// zones, leaving out what was done before from the same things. Gives the
/// exit status of the program.
int demo_run(struct demo *demo);

#endif
