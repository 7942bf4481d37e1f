// The file is a header, then the sections of each set (tile_layout.h) at
// multiples of 64 bytes, in one order:
//
//     header   what it is, from what; of each set what it is and how many of
//              everything
//     set      shapes, parts, points, zooms, tags, texts, indexes  (each set)
//
// Where a section lies follows from the counts in the header, so there is no
// table of places to mistrust: the counts must give the file's very size.
// Numbers are in the machine's own order, which the header shows; a file from
// another kind of machine is built anew.
//
// The seal shows at each start that the bytes are those that were written;
// tile_set_check that no number in them leads out of the file.

#include "tile/tile_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/derived_file.h"
#include "store/file_seal.h"
#include "tile/tile_layout.h"

#define MAGIC "HOCGANTL"
#define BYTE_ORDER_MARK 0x01020304u
#define ALIGNMENT 64u

struct set_header {
    char name[24];
    uint64_t description; // tile_set_describe
    uint64_t checksum;
    struct box_m bounds;
    struct tile_counts counts;
    uint32_t attribution;
};

struct header {
    char magic[8];
    uint32_t version;
    uint32_t byte_order;
    uint64_t file_size;
    unsigned char seal[FILE_SEAL_BYTES]; // of all bytes that follow
    char inputs[40];
    uint32_t n_sets;
    uint32_t unused;
    struct set_header sets[TILE_FILE_MOST_SETS];
};

// The bytes of a struct are the file's: there must be no gaps in them.
_Static_assert(sizeof(struct set_header) == 112, "gap in set_header");
_Static_assert(sizeof(struct header) == 88 + 8 * 112, "gap in header");
_Static_assert(sizeof(struct tile_shape) == 12, "gap in tile_shape");
_Static_assert(sizeof(struct tile_part) == 8, "gap in tile_part");
_Static_assert(sizeof(struct tile_tag) == 8, "gap in tile_tag");
_Static_assert(sizeof(struct grid_point) == 8, "gap in grid_point");
_Static_assert(sizeof(struct box_m) == 32, "gap in box_m");

struct tile_file {
    struct derived_file mapped;
    struct tile_set sets[TILE_FILE_MOST_SETS];
};

static size_t aligned(size_t size)
{
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static size_t size_of_set(const struct tile_set *set)
{
    struct tile_section sections[TILE_SECTIONS];
    struct tile_set copy = *set;
    size_t size = 0;
    tile_set_sections(&copy, sections);
    for (size_t i = 0; i < TILE_SECTIONS; i++)
        size += aligned(sections[i].size);
    return size;
}

static void seal_of(const unsigned char *bytes, size_t size,
                    unsigned char seal[FILE_SEAL_BYTES])
{
    size_t after = offsetof(struct header, inputs);
    file_seal(bytes + after, size - after, seal);
}

// --- writing

static struct set_header header_of_set(const struct tile_set *set)
{
    struct set_header header = {.description = tile_set_describe(&set->info),
                                .checksum = set->checksum,
                                .bounds = set->bounds,
                                .counts = set->counts,
                                .attribution = set->attribution};
    snprintf(header.name, sizeof header.name, "%s", set->info.name);
    return header;
}

static unsigned char *put_set(unsigned char *at, const struct tile_set *set)
{
    struct tile_section sections[TILE_SECTIONS];
    struct tile_set copy = *set;
    tile_set_sections(&copy, sections);
    for (size_t i = 0; i < TILE_SECTIONS; i++) {
        if (sections[i].size > 0)
            memcpy(at, *sections[i].at, sections[i].size);
        at += aligned(sections[i].size);
    }
    return at;
}

// The whole file in memory, the caller's to free.
static unsigned char *lay_out(const char *inputs,
                              const struct tile_set *const *sets, size_t n_sets,
                              size_t *size)
{
    struct header header = {.magic = MAGIC,
                            .version = TILE_FILE_VERSION,
                            .byte_order = BYTE_ORDER_MARK,
                            .file_size = aligned(sizeof header),
                            .n_sets = (uint32_t)n_sets};
    snprintf(header.inputs, sizeof header.inputs, "%s", inputs);
    for (size_t i = 0; i < n_sets; i++) {
        header.sets[i] = header_of_set(sets[i]);
        header.file_size += size_of_set(sets[i]);
    }
    *size = header.file_size;
    unsigned char *bytes = calloc(1, *size);
    if (bytes == NULL)
        abort();
    memcpy(bytes, &header, sizeof header);
    unsigned char *at = bytes + aligned(sizeof header);
    for (size_t i = 0; i < n_sets; i++)
        at = put_set(at, sets[i]);
    seal_of(bytes, *size, bytes + offsetof(struct header, seal));
    return bytes;
}

enum status tile_file_write(const char *path, const char *inputs,
                            const struct tile_set *const *sets, size_t n_sets,
                            struct error *err)
{
    size_t size;
    unsigned char *bytes = lay_out(inputs, sets, n_sets, &size);
    enum status status = derived_file_write(path, bytes, size, err);
    free(bytes);
    return status;
}

// --- reading

static const char *check_header(const struct header *header, size_t size,
                                const char *inputs, size_t n_sets)
{
    if (size < sizeof *header ||
        memcmp(header->magic, MAGIC, sizeof header->magic) != 0)
        return "is not a tile file";
    if (header->version != TILE_FILE_VERSION || header->n_sets != n_sets)
        return "is of another version of the program";
    if (header->byte_order != BYTE_ORDER_MARK)
        return "is from another kind of machine";
    if (header->file_size != size)
        return "is torn";
    if (strncmp(header->inputs, inputs, sizeof header->inputs) != 0)
        return "is of other data";
    return NULL;
}

static const char *take_header(const struct set_header *header,
                               const struct tile_set_info *info,
                               struct tile_set *set)
{
    if (strncmp(header->name, info->name, sizeof header->name) != 0 ||
        header->description != tile_set_describe(info))
        return "has other layers";
    *set = (struct tile_set){.info = *info,
                             .counts = header->counts,
                             .bounds = header->bounds,
                             .attribution = header->attribution,
                             .checksum = header->checksum};
    return NULL;
}

static const char *take_set(struct tile_set *set, const char *at)
{
    struct tile_section sections[TILE_SECTIONS];
    tile_set_sections(set, sections);
    for (size_t i = 0; i < TILE_SECTIONS; i++) {
        *sections[i].at = at;
        at += aligned(sections[i].size);
    }
    const char *wrong = tile_set_check(set);
    set->info.attribution = wrong == NULL && set->attribution != TILE_NO_TEXT
                                ? set->texts + set->attribution
                                : NULL;
    return wrong;
}

// Counts are below 2^32 and sections few, so sizes cannot wrap.
const char *tile_file_take(const void *bytes, size_t size, const char *inputs,
                           const struct tile_set_info *const *infos,
                           size_t n_infos, struct tile_set *sets)
{
    const struct header *header = bytes;
    size_t whole = aligned(sizeof *header);
    const char *wrong = check_header(header, size, inputs, n_infos);
    for (size_t i = 0; wrong == NULL && i < n_infos; i++) {
        wrong = take_header(&header->sets[i], infos[i], &sets[i]);
        if (wrong == NULL)
            whole += size_of_set(&sets[i]);
    }
    if (wrong == NULL && whole != size)
        wrong = "is torn";
    const char *at = (const char *)bytes + aligned(sizeof *header);
    for (size_t i = 0; wrong == NULL && i < n_infos; i++) {
        wrong = take_set(&sets[i], at);
        at += size_of_set(&sets[i]);
    }
    return wrong;
}

static const char *check_seal(const struct derived_file *mapped)
{
    const struct header *header = mapped->bytes;
    unsigned char seal[FILE_SEAL_BYTES];
    seal_of(mapped->bytes, mapped->size, seal);
    return memcmp(seal, header->seal, sizeof seal) == 0 ? NULL : "is damaged";
}

enum status tile_file_open(const char *path, const char *inputs,
                           const struct tile_set_info *const *infos,
                           size_t n_infos, struct tile_file **file,
                           struct error *err)
{
    struct derived_file mapped = {0};
    enum status status =
        derived_file_map(path, sizeof(struct header), &mapped, err);
    if (status != STATUS_OK)
        return status;
    struct tile_file *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        abort();
    opened->mapped = mapped;
    const char *wrong =
        check_header(mapped.bytes, mapped.size, inputs, n_infos);
    if (wrong == NULL)
        wrong = check_seal(&mapped);
    if (wrong == NULL)
        wrong = tile_file_take(mapped.bytes, mapped.size, inputs, infos,
                               n_infos, opened->sets);
    if (wrong != NULL) {
        tile_file_close(opened);
        return error_set(err, STATUS_STATE, "%s %s", path, wrong);
    }
    *file = opened;
    return STATUS_OK;
}

void tile_file_close(struct tile_file *file)
{
    if (file == NULL)
        return;
    derived_file_unmap(&file->mapped);
    free(file);
}

const struct tile_set *tile_file_set(const struct tile_file *file, size_t i)
{
    return &file->sets[i];
}
