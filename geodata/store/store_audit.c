// Entry n is sealed with BLAKE2b-256 over
//
//     "hocgan audit 1" · hash of entry n-1 (32 zero bytes before the first) ·
//     n · at · who · action · subject · detail
//
// where n is 8 bytes, low ones first, and a text is one byte (1, or 0 for
// NULL), its length in 8 bytes and its bytes. So different entries give
// different bytes, and whoever changes, drops or puts in an entry has to find
// all later hashes anew. Someone who can write the file can do that, too: what
// they cannot change is a hash that was noted elsewhere, which is what `head`
// is for.

#include "store/store_audit.h"

#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "store/clock.h"
#include "store/connection.h"

#define HASH_BYTES 32

static const char SEAL_NAME[] = "hocgan audit 1";

// The newest entry's number and hash.
struct chain_end {
    int64_t number;
    unsigned char hash[HASH_BYTES];
};

static void add_number(crypto_generichash_state *state, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
    crypto_generichash_update(state, bytes, sizeof bytes);
}

static void add_text(crypto_generichash_state *state, const char *text)
{
    unsigned char is_there = text != NULL;
    size_t n = text == NULL ? 0 : strlen(text);
    crypto_generichash_update(state, &is_there, 1);
    add_number(state, n);
    if (n > 0)
        crypto_generichash_update(state, (const unsigned char *)text, n);
}

// Moves the end of the chain on by one entry.
static void seal(struct chain_end *end, const struct audit_entry *entry)
{
    crypto_generichash_state state;
    end->number++;
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    add_text(&state, SEAL_NAME);
    crypto_generichash_update(&state, end->hash, HASH_BYTES);
    add_number(&state, (uint64_t)end->number);
    add_text(&state, entry->at);
    add_text(&state, entry->who);
    add_text(&state, entry->action);
    add_text(&state, entry->subject);
    add_text(&state, entry->detail);
    crypto_generichash_final(&state, end->hash, HASH_BYTES);
}

static void take_end(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    struct chain_end *end = into;
    const char *hex = (const char *)sqlite3_column_text(row, 1);
    end->number = sqlite3_column_int64(row, 0);
    if (hex != NULL)
        sodium_hex2bin(end->hash, HASH_BYTES, hex, strlen(hex), NULL, NULL,
                       NULL);
}

static void bind_entry(struct insert *row, const void *items, size_t i)
{
    const struct audit_entry *entry = (const struct audit_entry *)items + i;
    insert_int(row, 1, entry->number);
    insert_text(row, 2, entry->at);
    insert_text(row, 3, entry->who);
    insert_text(row, 4, entry->action);
    insert_text(row, 5, entry->subject);
    insert_text(row, 6, entry->detail);
    insert_text(row, 7, entry->hash);
}

static enum status append(struct store *store, struct arena *arena,
                          const struct audit_entry *entry, struct error *err)
{
    struct chain_end end = {0};
    struct audit_entry sealed = *entry;
    enum status status = store_each(
        store, "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1",
        take_end, NULL, &end, err);
    if (status != STATUS_OK)
        return status;
    if (sealed.at == NULL)
        sealed.at = utc_now(arena);
    seal(&end, &sealed);
    sealed.number = end.number;
    sodium_bin2hex(sealed.hash, sizeof sealed.hash, end.hash, HASH_BYTES);
    return insert_rows(store,
                       "INSERT INTO audit (number, at, who, action, subject,"
                       " detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
                       bind_entry, &sealed, 1, err);
}

enum status store_append_audit(struct store *private_store,
                               const struct audit_entry *entry,
                               struct error *err)
{
    // Between reading the last entry and writing the next nobody may write.
    if (sqlite3_get_autocommit(private_store->db))
        return error_set(err, STATUS_STATE,
                         "the audit entry %s is outside of a transaction",
                         entry->action);
    struct arena *arena = arena_new();
    enum status status = append(private_store, arena, entry, err);
    arena_free(arena);
    return status;
}

static struct audit_entry entry_of(sqlite3_stmt *row, struct arena *arena)
{
    struct audit_entry entry = {
        .number = sqlite3_column_int64(row, 0),
        .at = store_text(row, 1, arena),
        .who = store_text(row, 2, arena),
        .action = store_text(row, 3, arena),
        .subject = store_text(row, 4, arena),
        .detail = store_text(row, 5, arena),
    };
    const char *hash = (const char *)sqlite3_column_text(row, 6);
    if (hash != NULL && strlen(hash) < sizeof entry.hash)
        memcpy(entry.hash, hash, strlen(hash));
    return entry;
}

static void take_entry(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *audit_entry_list_add(list, arena) = entry_of(row, arena);
}

enum status store_read_audit(struct store *private_store, struct arena *arena,
                             int64_t before, size_t limit,
                             struct audit_entry_list *entries,
                             struct error *err)
{
    *entries = (struct audit_entry_list){0};
    const char *sql = arena_format(
        arena,
        "SELECT number, at, who, action, subject, detail, hash FROM audit"
        " WHERE number < %lld ORDER BY number DESC LIMIT %zu",
        (long long)(before <= 0 ? INT64_MAX : before), limit);
    return store_each(private_store, sql, take_entry, arena, entries, err);
}

enum status store_read_audit_of(struct store *private_store,
                                struct arena *arena, const char *subject,
                                size_t limit, struct audit_entry_list *entries,
                                struct error *err)
{
    *entries = (struct audit_entry_list){0};
    char *sql = sqlite3_mprintf(
        "SELECT number, at, who, action, subject, detail, hash FROM audit"
        " WHERE subject = %Q ORDER BY number DESC LIMIT %lld",
        subject, (long long)limit);
    enum status status =
        store_each(private_store, sql, take_entry, arena, entries, err);
    sqlite3_free(sql);
    return status;
}

// The walk along the chain: how far it fits.
struct walk {
    struct chain_end end;
    struct arena *row_arena;
    const char *head;
    bool met_head;
    int64_t broken; // number of the first entry that does not fit; or 0
    struct audit_entry *last;
};

// SQLite's texts may have a NUL inside, ours end there: what stands behind one
// would be sealed by nothing.
static bool has_hidden_text(sqlite3_stmt *row)
{
    for (int column = 1; column <= 6; column++) {
        const char *text = (const char *)sqlite3_column_text(row, column);
        if (text != NULL &&
            strlen(text) != (size_t)sqlite3_column_bytes(row, column))
            return true;
    }
    return false;
}

static void step(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    struct walk *walk = into;
    char hex[AUDIT_HASH_SIZE];
    if (walk->broken != 0)
        return;
    arena_reset(walk->row_arena);
    struct audit_entry entry = entry_of(row, walk->row_arena);
    seal(&walk->end, &entry);
    sodium_bin2hex(hex, sizeof hex, walk->end.hash, HASH_BYTES);
    if (entry.number != walk->end.number || strcmp(hex, entry.hash) != 0 ||
        has_hidden_text(row))
        walk->broken = walk->end.number;
    walk->met_head |= text_same(walk->head, entry.hash);
    *walk->last = entry;
}

// The texts of the newest entry, which the walk left in its own arena.
static void keep_last(struct arena *arena, struct audit_entry *last)
{
    const char **texts[] = {&last->at, &last->who, &last->action,
                            &last->subject, &last->detail};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] != NULL)
            *texts[i] = arena_text(arena, *texts[i]);
}

static enum status judge(const struct walk *walk, const struct store *store,
                         struct error *err)
{
    if (walk->broken != 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s: audit entry %lld is not the one that was sealed: "
                         "it or one before it was changed, added or taken out",
                         store->path, (long long)walk->broken);
    if (walk->head != NULL && !walk->met_head)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s: no audit entry has the hash %s: the log was cut "
                         "off before it, or made anew",
                         store->path, walk->head);
    return STATUS_OK;
}

static enum status check_guards(struct store *store, struct error *err)
{
    int64_t n = 0;
    enum status status = connection_number(
        store,
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN"
        " ('audit_never_changes', 'audit_is_kept', 'audit_grows_at_its_end')",
        0, &n, err);
    if (status == STATUS_OK && n != 3)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s: a trigger that keeps the audit log from being "
                         "changed was taken away",
                         store->path);
    return status;
}

enum status store_verify_audit(struct store *private_store, struct arena *arena,
                               const char *head, struct audit_entry *last,
                               struct error *err)
{
    struct walk walk = {.head = head, .last = last, .row_arena = arena_new()};
    *last = (struct audit_entry){0};
    enum status status =
        store_each(private_store,
                   "SELECT number, at, who, action, subject, detail, hash"
                   "  FROM audit ORDER BY number",
                   step, arena, &walk, err);
    keep_last(arena, last);
    arena_free(walk.row_arena);
    if (status == STATUS_OK)
        status = judge(&walk, private_store, err);
    if (status == STATUS_OK)
        status = check_guards(private_store, err);
    return status;
}
