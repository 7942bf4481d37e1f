// SPOOL/ID/ has the file, called "upload" and the end of its format, and
// "about": who sent it, when, and the client's name for it, a line each. An id
// is looked at letter by letter before it becomes part of a path.

#include "job/upload.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "store/random_id.h"

static const char *const ENDS[] = {".csv", ".geojson", ".json", ".osm.pbf",
                                   ".osm", ".pbf",     ".yaml"};
#define N_ENDS (sizeof ENDS / sizeof *ENDS)

static const char *find_end(const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < N_ENDS; i++) {
        size_t n_end = strlen(ENDS[i]);
        if (n > n_end && strcasecmp(name + n - n_end, ENDS[i]) == 0)
            return ENDS[i];
    }
    return NULL;
}

static enum status check_name(const char *name, const char **end,
                              struct error *err)
{
    if (strlen(name) > UPLOAD_LONGEST_NAME || strpbrk(name, "\r\n") != NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "name must be one line of at most %d bytes",
                         UPLOAD_LONGEST_NAME);
    *end = find_end(name);
    if (*end == NULL)
        return error_set(
            err, STATUS_BAD_INPUT,
            "name \"%.80s\" does not end as a file that can be "
            "imported: .csv, .geojson, .json, .osm, .osm.pbf or .yaml",
            name);
    return STATUS_OK;
}

static bool is_id(const char *text)
{
    return strlen(text) == RANDOM_ID_SIZE - 1 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "0123456789-_") == RANDOM_ID_SIZE - 1;
}

static enum status write_about(const char *folder, const struct upload *upload,
                               struct arena *arena, struct error *err)
{
    const char *path = arena_format(arena, "%s/about", folder);
    FILE *about = fopen(path, "wx");
    if (about == NULL)
        return error_set(err, STATUS_IO, "the upload cannot be kept: %s",
                         strerror(errno));
    fprintf(about, "%" PRId64 "\n%" PRId64 "\n%s\n%s\n", upload->person,
            upload->made_s, find_end(upload->path), upload->name);
    if (fclose(about) != 0)
        return error_set(err, STATUS_IO, "the upload cannot be kept: %s",
                         strerror(errno));
    return STATUS_OK;
}

// The next line of `about`, without its end; NULL if there is none.
static const char *read_line(FILE *about, struct arena *arena)
{
    char line[UPLOAD_LONGEST_NAME + 2];
    if (fgets(line, sizeof line, about) == NULL)
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    return arena_text(arena, line);
}

static bool read_about(FILE *about, const char *folder, struct arena *arena,
                       struct upload *upload)
{
    const char *person = read_line(about, arena);
    const char *made = read_line(about, arena);
    const char *end = read_line(about, arena);
    upload->name = read_line(about, arena);
    struct stat found;
    if (upload->name == NULL || find_end(upload->name) == NULL ||
        !text_parse_int64(person, &upload->person) ||
        !text_parse_int64(made, &upload->made_s))
        return false;
    upload->path = arena_format(arena, "%s/upload%s", folder, end);
    if (stat(upload->path, &found) != 0)
        return false;
    upload->n_bytes = found.st_size;
    return true;
}

static enum status refuse_unknown(const char *id, struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND, "there is no upload \"%.40s\"", id);
}

enum status upload_find(const char *spool, struct arena *arena, const char *id,
                        struct upload *upload, struct error *err)
{
    *upload = (struct upload){.id = id};
    bool is_read = false;
    if (is_id(id)) {
        const char *folder = arena_format(arena, "%s/%s", spool, id);
        FILE *about = fopen(arena_format(arena, "%s/about", folder), "r");
        is_read = about != NULL && read_about(about, folder, arena, upload);
        if (about != NULL)
            fclose(about);
    }
    if (is_read)
        return STATUS_OK;
    return refuse_unknown(id, err);
}

enum status upload_find_of(const char *spool, struct arena *arena,
                           const char *id, int64_t person,
                           struct upload *upload, struct error *err)
{
    enum status status = upload_find(spool, arena, id, upload, err);
    if (status == STATUS_OK && upload->person != person)
        return refuse_unknown(id, err);
    return status;
}

// A folder of files, which has no folders.
static void remove_folder(int spool, const char *id)
{
    int fd = openat(spool, id, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (folder == NULL)
        return;
    const struct dirent *file;
    while ((file = readdir(folder)) != NULL)
        if (file->d_name[0] != '.')
            unlinkat(fd, file->d_name, 0);
    closedir(folder);
    unlinkat(spool, id, AT_REMOVEDIR);
}

void upload_remove(const char *spool, const char *id)
{
    int folder = open(spool, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    if (is_id(id))
        remove_folder(folder, id);
    close(folder);
}

static size_t count_uploads(const char *spool, struct arena *arena,
                            int64_t person)
{
    DIR *folder = opendir(spool);
    const struct dirent *entry;
    struct upload upload;
    struct error ignored;
    size_t n = 0;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (upload_find_of(spool, arena, entry->d_name, person, &upload,
                           &ignored) == STATUS_OK)
            n++;
    if (folder != NULL)
        closedir(folder);
    return n;
}

enum status upload_keep(const char *spool, struct arena *arena,
                        const char *body, const char *name, int64_t person,
                        int64_t now_s, struct upload *upload, struct error *err)
{
    char id[RANDOM_ID_SIZE];
    const char *end;
    struct stat found;
    enum status status = check_name(name, &end, err);
    if (status == STATUS_OK &&
        count_uploads(spool, arena, person) >= UPLOADS_MOST)
        status = error_set(err, STATUS_STATE,
                           "there are %d uploads already; import or remove "
                           "one first",
                           UPLOADS_MOST);
    if (status != STATUS_OK)
        return status;
    random_id_new(id);
    const char *folder = arena_format(arena, "%s/%s", spool, id);
    *upload =
        (struct upload){.id = arena_text(arena, id),
                        .name = arena_text(arena, name),
                        .path = arena_format(arena, "%s/upload%s", folder, end),
                        .person = person,
                        .made_s = now_s};
    if (mkdir(folder, 0700) != 0 || rename(body, upload->path) != 0 ||
        stat(upload->path, &found) != 0)
        status = error_set(err, STATUS_IO, "the upload cannot be kept: %s",
                           strerror(errno));
    else
        upload->n_bytes = found.st_size;
    if (status == STATUS_OK)
        status = write_about(folder, upload, arena, err);
    if (status != STATUS_OK)
        upload_remove(spool, id);
    return status;
}

// By the time of the folder, so that one without an "about" goes too.
static bool is_over(int spool, const char *id, int64_t now_s)
{
    struct stat found;
    return is_id(id) && fstatat(spool, id, &found, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(found.st_mode) && found.st_mtime + UPLOAD_LIVES_S < now_s;
}

void uploads_sweep(const char *spool, int64_t now_s, upload_removed_fn *removed,
                   void *context)
{
    DIR *folder = opendir(spool);
    if (folder == NULL)
        return;
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL)
        if (is_over(dirfd(folder), entry->d_name, now_s)) {
            remove_folder(dirfd(folder), entry->d_name);
            removed(entry->d_name, context);
        }
    closedir(folder);
}
