// SQLite's online backup copies the pages of a file that others read. Both
// files are held by a transaction that writes nothing, so that neither changes
// between the copy of the one and of the other; then each copy is checked and
// both take their names. Should the machine stop between the two renames, the
// private file is there without its city, never the other way round, and the
// files that were there before still have their other names.

#include "store/store_backup.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "store/connection.h"
#include "store/derived_file.h"

#define LONGEST_PATH 4096
#define CITY_ENDING ".sqlite"
#define PRIVATE_ENDING ".private.sqlite"
#define OLD_CITY_ENDING ".before-restore.sqlite"
#define OLD_PRIVATE_ENDING ".before-restore.private.sqlite"
#define NEW_ENDING ".new"

// A file and where it goes.
struct copying {
    char from[LONGEST_PATH];
    char to[LONGEST_PATH];
    char unfinished[LONGEST_PATH + sizeof NEW_ENDING];
    char old[LONGEST_PATH];
    int64_t mark;
    const char *family;
    mode_t mode;
    struct store *holder; // in a transaction that keeps writers out
    struct store *source; // read from (the holder itself may not be)
};

static enum status check_file(struct store *store, int64_t mark,
                              const char *family, struct error *err)
{
    int64_t found = 0;
    int64_t version = 0;
    enum status status =
        connection_number(store, "PRAGMA application_id", 0, &found, err);
    if (status == STATUS_OK)
        status =
            connection_number(store, "PRAGMA user_version", 0, &version, err);
    if (status != STATUS_OK)
        return status;
    if (found != mark)
        return error_set(err, STATUS_BAD_INPUT, "%s is no %s file",
                         store_path(store), family);
    if (version > schema_newest(SCHEMA_TEXTS, family))
        return error_set(err, STATUS_BAD_INPUT,
                         "%s was made by a newer version of the program",
                         store_path(store));
    return STATUS_OK;
}

static enum status open_source(struct copying *copying, struct error *err)
{
    enum status status = connection_open(copying->from, SQLITE_OPEN_READWRITE,
                                         &copying->holder, err);
    if (status == STATUS_OK)
        status =
            check_file(copying->holder, copying->mark, copying->family, err);
    if (status == STATUS_OK)
        status = store_run(copying->holder, "BEGIN IMMEDIATE", err);
    if (status == STATUS_OK)
        status = connection_open(copying->from, SQLITE_OPEN_READONLY,
                                 &copying->source, err);
    return status;
}

static void take_verdict(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    const unsigned char *said = sqlite3_column_text(row, 0);
    if (said == NULL || strcmp((const char *)said, "ok") != 0)
        *(bool *)into = true;
}

static enum status check_copy(struct store *copy, const struct copying *copying,
                              struct error *err)
{
    bool is_damaged = false;
    enum status status = store_each(copy, "PRAGMA integrity_check(1)",
                                    take_verdict, NULL, &is_damaged, err);
    if (status == STATUS_OK && is_damaged)
        status =
            error_set(err, STATUS_BAD_INPUT, "%s is damaged", copying->from);
    return status;
}

static enum status make_empty(const struct copying *copying, struct error *err)
{
    unlink(copying->unfinished);
    int file = open(copying->unfinished,
                    O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, copying->mode);
    if (file < 0)
        return error_set(err, STATUS_IO, "cannot write %s: %s",
                         copying->unfinished, strerror(errno));
    close(file);
    return STATUS_OK;
}

static enum status copy_pages(const struct copying *copying, struct store *copy,
                              struct error *err)
{
    sqlite3_backup *backup =
        sqlite3_backup_init(copy->db, "main", copying->source->db, "main");
    int step = backup == NULL ? SQLITE_ERROR : sqlite3_backup_step(backup, -1);
    int finished =
        backup == NULL ? SQLITE_ERROR : sqlite3_backup_finish(backup);
    if (step == SQLITE_DONE && finished == SQLITE_OK)
        return STATUS_OK;
    return error_set(err, STATUS_IO, "cannot copy %s: %s", copying->from,
                     sqlite3_errmsg(copy->db));
}

static enum status checksum_file(const char *path, char hex[33],
                                 struct error *err)
{
    struct derived_file file;
    unsigned char hash[16];
    enum status status = derived_file_map(path, 1, &file, err);
    if (status != STATUS_OK)
        return status;
    crypto_generichash(hash, sizeof hash, file.bytes, file.size, NULL, 0);
    sodium_bin2hex(hex, 33, hash, sizeof hash);
    derived_file_unmap(&file);
    return STATUS_OK;
}

static enum status copy_file(const struct copying *copying, char hex[33],
                             struct error *err)
{
    struct store *copy = NULL;
    enum status status = make_empty(copying, err);
    if (status == STATUS_OK)
        status = connection_open(copying->unfinished, SQLITE_OPEN_READWRITE,
                                 &copy, err);
    if (status == STATUS_OK)
        status = copy_pages(copying, copy, err);
    if (status == STATUS_OK)
        status = check_copy(copy, copying, err);
    store_close(copy);
    return status == STATUS_OK ? checksum_file(copying->unfinished, hex, err)
                               : status;
}

// What is at the place now takes another name, or is in the way.
static enum status clear_place(const struct copying *copying, bool keeps_old,
                               struct error *err)
{
    if (access(copying->to, F_OK) != 0)
        return STATUS_OK;
    if (!keeps_old)
        return error_set(err, STATUS_STATE, "%s is there already", copying->to);
    if (rename(copying->to, copying->old) != 0)
        return error_set(err, STATUS_IO, "cannot rename %s: %s", copying->to,
                         strerror(errno));
    return STATUS_OK;
}

static enum status put_in_place(const struct copying *copying,
                                struct error *err)
{
    if (rename(copying->unfinished, copying->to) == 0)
        return STATUS_OK;
    return error_set(err, STATUS_IO, "cannot make %s: %s", copying->to,
                     strerror(errno));
}

static void name_files(const char *from, const char *to,
                       struct copying copying[2])
{
    copying[0] = (struct copying){
        .mark = CITY_FILE_MARK, .family = "city", .mode = 0644};
    copying[1] = (struct copying){
        .mark = PRIVATE_FILE_MARK, .family = "private", .mode = 0600};
    snprintf(copying[0].from, LONGEST_PATH, "%s", from);
    snprintf(copying[0].to, LONGEST_PATH, "%s", to);
    derived_file_path(to, OLD_CITY_ENDING, copying[0].old, LONGEST_PATH);
    derived_file_path(from, PRIVATE_ENDING, copying[1].from, LONGEST_PATH);
    derived_file_path(to, PRIVATE_ENDING, copying[1].to, LONGEST_PATH);
    derived_file_path(to, OLD_PRIVATE_ENDING, copying[1].old, LONGEST_PATH);
    for (int i = 0; i < 2; i++)
        snprintf(copying[i].unfinished, sizeof copying[i].unfinished,
                 "%s" NEW_ENDING, copying[i].to);
}

static enum status copy_all(struct copying copying[2], int n,
                            struct backup_report *report, struct error *err)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < n && status == STATUS_OK; i++)
        status = open_source(&copying[i], err);
    if (status == STATUS_OK)
        status = copy_file(&copying[0], report->city_checksum, err);
    if (status == STATUS_OK && n == 2)
        status = copy_file(&copying[1], report->private_checksum, err);
    for (int i = 0; i < n; i++) {
        store_close(copying[i].source);
        store_close(copying[i].holder);
    }
    return status;
}

static enum status place_all(const struct copying copying[2], int n,
                             bool keeps_old, struct error *err)
{
    enum status status = STATUS_OK;
    for (int i = 1; i >= 0 && status == STATUS_OK; i--)
        status = clear_place(&copying[i], keeps_old, err);
    for (int i = n - 1; i >= 0 && status == STATUS_OK; i--)
        status = put_in_place(&copying[i], err);
    return status;
}

static enum status check_free(const struct copying copying[2], bool keeps_old,
                              struct error *err)
{
    if (strcmp(copying[0].from, copying[0].to) == 0)
        return error_set(err, STATUS_BAD_INPUT, "%s cannot be copied to itself",
                         copying[0].from);
    if (access(copying[0].from, F_OK) != 0)
        return error_set(err, STATUS_NOT_FOUND, "there is no file %s",
                         copying[0].from);
    for (int i = 0; i < 2; i++)
        if (!keeps_old && access(copying[i].to, F_OK) == 0)
            return error_set(err, STATUS_STATE, "%s is there already",
                             copying[i].to);
    return STATUS_OK;
}

enum status store_copy_city(const char *from, const char *to, bool keeps_old,
                            struct backup_report *report, struct error *err)
{
    struct copying copying[2];
    if (strlen(from) + sizeof OLD_PRIVATE_ENDING > LONGEST_PATH ||
        strlen(to) + sizeof OLD_PRIVATE_ENDING > LONGEST_PATH)
        return error_set(err, STATUS_BAD_INPUT, "the path is too long");
    name_files(from, to, copying);
    *report = (struct backup_report){.has_private =
                                         access(copying[1].from, F_OK) == 0};
    int n = report->has_private ? 2 : 1;
    enum status status = check_free(copying, keeps_old, err);
    if (status == STATUS_OK)
        status = copy_all(copying, n, report, err);
    if (status == STATUS_OK)
        status = place_all(copying, n, keeps_old, err);
    for (int i = 0; i < n; i++)
        unlink(copying[i].unfinished);
    return status;
}
