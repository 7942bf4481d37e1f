#ifndef STORE_STORE_DRAW_H
#define STORE_STORE_DRAW_H

#include "store/store.h"

// The draw of a grade and year (admission/draw.h). The secret seed is kept in
// the private file from the day it is drawn; the city file has its commitment
// at once and the seed when it is revealed. Neither file lets any of them be
// changed or taken back.

/// Seed and commitment are 64 hex digits, times ISO 8601 in UTC.
struct draw_record {
    int64_t year;
    int64_t grade;
    const char *commitment;
    const char *committed_at;
    const char *seed;        ///< in the city file NULL until revealed
    const char *revealed_at; ///< NULL in the private file
};

/// Keeps a seed. STATUS_STATE when the grade and year have one. These write in
/// a transaction of the caller's.
enum status store_keep_draw(struct store *private_store,
                            const struct draw_record *draw, struct error *err);
/// STATUS_NOT_FOUND when none was drawn.
enum status store_find_kept_draw(struct store *private_store,
                                 struct arena *arena, int64_t year,
                                 int64_t grade, struct draw_record *draw,
                                 struct error *err);

/// Publishes the commitment. STATUS_STATE when there is another one.
enum status store_commit_draw(struct store *city_store,
                              const struct draw_record *draw,
                              struct error *err);
/// Publishes the seed of a commitment. STATUS_NOT_FOUND when nothing was
/// committed to, STATUS_STATE when it is revealed already.
enum status store_reveal_draw(struct store *city_store,
                              const struct draw_record *draw,
                              struct error *err);
/// STATUS_NOT_FOUND when nothing was committed to.
enum status store_find_draw(struct store *city_store, struct arena *arena,
                            int64_t year, int64_t grade,
                            struct draw_record *draw, struct error *err);

#endif
