#include "tile/tile_layout.h"

#include <assert.h>

#include "store/file_seal.h"

// Raised whenever tiles of the same shapes come out differently, so that
// addresses that were kept for ever are others then.
#define DRAWING_VERSION 2u

const uint8_t TILE_BAND_FROM[N_TILE_BANDS] = {0, 12, 14, 15};

static void add(struct tile_section *sections, size_t *n, const void *slot,
                size_t size)
{
    sections[(*n)++] =
        (struct tile_section){(const void **)(uintptr_t)slot, size};
}

void tile_set_sections(struct tile_set *set,
                       struct tile_section sections[TILE_SECTIONS])
{
    const struct tile_counts *of = &set->counts;
    size_t n = 0;
    add(sections, &n, &set->shapes,
        ((size_t)of->n_shapes + 1) * sizeof *set->shapes);
    add(sections, &n, &set->parts,
        ((size_t)of->n_parts + 1) * sizeof *set->parts);
    add(sections, &n, &set->points, of->n_points * sizeof *set->points);
    add(sections, &n, &set->from_zooms, of->n_points);
    add(sections, &n, &set->tags, of->n_tags * sizeof *set->tags);
    add(sections, &n, &set->texts, of->texts_size);
    for (size_t b = 0; b < N_TILE_BANDS; b++) {
        struct box_index *band = &set->bands[b];
        band->n_items = of->n_in_band[b];
        add(sections, &n, &band->items, band->n_items * sizeof *band->items);
        add(sections, &n, &band->boxes,
            box_index_count_boxes(band->n_items) * sizeof *band->boxes);
    }
    assert(n == TILE_SECTIONS);
}

static uint64_t number_of(const void *bytes, size_t n)
{
    unsigned char seal[FILE_SEAL_BYTES];
    uint64_t number = 0;
    file_seal(bytes, n, seal);
    for (size_t i = 0; i < sizeof number; i++)
        number = number << 8 | seal[i];
    return number;
}

// FNV-1a, a text with its end.
static uint64_t mix_text(uint64_t hash, const char *text)
{
    do
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    while (*text++ != '\0');
    return hash;
}

uint64_t tile_set_describe(const struct tile_set_info *info)
{
    uint64_t hash = mix_text(14695981039346656037u, info->name);
    hash = mix_text(hash, info->description);
    hash = (hash ^ info->first_zoom) * 1099511628211u ^ info->last_zoom;
    for (size_t i = 0; i < info->n_layers; i++) {
        const struct tile_layer *layer = &info->layers[i];
        hash = mix_text(hash, layer->name);
        hash = mix_text(hash, layer->description) ^ layer->from_zoom;
        for (size_t f = 0; f < TILE_LAYER_MOST_FIELDS; f++)
            if (layer->fields[f].name != NULL)
                hash = mix_text(mix_text(hash, layer->fields[f].name),
                                layer->fields[f].type);
    }
    return hash;
}

uint64_t tile_set_hash(struct tile_set *set)
{
    struct tile_section sections[TILE_SECTIONS];
    uint64_t hashes[TILE_SECTIONS + 2];
    tile_set_sections(set, sections);
    for (size_t i = 0; i < TILE_SECTIONS; i++)
        hashes[i] = number_of(*sections[i].at, sections[i].size);
    hashes[TILE_SECTIONS] = tile_set_describe(&set->info);
    hashes[TILE_SECTIONS + 1] =
        (uint64_t)DRAWING_VERSION << 32 ^ set->attribution;
    return number_of(hashes, sizeof hashes);
}

struct tile_set *tile_set_join(struct arena *arena,
                               const struct tile_set *const *sets, size_t n)
{
    struct tile_set *whole = arena_array(arena, struct tile_set, 1);
    uint64_t *hashes = arena_array(arena, uint64_t, n);
    whole->info = sets[0]->info;
    whole->bounds = BOX_EMPTY;
    whole->joined = arena_copy(arena, sets, n * sizeof *sets);
    whole->n_joined = n;
    for (size_t i = 0; i < n; i++) {
        whole->bounds = box_joined(whole->bounds, sets[i]->bounds);
        hashes[i] = sets[i]->checksum;
    }
    whole->checksum = number_of(hashes, n * sizeof *hashes);
    return whole;
}
