// A set is drawn from by following its numbers: a shape leads to its parts and
// tags, a part to its points, a tag to its text. Each is looked at once here,
// so that drawing need not ask. Where points lie and from which zoom on they
// are drawn may be anything: it only gives another picture.

#include "tile/tile_layout.h"

static const char *check_texts(const struct tile_set *set)
{
    size_t n = set->counts.texts_size;
    if (n > INT32_MAX || (n > 0 && set->texts[n - 1] != '\0'))
        return "has texts without end";
    if (set->attribution != TILE_NO_TEXT && set->attribution >= n)
        return "has an attribution that is not there";
    return NULL;
}

// A pool of texts ends with a NUL, so whatever begins in it ends in it.
static bool tag_fits(const struct tile_set *set, const struct tile_layer *layer,
                     const struct tile_tag *tag)
{
    if (tag->field >= TILE_LAYER_MOST_FIELDS ||
        layer->fields[tag->field].name == NULL || tag->kind > TILE_BOOL)
        return false;
    return tag->kind != TILE_TEXT ||
           (tag->value >= 0 && (uint32_t)tag->value < set->counts.texts_size);
}

static bool parts_fit(const struct tile_set *set,
                      const struct tile_shape *shape)
{
    uint32_t end = shape[1].first_part;
    if (shape->first_part > end || end > set->counts.n_parts)
        return false;
    return shape->kind == TILE_AREA || end - shape->first_part <= 1;
}

static bool shape_fits(const struct tile_set *set, size_t i)
{
    const struct tile_shape *shape = &set->shapes[i];
    if (shape->layer >= set->info.n_layers ||
        (i > 0 && shape[-1].layer > shape->layer) || shape->kind < TILE_POINT ||
        shape->kind >= N_TILE_KINDS || !parts_fit(set, shape) ||
        shape->first_tag > set->counts.n_tags ||
        shape->n_tags > set->counts.n_tags - shape->first_tag)
        return false;
    for (size_t t = 0; t < shape->n_tags; t++)
        if (!tag_fits(set, &set->info.layers[shape->layer],
                      &set->tags[shape->first_tag + t]))
            return false;
    return true;
}

static bool part_fits(const struct tile_set *set, size_t i)
{
    uint32_t begin = set->parts[i].first_point;
    uint32_t end = set->parts[i + 1].first_point;
    return begin < end && end <= set->counts.n_points;
}

static bool band_fits(const struct tile_set *set, const struct box_index *band)
{
    for (size_t i = 0; i < band->n_items; i++)
        if (band->items[i] >= set->counts.n_shapes)
            return false;
    return true;
}

const char *tile_set_check(const struct tile_set *set)
{
    for (size_t i = 0; i < set->counts.n_shapes; i++)
        if (!shape_fits(set, i))
            return "has a shape that does not fit";
    for (size_t i = 0; i < set->counts.n_parts; i++)
        if (!part_fits(set, i))
            return "has a part that does not fit";
    for (size_t b = 0; b < N_TILE_BANDS; b++)
        if (!band_fits(set, &set->bands[b]))
            return "has an index that does not fit";
    return check_texts(set);
}
