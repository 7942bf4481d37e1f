// A tile is a protobuf message: a sequence of fields, each a varint that packs
// number and wire type, then a varint or a length and bytes. A layer's message
// holds its name, its features, and two dictionaries (keys, values) into which
// the features' tags point by index:
//
//     tile  3: layer { 15: version  1: name  2: feature…  3: key…  4: value…
//                      5: extent }
//     feature { 2: tags [key, value, key, value …]  3: type  4: geometry […] }
//
// A geometry is a list of pen commands; each is the command's number and how
// often it repeats in one integer, followed by the moves, zigzag coded.

#include "tile/mvt.h"

#include <assert.h>
#include <string.h>

enum { MOVE_TO = 1, LINE_TO = 2, CLOSE_PATH = 7 };

enum { WIRE_VARINT = 0, WIRE_BYTES = 2 };

#define MOST_VARINT_BYTES 10

static size_t put_varint(char *at, uint64_t value)
{
    size_t n = 0;
    do {
        uint8_t low = value & 0x7F;
        value >>= 7;
        at[n++] = (char)(value > 0 ? low | 0x80 : low);
    } while (value > 0);
    return n;
}

static void add_varint(struct text_buffer *into, uint64_t value)
{
    char bytes[MOST_VARINT_BYTES];
    text_add(into, bytes, put_varint(bytes, value));
}

static void add_tag(struct text_buffer *into, unsigned field, unsigned wire)
{
    add_varint(into, field << 3 | wire);
}

static void add_number(struct text_buffer *into, unsigned field, uint64_t value)
{
    add_tag(into, field, WIRE_VARINT);
    add_varint(into, value);
}

static void add_bytes(struct text_buffer *into, unsigned field,
                      const char *bytes, size_t n)
{
    add_tag(into, field, WIRE_BYTES);
    add_varint(into, n);
    text_add(into, bytes, n);
}

static uint64_t zigzag(int64_t value)
{
    return ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
}

static size_t varint_size(uint64_t value)
{
    size_t n = 1;
    while (value >>= 7)
        n++;
    return n;
}

// --- geometry

static void command(struct mvt_geometry *geometry, struct arena *arena,
                    uint32_t value)
{
    *mvt_command_list_add(&geometry->commands, arena) = value;
}

static void pen_to(struct mvt_geometry *geometry, struct arena *arena,
                   struct tile_point to)
{
    command(geometry, arena, (uint32_t)zigzag((int64_t)to.x - geometry->pen.x));
    command(geometry, arena, (uint32_t)zigzag((int64_t)to.y - geometry->pen.y));
    geometry->pen = to;
}

static void draw_path(struct mvt_geometry *geometry, struct arena *arena,
                      const struct tile_point *points, size_t n)
{
    command(geometry, arena, 1u << 3 | MOVE_TO);
    pen_to(geometry, arena, points[0]);
    command(geometry, arena, (uint32_t)(n - 1) << 3 | LINE_TO);
    for (size_t i = 1; i < n; i++)
        pen_to(geometry, arena, points[i]);
}

static bool is_same(struct tile_point a, struct tile_point b)
{
    return a.x == b.x && a.y == b.y;
}

// The doubled signed surface of the triangle: 0 when the three are in line.
static int64_t turn(struct tile_point a, struct tile_point b,
                    struct tile_point c)
{
    return ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y) -
           ((int64_t)c.x - a.x) * ((int64_t)b.y - a.y);
}

static bool is_straight_on(struct tile_point a, struct tile_point b,
                           struct tile_point c)
{
    int64_t ahead = ((int64_t)b.x - a.x) * ((int64_t)c.x - b.x) +
                    ((int64_t)b.y - a.y) * ((int64_t)c.y - b.y);
    return turn(a, b, c) == 0 && ahead > 0;
}

void mvt_draw_point(struct mvt_geometry *geometry, struct arena *arena,
                    struct tile_point at)
{
    // All the points are one MoveTo, whose count stands first.
    if (geometry->commands.count == 0)
        command(geometry, arena, MOVE_TO);
    geometry->commands.items[0] += 1u << 3;
    pen_to(geometry, arena, at);
}

void mvt_draw_line(struct mvt_geometry *geometry, struct arena *arena,
                   struct tile_point *points, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && is_same(points[kept - 1], points[i]))
            continue;
        if (kept > 1 &&
            is_straight_on(points[kept - 2], points[kept - 1], points[i]))
            kept--;
        points[kept++] = points[i];
    }
    if (kept >= 2)
        draw_path(geometry, arena, points, kept);
}

// Drops points that repeat, and tips of spikes (there and back again), which
// have no surface. Points straight between their neighbours stay: they may be
// corners of a neighbour that shares this border.
static size_t without_spikes(struct tile_point *points, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        points[kept++] = points[i];
        for (;;) {
            if (kept > 1 && is_same(points[kept - 1], points[kept - 2]))
                kept--;
            else if (kept > 2 && is_same(points[kept - 1], points[kept - 3]))
                kept -= 2;
            else
                break;
        }
    }
    return kept;
}

// The same where the end of the ring meets its beginning.
static struct tile_point *without_spike_at_seam(struct tile_point *points,
                                                size_t *n)
{
    while (*n > 2) {
        if (is_same(points[0], points[*n - 1])) {
            *n -= 1;
        } else if (is_same(points[1], points[*n - 1])) {
            points += 1;
            *n -= 2;
        } else if (is_same(points[0], points[*n - 2])) {
            *n -= 2;
        } else {
            break;
        }
    }
    return points;
}

static int64_t doubled_surface(const struct tile_point *points, size_t n)
{
    int64_t sum = 0;
    for (size_t i = 2; i < n; i++)
        sum += turn(points[0], points[i - 1], points[i]);
    return sum;
}

static void turn_around(struct tile_point *points, size_t n)
{
    for (size_t i = 0, j = n - 1; i < j; i++, j--) {
        struct tile_point swapped = points[i];
        points[i] = points[j];
        points[j] = swapped;
    }
}

bool mvt_draw_ring(struct mvt_geometry *geometry, struct arena *arena,
                   struct tile_point *points, size_t n, bool is_hole)
{
    n = without_spikes(points, n);
    points = without_spike_at_seam(points, &n);
    if (n < 3)
        return false;
    // With y pointing south, clockwise on the screen is positive.
    int64_t surface = doubled_surface(points, n);
    if (surface == 0)
        return false;
    if ((surface < 0) != is_hole)
        turn_around(points, n);
    draw_path(geometry, arena, points, n);
    command(geometry, arena, 1u << 3 | CLOSE_PATH);
    return true;
}

bool mvt_is_empty(const struct mvt_geometry *geometry)
{
    return geometry->commands.count == 0;
}

// --- layers

enum value_kind { VALUE_TEXT, VALUE_INT, VALUE_BOOL };

struct mvt_value {
    enum value_kind kind;
    const char *text;
    int64_t number;
};
LIST_DECLARE(mvt_value);
LIST_DECLARE_OF(const char *, mvt_key);
LIST_DECLARE_OF(uint32_t, mvt_index);

struct mvt_feature {
    enum mvt_type type;
    struct mvt_command_list geometry;
    size_t first_tag; // into the layer's tags; the next feature's ends it
};
LIST_DECLARE(mvt_feature);

struct mvt_layer {
    struct arena *arena;
    const char *name;
    struct mvt_feature_list features;
    struct mvt_index_list tags;
    struct mvt_key_list keys;
    struct mvt_value_list values;
    uint32_t *slots; // hash table: 1 + index into values, 0 if free
    size_t n_slots;  // a power of two, at most half full
};

struct mvt_layer *mvt_layer_new(struct arena *arena, const char *name)
{
    struct mvt_layer *layer = arena_array(arena, struct mvt_layer, 1);
    layer->arena = arena;
    layer->name = name;
    return layer;
}

void mvt_add_feature(struct mvt_layer *layer, enum mvt_type type,
                     const struct mvt_geometry *geometry)
{
    assert(!mvt_is_empty(geometry));
    *mvt_feature_list_add(&layer->features, layer->arena) =
        (struct mvt_feature){type, geometry->commands, layer->tags.count};
}

static uint32_t key_index(struct mvt_layer *layer, const char *key)
{
    for (size_t i = 0; i < layer->keys.count; i++)
        if (strcmp(layer->keys.items[i], key) == 0)
            return (uint32_t)i;
    *mvt_key_list_add(&layer->keys, layer->arena) = key;
    return (uint32_t)layer->keys.count - 1;
}

// FNV-1a.
static uint64_t hash_of(const struct mvt_value *value)
{
    uint64_t hash = 14695981039346656037u ^ (uint64_t)value->number;
    for (const char *c = value->text; c != NULL && *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    hash = (hash ^ (uint64_t)value->kind) * 1099511628211u;
    return hash ^ hash >> 32;
}

static bool is_same_value(const struct mvt_value *a, const struct mvt_value *b)
{
    return a->kind == b->kind && a->number == b->number &&
           text_same(a->text, b->text);
}

// The slot the value is in, or the free one where it belongs.
static uint32_t *find_slot(const struct mvt_layer *layer,
                           const struct mvt_value *value)
{
    size_t at = hash_of(value) & (layer->n_slots - 1);
    while (layer->slots[at] != 0 &&
           !is_same_value(&layer->values.items[layer->slots[at] - 1], value))
        at = (at + 1) & (layer->n_slots - 1);
    return &layer->slots[at];
}

static void grow_slots(struct mvt_layer *layer)
{
    layer->n_slots = layer->n_slots == 0 ? 64 : 4 * layer->n_slots;
    layer->slots = arena_array(layer->arena, uint32_t, layer->n_slots);
    for (size_t i = 0; i < layer->values.count; i++)
        *find_slot(layer, &layer->values.items[i]) = (uint32_t)i + 1;
}

static uint32_t value_index(struct mvt_layer *layer, struct mvt_value value)
{
    if (2 * layer->values.count >= layer->n_slots)
        grow_slots(layer);
    uint32_t *slot = find_slot(layer, &value);
    if (*slot == 0) {
        *mvt_value_list_add(&layer->values, layer->arena) = value;
        *slot = (uint32_t)layer->values.count;
    }
    return *slot - 1;
}

static void tag(struct mvt_layer *layer, const char *key,
                struct mvt_value value)
{
    assert(layer->features.count > 0);
    *mvt_index_list_add(&layer->tags, layer->arena) = key_index(layer, key);
    *mvt_index_list_add(&layer->tags, layer->arena) = value_index(layer, value);
}

void mvt_tag_text(struct mvt_layer *layer, const char *key, const char *text)
{
    if (text != NULL)
        tag(layer, key, (struct mvt_value){VALUE_TEXT, text, 0});
}

void mvt_tag_int(struct mvt_layer *layer, const char *key, int64_t value)
{
    tag(layer, key, (struct mvt_value){VALUE_INT, NULL, value});
}

void mvt_tag_bool(struct mvt_layer *layer, const char *key, bool value)
{
    tag(layer, key, (struct mvt_value){VALUE_BOOL, NULL, value});
}

// A packed field: its length, then the varints without a tag each, gathered in
// handfuls, since most of a tile's bytes are these.
static void add_packed(struct text_buffer *into, unsigned field,
                       const uint32_t *values, size_t n)
{
    char handful[320];
    size_t size = 0, held = 0;
    for (size_t i = 0; i < n; i++)
        size += varint_size(values[i]);
    add_tag(into, field, WIRE_BYTES);
    add_varint(into, size);
    for (size_t i = 0; i < n; i++) {
        held += put_varint(handful + held, values[i]);
        if (held + MOST_VARINT_BYTES > sizeof handful) {
            text_add(into, handful, held);
            held = 0;
        }
    }
    text_add(into, handful, held);
}

static void write_feature(const struct mvt_layer *layer, size_t i,
                          struct text_buffer *message)
{
    const struct mvt_feature *feature = &layer->features.items[i];
    size_t end = i + 1 < layer->features.count ? feature[1].first_tag
                                               : layer->tags.count;
    if (end > feature->first_tag)
        add_packed(message, 2, layer->tags.items + feature->first_tag,
                   end - feature->first_tag);
    add_number(message, 3, feature->type);
    add_packed(message, 4, feature->geometry.items, feature->geometry.count);
}

static void write_value(const struct mvt_value *value,
                        struct text_buffer *message)
{
    switch (value->kind) {
    case VALUE_TEXT:
        add_bytes(message, 1, value->text, strlen(value->text));
        break;
    case VALUE_INT:
        add_number(message, 6, zigzag(value->number));
        break;
    case VALUE_BOOL:
        add_number(message, 7, (uint64_t)value->number);
        break;
    }
}

// Appends what `message` holds as one field and empties it.
static void add_message(struct text_buffer *into, unsigned field,
                        struct text_buffer *message)
{
    add_bytes(into, field, message->bytes, message->length);
    message->length = 0;
}

void mvt_layer_write(const struct mvt_layer *layer, struct text_buffer *tile)
{
    if (layer->features.count == 0)
        return;
    struct text_buffer message = {0};
    struct text_buffer part = {0};
    add_number(&message, 15, 2);
    add_bytes(&message, 1, layer->name, strlen(layer->name));
    for (size_t i = 0; i < layer->features.count; i++) {
        write_feature(layer, i, &part);
        add_message(&message, 2, &part);
    }
    for (size_t i = 0; i < layer->keys.count; i++)
        add_bytes(&message, 3, layer->keys.items[i],
                  strlen(layer->keys.items[i]));
    for (size_t i = 0; i < layer->values.count; i++) {
        write_value(&layer->values.items[i], &part);
        add_message(&message, 4, &part);
    }
    add_number(&message, 5, MVT_EXTENT);
    add_message(tile, 3, &message);
    text_buffer_free(&message);
    text_buffer_free(&part);
}
