// Landlock gives rights to what lies beneath a path as it was when the right
// was given: a right to the city file alone ends when another is renamed over
// it, and a right to its folder is one to the private file as well. So the
// process that answers strangers gets neither. It sends the path it wants, and
// one end of a socket made for the answer, to the keeper: a process forked
// before the other was confined, which does nothing else.
//
//     public process                       keeper
//     open(path) -> EACCES
//     sendmsg(path, reply socket)  ---->   is it one of the city's files?
//     recvmsg  <-----------------------    open for reading, send descriptor
//
// Why that is safe. The keeper compares the path with those it makes itself, so
// there is nothing to parse; it opens for reading only; and what it has opened
// must not be the private file by another name (a link), by device and inode.
// It holds the private file at no time. Landlock keeps the confined process
// from tracing, and so from writing to, one that is not confined.
//
// The socket has a number of its own, known to all (no state is kept for it): a
// process without a keeper has nothing open there and is refused.

#include "store/file_keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/connection.h"
#include "store/derived_file.h"

#define KEEPER_DESCRIPTOR 100
#define PATH_SIZE (PATH_MAX + 32)

// Beside NAME.sqlite: what SQLite appends, and what replaces ".sqlite".
static const char *const APPENDED[] = {"", "-journal", "-wal", "-shm"};
static const char *const DERIVED[] = {".network", ".tiles", ".names"};

#define N_OF(array) (sizeof(array) / sizeof *(array))

// A text and, when `descriptor` is not -1, an open file.
static bool send_with(int socket, const char *text, size_t n, int descriptor)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct iovec part = {(void *)(uintptr_t)text, n};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor >= 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(head), &descriptor, sizeof descriptor);
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL) == (ssize_t)n;
}

// The number of bytes, 0 at the end; `*descriptor` is -1 when none came.
static ssize_t receive_with(int socket, char *text, size_t size,
                            int *descriptor)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {text, size};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t n;
    *descriptor = -1;
    do
        n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    struct cmsghdr *head = n < 0 ? NULL : CMSG_FIRSTHDR(&message);
    if (head != NULL && head->cmsg_type == SCM_RIGHTS &&
        head->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(descriptor, CMSG_DATA(head), sizeof *descriptor);
    return n;
}

static bool is_beside(const char *city_path, const char *path)
{
    char known[PATH_SIZE];
    for (size_t i = 0; i < N_OF(APPENDED); i++) {
        snprintf(known, sizeof known, "%s%s", city_path, APPENDED[i]);
        if (strcmp(known, path) == 0)
            return true;
    }
    for (size_t i = 0; i < N_OF(DERIVED); i++) {
        derived_file_path(city_path, DERIVED[i], known, sizeof known);
        if (strcmp(known, path) == 0)
            return true;
    }
    return false;
}

// The city may be named by a link, which SQLite follows before it opens.
static bool is_kept(const char *city_path, const char *path)
{
    char real[PATH_MAX];
    return is_beside(city_path, path) ||
           (realpath(city_path, real) != NULL && is_beside(real, path));
}

static bool is_private(const char *city_path, int descriptor)
{
    char path[PATH_SIZE];
    struct stat opened, private;
    store_private_path(city_path, path, sizeof path);
    return fstat(descriptor, &opened) != 0 ||
           (stat(path, &private) == 0 && opened.st_dev == private.st_dev &&
            opened.st_ino == private.st_ino);
}

static int open_kept(const char *city_path, const char *path)
{
    if (!is_kept(city_path, path)) {
        errno = EACCES;
        return -1;
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor >= 0 && is_private(city_path, descriptor)) {
        close(descriptor);
        errno = EACCES;
        return -1;
    }
    return descriptor;
}

// Answers with the descriptor and a zero, or with the number of the error.
static void answer(const char *city_path, const char *path, int reply)
{
    int descriptor = open_kept(city_path, path);
    int why = descriptor >= 0 ? 0 : errno;
    send_with(reply, (const char *)&why, sizeof why, descriptor);
    if (descriptor >= 0)
        close(descriptor);
}

static _Noreturn void keep(const char *city_path, int socket)
{
    char path[PATH_SIZE];
    int reply;
    ssize_t n;
    prctl(PR_SET_NAME, "hocgan-keeper");
    signal(SIGHUP, SIG_IGN);
    while ((n = receive_with(socket, path, sizeof path - 1, &reply)) > 0) {
        path[n] = '\0';
        if (reply >= 0) {
            answer(city_path, path, reply);
            close(reply);
        }
    }
    _exit(0);
}

static int ask_keeper(const char *path)
{
    int ends[2], descriptor, why = EACCES;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    bool is_sent = send_with(KEEPER_DESCRIPTOR, path, strlen(path), ends[1]);
    close(ends[1]); // so that a keeper that is gone is an end, not a wait
    if (!is_sent || receive_with(ends[0], (char *)&why, sizeof why,
                                 &descriptor) != (ssize_t)sizeof why)
        descriptor = -1;
    close(ends[0]);
    errno = why;
    return descriptor;
}

// What SQLite calls instead of open(2).
static int open_or_ask(const char *path, int flags, int mode)
{
    int descriptor = open(path, flags, mode);
    if (descriptor >= 0 || errno != EACCES || (flags & O_ACCMODE) != O_RDONLY)
        return descriptor;
    return ask_keeper(path);
}

int file_keeper_open(const char *path)
{
    return open_or_ask(path, O_RDONLY | O_CLOEXEC, 0);
}

static enum status take_sqlite_by_hand(struct error *err)
{
    sqlite3_vfs *files = sqlite3_vfs_find(NULL);
    if (files == NULL || files->iVersion < 3 ||
        files->xSetSystemCall(files, "open",
                              (sqlite3_syscall_ptr)open_or_ask) != SQLITE_OK)
        return error_set(err, STATUS_IO,
                         "this SQLite cannot be told how to open files");
    return STATUS_OK;
}

enum status file_keeper_start(const char *city_path, struct error *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return error_set(err, STATUS_IO, "cannot make a socket: %s",
                         strerror(errno));
    pid_t child = fork();
    if (child == 0) {
        if (dup2(ends[1], STDIN_FILENO) < 0 ||
            close_range(STDERR_FILENO + 1, ~0u, 0) != 0)
            _exit(1);
        close(STDOUT_FILENO); // whoever reads from us shall see us end
        keep(city_path, STDIN_FILENO);
    }
    close(ends[1]);
    bool is_ready =
        child > 0 && dup3(ends[0], KEEPER_DESCRIPTOR, O_CLOEXEC) >= 0;
    int why = errno;
    close(ends[0]);
    if (!is_ready)
        return error_set(err, STATUS_IO, "cannot start another process: %s",
                         strerror(why));
    return take_sqlite_by_hand(err);
}
