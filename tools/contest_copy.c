// Signals that would end the process are blocked in all its threads and taken
// by one that waits for them, removes the folder, and ends the process; so no
// handler has to find the folder, and removing may do what it likes. The thread
// that works may be writing into the folder at that moment: removing is tried
// until the folder is gone, after which nothing can be made in it.
//
// The folder is locked (flock) as long as its process lives, however it ends.
// One that can be locked is nobody's any more.
//
// The network is given along by a second name of the same file: where the
// change is to a pin it need not be built, and where it must be, it is written
// as a new file.

#include "contest_copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/text.h"
#include "store/derived_file.h"
#include "store/network_file.h"
#include "store/store_backup.h"

#define FOLDER_ENDING ".trying-"
#define MOST_TRIES 1000

struct contest_copy {
    char folder[PATH_MAX];
    char city[PATH_MAX];
    int lock; // of the folder, open
    bool has_watcher;
    pthread_t watcher;
    sigset_t signals_before;
};

// Removing --------------------------------------------------------------------

// Only files are in it.
static void remove_files(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            (void)unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir != NULL)
        closedir(dir);
}

static void remove_folder(const char *folder)
{
    for (int i = 0; i < MOST_TRIES; i++) {
        remove_files(folder);
        if (rmdir(folder) == 0 || errno != ENOTEMPTY)
            return;
    }
}

// The folder if nobody lives in it.
static void remove_if_left(const char *folder)
{
    int lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (lock < 0)
        return;
    if (flock(lock, LOCK_EX | LOCK_NB) == 0)
        remove_folder(folder);
    close(lock);
}

// `pattern` is a path as mkdtemp wants it; its brothers differ in the last six
// letters.
static void remove_left_ones(const char *pattern)
{
    char folder[PATH_MAX], path[2 * PATH_MAX];
    const char *slash = strrchr(pattern, '/');
    const char *name = slash == NULL ? pattern : slash + 1;
    size_t n = strlen(name);
    snprintf(folder, sizeof folder, "%.*s", (int)(name - pattern), pattern);
    DIR *dir = opendir(folder[0] == '\0' ? "." : folder);
    struct dirent *entry;
    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (strlen(entry->d_name) == n &&
            strncmp(entry->d_name, name, n - 6) == 0) {
            snprintf(path, sizeof path, "%s%s", folder, entry->d_name);
            remove_if_left(path);
        }
    if (dir != NULL)
        closedir(dir);
}

// Signals ---------------------------------------------------------------------

static sigset_t ending_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

static void *watch(void *context)
{
    struct contest_copy *copy = context;
    sigset_t set = ending_signals();
    int which;
    if (sigwait(&set, &which) != 0)
        return NULL;
    remove_folder(copy->folder);
    _exit(128 + which);
}

static void end_watching(struct contest_copy *copy)
{
    if (copy->has_watcher) {
        pthread_cancel(copy->watcher);
        pthread_join(copy->watcher, NULL);
    }
    pthread_sigmask(SIG_SETMASK, &copy->signals_before, NULL);
}

// The copy --------------------------------------------------------------------

static enum status make_folder(struct contest_copy *copy, const char *city,
                               struct error *err)
{
    derived_file_path(city, FOLDER_ENDING "XXXXXX", copy->folder,
                      sizeof copy->folder);
    remove_left_ones(copy->folder);
    if (mkdtemp(copy->folder) == NULL) {
        copy->folder[0] = '\0';
        return error_set(err, STATUS_IO,
                         "cannot make a folder beside %s to try things out: %s",
                         city, strerror(errno));
    }
    copy->lock = open(copy->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (copy->lock < 0 || flock(copy->lock, LOCK_EX | LOCK_NB) != 0)
        return error_set(err, STATUS_IO, "cannot lock %s: %s", copy->folder,
                         strerror(errno));
    return STATUS_OK;
}

static enum status start_watcher(struct contest_copy *copy, struct error *err)
{
    copy->has_watcher = pthread_create(&copy->watcher, NULL, watch, copy) == 0;
    return copy->has_watcher
               ? STATUS_OK
               : error_set(err, STATUS_IO,
                           "cannot start the thread that clears up");
}

static enum status copy_files(struct contest_copy *copy, const char *city,
                              struct error *err)
{
    char from[PATH_MAX + 32], to[PATH_MAX + 32];
    struct backup_report report;
    if (strlen(copy->folder) + sizeof "/city.sqlite" > sizeof copy->city)
        return error_set(err, STATUS_IO, "%s: the path is too long", city);
    snprintf(copy->city, sizeof copy->city, "%.*s/city.sqlite",
             (int)(sizeof copy->city - sizeof "/city.sqlite"), copy->folder);
    network_file_path(city, from, sizeof from);
    network_file_path(copy->city, to, sizeof to);
    (void)link(from, to); // without it, it is built
    return store_copy_city(city, copy->city, false, &report, err);
}

enum status contest_copy_make(const char *city, struct contest_copy **made,
                              struct error *err)
{
    struct contest_copy *copy = calloc(1, sizeof *copy);
    sigset_t set = ending_signals();
    if (copy == NULL)
        return error_set(err, STATUS_IO, "out of memory for a copy of %s",
                         city);
    copy->lock = -1;
    pthread_sigmask(SIG_BLOCK, &set, &copy->signals_before);
    enum status status = make_folder(copy, city, err);
    if (status == STATUS_OK)
        status = start_watcher(copy, err);
    if (status == STATUS_OK)
        status = copy_files(copy, city, err);
    if (status == STATUS_OK)
        *made = copy;
    else
        contest_copy_remove(copy);
    return status;
}

void contest_copy_remove(struct contest_copy *copy)
{
    if (copy == NULL)
        return;
    if (copy->folder[0] != '\0')
        remove_folder(copy->folder);
    end_watching(copy);
    if (copy->lock >= 0)
        close(copy->lock);
    free(copy);
}

const char *contest_copy_path(const struct contest_copy *copy)
{
    return copy->city;
}
