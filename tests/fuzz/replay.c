// Runs a fuzzer without libFuzzer, so that every build does: over the corpus,
// and over a few thousand changes to it, drawn from a fixed seed. A changed
// input is written to a file before it is tried and named when the program
// dies in it.
//
//     fuzz_url tests/fuzz/corpus/url [ROUNDS]      the corpus and its changes
//     fuzz_url FILE                                one input, to look closer

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/list.h"
#include "base/random.h"

#define USUAL_ROUNDS 3000
#define MOST_BYTES 65536u

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

struct input {
    const char *name;
    uint8_t *bytes;
    size_t n_bytes;
};
LIST_DECLARE(input);

static uint8_t *read_whole(struct arena *arena, const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    uint8_t *bytes = arena_array(arena, uint8_t, MOST_BYTES);
    if (in == NULL) {
        perror(path);
        exit(1);
    }
    *n = fread(bytes, 1, MOST_BYTES, in);
    fclose(in);
    return bytes;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct input *)a)->name,
                  ((const struct input *)b)->name);
}

// The files of the folder, by name, so that the changes are the same anywhere.
static struct input_list read_corpus(struct arena *arena, const char *folder)
{
    struct input_list inputs = {0};
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        perror(folder);
        exit(1);
    }
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        struct input *input = input_list_add(&inputs, arena);
        input->name = arena_format(arena, "%s/%s", folder, entry->d_name);
        input->bytes = read_whole(arena, input->name, &input->n_bytes);
    }
    closedir(dir);
    if (inputs.count > 0)
        qsort(inputs.items, inputs.count, sizeof *inputs.items, compare_names);
    return inputs;
}

static size_t insert_some(struct random *random, uint8_t *bytes, size_t n,
                          size_t at)
{
    size_t room = MOST_BYTES - n;
    size_t count = 1 + random_below(random, 8);
    count = count < room ? count : room;
    memmove(bytes + at + count, bytes + at, n - at);
    for (size_t i = 0; i < count; i++)
        bytes[at + i] = (uint8_t)random_below(random, 256);
    return n + count;
}

static size_t remove_some(struct random *random, uint8_t *bytes, size_t n,
                          size_t at)
{
    size_t count = 1 + random_below(random, 16);
    count = count < n - at ? count : n - at;
    memmove(bytes + at, bytes + at + count, n - at - count);
    return n - count;
}

// One small change; the kinds are those that break parsers: a bit, a byte at
// its limits, something too much or missing, an early end, another's middle.
static size_t change(struct random *random, uint8_t *bytes, size_t n,
                     const struct input *other)
{
    static const uint8_t LIMITS[] = {0, 1, 0x7F, 0x80, 0xFF, '"', '\n', '/'};
    size_t at = n == 0 ? 0 : random_below(random, (uint32_t)n);
    switch (random_below(random, 6)) {
    case 0:
        if (n > 0)
            bytes[at] ^= (uint8_t)(1u << random_below(random, 8));
        return n;
    case 1:
        if (n > 0)
            bytes[at] = LIMITS[random_below(random, sizeof LIMITS)];
        return n;
    case 2:
        return insert_some(random, bytes, n, at);
    case 3:
        return n > 0 ? remove_some(random, bytes, n, at) : n;
    case 4:
        return at;
    default:
        if (other->n_bytes > at && n > 0) {
            size_t count =
                other->n_bytes - at < n - at ? other->n_bytes - at : n - at;
            memcpy(bytes + at, other->bytes + at, count);
        }
        return n;
    }
}

// The input being tried, on disk in case the program dies in it.
static void keep(int file, const uint8_t *bytes, size_t n)
{
    if (pwrite(file, bytes, n, 0) != (ssize_t)n ||
        ftruncate(file, (off_t)n) != 0)
        perror("the input cannot be kept");
}

static void try_changes(const struct input_list *inputs, uint32_t n_rounds,
                        int file)
{
    struct random random = random_from(20250701);
    uint8_t *bytes = malloc(MOST_BYTES);
    for (uint32_t round = 0; round < n_rounds && inputs->count > 0; round++) {
        const struct input *input =
            &inputs->items[random_below(&random, (uint32_t)inputs->count)];
        const struct input *other =
            &inputs->items[random_below(&random, (uint32_t)inputs->count)];
        uint32_t n_changes = 1 + random_below(&random, 5);
        size_t n = input->n_bytes;
        memcpy(bytes, input->bytes, n);
        for (uint32_t i = 0; i < n_changes; i++)
            n = change(&random, bytes, n, other);
        keep(file, bytes, n);
        // An exact copy, so that a read past its end is seen.
        uint8_t *exact = malloc(n > 0 ? n : 1);
        memcpy(exact, bytes, n);
        LLVMFuzzerTestOneInput(exact, n);
        free(exact);
    }
    free(bytes);
}

static int replay_folder(const char *folder, uint32_t n_rounds)
{
    struct arena *arena = arena_new();
    struct input_list inputs = read_corpus(arena, folder);
    char kept[] = "fuzz-input-XXXXXX";
    int file = mkstemp(kept);
    if (inputs.count == 0 || file < 0) {
        fprintf(stderr,
                inputs.count == 0 ? "%s: no inputs\n"
                                  : "cannot keep inputs beside %s\n",
                folder);
        return 1;
    }
    printf("an input that ends the program is left in %s\n", kept);
    fflush(stdout);
    for (size_t i = 0; i < inputs.count; i++) {
        keep(file, inputs.items[i].bytes, inputs.items[i].n_bytes);
        LLVMFuzzerTestOneInput(inputs.items[i].bytes, inputs.items[i].n_bytes);
    }
    try_changes(&inputs, n_rounds, file);
    close(file);
    unlink(kept);
    printf("%zu inputs and %u changes of them\n", inputs.count, n_rounds);
    arena_free(arena);
    return 0;
}

int main(int argc, char **argv)
{
    struct stat found;
    if (argc < 2 || stat(argv[1], &found) != 0) {
        fprintf(stderr, "usage: %s FOLDER [ROUNDS] | FILE\n", argv[0]);
        return 2;
    }
    if (S_ISDIR(found.st_mode))
        return replay_folder(argv[1],
                             argc > 2 ? (uint32_t)atoi(argv[2]) : USUAL_ROUNDS);
    struct arena *arena = arena_new();
    size_t n;
    uint8_t *bytes = read_whole(arena, argv[1], &n);
    LLVMFuzzerTestOneInput(bytes, n);
    arena_free(arena);
    return 0;
}
