// Depth first. A node is the states of the sites; its bound starts from the
// prices of its parent, which are nearly right. Sites whose other state no
// better answer can have are decided at once (median_bound_fix). Of the rest
// the one that the bound was least sure of is branched on, first the way it was
// leaning. A node that the steps do not suffice for keeps the bound it has, and
// the least of those is what is proven.

#include "forecast/median_tree.h"

#include <math.h>
#include <string.h>

#define ROOT_STEPS 2000
#define NODE_STEPS 200
#define ROUND_STEPS 50 // of the root, between two looks at its sites

struct node {
    uint8_t *state;
    double *price;
};

struct tree_search {
    struct median_tree *tree;
    struct arena *arena;
    int64_t unproven;   // the least bound of the nodes left open
    struct node *nodes; // by depth; made when first needed
};

static void node_save(struct arena *arena, const struct median_bound *bound,
                      struct node *node)
{
    const struct median_costs *costs = bound->costs;
    if (node->state == NULL) {
        node->state = arena_array(arena, uint8_t, costs->n_sites);
        node->price = arena_array(arena, double, costs->n_customers);
    }
    memcpy(node->state, bound->state, costs->n_sites);
    memcpy(node->price, bound->price, costs->n_customers * sizeof(double));
}

static void node_restore(const struct node *node, struct median_bound *bound)
{
    memcpy(bound->state, node->state, bound->costs->n_sites);
    memcpy(bound->price, node->price,
           bound->costs->n_customers * sizeof(double));
}

static size_t count_state(const struct median_bound *bound, uint8_t state)
{
    size_t n = 0;
    for (size_t s = 0; s < bound->costs->n_sites; s++)
        n += bound->state[s] == state;
    return n;
}

// When p are open or only p are left, the set of sites is decided.
static bool is_leaf(const struct median_bound *bound)
{
    size_t n_open = count_state(bound, MEDIAN_OPEN);
    size_t n_free = count_state(bound, MEDIAN_FREE);
    return n_open >= bound->costs->p || n_open + n_free <= bound->costs->p;
}

static uint32_t least_sure(const struct median_bound *bound)
{
    uint32_t best = UINT32_MAX;
    double best_distance = HUGE_VAL;
    for (size_t s = 0; s < bound->costs->n_sites; s++) {
        double distance = fabs(bound->openness[s] - 0.5);
        if (bound->state[s] != MEDIAN_FREE || distance >= best_distance)
            continue;
        best = (uint32_t)s;
        best_distance = distance;
    }
    return best;
}

static void improve(struct median_tree *tree, bool is_exact, bool *is_done)
{
    const struct median_bound *bound = tree->bound;
    int64_t cost = tree->improve(tree->context, bound->chosen, bound->n_chosen,
                                 is_exact, is_done);
    if (cost < tree->best)
        tree->best = cost;
}

static void leave_open(struct tree_search *search, int64_t bound)
{
    if (bound < search->unproven)
        search->unproven = bound;
}

static void settle_leaf(struct tree_search *search)
{
    struct median_tree *tree = search->tree;
    bool is_done = true;
    int64_t bound = median_bound_whole(tree->bound);
    improve(tree, true, &is_done);
    if (!is_done)
        leave_open(search, bound);
}

// Whether the node under the present states still has to be divided; none of
// its answers costs less than `known`.
static bool is_worth_dividing(struct tree_search *search, uint64_t n_steps,
                              int64_t known)
{
    struct median_tree *tree = search->tree;
    struct median_bound *bound = tree->bound;
    if (known >= tree->best)
        return false;
    if (bound->n_steps >= tree->most_steps) {
        leave_open(search, known);
        return false;
    }
    bool is_done = true;
    median_bound_climb(bound, tree->best, n_steps);
    improve(tree, false, &is_done);
    if (median_bound_whole(bound) >= tree->best)
        return false;
    median_bound_fix(bound, tree->best);
    if (!is_leaf(bound))
        return true;
    settle_leaf(search);
    return false;
}

static void divide(struct tree_search *search, size_t depth, uint64_t n_steps,
                   int64_t known)
{
    if (!is_worth_dividing(search, n_steps, known))
        return;
    struct median_bound *bound = search->tree->bound;
    struct node *node = &search->nodes[depth];
    uint32_t site = least_sure(bound);
    bool is_opened_first = bound->openness[site] >= 0.5;
    int64_t here = median_bound_whole(bound);
    node_save(search->arena, bound, node);
    bound->state[site] = is_opened_first ? MEDIAN_OPEN : MEDIAN_CLOSED;
    divide(search, depth + 1, NODE_STEPS, here);
    node_restore(node, bound);
    bound->state[site] = is_opened_first ? MEDIAN_CLOSED : MEDIAN_OPEN;
    divide(search, depth + 1, NODE_STEPS, here);
}

int64_t median_tree_search(struct arena *arena, struct median_tree *tree)
{
    struct node *nodes =
        arena_array(arena, struct node, tree->bound->costs->n_sites + 1);
    struct tree_search search = {tree, arena, INT64_MAX, nodes};
    bool is_done = true;
    for (uint64_t i = 0; i < ROOT_STEPS / 2; i += ROUND_STEPS) {
        median_bound_climb(tree->bound, tree->best, ROUND_STEPS);
        improve(tree, false, &is_done);
        if (median_bound_whole(tree->bound) >= tree->best)
            return tree->best;
    }
    divide(&search, 0, ROOT_STEPS, median_bound_whole(tree->bound));
    return search.unproven < tree->best ? search.unproven : tree->best;
}
