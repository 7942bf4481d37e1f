// Tiles are kept in a file beside as they come; when all are there they are
// sorted by their number along the Hilbert curve, so that neighbours on the map
// are neighbours in the file, and copied behind the directories:
//
//     header, 127 bytes | root directory | metadata | leaf directories | tiles
//
// A directory lists (number, run, length, offset); equal neighbours share one
// entry with a longer run, and equal tiles anywhere share their bytes, told by
// a hash of 128 bits. The root must lie in the first 16 KiB, so with many
// entries it lists leaves of LEAF_ENTRIES each. Directories are not squeezed:
// the tiles are, and they are nearly all there is.

#include "export/pmtiles.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/list.h"
#include "base/text.h"

#define HEADER_BYTES 127u
#define ROOT_MOST_BYTES (16384u - HEADER_BYTES)
#define LEAF_ENTRIES 4096u

enum { COMPRESSION_NONE = 1, COMPRESSION_GZIP = 2 };
enum { TYPE_MVT = 1 };

// A tile as it lies in the file beside.
struct kept_tile {
    uint64_t number;
    uint64_t offset;
    uint32_t length;
    XXH128_hash_t hash;
};
LIST_DECLARE(kept_tile);

struct entry {
    uint64_t number;
    uint64_t offset;
    uint32_t length;
    uint32_t run; // 0: a leaf directory
};
LIST_DECLARE(entry);

struct pmtiles {
    struct arena *arena;
    const char *path;
    const char *unfinished;
    const char *beside;
    FILE *tiles; // the file beside
    uint64_t n_bytes;
    struct kept_tile_list kept;
};

static enum status fail(const struct pmtiles *archive, struct error *err)
{
    return error_set(err, STATUS_IO, "cannot write %s: %s", archive->path,
                     strerror(errno));
}

enum status pmtiles_begin(const char *path, struct pmtiles **archive,
                          struct error *err)
{
    struct arena *arena = arena_new();
    struct pmtiles *begun = arena_array(arena, struct pmtiles, 1);
    begun->arena = arena;
    begun->path = arena_text(arena, path);
    begun->unfinished = arena_format(arena, "%s.new", path);
    begun->beside = arena_format(arena, "%s.tiles.new", path);
    begun->tiles = fopen(begun->beside, "w+b");
    if (begun->tiles == NULL) {
        enum status status = fail(begun, err);
        arena_free(arena);
        return status;
    }
    *archive = begun;
    return STATUS_OK;
}

enum status pmtiles_add(struct pmtiles *archive, struct tile tile,
                        const char *bytes, size_t n, struct error *err)
{
    struct kept_tile *kept = kept_tile_list_add(&archive->kept, archive->arena);
    *kept = (struct kept_tile){.number = tile_number(tile),
                               .offset = archive->n_bytes,
                               .length = (uint32_t)n,
                               .hash = XXH3_128bits(bytes, n)};
    archive->n_bytes += n;
    return fwrite(bytes, 1, n, archive->tiles) == n ? STATUS_OK
                                                    : fail(archive, err);
}

static int by_number(const void *a, const void *b)
{
    const struct kept_tile *x = a;
    const struct kept_tile *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

// Where the bytes of a hash were put; open addressing, twice as many places as
// tiles.
struct placed {
    XXH128_hash_t hash;
    uint64_t offset;
    uint32_t length;
    uint32_t is_used;
};

struct places {
    struct placed *at;
    size_t n;
    uint64_t n_bytes; // of the tiles written
    uint64_t n_contents;
};

static struct placed *find_place(struct places *places,
                                 const struct kept_tile *tile)
{
    size_t i = tile->hash.low64 & (places->n - 1);
    while (places->at[i].is_used &&
           (!XXH128_isEqual(places->at[i].hash, tile->hash) ||
            places->at[i].length != tile->length))
        i = (i + 1) & (places->n - 1);
    return &places->at[i];
}

// The first of equal tiles decides where the bytes lie.
static uint64_t place_tile(struct places *places, const struct kept_tile *tile,
                           bool *is_new)
{
    struct placed *place = find_place(places, tile);
    *is_new = !place->is_used;
    if (*is_new) {
        *place = (struct placed){tile->hash, places->n_bytes, tile->length, 1};
        places->n_bytes += tile->length;
        places->n_contents++;
    }
    return place->offset;
}

static void add_entry(struct pmtiles *archive, struct entry_list *entries,
                      const struct kept_tile *tile, uint64_t offset)
{
    struct entry *last =
        entries->count == 0 ? NULL : &entries->items[entries->count - 1];
    if (last != NULL && last->number + last->run == tile->number &&
        last->offset == offset && last->length == tile->length)
        last->run++;
    else
        *entry_list_add(entries, archive->arena) =
            (struct entry){tile->number, offset, tile->length, 1};
}

static struct entry_list make_entries(struct pmtiles *archive,
                                      struct places *places, bool *is_new)
{
    struct entry_list entries = {0};
    places->n = 16;
    while (places->n < 2 * archive->kept.count)
        places->n *= 2;
    places->at = arena_array(archive->arena, struct placed, places->n);
    for (size_t i = 0; i < archive->kept.count; i++) {
        const struct kept_tile *tile = &archive->kept.items[i];
        uint64_t offset = place_tile(places, tile, &is_new[i]);
        add_entry(archive, &entries, tile, offset);
    }
    return entries;
}

static void add_varint(struct text_buffer *into, uint64_t value)
{
    while (value >= 0x80) {
        char byte = (char)(value | 0x80);
        text_add(into, &byte, 1);
        value >>= 7;
    }
    char last = (char)value;
    text_add(into, &last, 1);
}

// Column by column: numbers as differences, runs, lengths, and offsets, where 0
// says "right behind the one before".
static void write_directory(struct text_buffer *into,
                            const struct entry *entries, size_t n)
{
    add_varint(into, n);
    for (size_t i = 0; i < n; i++)
        add_varint(into,
                   entries[i].number - (i == 0 ? 0 : entries[i - 1].number));
    for (size_t i = 0; i < n; i++)
        add_varint(into, entries[i].run);
    for (size_t i = 0; i < n; i++)
        add_varint(into, entries[i].length);
    for (size_t i = 0; i < n; i++) {
        bool follows = i > 0 && entries[i].offset == entries[i - 1].offset +
                                                         entries[i - 1].length;
        add_varint(into, follows ? 0 : entries[i].offset + 1);
    }
}

struct directories {
    struct text_buffer root;
    struct text_buffer leaves;
};

static void write_leaves(struct pmtiles *archive,
                         const struct entry_list *entries, size_t leaf_entries,
                         struct directories *made)
{
    struct entry_list root = {0};
    for (size_t i = 0; i < entries->count; i += leaf_entries) {
        size_t n = entries->count - i;
        size_t before = made->leaves.length;
        write_directory(&made->leaves, entries->items + i,
                        n < leaf_entries ? n : leaf_entries);
        *entry_list_add(&root, archive->arena) =
            (struct entry){entries->items[i].number, before,
                           (uint32_t)(made->leaves.length - before), 0};
    }
    write_directory(&made->root, root.items, root.count);
}

// All in the root if that is small enough, else in leaves, larger ones until
// the root fits.
static struct directories write_directories(struct pmtiles *archive,
                                            const struct entry_list *entries)
{
    struct directories made = {0};
    write_directory(&made.root, entries->items, entries->count);
    for (size_t n = LEAF_ENTRIES; made.root.length > ROOT_MOST_BYTES; n *= 2) {
        made.root.length = 0;
        made.leaves.length = 0;
        write_leaves(archive, entries, n, &made);
    }
    return made;
}

static void put_number(unsigned char *at, uint64_t value, int n_bytes)
{
    for (int i = 0; i < n_bytes; i++)
        at[i] = (unsigned char)(value >> (8 * i));
}

static void put_degrees(unsigned char *at, double deg)
{
    put_number(at, (uint64_t)(int64_t)llround(deg * 1e7), 4);
}

struct sections {
    uint64_t root, metadata, leaves, tiles;
};

static void put_about(unsigned char *header, const struct pmtiles_info *info)
{
    const double *box = info->bounds_deg;
    header[96] = 1; // clustered
    header[97] = COMPRESSION_NONE;
    header[98] = COMPRESSION_GZIP;
    header[99] = TYPE_MVT;
    header[100] = (unsigned char)info->first_zoom;
    header[101] = (unsigned char)info->last_zoom;
    for (int i = 0; i < 4; i++)
        put_degrees(header + 102 + 4 * i, box[i]);
    header[118] = (unsigned char)info->first_zoom;
    put_degrees(header + 119, (box[0] + box[2]) / 2);
    put_degrees(header + 123, (box[1] + box[3]) / 2);
}

static void make_header(unsigned char *header, const struct pmtiles *archive,
                        const struct pmtiles_info *info,
                        const struct sections *bytes, uint64_t n_entries,
                        uint64_t n_contents)
{
    const uint64_t lengths[] = {bytes->root, bytes->metadata, bytes->leaves,
                                bytes->tiles};
    uint64_t offset = HEADER_BYTES;
    memset(header, 0, HEADER_BYTES);
    memcpy(header, "PMTiles\3", 8);
    for (int i = 0; i < 4; i++) {
        put_number(header + 8 + 16 * i, offset, 8);
        put_number(header + 16 + 16 * i, lengths[i], 8);
        offset += lengths[i];
    }
    put_number(header + 72, archive->kept.count, 8);
    put_number(header + 80, n_entries, 8);
    put_number(header + 88, n_contents, 8);
    put_about(header, info);
}

static bool copy_bytes(FILE *from, uint64_t offset, uint32_t n, FILE *into)
{
    char piece[65536];
    bool is_copied = fseeko(from, (off_t)offset, SEEK_SET) == 0;
    while (n > 0 && is_copied) {
        size_t some = n < sizeof piece ? n : sizeof piece;
        is_copied = fread(piece, 1, some, from) == some &&
                    fwrite(piece, 1, some, into) == some;
        n -= (uint32_t)some;
    }
    return is_copied;
}

// The tiles that are new, in their order, from the file beside.
static bool copy_tiles(struct pmtiles *archive, const bool *is_new, FILE *into)
{
    bool is_copied = fflush(archive->tiles) == 0;
    for (size_t i = 0; i < archive->kept.count && is_copied; i++)
        if (is_new[i])
            is_copied =
                copy_bytes(archive->tiles, archive->kept.items[i].offset,
                           archive->kept.items[i].length, into);
    return is_copied;
}

static bool write_all(struct pmtiles *archive, const struct pmtiles_info *info,
                      FILE *into)
{
    struct places places = {0};
    bool *is_new = arena_array(archive->arena, bool, archive->kept.count + 1);
    struct entry_list entries = make_entries(archive, &places, is_new);
    struct directories made = write_directories(archive, &entries);
    struct sections bytes = {made.root.length, strlen(info->metadata),
                             made.leaves.length, places.n_bytes};
    unsigned char header[HEADER_BYTES];
    make_header(header, archive, info, &bytes, entries.count,
                places.n_contents);
    bool is_written =
        fwrite(header, 1, sizeof header, into) == sizeof header &&
        fwrite(made.root.bytes, 1, bytes.root, into) == bytes.root &&
        fwrite(info->metadata, 1, bytes.metadata, into) == bytes.metadata &&
        (bytes.leaves == 0 ||
         fwrite(made.leaves.bytes, 1, bytes.leaves, into) == bytes.leaves) &&
        copy_tiles(archive, is_new, into);
    text_buffer_free(&made.root);
    text_buffer_free(&made.leaves);
    return is_written;
}

enum status pmtiles_finish(struct pmtiles *archive,
                           const struct pmtiles_info *info, struct error *err)
{
    if (archive->kept.count > 1)
        qsort(archive->kept.items, archive->kept.count,
              sizeof *archive->kept.items, by_number);
    FILE *into = fopen(archive->unfinished, "wb");
    if (into == NULL)
        return fail(archive, err);
    bool is_written = write_all(archive, info, into);
    if (fclose(into) != 0)
        is_written = false;
    if (!is_written || rename(archive->unfinished, archive->path) != 0)
        return fail(archive, err);
    return STATUS_OK;
}

void pmtiles_free(struct pmtiles *archive)
{
    if (archive == NULL)
        return;
    fclose(archive->tiles);
    unlink(archive->beside);
    unlink(archive->unfinished);
    arena_free(archive->arena);
}
