// Every sequence of moves that fits the members is tried: one along the `from`
// way that ends where the via is, then along pieces of the via ways, none
// twice, until every via way was used, then one along the `to` way. If exactly
// one sequence fits, it is the rule; if several do, the restriction does not
// say which it means.

#include "witness_rules.h"

#include <string.h>

#include "base/list.h"

LIST_DECLARE(rule);

struct reading {
    const struct street_set *streets;
    const struct street_net *net;
    const struct road_graph *graph;
    const struct turn_restriction *restriction;
    struct rule so_far;
    struct rule found;
    size_t n_found;
};

bool moves_equal(struct move a, struct move b)
{
    return a.edge == b.edge && a.is_backward == b.is_backward;
}

uint32_t move_start(const struct street_net *net, struct move move)
{
    return move.is_backward ? net->edges[move.edge].to_node
                            : net->edges[move.edge].from_node;
}

uint32_t move_end(const struct street_net *net, struct move move)
{
    return move.is_backward ? net->edges[move.edge].from_node
                            : net->edges[move.edge].to_node;
}

bool move_is_open(const struct road_graph *graph, struct move move)
{
    return (graph->edge_use[move.edge] & (move.is_backward ? 2 : 1)) != 0;
}

static int64_t way_of_edge(const struct reading *r, uint32_t edge)
{
    return r->streets->streets.items[edge].way_id;
}

static bool is_via(const struct turn_restriction *restriction, int64_t way)
{
    for (size_t i = 0; i < restriction->n_via_ways; i++)
        if (restriction->via_ways[i] == way)
            return true;
    return false;
}

static bool all_via_used(const struct reading *r)
{
    for (size_t i = 0; i < r->restriction->n_via_ways; i++) {
        bool is_used = false;
        for (size_t m = 1; m < r->so_far.n_first; m++)
            is_used |= way_of_edge(r, r->so_far.first[m].edge) ==
                       r->restriction->via_ways[i];
        if (!is_used)
            return false;
    }
    return true;
}

static bool uses_edge(const struct rule *rule, uint32_t edge)
{
    for (size_t m = 0; m < rule->n_first; m++)
        if (rule->first[m].edge == edge)
            return true;
    return false;
}

// Within one way at one junction, turning back is what a u-turn means and
// nothing else.
static bool fits_kind(const struct turn_restriction *restriction,
                      struct move from, struct move to)
{
    if (restriction->n_via_ways > 0 ||
        restriction->from_way != restriction->to_way)
        return true;
    bool goes_back = from.edge == to.edge && from.is_backward != to.is_backward;
    return goes_back == (strstr(restriction->kind, "u_turn") != NULL);
}

static void try_last(struct reading *r, struct move to)
{
    struct move last = r->so_far.first[r->so_far.n_first - 1];
    if (way_of_edge(r, to.edge) != r->restriction->to_way ||
        move_start(r->net, to) != move_end(r->net, last) ||
        (r->restriction->n_via_ways > 0 &&
         is_via(r->restriction, r->restriction->to_way)))
        return;
    r->found = r->so_far;
    r->found.to = to;
    r->n_found++;
}

static void try_moves(struct reading *r);

static void try_via(struct reading *r, struct move via)
{
    struct rule *rule = &r->so_far;
    struct move last = rule->first[rule->n_first - 1];
    if (rule->n_first == RULE_MOST_MOVES ||
        !is_via(r->restriction, way_of_edge(r, via.edge)) ||
        uses_edge(rule, via.edge) ||
        move_start(r->net, via) != move_end(r->net, last))
        return;
    rule->first[rule->n_first++] = via;
    try_moves(r);
    rule->n_first--;
}

static bool is_at_via(const struct reading *r)
{
    struct move last = r->so_far.first[r->so_far.n_first - 1];
    if (r->restriction->n_via_ways > 0)
        return all_via_used(r);
    return r->net->node_ids[move_end(r->net, last)] ==
           r->restriction->via_junction;
}

static void try_moves(struct reading *r)
{
    bool is_at_end = is_at_via(r);
    for (uint32_t e = 0; e < r->net->n_edges; e++) {
        if (way_of_edge(r, e) != r->restriction->to_way &&
            !is_via(r->restriction, way_of_edge(r, e)))
            continue;
        for (int b = 0; b < 2; b++) {
            struct move move = {e, b != 0};
            if (!move_is_open(r->graph, move))
                continue;
            if (is_at_end)
                try_last(r, move);
            if (r->restriction->n_via_ways > 0)
                try_via(r, move);
        }
    }
}

static void read_one(struct reading *r)
{
    for (uint32_t e = 0; e < r->net->n_edges; e++)
        for (int b = 0; b < 2; b++) {
            struct move move = {e, b != 0};
            if (way_of_edge(r, e) != r->restriction->from_way ||
                !move_is_open(r->graph, move))
                continue;
            r->so_far.first[0] = move;
            r->so_far.n_first = 1;
            try_moves(r);
        }
}

// Whether a word of `except` names the traveller: words between semicolons,
// with or without spaces.
static bool is_excepted(const char *except, const char *vehicle)
{
    char words[200];
    char *left = NULL;
    if (except == NULL || strlen(except) >= sizeof words)
        return false;
    strcpy(words, except);
    for (char *word = strtok_r(words, "; ", &left); word != NULL;
         word = strtok_r(NULL, "; ", &left)) {
        const char *at = strstr(vehicle, word);
        size_t n = strlen(word);
        if (at != NULL && (at == vehicle || at[-1] == ' ') &&
            (at[n] == '\0' || at[n] == ' '))
            return true;
    }
    return false;
}

struct rules rules_read(struct arena *arena, const struct profile *profile,
                        const struct street_set *streets,
                        const struct street_net *net,
                        const struct road_graph *graph)
{
    struct rules rules = {0};
    struct rule_list list = {0};
    size_t n = profile->obeys_turns ? streets->restrictions.count : 0;
    for (size_t i = 0; i < n; i++) {
        const struct turn_restriction *at = &streets->restrictions.items[i];
        struct reading r = {streets,        net, graph, at, {.n_first = 0},
                            {.n_first = 0}, 0};
        if (is_excepted(at->except, profile->vehicle)) {
            rules.n_excepted++;
            continue;
        }
        read_one(&r);
        bool fits =
            r.n_found == 1 && fits_kind(at, r.found.first[0], r.found.to);
        rules.n_ambiguous += r.n_found > 1 || (r.n_found == 1 && !fits);
        r.found.is_only = strncmp(at->kind, "only_", 5) == 0;
        if (fits)
            *rule_list_add(&list, arena) = r.found;
    }
    rules.at = list.items;
    rules.count = list.count;
    return rules;
}

bool rules_allow(const struct rules *rules, const struct move *made, size_t n,
                 struct move next)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->at[i];
        if (rule->n_first > n)
            continue;
        bool holds = true;
        for (size_t m = 0; m < rule->n_first && holds; m++)
            holds = moves_equal(made[n - rule->n_first + m], rule->first[m]);
        if (holds && moves_equal(next, rule->to) != rule->is_only)
            return false;
    }
    return true;
}

// A move matters while some rule that starts with it is not longer than what
// was made since.
size_t rules_forget(const struct rules *rules, struct move *made, size_t n)
{
    size_t first = 0;
    for (; first < n; first++) {
        bool matters = false;
        for (size_t i = 0; i < rules->count && !matters; i++)
            matters = moves_equal(rules->at[i].first[0], made[first]) &&
                      rules->at[i].n_first >= n - first;
        if (matters)
            break;
    }
    memmove(made, made + first, (n - first) * sizeof *made);
    return n - first;
}
