// Nothing here knows whether a signal is still there: who reads holds the facts
// kept against those there are now.

#include "store/store_signal_reviews.h"

#include "store/connection.h"

static void bind_key(struct insert *row, const void *items, size_t i)
{
    const struct signal_review *review =
        (const struct signal_review *)items + i;
    insert_text(row, 1, review->pupil_id);
    insert_text(row, 2, review->kind);
}

static void bind_review(struct insert *row, const void *items, size_t i)
{
    const struct signal_review *review =
        (const struct signal_review *)items + i;
    bind_key(row, items, i);
    insert_text(row, 3, review->facts);
    insert_text(row, 4, review->reviewed_by);
    insert_text(row, 5, review->reviewed_at);
    insert_text(row, 6, review->note);
}

enum status store_write_signal_reviews(struct store *private_store,
                                       const struct signal_review *rows,
                                       size_t n_rows, struct error *err)
{
    return insert_rows(private_store,
                       "INSERT OR REPLACE INTO signal_review (pupil_id, kind,"
                       " facts, reviewed_by, reviewed_at, note)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       bind_review, rows, n_rows, err);
}

enum status store_remove_signal_reviews(struct store *private_store,
                                        const struct signal_review *rows,
                                        size_t n_rows, struct error *err)
{
    return insert_rows(private_store,
                       "DELETE FROM signal_review"
                       " WHERE pupil_id = ? AND kind = ?",
                       bind_key, rows, n_rows, err);
}

static void take_review(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *signal_review_list_add(list, arena) = (struct signal_review){
        .pupil_id = store_text(row, 0, arena),
        .kind = store_text(row, 1, arena),
        .facts = store_text(row, 2, arena),
        .reviewed_by = store_text(row, 3, arena),
        .reviewed_at = store_text(row, 4, arena),
        .note = store_text(row, 5, arena),
    };
}

enum status store_read_signal_reviews(struct store *private_store,
                                      struct arena *arena,
                                      struct signal_review_list *rows,
                                      struct error *err)
{
    *rows = (struct signal_review_list){0};
    return store_each(private_store,
                      "SELECT pupil_id, kind, facts, reviewed_by, reviewed_at,"
                      " note FROM signal_review ORDER BY pupil_id, kind",
                      take_review, arena, rows, err);
}
