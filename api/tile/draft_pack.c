// Texts go into one pool, each once: streets of a thousand pieces and a
// thousand streets of one class cost a text each.

#include <stdlib.h>
#include <string.h>

#include "tile/tile_draft.h"

#define TOLERANCE_UNITS 2 // a quarter of a pixel

// --- the pool of texts

struct text_pool {
    struct arena *arena;
    struct text_buffer texts;
    uint32_t *slots; // 1 + where a text begins, 0 if free
    size_t n_slots;  // a power of two, at most half full
    size_t n_texts;
};

// FNV-1a.
static size_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

static uint32_t *slot_of(const struct text_pool *pool, const char *text)
{
    size_t at = hash_of(text) & (pool->n_slots - 1);
    while (pool->slots[at] != 0 &&
           strcmp(pool->texts.bytes + pool->slots[at] - 1, text) != 0)
        at = (at + 1) & (pool->n_slots - 1);
    return &pool->slots[at];
}

static void grow(struct text_pool *pool)
{
    const uint32_t *old = pool->slots;
    size_t n_old = pool->n_slots;
    pool->n_slots = n_old == 0 ? 1024 : 4 * n_old;
    pool->slots = arena_array(pool->arena, uint32_t, pool->n_slots);
    for (size_t i = 0; i < n_old; i++)
        if (old[i] != 0)
            *slot_of(pool, pool->texts.bytes + old[i] - 1) = old[i];
}

static uint32_t pooled(struct text_pool *pool, const char *text)
{
    if (2 * pool->n_texts >= pool->n_slots)
        grow(pool);
    uint32_t *slot = slot_of(pool, text);
    if (*slot == 0) {
        *slot = (uint32_t)pool->texts.length + 1;
        text_add(&pool->texts, text, strlen(text) + 1);
        pool->n_texts++;
    }
    return *slot - 1;
}

// --- flat arrays

static void pack_texts(struct tile_set *set, const struct draft *draft,
                       struct arena *arena)
{
    struct text_pool pool = {.arena = draft->builder->arena};
    const struct draft_tag_list *from = &draft->tags;
    const char *attribution = draft->builder->info.attribution;
    struct tile_tag *tags = arena_array(arena, struct tile_tag, from->count);
    set->attribution =
        attribution == NULL ? TILE_NO_TEXT : pooled(&pool, attribution);
    for (size_t i = 0; i < from->count; i++) {
        tags[i] = from->items[i].tag;
        if (tags[i].kind == TILE_TEXT)
            tags[i].value = (int32_t)pooled(&pool, from->items[i].text);
    }
    set->tags = tags;
    set->counts.n_tags = (uint32_t)from->count;
    set->counts.texts_size = (uint32_t)pool.texts.length;
    set->texts = arena_copy(arena, pool.texts.bytes, pool.texts.length);
    if (attribution != NULL)
        set->info.attribution = set->texts + set->attribution;
    text_buffer_free(&pool.texts);
}

static uint8_t zoom_of_weight(double weight)
{
    int zoom = zoom_for_size(weight, TOLERANCE_UNITS, 0);
    return (uint8_t)(zoom < FULL_DETAIL_ZOOM ? zoom : FULL_DETAIL_ZOOM);
}

static size_t count_points(const struct draft *draft)
{
    size_t n = 0;
    for (size_t p = 0; p < draft->parts.count; p++)
        n += draft->parts.items[p].points.count;
    return n;
}

static void pack_points(struct tile_set *set, const struct draft *draft,
                        struct arena *arena)
{
    const struct draft_part_list *from = &draft->parts;
    size_t n = count_points(draft);
    struct tile_part *parts =
        arena_array(arena, struct tile_part, from->count + 1);
    struct grid_point *points = arena_array(arena, struct grid_point, n);
    uint8_t *from_zooms = arena_array(arena, uint8_t, n);
    uint32_t at = 0;
    for (size_t p = 0; p < from->count; p++) {
        const struct draft_part *part = &from->items[p];
        parts[p] = (struct tile_part){at, part->is_hole};
        for (size_t i = 0; i < part->points.count; i++, at++) {
            points[at] =
                (struct grid_point){(uint32_t)part->points.points[i].x_m,
                                    (uint32_t)part->points.points[i].y_m};
            from_zooms[at] = zoom_of_weight(part->weights[i]);
        }
    }
    parts[from->count].first_point = at;
    set->parts = parts;
    set->points = points;
    set->from_zooms = from_zooms;
    set->counts.n_parts = (uint32_t)from->count;
    set->counts.n_points = at;
}

static void pack_shapes(struct tile_set *set, const struct draft *draft,
                        struct arena *arena)
{
    size_t n = draft->shapes.count;
    struct tile_shape *shapes = arena_array(arena, struct tile_shape, n + 1);
    if (n > 0)
        memcpy(shapes, draft->shapes.items, n * sizeof *shapes);
    shapes[n].first_part = (uint32_t)draft->parts.count;
    set->shapes = shapes;
    set->counts.n_shapes = (uint32_t)n;
}

static struct box_m box_of_shape(const struct draft *draft,
                                 const struct tile_shape *shape)
{
    struct box_m box = BOX_EMPTY;
    for (size_t p = shape->first_part; p < shape[1].first_part; p++) {
        struct ring points = draft->parts.items[p].points;
        box = box_joined(box, box_of_points(points.points, points.count));
    }
    return box;
}

static size_t band_of(const struct tile_shape *shape)
{
    size_t band = N_TILE_BANDS - 1;
    while (TILE_BAND_FROM[band] > shape->from_zoom)
        band--;
    return band;
}

// An index over the boxes of some shapes, whose numbers stand in `numbers`.
static void index_band(struct box_index *band, struct arena *arena,
                       const struct box_m *boxes, const uint32_t *numbers,
                       size_t n)
{
    struct box_index *index = box_index_build(arena, boxes, n);
    uint32_t *items = arena_array(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        items[i] = numbers[index->items[i]];
    *band = (struct box_index){n, items, index->boxes};
}

static void index_shapes(struct tile_set *set, const struct draft *draft,
                         struct arena *arena)
{
    struct arena *scratch = draft->builder->arena;
    size_t n_shapes = set->counts.n_shapes;
    struct box_m *boxes = arena_array(scratch, struct box_m, n_shapes);
    uint32_t *numbers = arena_array(scratch, uint32_t, n_shapes);
    set->bounds = BOX_EMPTY;
    for (size_t b = 0; b < N_TILE_BANDS; b++) {
        size_t n = 0;
        for (uint32_t i = 0; i < n_shapes; i++) {
            if (band_of(&set->shapes[i]) != b)
                continue;
            boxes[n] = box_of_shape(draft, &set->shapes[i]);
            set->bounds = box_joined(set->bounds, boxes[n]);
            numbers[n++] = i;
        }
        index_band(&set->bands[b], arena, boxes, numbers, n);
        set->counts.n_in_band[b] = (uint32_t)n;
    }
}

struct tile_set *draft_pack(const struct draft *draft, struct arena *arena)
{
    struct tile_set *set = arena_array(arena, struct tile_set, 1);
    set->info = draft->builder->info;
    pack_texts(set, draft, arena);
    pack_points(set, draft, arena);
    pack_shapes(set, draft, arena);
    index_shapes(set, draft, arena);
    return set;
}
