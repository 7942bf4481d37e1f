#include "store/derived_file.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/file_keeper.h"

void derived_file_path(const char *city_path, const char *ending, char *path,
                       size_t size)
{
    size_t length = strlen(city_path);
    const char *city_ending = ".sqlite";
    if (length > strlen(city_ending) &&
        strcmp(city_path + length - strlen(city_ending), city_ending) == 0)
        length -= strlen(city_ending);
    snprintf(path, size, "%.*s%s", (int)length, city_path, ending);
}

bool derived_file_is_writable(const char *city_path)
{
    const char *slash = strrchr(city_path, '/');
    char folder[4200];
    if (slash == NULL)
        return access(".", W_OK) == 0;
    snprintf(folder, sizeof folder, "%.*s/", (int)(slash - city_path),
             city_path);
    return access(folder, W_OK) == 0;
}

static bool write_whole(int descriptor, const void *bytes, size_t size)
{
    FILE *out = fdopen(descriptor, "wb");
    if (out == NULL) {
        close(descriptor);
        return false;
    }
    bool ok = fchmod(descriptor, 0644) == 0 &&
              fwrite(bytes, 1, size, out) == size && fflush(out) == 0 &&
              fsync(descriptor) == 0;
    return fclose(out) == 0 && ok;
}

enum status derived_file_write(const char *path, const void *bytes, size_t size,
                               struct error *err)
{
    char temporary[4200];
    if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >=
        (int)sizeof temporary)
        return error_set(err, STATUS_IO, "%s: the name is too long", path);
    int descriptor = mkstemp(temporary);
    if (descriptor < 0)
        return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                         strerror(errno));
    if (!write_whole(descriptor, bytes, size) || rename(temporary, path) != 0) {
        int why = errno;
        unlink(temporary);
        return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                         strerror(why));
    }
    return STATUS_OK;
}

enum status derived_file_map(const char *path, size_t least_size,
                             struct derived_file *file, struct error *err)
{
    struct stat facts;
    void *mapped = NULL;
    int descriptor = file_keeper_open(path);
    if (descriptor < 0)
        return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                         "cannot open %s: %s", path, strerror(errno));
    bool is_whole = fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode) &&
                    facts.st_size > 0 && facts.st_size >= (off_t)least_size;
    if (is_whole)
        mapped = mmap(NULL, (size_t)facts.st_size, PROT_READ,
                      MAP_SHARED | MAP_POPULATE, // all of it is read at once
                      descriptor, 0);
    close(descriptor);
    if (!is_whole)
        return error_set(err, STATUS_STATE, "%s is torn", path);
    if (mapped == MAP_FAILED)
        return error_set(err, STATUS_IO, "cannot map %s: %s", path,
                         strerror(errno));
    *file = (struct derived_file){mapped, (size_t)facts.st_size};
    return STATUS_OK;
}

void derived_file_unmap(struct derived_file *file)
{
    if (file->bytes != NULL)
        munmap((void *)(uintptr_t)file->bytes, file->size);
    *file = (struct derived_file){NULL, 0};
}
