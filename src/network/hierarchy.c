// Nodes are contracted one after another, least important first. Contracting a
// node takes it out of the graph and, wherever a shortest way between two of
// its neighbours ran through it, puts a shortcut in its place:
//
//     u --3-- v --4-- w          u ------7------ w
//                          =>
//     (v least important)        kept for v: up v-w, down u-v
//
// so distances between the nodes that remain never change. A shortcut is left
// out only when a local search (the witness) finds another way that is not
// worse; a search cut short merely costs a superfluous shortcut.
//
// The next node is the one whose contraction adds fewest arcs for those it
// removes, with a preference for nodes whose neighbourhood has not yet been
// thinned (its level); ties go to the lower node, so the order is fixed.

#include "network/hierarchy.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

// Nothing was found yet; unlike WAY_NEVER it is more than any sum.
#define NOT_YET UINT64_MAX

// Searches stop after so many nodes: few when only asking what a contraction
// would add, more when a shortcut is about to be made for good.
#define POPS_TO_ESTIMATE 40u
#define POPS_TO_CONTRACT 400u

struct work_arc {
    way_length way;
    uint32_t node; // the other end
    uint32_t via;
    uint32_t hops; // original arcs it stands for
};
LIST_DECLARE(work_arc);

// What is left of the graph, and the scratch of the witness search.
struct workshop {
    struct arena *arena;
    uint32_t n_nodes;
    struct work_arc_list *out; // arcs between nodes not yet contracted
    struct work_arc_list *in;
    uint32_t *level;

    way_length *best; // witness search: NOT_YET unless touched
    uint32_t *touched;
    uint32_t n_touched;
    struct queue_entry *heap;
    uint32_t heap_size;
    uint32_t heap_capacity;
};

struct queue_entry {
    way_length way;
    uint32_t node;
};

// --- the queue of the witness search: a binary heap with stale entries ---

static bool entry_before(struct queue_entry a, struct queue_entry b)
{
    return a.way < b.way || (a.way == b.way && a.node < b.node);
}

static void queue_push(struct workshop *shop, struct queue_entry entry)
{
    if (shop->heap_size == shop->heap_capacity) {
        struct queue_entry *grown = arena_array(
            shop->arena, struct queue_entry, (size_t)2 * shop->heap_capacity);
        memcpy(grown, shop->heap, shop->heap_size * sizeof *grown);
        shop->heap = grown;
        shop->heap_capacity *= 2;
    }
    uint32_t at = shop->heap_size++;
    for (; at > 0 && entry_before(entry, shop->heap[(at - 1) / 2]);
         at = (at - 1) / 2)
        shop->heap[at] = shop->heap[(at - 1) / 2];
    shop->heap[at] = entry;
}

static struct queue_entry queue_pop(struct workshop *shop)
{
    struct queue_entry top = shop->heap[0];
    struct queue_entry last = shop->heap[--shop->heap_size];
    uint32_t at = 0;
    for (uint32_t child = 1; child < shop->heap_size; child = 2 * at + 1) {
        if (child + 1 < shop->heap_size &&
            entry_before(shop->heap[child + 1], shop->heap[child]))
            child++;
        if (!entry_before(shop->heap[child], last))
            break;
        shop->heap[at] = shop->heap[child];
        at = child;
    }
    shop->heap[at] = last;
    return top;
}

// --- witness search ---

static void reach_node(struct workshop *shop, uint32_t node, way_length way,
                       way_length limit)
{
    if (way > limit || way >= shop->best[node])
        return;
    if (shop->best[node] == NOT_YET)
        shop->touched[shop->n_touched++] = node;
    shop->best[node] = way;
    queue_push(shop, (struct queue_entry){way, node});
}

static void forget_search(struct workshop *shop)
{
    for (uint32_t i = 0; i < shop->n_touched; i++)
        shop->best[shop->touched[i]] = NOT_YET;
    shop->n_touched = 0;
    shop->heap_size = 0;
}

// Searches from `from` around `avoided`, up to `limit` and `most_pops` nodes.
static void search_witnesses(struct workshop *shop, uint32_t from,
                             uint32_t avoided, way_length limit,
                             uint32_t most_pops)
{
    reach_node(shop, from, 0, limit);
    for (uint32_t pops = 0; pops < most_pops && shop->heap_size > 0; pops++) {
        struct queue_entry entry = queue_pop(shop);
        if (entry.way > shop->best[entry.node])
            continue;
        const struct work_arc_list *arcs = &shop->out[entry.node];
        for (size_t i = 0; i < arcs->count; i++)
            if (arcs->items[i].node != avoided)
                reach_node(shop, arcs->items[i].node,
                           entry.way + arcs->items[i].way, limit);
    }
}

// --- contraction ---

// Of arcs between the same two nodes only the best is kept.
static void put_arc(struct workshop *shop, struct work_arc_list *list,
                    struct work_arc arc)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].node == arc.node) {
            if (arc.way < list->items[i].way)
                list->items[i] = arc;
            return;
        }
    *work_arc_list_add(list, shop->arena) = arc;
}

static void drop_arcs_to(struct work_arc_list *list, uint32_t node)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].node == node) {
            list->items[i] = list->items[--list->count];
            return; // put_arc keeps at most one
        }
}

// What contracting a node costs and saves.
struct balance {
    uint32_t arcs_added;
    uint32_t hops_added;
    uint32_t arcs_removed;
    uint32_t hops_removed;
};

static void add_shortcut(struct workshop *shop, uint32_t via, uint32_t from,
                         uint32_t to, way_length way, uint32_t hops)
{
    struct work_arc arc = {way, to, via, hops};
    put_arc(shop, &shop->out[from], arc);
    arc.node = from;
    put_arc(shop, &shop->in[to], arc);
}

static way_length longest_out(const struct work_arc_list *out, uint32_t but_to)
{
    way_length longest = 0;
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].way > longest && out->items[i].node != but_to)
            longest = out->items[i].way;
    return longest;
}

// Handles the ways that enter `via` by one arc. With `is_final` the shortcuts
// are made, else only counted.
static void bridge_from(struct workshop *shop, uint32_t via,
                        struct work_arc entry, bool is_final,
                        struct balance *balance)
{
    const struct work_arc_list *out = &shop->out[via];
    search_witnesses(shop, entry.node, via,
                     entry.way + longest_out(out, entry.node),
                     is_final ? POPS_TO_CONTRACT : POPS_TO_ESTIMATE);
    for (size_t i = 0; i < out->count; i++) {
        struct work_arc leave = out->items[i];
        way_length way = entry.way + leave.way;
        if (leave.node == entry.node || shop->best[leave.node] <= way)
            continue;
        balance->arcs_added++;
        balance->hops_added += entry.hops + leave.hops;
        if (is_final)
            add_shortcut(shop, via, entry.node, leave.node, way,
                         entry.hops + leave.hops);
    }
    forget_search(shop);
}

static struct balance bridge_over(struct workshop *shop, uint32_t node,
                                  bool is_final)
{
    struct balance balance = {0};
    struct work_arc_list in = shop->in[node];
    struct work_arc_list out = shop->out[node];
    for (size_t i = 0; i < in.count; i++)
        balance.hops_removed += in.items[i].hops;
    for (size_t i = 0; i < out.count; i++)
        balance.hops_removed += out.items[i].hops;
    balance.arcs_removed = (uint32_t)(in.count + out.count);
    for (size_t i = 0; i < in.count; i++)
        bridge_from(shop, node, in.items[i], is_final, &balance);
    return balance;
}

// Lower is contracted sooner.
static uint32_t importance(struct workshop *shop, uint32_t node)
{
    struct balance b = bridge_over(shop, node, false);
    uint32_t value = 1000 * shop->level[node];
    if (b.arcs_removed > 0)
        value += 1000 * b.arcs_added / b.arcs_removed +
                 1000 * b.hops_added / b.hops_removed;
    return value;
}

static void raise_level(struct workshop *shop, uint32_t node, uint32_t above)
{
    if (shop->level[node] <= above)
        shop->level[node] = above + 1;
}

// Takes the node out of the graph. Its own lists stay: they are its arcs in the
// hierarchy.
static void contract(struct workshop *shop, uint32_t node)
{
    bridge_over(shop, node, true);
    for (size_t i = 0; i < shop->in[node].count; i++) {
        uint32_t other = shop->in[node].items[i].node;
        drop_arcs_to(&shop->out[other], node);
        raise_level(shop, other, shop->level[node]);
    }
    for (size_t i = 0; i < shop->out[node].count; i++) {
        uint32_t other = shop->out[node].items[i].node;
        drop_arcs_to(&shop->in[other], node);
        raise_level(shop, other, shop->level[node]);
    }
}

// --- the order: a binary heap of nodes by importance ---

struct order {
    uint32_t *heap;
    uint32_t *importance; // of each node
    bool *is_stale;       // whether a neighbour was contracted since weighed
    uint32_t count;
};

static bool sooner(const struct order *order, uint32_t a, uint32_t b)
{
    if (order->importance[a] != order->importance[b])
        return order->importance[a] < order->importance[b];
    return a < b;
}

static void sift_up(struct order *order, uint32_t at, uint32_t node)
{
    for (; at > 0 && sooner(order, node, order->heap[(at - 1) / 2]);
         at = (at - 1) / 2)
        order->heap[at] = order->heap[(at - 1) / 2];
    order->heap[at] = node;
}

static void sift_down(struct order *order, uint32_t at, uint32_t node)
{
    for (uint32_t child = 2 * at + 1; child < order->count;
         child = 2 * at + 1) {
        if (child + 1 < order->count &&
            sooner(order, order->heap[child + 1], order->heap[child]))
            child++;
        if (!sooner(order, order->heap[child], node))
            break;
        order->heap[at] = order->heap[child];
        at = child;
    }
    order->heap[at] = node;
}

// Contraction changes what its neighbours' contraction would add. They are
// weighed again only when they come up, which most do once: the old weight
// orders them well enough until then.
static void mark_neighbours(struct workshop *shop, struct order *order,
                            uint32_t node)
{
    for (size_t i = 0; i < shop->out[node].count; i++)
        order->is_stale[shop->out[node].items[i].node] = true;
    for (size_t i = 0; i < shop->in[node].count; i++)
        order->is_stale[shop->in[node].items[i].node] = true;
}

// The next node to contract, after weighing again whatever stale comes first.
static uint32_t take_next(struct workshop *shop, struct order *order)
{
    while (order->is_stale[order->heap[0]]) {
        uint32_t node = order->heap[0];
        order->is_stale[node] = false;
        order->importance[node] = importance(shop, node);
        sift_down(order, 0, node);
    }
    uint32_t first = order->heap[0];
    uint32_t last = order->heap[--order->count];
    if (order->count > 0)
        sift_down(order, 0, last);
    return first;
}

static struct order weigh_all(struct workshop *shop)
{
    uint32_t n = shop->n_nodes;
    struct order order = {arena_array(shop->arena, uint32_t, n),
                          arena_array(shop->arena, uint32_t, n),
                          arena_array(shop->arena, bool, n), 0};
    for (uint32_t node = 0; node < n; node++) {
        order.importance[node] = importance(shop, node);
        sift_up(&order, order.count++, node);
    }
    return order;
}

// --- from the workshop to the flat arrays ---

static struct workshop open_workshop(struct arena *arena,
                                     const struct hierarchy_graph *graph)
{
    uint32_t n = graph->n_nodes;
    struct workshop shop = {
        .arena = arena,
        .n_nodes = n,
        .out = arena_array(arena, struct work_arc_list, n),
        .in = arena_array(arena, struct work_arc_list, n),
        .level = arena_array(arena, uint32_t, n),
        .best = arena_array(arena, uint64_t, n),
        .touched = arena_array(arena, uint32_t, n),
        .heap = arena_array(arena, struct queue_entry, 1024),
        .heap_capacity = 1024,
    };
    memset(shop.best, 0xFF, n * sizeof *shop.best);
    for (uint32_t from = 0; from < n; from++)
        for (uint32_t a = graph->first_out[from];
             a < graph->first_out[from + 1]; a++) {
            if (graph->to[a] == from)
                continue; // a loop is never part of a shortest way
            struct work_arc arc = {graph->way[a], graph->to[a],
                                   HIERARCHY_ORIGINAL | a, 1};
            put_arc(&shop, &shop.out[from], arc);
            arc.node = from;
            put_arc(&shop, &shop.in[graph->to[a]], arc);
        }
    return shop;
}

// Lists of up arcs come out sorted by position, so that walks through memory
// go one way and the result does not depend on the history of the lists.
static int by_node(const void *a, const void *b)
{
    const struct work_arc *x = a;
    const struct work_arc *y = b;
    return (x->node > y->node) - (x->node < y->node);
}

static struct hierarchy_side lay_out(struct arena *arena, uint32_t n,
                                     struct work_arc_list *lists,
                                     const uint32_t *node_at,
                                     const uint32_t *position)
{
    size_t total = 0;
    for (uint32_t node = 0; node < n; node++)
        total += lists[node].count;
    assert(total < HIERARCHY_ORIGINAL);

    uint32_t *first = arena_array(arena, uint32_t, (size_t)n + 1);
    uint32_t *node = arena_array(arena, uint32_t, total);
    way_length *way = arena_array(arena, way_length, total);
    uint32_t *via = arena_array(arena, uint32_t, total);
    uint32_t at = 0;
    for (uint32_t p = 0; p < n; p++) {
        struct work_arc_list *list = &lists[node_at[p]];
        for (size_t i = 0; i < list->count; i++)
            list->items[i].node = position[list->items[i].node];
        if (list->count > 1)
            qsort(list->items, list->count, sizeof *list->items, by_node);
        first[p] = at;
        for (size_t i = 0; i < list->count; i++, at++) {
            struct work_arc arc = list->items[i];
            node[at] = arc.node;
            way[at] = arc.way;
            via[at] =
                arc.via & HIERARCHY_ORIGINAL ? arc.via : position[arc.via];
        }
    }
    first[n] = at;
    return (struct hierarchy_side){first, node, way, via};
}

struct rank {
    uint32_t depth; // arcs of the longest climb from it
    uint32_t n_arcs;
    uint32_t earlier; // nodes contracted after it
    uint32_t node;
};

static int by_depth(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;
    for (size_t i = 0; i < sizeof(struct rank) / sizeof *x; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

static uint32_t depth_below(const struct work_arc_list *arcs,
                            const struct rank *ranks, uint32_t depth)
{
    for (size_t i = 0; i < arcs->count; i++)
        if (ranks[arcs->items[i].node].depth >= depth)
            depth = ranks[arcs->items[i].node].depth + 1;
    return depth;
}

// Positions follow the depth, and within a depth the number of arcs: a sweep
// over positions then runs through long stretches of equal rows, which the
// processor's branch prediction rewards with half the time.
static void number_positions(struct workshop *shop, const uint32_t *contracted,
                             uint32_t *node_at, uint32_t *position)
{
    uint32_t n = shop->n_nodes;
    struct rank *ranks = arena_array(shop->arena, struct rank, n);
    for (uint32_t i = n; i-- > 0;) {
        uint32_t node = contracted[i];
        uint32_t depth = depth_below(&shop->out[node], ranks, 0);
        ranks[node] = (struct rank){
            .depth = depth_below(&shop->in[node], ranks, depth),
            .n_arcs = (uint32_t)(shop->out[node].count + shop->in[node].count),
            .earlier = n - 1 - i,
            .node = node};
    }
    qsort(ranks, n, sizeof *ranks, by_depth);
    for (uint32_t p = 0; p < n; p++) {
        node_at[p] = ranks[p].node;
        position[ranks[p].node] = p;
    }
}

// The least important of the nodes above a position; itself at the top.
static uint32_t parent_of(const struct hierarchy *h, uint32_t p)
{
    uint32_t parent = p;
    if (h->up.first[p] < h->up.first[p + 1])
        parent = h->up.node[h->up.first[p + 1] - 1];
    if (h->down.first[p] < h->down.first[p + 1]) {
        uint32_t other = h->down.node[h->down.first[p + 1] - 1];
        if (parent == p || other > parent)
            parent = other;
    }
    return parent;
}

// Numbers the tree in preorder without walking it: a node's number is its
// parent's, plus one, plus the sizes of the siblings before it. Parents have
// smaller positions than their children.
static uint32_t *take_tour(struct arena *arena, struct arena *scratch,
                           const struct hierarchy *h)
{
    uint32_t *size = arena_array(scratch, uint32_t, h->n_nodes);
    uint32_t *next = arena_array(scratch, uint32_t, h->n_nodes);
    uint32_t *tour = arena_array(arena, uint32_t, h->n_nodes);
    uint32_t next_root = 0;
    for (uint32_t p = h->n_nodes; p-- > 0;) {
        uint32_t parent = parent_of(h, p);
        size[p]++;
        if (parent != p)
            size[parent] += size[p];
    }
    for (uint32_t p = 0; p < h->n_nodes; p++) {
        uint32_t parent = parent_of(h, p);
        uint32_t *place = parent == p ? &next_root : &next[parent];
        uint32_t number = *place;
        *place += size[p];
        next[p] = number + 1;
        tour[h->node_at[p]] = number;
    }
    return tour;
}

struct hierarchy hierarchy_build(struct arena *arena,
                                 const struct hierarchy_graph *graph)
{
    uint32_t n = graph->n_nodes;
    struct arena *scratch = arena_new();
    struct workshop shop = open_workshop(scratch, graph);
    struct order order = weigh_all(&shop);
    uint32_t *contracted = arena_array(scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        contracted[i] = take_next(&shop, &order);
        contract(&shop, contracted[i]);
        mark_neighbours(&shop, &order, contracted[i]);
    }

    uint32_t *position = arena_array(arena, uint32_t, n);
    uint32_t *node_at = arena_array(arena, uint32_t, n);
    number_positions(&shop, contracted, node_at, position);
    struct hierarchy built = {
        .n_nodes = n,
        .position = position,
        .node_at = node_at,
        .up = lay_out(arena, n, shop.out, node_at, position),
        .down = lay_out(arena, n, shop.in, node_at, position)};
    built.tour = take_tour(arena, scratch, &built);
    arena_free(scratch);
    return built;
}

// --- unpacking ---

// Shortcuts nest at most as deep as there are levels, a few dozen on street
// networks, and a shortest way sees no node twice. A hierarchy from a hostile
// file may do neither, so both are bounded.
#define DEEPEST 4096u

struct unpacking {
    const struct hierarchy *hierarchy;
    hierarchy_arc_fn *take;
    void *context;
    uint32_t arcs_left;
};

// The index of the arc between two positions; UINT32_MAX if there is none.
static uint32_t find_arc(const struct hierarchy_side *side, uint32_t below,
                         uint32_t above)
{
    for (uint32_t a = side->first[below]; a < side->first[below + 1]; a++)
        if (side->node[a] == above)
            return a;
    return UINT32_MAX;
}

static bool unpack(struct unpacking *u, uint32_t via, uint32_t from,
                   uint32_t to, uint32_t depth)
{
    if (u->arcs_left == 0 || depth == DEEPEST)
        return false;
    if (via & HIERARCHY_ORIGINAL) {
        u->arcs_left--;
        u->take(via & ~HIERARCHY_ORIGINAL, u->context);
        return true;
    }
    const struct hierarchy *h = u->hierarchy;
    uint32_t first = find_arc(&h->down, via, from);
    uint32_t second = find_arc(&h->up, via, to);
    return first != UINT32_MAX && second != UINT32_MAX &&
           unpack(u, h->down.via[first], from, via, depth + 1) &&
           unpack(u, h->up.via[second], via, to, depth + 1);
}

bool hierarchy_unpack(const struct hierarchy *hierarchy, uint32_t via,
                      uint32_t from, uint32_t to, hierarchy_arc_fn *take,
                      void *context)
{
    struct unpacking u = {hierarchy, take, context, hierarchy->n_nodes};
    return unpack(&u, via, from, to, 0);
}
