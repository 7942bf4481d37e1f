#ifndef IMPORT_SCHOOL_CANDIDATE_H
#define IMPORT_SCHOOL_CANDIDATE_H

#include "city/school.h"
#include "import/osm_source.h"
#include "import/school_name.h"

/// Something mapped as a school, before it is known whether it is one and
/// whether it was mapped before.
struct school_candidate {
    const char *id;   ///< "w123"
    const char *ref;  ///< the mapped number, or NULL
    const char *name; ///< "" if none
    struct school_name said;
    level_set levels;     ///< 0 if neither tags nor name tell
    struct point_m point; ///< where it was mapped, or inside the grounds
    struct area grounds;  ///< empty for a point
    double size_m2;       ///< of the grounds
    const char *address;
    const char *kind;
    size_t merged_into; ///< its own index while it stands for itself
};
LIST_DECLARE(school_candidate);

/// Reads all amenity=school and amenity=kindergarten of the file.
void school_candidates_read(const struct osm_source *source,
                            struct school_candidate_list *candidates);

/// Finds those that are the same school and gathers what is known of it in
/// the one with the best geometry; the others' `merged_into` names it.
void school_candidates_merge(const struct osm_source *source,
                             struct school_candidate_list *candidates);

#endif
