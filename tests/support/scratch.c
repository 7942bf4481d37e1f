// A folder under TMPDIR made by mkdtemp. Tests make no folders in it, so
// removing it is removing its files.

#include "scratch.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

struct scratch {
    struct arena *arena;
    char *folder;
};

struct scratch *scratch_new(void)
{
    struct arena *arena = arena_new();
    struct scratch *scratch = arena_array(arena, struct scratch, 1);
    const char *temporary = getenv("TMPDIR");
    scratch->arena = arena;
    scratch->folder = arena_format(arena, "%s/hocgan-test-XXXXXX",
                                   temporary == NULL ? "/tmp" : temporary);
    if (mkdtemp(scratch->folder) == NULL) {
        perror(scratch->folder);
        abort();
    }
    return scratch;
}

const char *scratch_path(struct scratch *scratch, const char *name)
{
    return arena_format(scratch->arena, "%s/%s", scratch->folder, name);
}

const char *scratch_file(struct scratch *scratch, const char *name,
                         const char *text)
{
    const char *path = scratch_path(scratch, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        perror(path);
        abort();
    }
    return path;
}

void scratch_free(struct scratch *scratch)
{
    DIR *folder = opendir(scratch->folder);
    for (struct dirent *entry;
         folder != NULL && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            unlink(scratch_path(scratch, entry->d_name));
    if (folder != NULL)
        closedir(folder);
    rmdir(scratch->folder);
    arena_free(scratch->arena);
}
