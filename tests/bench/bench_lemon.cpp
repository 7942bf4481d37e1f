// The natural graph: a node a pupil and a school, an arc a choice, all flow
// ends at one node, to which being unplaced is a way of its own. The simplex
// runs as its authors set it up: block search for the pivots, integers as wide
// as the sums need.

#include "bench_lemon.h"

#if __has_include(<lemon/network_simplex.h>)

#include <chrono>
#include <vector>

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

namespace
{
struct network {
    lemon::SmartDigraph graph;
    lemon::SmartDigraph::ArcMap<long long> cost{graph};
    lemon::SmartDigraph::ArcMap<int> most{graph};
    lemon::SmartDigraph::NodeMap<int> supply{graph, 0};

    void join(lemon::SmartDigraph::Node from, lemon::SmartDigraph::Node to,
              long long arc_cost, int arc_most)
    {
        lemon::SmartDigraph::Arc arc = graph.addArc(from, to);
        cost[arc] = arc_cost;
        most[arc] = arc_most;
    }
};

void build(network &net, const assign_instance &instance)
{
    size_t n_pupils = instance.n_pupils;
    size_t n_schools = instance.n_schools;
    net.graph.reserveNode(static_cast<int>(n_pupils + n_schools + 1));
    net.graph.reserveArc(
        static_cast<int>(instance.first[n_pupils] + n_pupils + n_schools));
    std::vector<lemon::SmartDigraph::Node> schools(n_schools);
    lemon::SmartDigraph::Node end = net.graph.addNode();
    for (size_t k = 0; k < n_schools; k++) {
        schools[k] = net.graph.addNode();
        net.join(schools[k], end, 0, static_cast<int>(instance.seats[k]));
    }
    for (size_t i = 0; i < n_pupils; i++) {
        lemon::SmartDigraph::Node pupil = net.graph.addNode();
        net.supply[pupil] = 1;
        for (size_t c = instance.first[i]; c < instance.first[i + 1]; c++)
            net.join(pupil, schools[instance.choices[c].school],
                     instance.choices[c].cost, 1);
        net.join(pupil, end, instance.unplaced_cost[i], 1);
    }
    net.supply[end] = -static_cast<int>(n_pupils);
}
} // namespace

double bench_lemon(const struct assign_instance *instance, int64_t *total)
{
    network net;
    build(net, *instance);
    auto began = std::chrono::steady_clock::now();
    lemon::NetworkSimplex<lemon::SmartDigraph, int, long long> simplex(
        net.graph);
    simplex.upperMap(net.most).costMap(net.cost).supplyMap(net.supply);
    simplex.run();
    *total = simplex.totalCost<long long>();
    return std::chrono::duration<double, std::milli>(
               std::chrono::steady_clock::now() - began)
        .count();
}

#else

double bench_lemon(const struct assign_instance *, int64_t *)
{
    return -1;
}

#endif
