// All beginnings and ends are sorted by place. A place with one beginning and
// one end links the two lines; then each line without a predecessor starts a
// chain, and what is left are closed loops, begun at their first line.

#include "geo/chain.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NO_LINE SIZE_MAX

struct line_tip {
    struct point_m at;
    size_t line;
    bool is_end;
};

static int by_place(const void *a, const void *b)
{
    const struct line_tip *x = a;
    const struct line_tip *y = b;
    if (x->at.x_m != y->at.x_m)
        return x->at.x_m < y->at.x_m ? -1 : 1;
    if (x->at.y_m != y->at.y_m)
        return x->at.y_m < y->at.y_m ? -1 : 1;
    if (x->is_end != y->is_end)
        return x->is_end ? 1 : -1;
    return (x->line > y->line) - (x->line < y->line);
}

static bool is_same_place(struct point_m a, struct point_m b)
{
    return a.x_m == b.x_m && a.y_m == b.y_m;
}

struct links {
    size_t *next;
    size_t *previous;
};

// `tips` are those of one place: links a lone beginning to a lone end.
static void link_place(const struct line_tip *tips, size_t n,
                       struct links *links)
{
    if (n != 2 || tips[0].is_end || !tips[1].is_end)
        return;
    links->next[tips[1].line] = tips[0].line;
    links->previous[tips[0].line] = tips[1].line;
}

static struct links link_lines(struct arena *arena, const struct line *lines,
                               size_t n_lines)
{
    struct links links = {arena_array(arena, size_t, n_lines),
                          arena_array(arena, size_t, n_lines)};
    struct line_tip *tips = arena_array(arena, struct line_tip, 2 * n_lines);
    for (size_t i = 0; i < n_lines; i++) {
        links.next[i] = links.previous[i] = NO_LINE;
        tips[2 * i] = (struct line_tip){lines[i].points[0], i, false};
        tips[2 * i + 1] =
            (struct line_tip){lines[i].points[lines[i].count - 1], i, true};
    }
    qsort(tips, 2 * n_lines, sizeof *tips, by_place);
    for (size_t i = 0, end; i < 2 * n_lines; i = end) {
        for (end = i + 1;
             end < 2 * n_lines && is_same_place(tips[i].at, tips[end].at);)
            end++;
        link_place(tips + i, end - i, &links);
    }
    return links;
}

// The lines from `first` on, joined; each is marked as used.
static struct line join(struct arena *arena, const struct line *lines,
                        size_t first, const struct links *links, bool *used)
{
    size_t n = 1;
    size_t i = first;
    do {
        n += lines[i].count - 1;
        i = links->next[i];
    } while (i != NO_LINE && i != first);

    struct line chain = {arena_array(arena, struct point_m, n), 1};
    chain.points[0] = lines[first].points[0];
    for (i = first; i != NO_LINE && !used[i]; i = links->next[i]) {
        memcpy(chain.points + chain.count, lines[i].points + 1,
               (lines[i].count - 1) * sizeof *chain.points);
        chain.count += lines[i].count - 1;
        used[i] = true;
    }
    return chain;
}

void lines_chain(struct arena *arena, const struct line *lines, size_t n_lines,
                 struct line_list *chains)
{
    struct links links = link_lines(arena, lines, n_lines);
    bool *used = arena_array(arena, bool, n_lines);
    for (size_t i = 0; i < n_lines; i++)
        if (links.previous[i] == NO_LINE)
            *line_list_add(chains, arena) = join(arena, lines, i, &links, used);
    for (size_t i = 0; i < n_lines; i++)
        if (!used[i])
            *line_list_add(chains, arena) = join(arena, lines, i, &links, used);
}
