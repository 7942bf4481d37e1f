// A label stands in the middle of its line and parts it in two; as soon as
// zooming in makes room, each half gets one in its middle, and so on.
//
//     zoom 13   ----------------------A----------------------
//     zoom 14   ----------B-----------A-----------B----------
//     zoom 15   ----C-----B-----C-----A-----C-----B-----C----
//
// Within a quarter of its half a label may move to where the line bends least,
// since letters around a corner are hard to read. The stretch that is kept is
// the one at the first zoom; each further zoom needs the half of it around the
// middle.

#include "tile/tile_labels.h"

#include <math.h>

#include "tile/tile_draft.h"

// Letters are drawn up to 14 pixels high, a third more on a wall screen, and
// are a bit wider than half of that. A renderer writes nothing along a line
// that is too short.
#define LETTER_UNITS (10.0 * UNITS_A_PX)
#define AROUND_UNITS (8.0 * UNITS_A_PX)
// Between the middles of neighbouring labels.
#define APART_UNITS (400.0 * UNITS_A_PX)
#define TRIES 5

size_t tile_label_letters(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

static double length_of(struct line line)
{
    double length = 0;
    for (size_t i = 1; i < line.count; i++)
        length += point_distance_m(line.points[i - 1], line.points[i]);
    return length;
}

// The stretch of the line from `from` to `to` along it, into `kept`, which has
// room for two points more than the line.
static size_t stretch_of(struct line line, double from, double to,
                         struct point_m *kept)
{
    double at = 0;
    size_t n = 0;
    for (size_t i = 1; i < line.count && at < to; i++) {
        struct point_m a = line.points[i - 1];
        struct point_m b = line.points[i];
        double step = point_distance_m(a, b);
        if (at + step >= from && step > 0) {
            if (n == 0)
                kept[n++] = point_between(a, b, fmax(0, (from - at) / step));
            kept[n++] =
                at + step <= to ? b : point_between(a, b, (to - at) / step);
        }
        at += step;
    }
    return n;
}

struct line tile_label_middle(struct line line, double share,
                              struct point_m *kept, struct point_m *middle)
{
    double half = length_of(line) / 2;
    size_t n = stretch_of(line, half - share * half, half + share * half, kept);
    struct line whole = {kept, n};
    double left = length_of(whole) / 2;
    *middle = n > 0 ? kept[0] : line.points[0];
    for (size_t i = 1; i < n; i++) {
        double step = point_distance_m(kept[i - 1], kept[i]);
        if (step >= left) {
            if (step > 0)
                *middle = point_between(kept[i - 1], kept[i], left / step);
            break;
        }
        left -= step;
    }
    return whole;
}

// The sum of the angles by which the line turns, in radians.
static double bend_of(const struct point_m *points, size_t n)
{
    double sum = 0;
    for (size_t i = 2; i < n; i++) {
        double ax = points[i - 1].x_m - points[i - 2].x_m;
        double ay = points[i - 1].y_m - points[i - 2].y_m;
        double bx = points[i].x_m - points[i - 1].x_m;
        double by = points[i].y_m - points[i - 1].y_m;
        sum += fabs(atan2(ax * by - ay * bx, ax * bx + ay * by));
    }
    return sum;
}

// A line being given labels.
struct labelling {
    struct arena *arena;
    struct line line;
    double length;
    double size_units;  // of a label, in units of a tile
    double apart_units; // two labels, at least
    int last_zoom;
    struct tile_label_list *labels;
};

// A label `size` long around the place `at` of the line, or near it within
// `play`, wherever the line bends least; of equals the nearest. `*at` gets
// where.
static struct line straightest(const struct labelling *on, double *at,
                               double play, double size)
{
    static const double MOVES[TRIES] = {0, -0.5, 0.5, -1, 1};
    const double wanted = *at;
    struct point_m *room =
        arena_array(on->arena, struct point_m, on->line.count + 2);
    struct line best = {NULL, 0};
    double least = INFINITY;
    for (size_t t = 0; t < TRIES; t++) {
        double middle = wanted + MOVES[t] * play;
        middle = fmin(fmax(middle, size / 2), on->length - size / 2);
        size_t n =
            stretch_of(on->line, middle - size / 2, middle + size / 2, room);
        double bend = bend_of(room, n);
        if (n >= 2 && bend < least - 1e-9) {
            least = bend;
            *at = middle;
            best =
                (struct line){arena_copy(on->arena, room, n * sizeof *room), n};
        }
    }
    return best;
}

static double units_at(int zoom)
{
    return ldexp(1, (int)GRID_ZOOM - zoom);
}

// Positions on the grid are whole.
static void settle(struct line line)
{
    for (size_t i = 0; i < line.count; i++) {
        line.points[i].x_m = floor(line.points[i].x_m + 0.5);
        line.points[i].y_m = floor(line.points[i].y_m + 0.5);
    }
}

// Puts a label into the middle of the stretch from `from` to `to`, and more
// into what is left on either side of it. It stands at least three quarters of
// `apart_units` from the stretch's ends, where others may be.
static void label_stretch(const struct labelling *on, double from, double to,
                          int zoom)
{
    double at = (from + to) / 2;
    struct line label =
        straightest(on, &at, (to - from) / 8, on->size_units * units_at(zoom));
    settle(label);
    if (label.count >= 2)
        *tile_label_list_add(on->labels, on->arena) =
            (struct tile_label){label, zoom};
    const double ends[] = {from, at, to};
    for (size_t half = 0; half < 2; half++) {
        double length = ends[half + 1] - ends[half];
        int next = zoom_for_size(length / 2, on->apart_units, zoom);
        if (next <= on->last_zoom)
            label_stretch(on, ends[half], ends[half + 1], next);
    }
}

void tile_labels_cut(struct arena *arena, struct line line, size_t letters,
                     int from_zoom, int last_zoom,
                     struct tile_label_list *labels)
{
    double size = AROUND_UNITS + LETTER_UNITS * (double)letters;
    const struct labelling on = {.arena = arena,
                                 .line = line,
                                 .length = length_of(line),
                                 .size_units = size,
                                 .apart_units = fmax(APART_UNITS, 2 * size),
                                 .last_zoom = last_zoom,
                                 .labels = labels};
    int zoom = zoom_for_size(on.length, size, from_zoom);
    if (letters > 0 && zoom <= last_zoom)
        label_stretch(&on, 0, on.length, zoom);
}
