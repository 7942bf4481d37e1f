// A code is matched and used up by one statement, so that of two who come with
// it at once only one is let in.

#include "store/store_contests.h"

#include <string.h>

#include "base/text.h"
#include "store/connection.h"

static const char *const KINDS[] = {
    [CONTEST_PIN] = "pin",
    [CONTEST_LANE] = "lane",
    [CONTEST_GATE] = "gate",
    [CONTEST_OTHER] = "other",
};
static const char *const STATES[] = {
    [CONTEST_OPEN] = "open",
    [CONTEST_ACCEPTED] = "accepted",
    [CONTEST_REFUSED] = "refused",
    [CONTEST_WITHDRAWN] = "withdrawn",
};
#define N_WORDS 4

static bool find_word(const char *const words[N_WORDS], const char *name,
                      int *found)
{
    for (int i = 0; i < N_WORDS; i++)
        if (text_same(words[i], name)) {
            *found = i;
            return true;
        }
    return false;
}

const char *contest_kind_name(enum contest_kind kind)
{
    return KINDS[kind];
}

bool contest_kind_find(const char *name, enum contest_kind *kind)
{
    int found = 0;
    bool is_found = find_word(KINDS, name, &found);
    *kind = (enum contest_kind)found;
    return is_found;
}

const char *contest_state_name(enum contest_state state)
{
    return STATES[state];
}

bool contest_state_find(const char *name, enum contest_state *state)
{
    int found = 0;
    bool is_found = find_word(STATES, name, &found);
    *state = (enum contest_state)found;
    return is_found;
}

// A statement whose parameters are all texts.
static enum status run_texts(struct store *store, const char *sql,
                             const char *const *texts, int n_texts,
                             struct error *err)
{
    struct insert *insert = NULL;
    enum status status = store_insert(store, sql, &insert, err);
    if (status != STATUS_OK)
        return status;
    for (int i = 0; i < n_texts; i++)
        insert_text(insert, i + 1, texts[i]);
    status = insert_row(insert, err);
    insert_end(insert);
    return status;
}

enum status store_write_family_code(struct store *private_store,
                                    const char *pupil_id, const char *hash,
                                    const char *made_at, struct error *err)
{
    const char *texts[] = {pupil_id, hash, made_at};
    return run_texts(private_store,
                     "INSERT OR REPLACE INTO family_code"
                     " (pupil_id, hash, made_at, used_at)"
                     " VALUES (?, ?, ?, NULL)",
                     texts, 3, err);
}

enum status store_use_family_code(struct store *private_store,
                                  const char *pupil_id, const char *hash,
                                  const char *used_at, bool *is_right,
                                  struct error *err)
{
    const char *texts[] = {used_at, pupil_id, hash};
    enum status status = run_texts(private_store,
                                   "UPDATE family_code SET used_at = ?1"
                                   " WHERE pupil_id = ?2 AND hash = ?3"
                                   " AND used_at IS NULL",
                                   texts, 3, err);
    *is_right = status == STATUS_OK && sqlite3_changes(private_store->db) == 1;
    return status;
}

enum status store_write_contest_window(struct store *private_store,
                                       const struct contest_window *window,
                                       struct error *err)
{
    struct insert *insert = NULL;
    enum status status = store_insert(
        private_store,
        "INSERT OR REPLACE INTO contest_window (year, grade, opens, closes)"
        " VALUES (?, ?, ?, ?)",
        &insert, err);
    if (status != STATUS_OK)
        return status;
    insert_int(insert, 1, window->year);
    insert_int(insert, 2, window->grade);
    insert_text(insert, 3, window->opens);
    insert_text(insert, 4, window->closes);
    status = insert_row(insert, err);
    insert_end(insert);
    return status;
}

static void take_window(sqlite3_stmt *row, struct arena *arena, void *into)
{
    *(struct contest_window *)into = (struct contest_window){
        .year = sqlite3_column_int64(row, 0),
        .grade = sqlite3_column_int64(row, 1),
        .opens = store_text(row, 2, arena),
        .closes = store_text(row, 3, arena),
    };
}

enum status store_read_contest_window(struct store *private_store,
                                      struct arena *arena, int64_t year,
                                      int64_t grade,
                                      struct contest_window *window,
                                      struct error *err)
{
    *window = (struct contest_window){0};
    const char *sql =
        arena_format(arena,
                     "SELECT year, grade, opens, closes FROM contest_window"
                     " WHERE year = %lld AND grade = %lld",
                     (long long)year, (long long)grade);
    enum status status =
        store_each(private_store, sql, take_window, arena, window, err);
    if (status == STATUS_OK && window->opens == NULL)
        status = error_set(err, STATUS_NOT_FOUND,
                           "no days were set in which placing in grade %lld of "
                           "%lld can be contested",
                           (long long)grade, (long long)year);
    return status;
}

enum status store_add_contest(struct store *private_store,
                              const struct contest *contest, struct error *err)
{
    struct insert *insert = NULL;
    enum status status = store_insert(
        private_store,
        "INSERT INTO contest (id, pupil_id, round_id, kind, school_id, words,"
        " made_at, state, geom)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'open', GeomFromWKB(?, SRID))",
        &insert, err);
    if (status != STATUS_OK)
        return status;
    insert_text(insert, 1, contest->id);
    insert_text(insert, 2, contest->pupil_id);
    insert_text(insert, 3, contest->round_id);
    insert_text(insert, 4, contest_kind_name(contest->kind));
    insert_text(insert, 5, contest->school_id);
    insert_text(insert, 6, contest->words);
    insert_text(insert, 7, contest->made_at);
    if (contest->line.count > 0)
        insert_line(insert, 8, contest->line);
    status = insert_row(insert, err);
    insert_end(insert);
    return status;
}

enum status store_update_contest(struct store *private_store,
                                 const struct contest *contest,
                                 struct error *err)
{
    const char *texts[] = {contest_state_name(contest->state),
                           contest->decided_at,
                           contest->decided_by,
                           contest->reason,
                           contest->effect,
                           contest->effect_of,
                           contest->id};
    return run_texts(private_store,
                     "UPDATE contest SET state = ?1, decided_at = ?2,"
                     " decided_by = ?3, reason = ?4, effect = ?5,"
                     " effect_of = ?6 WHERE id = ?7",
                     texts, 7, err);
}

static void take_contest(sqlite3_stmt *row, struct arena *arena, void *list)
{
    struct contest *taken = contest_list_add(list, arena);
    *taken = (struct contest){
        .number = sqlite3_column_int64(row, 0),
        .id = store_text(row, 1, arena),
        .pupil_id = store_text(row, 2, arena),
        .round_id = store_text(row, 3, arena),
        .school_id = store_text(row, 5, arena),
        .words = store_text(row, 6, arena),
        .made_at = store_text(row, 7, arena),
        .decided_at = store_text(row, 9, arena),
        .decided_by = store_text(row, 10, arena),
        .reason = store_text(row, 11, arena),
        .effect = store_text(row, 12, arena),
        .effect_of = store_text(row, 13, arena),
    };
    // The schema lets no other words in.
    (void)contest_kind_find(store_text(row, 4, arena), &taken->kind);
    (void)contest_state_find(store_text(row, 8, arena), &taken->state);
    if (sqlite3_column_type(row, 14) != SQLITE_NULL)
        taken->line = store_line(row, 14, arena);
}

static void add_sql(struct text_buffer *sql, const char *fmt, const char *text)
{
    char *part = sqlite3_mprintf(fmt, text);
    text_add_string(sql, part);
    sqlite3_free(part);
}

enum status store_read_contests(struct store *private_store,
                                struct arena *arena,
                                const struct contest_filter *filter,
                                struct contest_list *contests,
                                struct error *err)
{
    struct text_buffer sql = {0};
    *contests = (struct contest_list){0};
    text_add_string(&sql,
                    "SELECT number, id, pupil_id, round_id, kind, school_id,"
                    " words, made_at, state, decided_at, decided_by, reason,"
                    " effect, effect_of, AsBinary(geom) FROM contest WHERE 1");
    if (filter->id != NULL)
        add_sql(&sql, " AND id = %Q", filter->id);
    if (filter->pupil_id != NULL)
        add_sql(&sql, " AND pupil_id = %Q", filter->pupil_id);
    if (filter->of_state)
        add_sql(&sql, " AND state = %Q", contest_state_name(filter->state));
    text_add_string(&sql, " ORDER BY number");
    enum status status = store_each(private_store, sql.bytes, take_contest,
                                    arena, contests, err);
    text_buffer_free(&sql);
    return status;
}

enum status store_find_contest(struct store *private_store, struct arena *arena,
                               const char *id, struct contest *contest,
                               struct error *err)
{
    struct contest_list found;
    struct contest_filter filter = {.id = id};
    enum status status =
        store_read_contests(private_store, arena, &filter, &found, err);
    if (status == STATUS_OK && found.count == 0)
        status = error_set(err, STATUS_NOT_FOUND, "there is no such contest");
    if (status == STATUS_OK)
        *contest = found.items[0];
    return status;
}
