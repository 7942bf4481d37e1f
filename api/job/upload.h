#ifndef JOB_UPLOAD_H
#define JOB_UPLOAD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/// A file someone sent to be imported. It lies in a folder of its own in the
/// spool, under names of our choosing: what a client calls it is only told to
/// people. It is removed when an import has used it, and after a day.
struct upload {
    const char *id;   ///< as in store/random_id.h
    const char *name; ///< what the client calls it: "hoc-sinh.csv"
    const char *path; ///< of the file to import; its end tells the format
    int64_t person;   ///< who sent it
    int64_t made_s;   ///< when, seconds since 1970
    int64_t n_bytes;
};

#define UPLOAD_LIVES_S (24 * 60 * 60)
#define UPLOAD_LONGEST_NAME 200
#define UPLOADS_MOST 20 ///< of one person

/// Moves the file `body` into the spool. Fails with STATUS_BAD_INPUT when the
/// name does not end as one of the formats there are: .csv, .geojson, .json,
/// .osm, .pbf, or .yaml for rules; STATUS_STATE when the person has
/// UPLOADS_MOST already.
enum status upload_keep(const char *spool, struct arena *arena,
                        const char *body, const char *name, int64_t person,
                        int64_t now_s, struct upload *upload,
                        struct error *err);

/// STATUS_NOT_FOUND when there is none of that id, or not any more.
enum status upload_find(const char *spool, struct arena *arena, const char *id,
                        struct upload *upload, struct error *err);

/// The same, of that person only: somebody else's is not found either.
enum status upload_find_of(const char *spool, struct arena *arena,
                           const char *id, int64_t person,
                           struct upload *upload, struct error *err);

void upload_remove(const char *spool, const char *id);

/// Removes those that are over; each is told.
typedef void upload_removed_fn(const char *id, void *context);
void uploads_sweep(const char *spool, int64_t now_s, upload_removed_fn *removed,
                   void *context);

#endif
