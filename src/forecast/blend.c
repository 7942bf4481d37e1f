// The weights minimise sum w |actual - sum of weight × part|, each weight at
// least 0 and all together 1 (Bates, Granger, The combination of forecasts,
// 1969, with absolute errors, since a few schools that open or close must not
// rule the rest). The loss is convex; starting from the usual weights, shares
// are moved from one part to another as long as that helps, by ever smaller
// steps. That is no exact optimum, but the loss is flat there: what matters is
// that the same rows give the same weights.

#include "forecast/blend.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"

enum { CLASS_ENTRY_0 = 12 };
#define FEWEST_ROWS 200 // of a class on its own
#define FEWEST_POOLED 60
#define UNSEEN_SHARE 0.5 // of residents that could not be weighed
#define FIRST_STEP 0.2
#define LAST_STEP 0.01
#define LEAST_GAIN 1e-5

size_t blend_class(int32_t grade, bool is_entry)
{
    if (!is_entry)
        return (size_t)(grade - 1);
    if (grade <= 1)
        return CLASS_ENTRY_0 + (size_t)grade;
    return CLASS_ENTRY_0 + (grade == 6 ? 2 : grade == 9 || grade == 10 ? 3 : 4);
}

bool blend_class_is_entry(size_t class)
{
    return class >= CLASS_ENTRY_0;
}

static void set_usual(bool is_entry, double weight[N_PARTS])
{
    for (size_t p = 0; p < N_PARTS; p++)
        weight[p] = 0;
    if (is_entry) {
        weight[PART_LAST] = 0.6;
        weight[PART_MEAN_3] = 0.4;
    } else {
        weight[PART_DRAWN] = 0.8;
        weight[PART_LAST] = 0.2;
    }
}

struct blend blend_usual(void)
{
    struct blend blend = {.has_seen_residents = false};
    for (size_t c = 0; c < N_BLEND_CLASSES; c++)
        set_usual(blend_class_is_entry(c), blend.weight[c]);
    return blend;
}

// Rows of a class by columns, so that a step is one pass over two of them.
struct columns {
    size_t n;
    float *part[N_PARTS];
    float *weight;
    float *off; // forecast less actual, with the weights as they are
    float *trial;
    float *size; // room for a pass
};

static struct columns take_columns(struct arena *arena,
                                   const struct blend_row_list *rows,
                                   const bool takes[N_BLEND_CLASSES])
{
    struct columns columns = {0};
    for (size_t i = 0; i < rows->count; i++)
        columns.n += takes[rows->items[i].blend_class];
    float *room = arena_array(arena, float, columns.n *(N_PARTS + 4));
    for (size_t p = 0; p < N_PARTS; p++)
        columns.part[p] = room + p * columns.n;
    columns.weight = room + N_PARTS * columns.n;
    columns.off = columns.weight + columns.n;
    columns.trial = columns.off + columns.n;
    columns.size = columns.trial + columns.n;
    size_t at = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct blend_row *row = &rows->items[i];
        if (!takes[row->blend_class])
            continue;
        for (size_t p = 0; p < N_PARTS; p++)
            columns.part[p][at] = row->parts[p];
        columns.weight[at] = row->weight;
        columns.off[at++] = -row->actual;
    }
    return columns;
}

// Sum of a × b, in eight strands which the compiler may run side by side; long
// sums go on in double.
static double dot(const float *a, const float *b, size_t n)
{
    float strand[8] = {0};
    double sum = 0;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        for (size_t k = 0; k < 8; k++)
            strand[k] += a[i + k] * b[i + k];
        if (i % 1024 != 1016)
            continue;
        for (size_t k = 0; k < 8; k++) {
            sum += (double)strand[k];
            strand[k] = 0;
        }
    }
    for (size_t k = 0; k < 8; k++)
        sum += (double)strand[k];
    for (; i < n; i++)
        sum += (double)(a[i] * b[i]);
    return sum;
}

static double loss_of(const float *off, float *size, const float *weight,
                      size_t n)
{
    for (size_t i = 0; i < n; i++)
        size[i] = fabsf(off[i]);
    return dot(size, weight, n);
}

// How fast the loss grows with each part's weight. Moving weight to a part that
// costs no less than the one it comes from cannot help, as the loss is convex.
static void find_slopes(struct columns *c, double slope[N_PARTS])
{
    for (size_t i = 0; i < c->n; i++)
        c->size[i] = c->off[i] > 0   ? c->weight[i]
                     : c->off[i] < 0 ? -c->weight[i]
                                     : 0;
    for (size_t p = 0; p < N_PARTS; p++)
        slope[p] = dot(c->size, c->part[p], c->n);
}

// Moves up to `step` of weight between two parts if that helps.
static bool try_move(struct columns *c, double weight[N_PARTS], size_t from,
                     size_t to, double step, double *loss)
{
    double share = fmin(step, weight[from]);
    if (share <= 1e-9)
        return false;
    float moved = (float)share;
    const float *less = c->part[from];
    const float *more = c->part[to];
    for (size_t i = 0; i < c->n; i++)
        c->trial[i] = c->off[i] + moved * (more[i] - less[i]);
    double trial = loss_of(c->trial, c->size, c->weight, c->n);
    if (!(trial < *loss * (1 - LEAST_GAIN)))
        return false;
    float *kept = c->off;
    c->off = c->trial;
    c->trial = kept;
    weight[from] -= share;
    weight[to] += share;
    *loss = trial;
    return true;
}

static bool try_moves(struct columns *c, double weight[N_PARTS],
                      double slope[N_PARTS], double step, double *loss)
{
    bool helped = false;
    for (size_t from = 0; from < N_PARTS; from++)
        for (size_t to = 0; to < N_PARTS; to++)
            if (slope[to] < slope[from] &&
                try_move(c, weight, from, to, step, loss)) {
                find_slopes(c, slope);
                helped = true;
            }
    return helped;
}

static void learn_weights(struct columns *columns, double weight[N_PARTS])
{
    for (size_t p = 0; p < N_PARTS; p++)
        for (size_t i = 0; i < columns->n; i++)
            columns->off[i] += (float)weight[p] * columns->part[p][i];
    double slope[N_PARTS];
    double loss =
        loss_of(columns->off, columns->size, columns->weight, columns->n);
    find_slopes(columns, slope);
    for (double step = FIRST_STEP; step > LAST_STEP;)
        if (!try_moves(columns, weight, slope, step, &loss))
            step /= 2;
}

struct lesson {
    const struct blend_row_list *rows;
    size_t n_rows[N_BLEND_CLASSES];
    struct blend *blend;
};

// Which classes teach a class: itself, or all of its kind.
static size_t choose_teachers(const struct lesson *lesson, size_t class,
                              bool takes[N_BLEND_CLASSES])
{
    bool is_alone = lesson->n_rows[class] >= FEWEST_ROWS;
    size_t n = 0;
    for (size_t c = 0; c < N_BLEND_CLASSES; c++) {
        takes[c] = is_alone
                       ? c == class
                       : blend_class_is_entry(c) == blend_class_is_entry(class);
        n += takes[c] ? lesson->n_rows[c] : 0;
    }
    return n;
}

static void learn_class(void *context, size_t class)
{
    const struct lesson *lesson = context;
    bool takes[N_BLEND_CLASSES];
    if (choose_teachers(lesson, class, takes) < FEWEST_POOLED)
        return;
    struct arena *arena = arena_new();
    struct columns columns = take_columns(arena, lesson->rows, takes);
    learn_weights(&columns, lesson->blend->weight[class]);
    arena_free(arena);
}

struct blend blend_learn(const struct blend_row_list *rows, size_t n_threads)
{
    struct blend blend = blend_usual();
    struct lesson lesson = {.rows = rows, .blend = &blend};
    size_t n_knowing = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct blend_row *row = &rows->items[i];
        lesson.n_rows[row->blend_class]++;
        n_knowing +=
            row->knows_residents && blend_class_is_entry(row->blend_class);
    }
    blend.has_seen_residents = n_knowing >= FEWEST_POOLED;
    parallel_for(N_BLEND_CLASSES, n_threads, learn_class, &lesson);
    return blend;
}

void blend_weights(const struct blend *blend, size_t class,
                   bool knows_residents, double weights[N_PARTS])
{
    bool adds = knows_residents && !blend->has_seen_residents;
    for (size_t p = 0; p < N_PARTS; p++)
        weights[p] = blend->weight[class][p] * (adds ? 1 - UNSEEN_SHARE : 1);
    if (adds)
        weights[PART_RESIDENTS] += UNSEEN_SHARE;
}

double blend_value(const double weights[N_PARTS], const float parts[N_PARTS])
{
    double value = 0;
    for (size_t p = 0; p < N_PARTS; p++)
        value += weights[p] * (double)parts[p];
    return value;
}
