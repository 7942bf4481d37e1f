// An account is one row and a row a ward. The keys of the schema keep names and
// subjects apart whoever writes; they are asked for first for the sake of a
// clear sentence.

#include "store/store_people.h"

#include "base/text.h"
#include "store/connection.h"

#define PERSON_COLUMNS                                                         \
    "SELECT number, name, full_name, role, has_all_wards, password, subject,"  \
    " is_disabled, must_change, made_at FROM person"

LIST_DECLARE_OF(const char *, ward_id);

static void take_person(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *person_list_add(list, arena) = (struct person){
        .number = sqlite3_column_int64(row, 0),
        .name = store_text(row, 1, arena),
        .full_name = store_text(row, 2, arena),
        .role = store_text(row, 3, arena),
        .has_all_wards = sqlite3_column_int(row, 4) != 0,
        .password = store_text(row, 5, arena),
        .subject = store_text(row, 6, arena),
        .is_disabled = sqlite3_column_int(row, 7) != 0,
        .must_change = sqlite3_column_int(row, 8) != 0,
        .made_at = store_text(row, 9, arena),
    };
}

static void take_ward(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *ward_id_list_add(list, arena) = store_text(row, 0, arena);
}

static enum status read_wards(struct store *store, struct arena *arena,
                              struct person *person, struct error *err)
{
    struct ward_id_list wards = {0};
    const char *sql = arena_format(arena,
                                   "SELECT ward_id FROM person_ward"
                                   " WHERE person = %lld ORDER BY ward_id",
                                   (long long)person->number);
    enum status status = store_each(store, sql, take_ward, arena, &wards, err);
    person->ward_ids = wards.items;
    person->n_wards = wards.count;
    return status;
}

static enum status read_people(struct store *store, struct arena *arena,
                               const char *sql, struct person_list *people,
                               struct error *err)
{
    *people = (struct person_list){0};
    enum status status =
        store_each(store, sql, take_person, arena, people, err);
    for (size_t i = 0; i < people->count && status == STATUS_OK; i++)
        status = read_wards(store, arena, &people->items[i], err);
    return status;
}

// `condition` has %Q for the text, which SQLite quotes.
static enum status find_person(struct store *store, struct arena *arena,
                               const char *condition, const char *text,
                               struct person *person, struct error *err)
{
    struct person_list people;
    char *sql = sqlite3_mprintf(condition, text);
    enum status status = read_people(store, arena, sql, &people, err);
    sqlite3_free(sql);
    if (status == STATUS_OK && people.count == 0)
        return error_set(err, STATUS_NOT_FOUND, "there is no account \"%s\"",
                         text);
    if (status == STATUS_OK)
        *person = people.items[0];
    return status;
}

enum status store_find_person(struct store *private_store, struct arena *arena,
                              const char *name, struct person *person,
                              struct error *err)
{
    return find_person(private_store, arena, PERSON_COLUMNS " WHERE name = %Q",
                       name, person, err);
}

enum status store_find_person_of_subject(struct store *private_store,
                                         struct arena *arena,
                                         const char *subject,
                                         struct person *person,
                                         struct error *err)
{
    return find_person(private_store, arena,
                       PERSON_COLUMNS " WHERE subject = %Q", subject, person,
                       err);
}

enum status store_read_people(struct store *private_store, struct arena *arena,
                              struct person_list *people, struct error *err)
{
    return read_people(private_store, arena, PERSON_COLUMNS " ORDER BY name",
                       people, err);
}

enum status store_count_other_admins(struct store *private_store,
                                     int64_t number, int64_t *n,
                                     struct error *err)
{
    char *sql = sqlite3_mprintf("SELECT count(*) FROM person WHERE role ="
                                " 'admin' AND NOT is_disabled AND (password"
                                " IS NOT NULL OR subject IS NOT NULL)"
                                " AND number <> %lld",
                                (long long)number);
    enum status status = connection_number(private_store, sql, 0, n, err);
    sqlite3_free(sql);
    return status;
}

// Refuses a text that another account has in that column.
static enum status check_free(struct store *store, const char *column,
                              const char *text, int64_t number,
                              struct error *err)
{
    int64_t n = 0;
    if (text == NULL)
        return STATUS_OK;
    char *sql = sqlite3_mprintf(
        "SELECT count(*) FROM person WHERE %s = %Q AND number <> %lld", column,
        text, (long long)number);
    enum status status = connection_number(store, sql, 0, &n, err);
    sqlite3_free(sql);
    if (status == STATUS_OK && n > 0)
        return error_set(err, STATUS_STATE,
                         "there is an account with the %s \"%s\" already",
                         column, text);
    return status;
}

static void bind_person(struct insert *row, const void *items, size_t i)
{
    const struct person *person = (const struct person *)items + i;
    insert_text(row, 1, person->full_name);
    insert_text(row, 2, person->role);
    insert_int(row, 3, person->has_all_wards);
    insert_text(row, 4, person->password);
    insert_text(row, 5, person->subject);
    insert_int(row, 6, person->is_disabled);
    insert_int(row, 7, person->must_change);
    insert_text(row, 8, person->name);
    insert_text(row, 9, person->made_at);
}

struct ward_rows {
    int64_t person;
    const char *const *ward_ids;
};

static void bind_ward(struct insert *row, const void *items, size_t i)
{
    const struct ward_rows *wards = items;
    insert_int(row, 1, wards->person);
    insert_text(row, 2, wards->ward_ids[i]);
}

static enum status remove_of(struct store *store, const char *table,
                             const char *column, int64_t person,
                             struct error *err)
{
    char *sql = sqlite3_mprintf("DELETE FROM %s WHERE %s = %lld", table, column,
                                (long long)person);
    enum status status = store_run(store, sql, err);
    sqlite3_free(sql);
    return status;
}

static enum status write_wards(struct store *store, int64_t number,
                               const struct person *person, struct error *err)
{
    struct ward_rows rows = {number, person->ward_ids};
    enum status status = remove_of(store, "person_ward", "person", number, err);
    if (status == STATUS_OK)
        status = insert_rows(store,
                             "INSERT OR IGNORE INTO person_ward"
                             " (person, ward_id) VALUES (?, ?)",
                             bind_ward, &rows, person->n_wards, err);
    return status;
}

enum status store_add_person(struct store *private_store,
                             const struct person *person, int64_t *number,
                             struct error *err)
{
    enum status status =
        check_free(private_store, "name", person->name, 0, err);
    if (status == STATUS_OK)
        status = check_free(private_store, "subject", person->subject, 0, err);
    if (status == STATUS_OK)
        status = insert_rows(private_store,
                             "INSERT INTO person (full_name, role,"
                             " has_all_wards, password, subject, is_disabled,"
                             " must_change, name, made_at)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             bind_person, person, 1, err);
    if (status != STATUS_OK)
        return status;
    *number = sqlite3_last_insert_rowid(private_store->db);
    return write_wards(private_store, *number, person, err);
}

enum status store_update_person(struct store *private_store,
                                const struct person *person, struct error *err)
{
    enum status status = check_free(private_store, "subject", person->subject,
                                    person->number, err);
    if (status == STATUS_OK)
        status = insert_rows(private_store,
                             "UPDATE person SET full_name = ?, role = ?,"
                             " has_all_wards = ?, password = ?, subject = ?,"
                             " is_disabled = ?, must_change = ?"
                             " WHERE name = ? AND ? IS NOT NULL",
                             bind_person, person, 1, err);
    if (status == STATUS_OK)
        status = write_wards(private_store, person->number, person, err);
    return status;
}

enum status store_remove_person(struct store *private_store, int64_t number,
                                struct error *err)
{
    enum status status =
        remove_of(private_store, "session", "person", number, err);
    if (status == STATUS_OK)
        status = remove_of(private_store, "person_ward", "person", number, err);
    if (status == STATUS_OK)
        status = remove_of(private_store, "person", "number", number, err);
    return status;
}
