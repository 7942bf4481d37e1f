// Landlock (Linux 5.13): a process gives up rights to files, and what it starts
// inherits that. Everything the kernel in use can take away is taken away; then
// rights to read are given back for three things that are no secret:
//
//     PROJ's folder       coordinate systems, opened anew by every thread
//     /etc/hosts, …       --listen may be a name
//     /sys/…/cpu/online   how many threads
//
// The pages are in memory by then. The city's own folder is not among them: the
// private file lies there. What is needed of it comes from the keeper, which
// was forked before (geodata/store/file_keeper.c says why that is safe).
//
// The constants and the structure are those of the kernel's interface, of which
// C libraries bring an older or newer part; the kernel says how much it knows.

#include "server/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "crs/crs.h"
#include "store/file_keeper.h"
#include "store/store.h"

#define RIGHTS_OF_FILES                                                        \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |              \
     LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |              \
     LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |          \
     LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |              \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |              \
     LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |            \
     LANDLOCK_ACCESS_FS_MAKE_SYM)
#define RIGHT_TO_LINK (UINT64_C(1) << 13)        // since the 2nd interface
#define RIGHT_TO_TRUNCATE (UINT64_C(1) << 14)    // 3rd
#define RIGHT_TO_DEVICES (UINT64_C(1) << 15)     // 5th
#define RIGHT_TO_CONNECT (UINT64_C(1) << 1)      // 4th, of TCP
#define SCOPE_OF_SOCKETS_AND_SIGNALS UINT64_C(3) // 6th

struct rules {
    uint64_t files;
    uint64_t network;
    uint64_t scoped;
};

static const char *const READABLE[] = {
    "/etc/hosts",    "/etc/resolv.conf", "/etc/nsswitch.conf",
    "/etc/gai.conf", "/etc/host.conf",   "/sys/devices/system/cpu/online",
};

#define N_OF(array) (sizeof(array) / sizeof *(array))

static struct rules rules_of(long interface)
{
    struct rules rules = {.files = RIGHTS_OF_FILES};
    if (interface >= 2)
        rules.files |= RIGHT_TO_LINK;
    if (interface >= 3)
        rules.files |= RIGHT_TO_TRUNCATE;
    if (interface >= 4)
        rules.network = RIGHT_TO_CONNECT;
    if (interface >= 5)
        rules.files |= RIGHT_TO_DEVICES;
    if (interface >= 6)
        rules.scoped = SCOPE_OF_SOCKETS_AND_SIGNALS;
    return rules;
}

// How much of the structure that interface knows.
static size_t size_of_rules(long interface)
{
    return interface >= 6   ? sizeof(struct rules)
           : interface >= 4 ? 2 * sizeof(uint64_t)
                            : sizeof(uint64_t);
}

// What is not there needs no right.
static void let_read(int ruleset, const char *path)
{
    int at = open(path, O_PATH | O_CLOEXEC);
    struct stat facts;
    if (at < 0)
        return;
    struct landlock_path_beneath_attr right = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE, .parent_fd = at};
    if (fstat(at, &facts) == 0 && S_ISDIR(facts.st_mode))
        right.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &right,
            0);
    close(at);
}

static enum status restrict_files(long interface, struct error *err)
{
    char proj[PATH_MAX];
    struct rules rules = rules_of(interface);
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules,
                               size_of_rules(interface), 0);
    if (ruleset < 0)
        return error_set(err, STATUS_IO, "cannot make rules for Landlock: %s",
                         strerror(errno));
    for (size_t i = 0; i < N_OF(READABLE); i++)
        let_read(ruleset, READABLE[i]);
    if (crs_data_folder(proj, sizeof proj))
        let_read(ruleset, proj);
#ifdef __SANITIZE_ADDRESS__
    let_read(ruleset, "/proc/self"); // the leak checker looks at its threads
#endif
    long done = syscall(SYS_landlock_restrict_self, ruleset, 0);
    int why = errno;
    close(ruleset);
    if (done != 0)
        return error_set(err, STATUS_IO, "cannot be confined by Landlock: %s",
                         strerror(why));
    return STATUS_OK;
}

static enum status check_closed(const char *path, struct error *err)
{
    int opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (opened < 0)
        return STATUS_OK;
    close(opened);
    return error_set(err, STATUS_STATE,
                     "%s can be opened by the public server, though it is "
                     "confined",
                     path);
}

// Neither the folder nor the private file; the keeper refuses that too.
static enum status check_itself(const char *city_path, struct error *err)
{
    char path[PATH_MAX + 32];
    store_private_path(city_path, path, sizeof path);
    enum status status = check_closed(path, err);
    int kept = status == STATUS_OK ? file_keeper_open(path) : -1;
    if (kept >= 0) {
        close(kept);
        status = error_set(err, STATUS_STATE, "the keeper opens %s", path);
    }
    char *slash = strrchr(path, '/');
    snprintf(slash == NULL ? path : slash + 1, 2, ".");
    return status == STATUS_OK ? check_closed(path, err) : status;
}

enum status confine_process(const char *city_path, bool *is_confined,
                            struct error *err)
{
    long interface = syscall(SYS_landlock_create_ruleset, NULL, 0,
                             LANDLOCK_CREATE_RULESET_VERSION);
    *is_confined = interface >= 1;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return error_set(err, STATUS_IO, "cannot give up new rights: %s",
                         strerror(errno));
    if (!*is_confined) {
        fputs("hocgan: this kernel has no Landlock: the public server is not "
              "confined\n",
              stderr);
        return STATUS_OK;
    }
    enum status status = file_keeper_start(city_path, err);
    if (status == STATUS_OK)
        status = restrict_files(interface, err);
    return status == STATUS_OK ? check_itself(city_path, err) : status;
}
