#include "assign_instance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scratch.h"

// As data/assignment/make_instance.py says.
#define UNPLACED_COST 1000000

// Line by line: a sanitizer's strtoll measures the text it is given each time.
struct lines {
    FILE *file;
    char *text;
    size_t capacity;
};

static char *next_line(struct lines *lines)
{
    return getline(&lines->text, &lines->capacity, lines->file) > 0
               ? lines->text
               : "";
}

static void read_sizes(struct lines *lines, struct arena *arena,
                       struct assign_instance *in)
{
    char *at = next_line(lines);
    in->n_pupils = strtoul(at, &at, 10);
    in->n_schools = strtoul(at, &at, 10);
    size_t nearest = strtoul(at, &at, 10);
    in->seats = arena_array(arena, uint32_t, in->n_schools);
    in->unplaced_cost = arena_array(arena, int64_t, in->n_pupils);
    in->first = arena_array(arena, size_t, in->n_pupils + 1);
    in->choices =
        arena_array(arena, struct assign_choice, in->n_pupils * nearest);
    at = next_line(lines);
    for (size_t k = 0; k < in->n_schools; k++)
        in->seats[k] = (uint32_t)strtoul(at, &at, 10);
}

static struct assign_instance *read_lines(struct lines *lines,
                                          struct arena *arena)
{
    struct assign_instance *in = arena_array(arena, struct assign_instance, 1);
    read_sizes(lines, arena, in);
    size_t n = 0;
    for (size_t i = 0; i < in->n_pupils; i++) {
        char *at = next_line(lines);
        const char *end = at + strcspn(at, "\n");
        in->unplaced_cost[i] = UNPLACED_COST;
        in->first[i] = n;
        while (at < end) {
            uint32_t school = (uint32_t)strtoul(at, &at, 10);
            in->choices[n++] =
                (struct assign_choice){strtoll(at, &at, 10), school};
        }
    }
    in->first[in->n_pupils] = n;
    return in;
}

struct assign_instance *assign_instance_read(struct arena *arena,
                                             const char *path)
{
    struct lines lines = {.file = fopen(path, "rb")};
    if (lines.file == NULL) {
        fprintf(stderr, "%s cannot be read\n", path);
        return NULL;
    }
    struct assign_instance *instance = read_lines(&lines, arena);
    fclose(lines.file);
    free(lines.text);
    return instance;
}

struct assign_instance *assign_instance_make(struct arena *arena,
                                             const char *arguments)
{
    const char *data = getenv("HOCGAN_DATA");
    if (data == NULL)
        return NULL;
    struct scratch *scratch = scratch_new();
    const char *path = scratch_path(scratch, "instance.txt");
    char *command = arena_format(
        arena, "exec python3 '%s/assignment/make_instance.py' %s '%s'", data,
        arguments, path);
    struct assign_instance *instance = NULL;
    if (system(command) == 0)
        instance = assign_instance_read(arena, path);
    scratch_free(scratch);
    return instance;
}

static size_t choices(const void *source, uint32_t pupil, size_t from,
                      size_t room, struct assign_choice *into)
{
    const struct assign_instance *in = source;
    size_t count = in->first[pupil + 1] - in->first[pupil];
    count = from < count ? count - from : 0;
    count = count < room ? count : room;
    if (count > 0)
        memcpy(into, &in->choices[in->first[pupil] + from],
               count * sizeof *into);
    return count;
}

struct assign_problem
assign_instance_problem(const struct assign_instance *instance)
{
    return (struct assign_problem){.n_pupils = instance->n_pupils,
                                   .n_schools = instance->n_schools,
                                   .seats = instance->seats,
                                   .unplaced_cost = instance->unplaced_cost,
                                   .choices = choices,
                                   .source = instance};
}

static int by_cost(const void *a, const void *b)
{
    const struct assign_choice *x = a;
    const struct assign_choice *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->school > y->school) - (x->school < y->school);
}

static int64_t random_cost(struct random *random, int64_t most)
{
    return (int64_t)(random_next(random) % ((uint64_t)most + 1));
}

struct assign_instance *assign_instance_random(struct arena *arena,
                                               struct random *random,
                                               struct assign_shape shape)
{
    struct assign_instance *in = arena_array(arena, struct assign_instance, 1);
    in->n_pupils = random_below(random, shape.most_pupils + 1);
    in->n_schools = 1 + random_below(random, shape.most_schools);
    in->seats = arena_array(arena, uint32_t, in->n_schools);
    in->unplaced_cost = arena_array(arena, int64_t, in->n_pupils);
    in->first = arena_array(arena, size_t, in->n_pupils + 1);
    in->choices =
        arena_array(arena, struct assign_choice, in->n_pupils * in->n_schools);
    for (size_t k = 0; k < in->n_schools; k++)
        in->seats[k] = random_below(random, shape.most_seats + 1);
    uint32_t density = 1 + random_below(random, 4);
    size_t n = 0;
    for (size_t i = 0; i < in->n_pupils; i++) {
        in->first[i] = n;
        in->unplaced_cost[i] = random_cost(random, shape.most_cost);
        for (uint32_t k = 0; k < in->n_schools; k++)
            if (random_below(random, 4) < density)
                in->choices[n++] = (struct assign_choice){
                    random_cost(random, shape.most_cost), k};
        qsort(&in->choices[in->first[i]], n - in->first[i], sizeof *in->choices,
              by_cost);
    }
    in->first[in->n_pupils] = n;
    return in;
}

static int64_t try_from(const struct assign_instance *in, uint32_t *left,
                        size_t pupil)
{
    if (pupil == in->n_pupils)
        return 0;
    int64_t best = in->unplaced_cost[pupil] + try_from(in, left, pupil + 1);
    for (size_t c = in->first[pupil]; c < in->first[pupil + 1]; c++) {
        struct assign_choice choice = in->choices[c];
        if (left[choice.school] == 0)
            continue;
        left[choice.school]--;
        int64_t total = choice.cost + try_from(in, left, pupil + 1);
        left[choice.school]++;
        best = total < best ? total : best;
    }
    return best;
}

int64_t assign_instance_try_all(const struct assign_instance *instance)
{
    struct arena *arena = arena_new();
    uint32_t *left =
        arena_copy(arena, instance->seats, instance->n_schools * sizeof *left);
    int64_t best = try_from(instance, left, 0);
    arena_free(arena);
    return best;
}

// The state of the plain algorithm. `reached[k]` is the least extra cost with
// which the newest pupil can get one seat more at school k, `by[k]` the choice
// of the pupil who goes there last.
struct plain {
    const struct assign_instance *in;
    size_t *at; // choice of each pupil, SIZE_MAX: none
    uint32_t *n_seated;
    int64_t *reached;
    size_t *by;
    uint32_t *pupil_of; // each choice
};

#define NEVER (INT64_MAX / 2)

static int64_t cost_at(const struct plain *p, size_t pupil)
{
    return p->at[pupil] == SIZE_MAX ? p->in->unplaced_cost[pupil]
                                    : p->in->choices[p->at[pupil]].cost;
}

static bool offer(struct plain *p, size_t choice, int64_t extra)
{
    uint32_t school = p->in->choices[choice].school;
    if (extra >= p->reached[school])
        return false;
    p->reached[school] = extra;
    p->by[school] = choice;
    return true;
}

// Everyone seated may make room by going elsewhere, until nothing improves.
static void spread(struct plain *p, size_t newest)
{
    const struct assign_instance *in = p->in;
    for (size_t k = 0; k < in->n_schools; k++)
        p->reached[k] = NEVER;
    for (size_t c = in->first[newest]; c < in->first[newest + 1]; c++)
        offer(p, c, in->choices[c].cost);
    bool is_better = true;
    while (is_better) {
        is_better = false;
        for (size_t i = 0; i < newest; i++) {
            if (p->at[i] == SIZE_MAX)
                continue;
            int64_t here = p->reached[in->choices[p->at[i]].school];
            for (size_t c = in->first[i]; here < NEVER && c < in->first[i + 1];
                 c++)
                is_better |=
                    offer(p, c, here + in->choices[c].cost - cost_at(p, i));
        }
    }
}

// Walks back from where the path ends: everyone on it takes their new choice.
static void walk(struct plain *p, uint32_t end, size_t newest)
{
    for (uint32_t school = end;;) {
        size_t choice = p->by[school];
        uint32_t pupil = p->pupil_of[choice];
        size_t old = p->at[pupil];
        p->at[pupil] = choice;
        if (pupil == newest)
            return;
        school = p->in->choices[old].school;
    }
}

static void place_newest(struct plain *p, size_t newest)
{
    const struct assign_instance *in = p->in;
    spread(p, newest);
    int64_t best = in->unplaced_cost[newest];
    uint32_t end = UINT32_MAX;
    size_t leaves = SIZE_MAX;
    for (uint32_t k = 0; k < in->n_schools; k++)
        if (p->n_seated[k] < in->seats[k] && p->reached[k] < best) {
            best = p->reached[k];
            end = k;
        }
    bool has_seat = end != UINT32_MAX;
    for (size_t i = 0; i < newest; i++)
        if (p->at[i] != SIZE_MAX) {
            uint32_t k = in->choices[p->at[i]].school;
            int64_t extra =
                p->reached[k] + in->unplaced_cost[i] - cost_at(p, i);
            if (p->reached[k] < NEVER && extra < best) {
                best = extra;
                end = k;
                leaves = i;
                has_seat = false;
            }
        }
    if (end == UINT32_MAX)
        return;
    if (leaves != SIZE_MAX)
        p->at[leaves] = SIZE_MAX;
    if (has_seat)
        p->n_seated[end]++;
    walk(p, end, newest);
}

int64_t assign_instance_solve_plainly(const struct assign_instance *in)
{
    struct arena *arena = arena_new();
    struct plain p = {
        .in = in,
        .at = arena_array(arena, size_t, in->n_pupils),
        .n_seated = arena_array(arena, uint32_t, in->n_schools),
        .reached = arena_array(arena, int64_t, in->n_schools),
        .by = arena_array(arena, size_t, in->n_schools),
        .pupil_of = arena_array(arena, uint32_t, in->first[in->n_pupils])};
    int64_t total = 0;
    for (size_t i = 0; i < in->n_pupils; i++) {
        p.at[i] = SIZE_MAX;
        for (size_t c = in->first[i]; c < in->first[i + 1]; c++)
            p.pupil_of[c] = (uint32_t)i;
    }
    for (size_t i = 0; i < in->n_pupils; i++)
        place_newest(&p, i);
    for (size_t i = 0; i < in->n_pupils; i++)
        total += cost_at(&p, i);
    arena_free(arena);
    return total;
}
